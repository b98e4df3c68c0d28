// @ts-check
// What callers give: plain objects, which become lists of values here, by the tables at the end. What a
// value has to be is the core's to say, by the rule that a table names.
//
// A table is a text of names. Behind each stands `!` if it is needed, `?` if it may be left out, or
// `=` if its first word stands for it then, and what it is:
//
//   (nothing)     a text
//   Rule          a text that this rule of the core takes, and writes
//   a|b           one of these words
//   flag          true or false
//   1..20_of_it   a whole number from 1 to 20, and what it counts; with a `'` in front, written as a text
//   {link}        an object, which is a `link` of SHAPES
//   [link]Rule    objects, each of them one, and the rule for how many there are
//   any           anything, as it is
//
// No sentence here repeats a value: it could be a token in the wrong place.

/**
 * The values in `input` for `call`, in the order of its table, or in words why there are none.
 *
 * @param {string} call
 * @param {any} input
 * @returns {any[] | string}
 */
export function read(call, input) {
  const how = CALLS[call];
  if (!how) return `there is no call ${call}`;
  try {
    return typeof how === "string" ? valuesOf(input, call, how) : how(input, call);
  } catch (thrown) {
    // A revoked proxy throws whatever is asked of it.
    return thrown instanceof Refusal ? thrown.why : `${call} takes an object whose names can be read`;
  }
}

/** The id that is all of an input. @param {any} input @param {string} call */
function id(input, call) {
  if (typeof input === "string") return [input];
  const digits = typeof input === "number" ? ": a number would lose digits" : "";
  return refuse(`${call} takes the id as a string${digits}`);
}

/** @param {any} input @param {string} call */
function list(input, call) {
  const beside = call === "conversations.list" ? " userId?" : "";
  const values = valuesOf(input ?? {}, call, `limit?1..${MOST} after? before?${beside}`);
  const isBoth = values[1] !== undefined && values[2] !== undefined;
  return isBoth ? refuse(`${call} takes after or before, not both`) : values;
}

/** @param {any} input @param {string} call */
function settings(input, call) {
  const values = valuesOf(input, call, SETTINGS);
  // A gateway of the caller's adds the token.
  if (values[3] === undefined) new Fields(input, call).text("accessToken");
  // A page or a worker of a browser, where other origins cost a preflight.
  const { document, WorkerGlobalScope } = /** @type {any} */ (globalThis);
  return [...values.slice(0, 8), (document ?? WorkerGlobalScope) !== undefined];
}

/** @param {any} input @param {string} call */
function options(input, call) {
  // It has no names of its own, so that it would pass for options that say nothing.
  if (isSignal(input)) refuse("pass the signal by name, as { signal }");
  const values = valuesOf(input, call, `signal?any ${PATIENCE}`);
  if (values[0] !== undefined && !isSignal(values[0])) refuse("the signal is not an AbortSignal");
  return values;
}

/** Whether it has what is needed of an `AbortSignal`: it may be of another realm. @param {any} value */
function isSignal(value) {
  return ["addEventListener", "removeEventListener"].every((name) => typeof value?.[name] === "function");
}

/** The Page's name, then id and name of each persona that a draft is looked at beside. @param {any} input */
function beside(input) {
  const [name] = valuesOf(input ?? {}, ADVICE, "pageName? others?any");
  const others = new Fields(input ?? {}, ADVICE).items("others");
  const both = others.flatMap((other) => {
    const fields = new Fields(other, "a persona");
    return [fields.text("id"), fields.has("name") ? fields.text("name") : undefined];
  });
  return [name, ...both];
}

/** Method, path, and of each parameter name, whether it is a text, and value. @param {any} input @param {string} call */
function raw(input, call) {
  const [method, path, params] = valuesOf(input, call, "method?GET|POST|DELETE path! params?any");
  const values = [method, path];
  if (params !== undefined) {
    const fields = new Fields(params, "params");
    for (const name of Object.keys(params).filter((name) => fields.has(name))) {
      const isText = typeof fields.get(name) === "string";
      values.push(name, isText, isText ? fields.text(name) : fields.json(name));
    }
  }
  return values;
}

/** @param {any} input @param {string} call */
function act(input, call) {
  const action = new Fields(input, call).oneOf("action", ACTIONS);
  const table = `recipient?any action!${ACTIONS.join("|")} ${BESIDE_ACTIONS[action]}`;
  const [whom, ...rest] = valuesOf(input, call, table);
  return [recipient(whom), ...rest];
}

/** @param {any} input @param {string} call */
function send(input, call) {
  const values = valuesOf(input, call, SEND);
  const [type, tag, persona, notification, reply, thread] = values.slice(-6);
  const content = message(new Fields(input, call));
  const around = [recipient(values[0]), type, tag, content, persona, notification, reply];
  return [...around, thread === undefined ? thread : handOver(thread)];
}

/** Whom a message is for: which kind, the value, and a name to a telephone number. @param {any} input */
function recipient(input) {
  const call = "the recipient";
  const fields = new Fields(input, call);
  const names = Object.keys(input);
  const kind = Math.max(0, RECIPIENTS.findIndex((name) => names.includes(name)));
  if (RECIPIENTS[kind] === "phoneNumber") {
    const [number, name] = valuesOf(input, call, "phoneNumber! name?any");
    const parts = name === undefined ? [] : valuesOf(name, `${call}'s name`, "firstName! lastName!");
    return [kind, number, ...parts];
  }
  fields.only(RECIPIENTS);
  if (names.length > 1) refuse("the recipient is named in one way, not in several");
  return [kind, fields.text(RECIPIENTS[kind])];
}

/** Who has the conversation afterwards. @param {any} input */
function handOver(input) {
  const call = "threadControl";
  const isRelease = new Fields(input, call).oneOf("controlType", ["pass", "release"]);
  return valuesOf(input, call, `controlType!pass|release${isRelease ? "" : " appId?"}`);
}

/** The message, as JSON with gaps. @param {Fields} fields */
function message(fields) {
  const [kind, ...others] = MESSAGES.filter((kind) => fields.has(kind));
  if (!kind || others.length) {
    refuse("messages.send takes exactly one of text, attachment, images, template and raw");
  }
  const value = fields.get(kind);
  if (kind === "raw") {
    for (const name of ["quickReplies", "metadata"]) {
      if (fields.has(name)) fields.wrong(name, "does not go with raw: put it in there");
    }
    return isObject(value) ? [fields.json(kind)] : fields.wrong(kind, "is an object: Graph's own message");
  }
  const written = new Written();
  if (kind === "text") {
    written.add('{"text":');
    written.gap("MessageText", fields.text(kind));
  } else if (kind === "images") {
    written.add('{"attachments":');
    written.each(fields.items(kind), "Images", (image) => {
      written.file("image", () => written.shape(image, "image"));
    });
  } else {
    written.add('{"attachment":');
    if (kind === "template") written.file(kind, () => written.shape(value, kind));
    else attachment(written, new Fields(value, "the attachment"));
  }
  written.members(fields, membersOf(BESIDE), ",");
  written.add("}");
  return written.all;
}

/** @param {Written} written @param {Fields} fields */
function attachment(written, fields) {
  const type = FILES[fields.oneOf("type", FILES)];
  const members = membersOf(fields.has("attachmentId") ? UPLOADED : ON_THE_WEB);
  fields.only(["type", ...members.map(([name]) => name)]);
  written.file(type, () => {
    written.add("{");
    written.members(fields, members, "");
    written.add("}");
  });
}

/** JSON with gaps for what the core writes: text, rule and value in turn, and a text at the end. */
class Written {
  all = [""];

  /** @param {string} text */
  add(text) {
    this.all[this.all.length - 1] += text;
  }

  /** @param {string} rule @param {string} value */
  gap(rule, value) {
    this.all.push(rule, value, "");
  }

  /** @param {string} type @param {() => void} payload */
  file(type, payload) {
    this.add(`{"type":"${type}","payload":`);
    payload();
    this.add("}");
  }

  /** An object that is a `name` of SHAPES. @param {any} input @param {string} name */
  shape(input, name) {
    const [call, tag, tables, rule] = SHAPES[name];
    const fields = new Fields(input, call);
    const words = Object.keys(tables);
    const word = tag && words[fields.oneOf(tag, words)];
    const members = membersOf(tables[word]);
    fields.only([...(tag ? [tag] : []), ...members.map(([name]) => name)]);
    const ruled = rule ? membersOf(rule(fields, tables[word])) : members;
    this.add(tag ? `{"${wireName(tag)}":"${word}"` : "{");
    this.members(fields, ruled, tag && ",");
    this.add("}");
  }

  /** @param {Fields} fields @param {string[][]} members @param {string} separator */
  members(fields, members, separator) {
    for (const [name, mark, kind] of members) {
      if (fields.has(name) || mark === "=") {
        this.add(`${separator}"${wireName(name)}":`);
        separator = ",";
        this.member(fields, name, kind);
      } else if (mark === "!") fields.wrong(name, "is missing");
    }
  }

  /** @param {Fields} fields @param {string} name @param {string} kind */
  member(fields, name, kind) {
    const [, bracket, shape, rule] = /^([[{]?)(\w+)[\]}]?(.*)/.exec(kind) ?? [];
    if (bracket === "{") this.shape(fields.get(name), shape);
    else if (bracket) this.each(fields.items(name), rule, (item) => this.shape(item, shape));
    else if (/^[A-Z]/.test(kind)) this.gap(kind, fields.text(name));
    else if (kind.includes("..")) {
      const quote = kind.startsWith("'") ? '"' : "";
      this.add(quote + fields.number(name, kind) + quote);
    } else if (kind === "flag") this.add(String(fields.flag(name)));
    else {
      const words = kind.split("|");
      this.add(`"${words[fields.has(name) ? fields.oneOf(name, words) : 0]}"`);
    }
  }

  /**
   * Items, as many as the rule `count` takes; `One` is ours.
   *
   * @param {any[]} items @param {string} count @param {(item: any) => void} write
   */
  each(items, count, write) {
    if (count === "One") {
      if (items.length !== 1) refuse("Messenger takes exactly one item here");
    } else if (count) {
      this.gap(count, items.map((item) => (isTitle(item) ? "1" : "0")).join(""));
    }
    this.add("[");
    items.forEach((item, place) => {
      if (place) this.add(",");
      write(item);
    });
    this.add("]");
  }
}

/** Whether an element has a title only, which matters to generic templates. @param {any} item */
function isTitle(item) {
  const others = ["subtitle", "imageUrl", "defaultAction", "buttons"];
  return isObject(item) && others.every((name) => item[name] == null);
}

/** Only what is encrypted may use the extensions. @param {Fields} fields @param {string} table */
function link(fields, table) {
  if (fields.get("messengerExtensions") === true) return table.replace("WebUrl", "HttpsUrl");
  if (fields.has("fallbackUrl")) fields.wrong("fallbackUrl", "goes with messengerExtensions: true only");
  return table;
}

/** @param {Fields} fields @param {string} table */
function offer(fields, table) {
  if (fields.get("templateType") !== "coupon" || fields.has("couponUrl")) return table;
  if (fields.has("couponUrlButtonTitle")) fields.wrong("couponUrlButtonTitle", "goes with couponUrl only");
  return fields.has("couponCode")
    ? table
    : refuse("the template takes a couponCode, a couponUrl, or both: one is missing");
}

/** One of two members, with their articles. @param {string} one @param {string} other */
function either(one, other) {
  return (/** @type {Fields} */ fields, /** @type {string} */ table) => {
    const [isOne, isOther] = [one, other].map((name) => fields.has(name.split(" ")[1]));
    return isOne === isOther ? refuse(`${fields.call} has either ${one} or ${other}`) : table;
  };
}

/** In Graph's spelling. @param {string} name */
function wireName(name) {
  return name.replace(/[A-Z]|\d/g, (part) => `_${part.toLowerCase()}`);
}

/**
 * The values of a table, those that are left out being `undefined`.
 *
 * @param {any} input
 * @param {string} call
 * @param {string} table
 */
function valuesOf(input, call, table) {
  const fields = new Fields(input, call);
  const members = membersOf(table);
  fields.only(members.map(([name]) => name));
  return members.map(([name, mark, kind]) => {
    if (!fields.has(name) && mark !== "!") return undefined;
    if (!kind) return fields.text(name);
    if (kind === "any") return fields.get(name);
    return kind.includes("..") ? fields.number(name, kind) : fields.oneOf(name, kind.split("|"));
  });
}

/** Name, mark and kind of each member. @param {string} table */
function membersOf(table) {
  READ[table] ??= [...table.matchAll(/(\w+)([!?=])(\S*)/g)].map(([, ...member]) => member);
  return READ[table];
}

/** An object and the call that it was given to. */
class Fields {
  /** @param {any} object @param {string} call */
  constructor(object, call) {
    this.object = object;
    this.call = call;
    if (!isObject(object)) refuse(`${call} takes an object with named values`);
  }

  /** @param {string} name */
  get(name) {
    return this.object[name];
  }

  /** @param {string} name */
  has(name) {
    return this.get(name) != null;
  }

  /** Refuses names besides `known`: a misspelt `personaId` would send as the Page. @param {string[]} known */
  only(known) {
    for (const key of Reflect.ownKeys(this.object)) {
      if (typeof key === "string" && known.includes(key)) continue;
      // A token that is used as a name is not repeated either.
      const name = typeof key === "string" && key.length <= LONGEST_NAME ? key : "such name";
      refuse(`${this.call} has no ${name}: it takes ${known.join(", ")}`);
    }
  }

  /** @param {string} name @param {string} what @returns {never} */
  wrong(name, what) {
    return refuse(`${this.call}: ${name} ${what}`);
  }

  /** A text, which has to be there. @param {string} name */
  text(name) {
    const value = this.get(name);
    const is = `is ${this.has(name) ? "" : "missing: it is "}a string`;
    if (typeof value === "number") {
      const why = /id$/i.test(name) ? ": a number would lose digits" : "";
      this.wrong(name, `${is}, not a number${why}`);
    }
    if (typeof value !== "string") this.wrong(name, is);
    return /\p{Surrogate}/u.test(value)
      ? this.wrong(name, "has half of a character in it: it was cut in the middle")
      : value;
  }

  /** The place of a word. @param {string} name @param {string[]} words */
  oneOf(name, words) {
    const place = words.indexOf(this.get(name));
    return place < 0
      ? this.wrong(name, this.has(name) ? `is "${words.join('" or "')}"` : "is missing")
      : place;
  }

  /** @param {string} name */
  flag(name) {
    const value = this.get(name);
    return typeof value === "boolean" ? value : this.wrong(name, "is true or false");
  }

  /** @param {string} name @param {string} range as in a table */
  number(name, range) {
    const [, least, most, what] = /(\d+)\.\.(\d+)(.*)/.exec(range) ?? [];
    const value = this.get(name);
    if (Number.isInteger(value) && value >= Number(least) && value <= Number(most)) return value;
    if (!this.has(name)) this.wrong(name, "is missing");
    return this.wrong(name, `is a whole number${what.replace(/_/g, " ")} from ${least} to ${most}`);
  }

  /** None if they are left out. @param {string} name @returns {any[]} */
  items(name) {
    const value = this.get(name) ?? [];
    return Array.isArray(value) ? value : this.wrong(name, "is an array");
  }

  /** @param {string} name */
  json(name) {
    let json;
    try {
      json = JSON.stringify(this.get(name));
    } catch {
      // It refers to itself.
    }
    return json ?? this.wrong(name, "cannot be written as JSON");
  }
}

/** Why an input is refused. */
class Refusal {
  /** @param {string} why */
  constructor(why) {
    this.why = why;
  }
}

/** @param {string} why @returns {never} */
function refuse(why) {
  throw new Refusal(why);
}

/** @param {any} value */
function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** Tables that were used before. @type {Record<string, string[][]>} */
const READ = {};

const LONGEST_NAME = 40;
const MOST = 4_294_967_295;
/** The longest wait that `setTimeout` takes; more retries would only hide that something is broken. */
const PATIENCE = "timeout?1..2147483647_of_milliseconds maxRetries?0..20";
const SETTINGS =
  "pageId! accessToken? version? origin? callStyle?form|header appSecretProof? " +
  `${PATIENCE} fetch?any onExchange?any`;

const ADVICE = "personas.advice";
const DRAFT = "name! profilePictureUrl!";
const TOLD = "psid! metadata?";
const FILES = ["audio", "file", "image", "video"];

const ACTIONS = ["typing_on", "typing_off", "mark_seen", "react", "unreact"];
/** What each action takes. */
const BESIDE_ACTIONS = ["personaId?", "personaId?", "", "messageId! reaction!", "messageId!"];

const MESSAGES = ["text", "attachment", "images", "template", "raw"];
const SEND =
  `recipient?any ${MESSAGES.join("?any ")}?any quickReplies?any metadata?any ` +
  "messagingType?RESPONSE|UPDATE|UTILITY|MESSAGE_TAG tag? personaId? " +
  "notificationType?REGULAR|SILENT_PUSH|NO_PUSH replyTo? threadControl?any";
const RECIPIENTS =
  "id userRef commentId postId phoneNumber notificationMessagesToken oneTimeNotifToken".split(" ");

/** @type {Record<string, string | ((input: any, call: string) => any[])>} */
const CALLS = {
  GraphClient: settings,
  "the options argument": options,
  "personas.create": DRAFT,
  "personas.advice": DRAFT,
  "what a draft is looked at beside": beside,
  "personas.replace": `id! ${DRAFT}`,
  "personas.get": id,
  "personas.delete": id,
  "personas.list": list,
  "messages.send": send,
  "messages.senderAction": act,
  "messages.get": id,
  "pages.get": (input, call) => (input == null ? [] : id(input, call)),
  "pages.accounts": list,
  "conversations.list": list,
  "conversations.get": id,
  "people.get": id,
  "threadControl.pass": "psid! targetAppId! metadata?",
  "threadControl.take": TOLD,
  "threadControl.release": TOLD,
  "threadControl.request": TOLD,
  "threadControl.extend": `psid! duration!1..${MOST}_of_seconds`,
  "threadControl.owner": id,
  "attachments.upload": `type!${FILES.join("|")} url!`,
  "a call of a batch": "call! input?any",
  call: raw,
};

const BUTTONS = "[button]Buttons";
const LINK =
  "url!WebUrl webviewHeightRatio?compact|tall|full messengerExtensions?flag fallbackUrl?WebUrl " +
  "webviewShareButton?hide";
const QUESTION = "id!QuestionId title?QuestionTitle";
const SCORED = "scoreLabel?neg_pos|hard_easy|dis_sat|unlike_like|poor_great|none followUp?{followUp}";

/** Beside what a message shows. */
const BESIDE = "quickReplies?[reply]QuickReplies metadata?Metadata";
const UPLOADED = "attachmentId!AttachmentId";
const ON_THE_WEB = "url!WebUrl isReusable?flag";

/**
 * The objects in messages: what each is called in errors, the name that tells its kinds apart, a table
 * for each kind, and what holds between members.
 *
 * @type {Record<string, [string, string, Record<string, string>, ((fields: Fields, table: string) => string)?]>}
 */
const SHAPES = {
  image: ["a picture", "", { "": "url!WebUrl" }],
  reply: ["a quick reply", "contentType", {
    text: "title!QuickReplyTitle payload!QuickReplyPayload imageUrl?WebUrl",
    user_phone_number: "",
    user_email: "",
  }],
  template: ["the template", "templateType", {
    generic: "elements![card]GenericElements imageAspectRatio?horizontal|square sharable?flag",
    button: `text!ButtonTemplateText buttons!${BUTTONS}`,
    media: "elements![medium]One sharable?flag",
    receipt:
      "recipientName!ReceiptText merchantName?ReceiptText orderNumber!ReceiptText currency!Currency " +
      `paymentMethod!ReceiptText timestamp?'0..${MOST}_of_seconds_since_1970 orderUrl?WebUrl ` +
      "elements?[line]ReceiptElements address?{address} summary!{summary} adjustments?[adjustment] " +
      "sharable?flag",
    product: "elements![product]Products",
    coupon:
      "title!CouponTitle subtitle?CouponSubtitle couponCode?CouponCode couponUrl?WebUrl " +
      "couponUrlButtonTitle?CouponText couponPreMessage?CouponText imageUrl?WebUrl payload?CouponText",
    customer_feedback:
      "title!FeedbackTitle subtitle!FeedbackSubtitle buttonTitle!FeedbackButtonTitle " +
      "feedbackScreens![screen]One businessPrivacy!{privacy} expiresInDays?1..7",
  }, offer],
  card: ["an element", "", {
    "":
      "title!ElementTitle subtitle?ElementSubtitle imageUrl?WebUrl defaultAction?{action} " +
      `buttons?${BUTTONS}`,
  }],
  medium: ["an element", "", {
    "": `mediaType!image|video url?FacebookUrl attachmentId?AttachmentId buttons?${BUTTONS}`,
  }, either("a url", "an attachmentId")],
  product: ["an element", "", { "": "id!ProductId" }],
  line: ["an element", "", {
    "":
      `title!ReceiptText subtitle?ReceiptText quantity?0..${MOST} price!Amount currency?Currency ` +
      "imageUrl?WebUrl",
  }],
  address: ["the address", "", {
    "":
      "street1!ReceiptText street2?ReceiptText city!ReceiptText postalCode!ReceiptText " +
      "state!ReceiptText country!Country",
  }],
  summary: ["the summary", "", {
    "": "subtotal?Amount shippingCost?Amount totalTax?Amount totalCost!Amount",
  }],
  adjustment: ["an adjustment", "", { "": "name!ReceiptText amount!Amount" }],
  button: ["a button", "type", {
    web_url: `title!ButtonTitle ${LINK}`,
    postback: "title!ButtonTitle payload!ButtonPayload",
    phone_number: "title!ButtonTitle payload!PhoneNumber",
    account_link: "url!HttpsUrl",
    account_unlink: "",
    game_play: "title!ButtonTitle payload?ButtonPayload gameMetadata?{game}",
  }, link],
  action: ["defaultAction", "type", { web_url: LINK }, link],
  game: ["gameMetadata", "", {
    "": "playerId?Text contextId?Text",
  }, either("a playerId", "a contextId")],
  screen: ["feedbackScreens", "", { "": "questions![question]One" }],
  privacy: ["businessPrivacy", "", { "": "url!WebUrl" }],
  question: ["a question", "type", {
    csat: `${QUESTION} scoreOption=five_stars|one_to_five|five_emojis ${SCORED}`,
    nps: `${QUESTION} scoreOption=zero_to_ten ${SCORED}`,
    ces: `${QUESTION} scoreOption=one_to_seven ${SCORED}`,
    free_form: QUESTION,
  }],
  followUp: ["followUp", "type", { free_form: "placeholder?FollowUpPlaceholder" }],
};
