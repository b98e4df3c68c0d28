// @ts-check
// JSON in the hands of the JavaScript engine: answers become plain objects here, checked, and in
// JavaScript's spelling. What a refusal means is the core's to say.

/** An answer, or a part of one. @typedef {(value: any) => any} Reader */

/** Whether an id came as a number that JavaScript cannot hold. */
let isInexact = false;

/** @type {(is: (value: any) => boolean) => Reader} */
const only = (is) => (value) => (is(value) ? value : undefined);

/** An id: text, or a whole number, which keeps every digit. @type {(pattern: RegExp) => Reader} */
const id = (pattern) => (value) => {
  if (typeof value === "number") {
    isInexact ||= Number.isInteger(value) && !Number.isSafeInteger(value);
    if (!Number.isSafeInteger(value) || value < 0) return undefined;
    value = String(value);
  }
  return typeof value === "string" && pattern.test(value) ? value : undefined;
};

/**
 * Members by the name that they get: `wire name kind`, with a `!` if there is no answer without it.
 * A member that is not of its kind is missing.
 *
 * @type {(members: Record<string, string>) => Reader}
 */
const object = (members) => {
  /** @type {[string, string, Reader, boolean][] | undefined} */
  let list;
  return (value) => {
    list ??= Object.entries(members).map(([name, words]) => {
      const [wire, kind, needed] = words.split(/[ !]/);
      return [name, wire, kinds[kind], needed !== undefined];
    });
    if (!isObject(value)) return undefined;
    /** @type {Record<string, any>} */
    const read = {};
    for (const [name, wire, kind, needed] of list) {
      const member = value[wire];
      const found = member === undefined ? undefined : kind(member);
      if (found !== undefined) read[name] = found;
      else if (needed) return undefined;
    }
    return read;
  };
};

/** An object in which some members have a value of their own if they are missing. @type {(all: object, members: Record<string, string>) => Reader} */
const filled = (all, members) => {
  const kind = object(members);
  return (value) => {
    const read = kind(value);
    return read && { ...all, ...read };
  };
};

/** Items, each of which must be one. @type {(kind: Reader) => Reader} */
const items = (kind) => (value) => {
  if (!Array.isArray(value)) return undefined;
  const read = [];
  for (const item of value) {
    const found = kind(item);
    if (found === undefined) return undefined;
    read.push(found);
  }
  return read;
};

/** A listing. The addresses in it hold the token: only whether they are there is told. @type {(kind: Reader) => Reader} */
const listing = (kind) => (value) => {
  const data = isObject(value) ? items(kind)(value.data) : undefined;
  if (!data) return undefined;
  const { next, previous, cursors } = value.paging ?? {};
  const cursor = (/** @type {string} */ name) => kinds.text(cursors?.[name]) ?? null;
  return {
    data,
    hasMore: (next ?? null) !== null,
    hasPrevious: (previous ?? null) !== null,
    after: cursor("after"),
    before: cursor("before"),
  };
};

/** @type {Record<string, Reader>} */
const kinds = {
  text: only((value) => typeof value === "string"),
  flag: only((value) => typeof value === "boolean"),
  true: only((value) => value === true),
  any: only(isObject),
  count: (value) => {
    const count = typeof value === "string" && /^\+?\d+$/.test(value) ? Number(value) : value;
    return Number.isInteger(count) && count >= 0 ? count : undefined;
  },
  texts: (value) => (Array.isArray(value) ? value.filter(kinds.text) : []),
  digits: id(/^\d{1,32}$/),
  word: id(/^(?!\.*$)[^\s\0-\x1f\x7f-\x9f]{1,1000}$/u),
  done: object({ success: "success true!" }),
  created: object({ id: "id digits!" }),
  persona: object({
    id: "id digits!",
    name: "name text",
    profilePictureUrl: "profile_picture_url text",
  }),
  sent: object({
    messageId: "message_id word!",
    recipientId: "recipient_id digits",
    attachmentId: "attachment_id digits",
  }),
  acted: object({ recipientId: "recipient_id digits" }),
  uploaded: object({ attachmentId: "attachment_id digits!" }),
  picture: (value) => kinds.text(value?.data?.url),
  page: object({ id: "id digits!", name: "name text", pictureUrl: "picture picture" }),
  token: only((value) => typeof value === "string" && /^\s*[!-~]+\s*$/.test(value)),
  tasked: filled({ tasks: [] }, {
    id: "id digits!",
    name: "name text",
    category: "category text",
    pictureUrl: "picture picture",
    tasks: "tasks texts",
    accessToken: "access_token token",
  }),
  account: (value) => {
    const account = kinds.tasked(value);
    return account && { ...account, mayMessage: account.tasks.some(isMessaging) };
  },
  person: object({
    id: "id digits",
    name: "name text",
    firstName: "first_name text",
    lastName: "last_name text",
    profilePic: "profile_pic text",
  }),
  participant: object({ id: "id text", name: "name text", email: "email text" }),
  participants: (value) => (isObject(value) ? items(kinds.participant)(value.data) : undefined),
  repliedTo: filled({ isSelfReply: false }, { mid: "mid word!", isSelfReply: "is_self_reply flag" }),
  message: object({
    id: "id word!",
    createdTime: "created_time text",
    from: "from participant",
    to: "to participants",
    message: "message text",
    replyTo: "reply_to repliedTo",
  }),
  messages: listing((value) => kinds.message(value)),
  conversation: object({
    id: "id word!",
    updatedTime: "updated_time text",
    participants: "participants participants",
    snippet: "snippet text",
    unreadCount: "unread_count count",
    messageCount: "message_count count",
    canReply: "can_reply flag",
    isOwner: "is_owner flag",
    link: "link text",
    messages: "messages messages",
  }),
  control: object({ appId: "app_id digits", expiration: "expiration count" }),
  owner: (value) => kinds.control(value.data?.[0]?.thread_owner) ?? {},
  // One answer after the other: status and text, or nothing if Graph did not get to a call.
  batch: (value) => (Array.isArray(value) ? value.map((item) => item && [item.code, bodyOf(item)]) : undefined),
  json: (value) => value,
};
kinds.personas = listing(kinds.persona);
kinds.accounts = listing(kinds.account);
kinds.conversations = listing(kinds.conversation);

/** Whether who has this task may send messages. @param {string} task */
function isMessaging(task) {
  return /^((PAGES_|PROFILE_PLUS_)?MESSAGING|(PROFILE_PLUS_)?MANAGE|PROFILE_PLUS_FULL_CONTROL)$/.test(task);
}

/** @param {{ body?: unknown }} item */
function bodyOf({ body }) {
  return typeof body === "string" ? body : body == null ? "" : JSON.stringify(body);
}

/**
 * An answer as what it has to be; `undefined` if it is something else, `null` if its JSON is broken.
 *
 * @param {string} json
 * @param {string} kind
 */
export function read(json, kind) {
  isInexact = false;
  const answer = parse(json);
  if (answer === undefined) return null;
  const value = kinds[kind](answer);
  return isInexact ? kinds[kind](parse(json.replace(LONG_NUMBERS, quoted))) : value;
}

/**
 * Graph's error: its members in the order of `RefusalWords`; `undefined` if there is none, `false` if
 * it is odd, `null` if the JSON is broken.
 *
 * @param {string} json
 */
export function refusal(json) {
  const answer = parse(json) ?? parse(json.slice(0, json.lastIndexOf("}") + 1));
  if (answer === undefined) return null;
  const error = answer.error ?? undefined;
  if (error === undefined) return undefined;
  if (!isObject(error)) return false;
  const { code, error_subcode, type, message, error_user_title, error_user_msg } = error;
  const number = (/** @type {any} */ value) => (typeof value === "string" ? Number(value) : value);
  return [number(code), number(error_subcode), type, message, error_user_title, error_user_msg]
    .concat(error.is_transient === true, error.fbtrace_id);
}

/**
 * The longest wait that `x-business-use-case-usage` names, in minutes.
 *
 * @param {string} json
 */
export function usageWait(json) {
  const uses = Object.values(parse(json) ?? {}).flat();
  return Math.max(0, ...uses.map((use) => percent(use?.estimated_time_to_regain_access)));
}

/**
 * What the headers about limits say: for the app, the Page, and each use of a business.
 *
 * @param {string} [app]
 * @param {string} [page]
 * @param {string} [business]
 */
export function usage(app, page, business) {
  const of = (/** @type {string | undefined} */ json) => (json && parse(json)) || undefined;
  const uses = Object.entries(of(business) ?? {}).flatMap(([businessId, uses]) =>
    [uses].flat().filter(isObject).map((use) => ({
      businessId,
      type: kinds.text(use.type) ?? "",
      ...(meter(use) ?? { callCount: 0, totalTime: 0, totalCputime: 0 }),
      regainAccess: percent(use.estimated_time_to_regain_access) * 60_000,
    })),
  );
  const read = plain("app page", [meter(of(app)), meter(of(page))]);
  return uses.length || Object.keys(read).length ? { ...read, business: uses } : undefined;
}

/** @param {any} use */
function meter(use) {
  const { call_count, total_time, total_cputime } = use ?? {};
  if (call_count === undefined && total_time === undefined && total_cputime === undefined) return undefined;
  return { callCount: percent(call_count), totalTime: percent(total_time), totalCputime: percent(total_cputime) };
}

/** @param {any} value */
function percent(value) {
  return Math.max(0, Math.trunc(value) || 0);
}

/**
 * An object with `values` under `names`, without those that are `undefined`.
 *
 * @param {string} names
 * @param {any[]} values
 */
export function plain(names, values) {
  const entries = names.split(" ").map((name, place) => [name, values[place]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** @param {any[]} values */
export function list(values) {
  return values;
}

/** @param {any} object @param {string} name */
export function member(object, name) {
  return object[name];
}

/** @param {(exchange: any) => unknown} observer @param {any} exchange */
export function show(observer, exchange) {
  try {
    observer(exchange);
  } catch {
    // It is the caller's own.
  }
}

/**
 * What stands in `json`, also behind something in front of it; `undefined` if it is broken.
 *
 * @param {string} json
 */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    // Tried again from where it may start.
  }
  try {
    return JSON.parse(json.slice(json.search(/[[{]/)));
  } catch {
    return undefined;
  }
}

/** @param {any} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Texts, which are left alone, and numbers. */
const LONG_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** @param {string} part */
function quoted(part) {
  return /^\d{16,20}$/.test(part) && BigInt(part) < 2n ** 64n ? `"${part}"` : part;
}
