// @ts-check
import { RequestError } from "./errors.js";
import { CallOptions, ClientBuilder, ready } from "./module.js";

/** @typedef {import("./personas.js").Client} Client */

/** Sends requests to Graph for one Page. */
export class GraphClient {
  /** @type {Client | undefined} */
  #client;

  /** @param {any} options */
  constructor(options) {
    this.#client = createClient(options);
    const client = () => this.#handle();
    const send =
      (/** @type {string} */ call) => (/** @type {any} */ input, /** @type {any} */ options) =>
        this.#send(call, input, options);
    const list =
      (/** @type {string} */ call) => (/** @type {any} */ query, /** @type {any} */ options) =>
        new List(client, call, query, options);

    this.personas = Object.freeze({
      create: send("personas.create"),
      list: list("personas.list"),
      get: send("personas.get"),
      delete: send("personas.delete"),
      /** @param {any} id @param {any} persona @param {any} [options] */
      replace: async (id, persona, options) =>
        client().replacePersona(idOf("personas.replace", id), persona, callOptions(options)),
      /** @param {any} persona @param {any} [context] */
      advice(persona, context) {
        const members = membersOf("personas.advice", context ?? {}, ADVICE_CONTEXT);
        const { pageName, others = [] } = members;
        return client().advice(persona, pageName, others);
      },
    });
    this.messages = Object.freeze({
      send: send("messages.send"),
      senderAction: send("messages.senderAction"),
      get: send("messages.get"),
    });
    this.pages = Object.freeze({ get: send("pages.get"), accounts: list("pages.accounts") });
    this.people = Object.freeze({ get: send("people.get") });
    this.conversations = Object.freeze({
      list: list("conversations.list"),
      get: send("conversations.get"),
    });
    this.threadControl = Object.freeze({
      pass: send("threadControl.pass"),
      take: send("threadControl.take"),
      release: send("threadControl.release"),
      request: send("threadControl.request"),
      extend: send("threadControl.extend"),
      owner: send("threadControl.owner"),
    });
    this.attachments = Object.freeze({ upload: send("attachments.upload") });
    Object.freeze(this);
  }

  /** @param {any} request @param {any} [options] */
  call(request, options) {
    return this.#send("call", request, options);
  }

  /** @param {any} calls @param {any} [options] */
  async batch(calls, options) {
    const client = this.#handle();
    const name = nameOf(calls);
    if (name !== "an array") throw new RequestError(`batch takes an array, not ${name}`);
    const requests = read("batch", () => Array.from(calls)).map((item) => {
      const { call, input } = membersOf("a call of a batch", item, BATCH_CALL);
      if (Object.hasOwn(REQUESTS, call) && call !== "call") return REQUESTS[call](client, input);
      throw new RequestError("batch: call is not the name of a method that sends one request");
    });
    return client.batch(requests, callOptions(options));
  }

  dispose() {
    const client = this.#client;
    this.#client = undefined;
    client?.free();
  }

  #handle() {
    if (this.#client) return this.#client;
    throw new RequestError("this client was disposed: create a new one");
  }

  /**
   * Async, so that invalid input rejects the promise.
   *
   * @param {string} call @param {any} input @param {any} options
   */
  async #send(call, input, options) {
    const client = this.#handle();
    return client.send(REQUESTS[call](client, input), callOptions(options));
  }

  static {
    const { dispose } = /** @type {any} */ (Symbol);
    // Runtimes without the symbol do not have `using` either.
    if (dispose) /** @type {any} */ (this.prototype)[dispose] = this.prototype.dispose;
  }
}

/** One listing when awaited, every item when iterated with `for await`. */
class List {
  #client;
  #call;
  #query;
  #options;
  /** @type {Promise<any> | undefined} */
  #listing;

  /**
   * @param {() => Client} client @param {string} call @param {any} query
   * @param {any} options
   */
  constructor(client, call, query, options) {
    this.#client = client;
    this.#call = call;
    this.#query = query;
    this.#options = options;
  }

  async #request() {
    const client = this.#client();
    const list = listOf(client, this.#call, this.#query);
    try {
      return client.send(list.request(), callOptions(this.#options));
    } finally {
      list.free();
    }
  }

  #first() {
    this.#listing ??= this.#request();
    return this.#listing;
  }

  /** @param {any} [fulfilled] @param {any} [rejected] */
  then(fulfilled, rejected) {
    return this.#first().then(fulfilled, rejected);
  }

  /** @param {any} [rejected] */
  catch(rejected) {
    return this.#first().catch(rejected);
  }

  /** @param {any} [done] */
  finally(done) {
    return this.#first().finally(done);
  }

  async *[Symbol.asyncIterator]() {
    const client = this.#client();
    const list = listOf(client, this.#call, this.#query);
    const paginator = client.paginate(list, callOptions(this.#options));
    list.free();
    try {
      for (let listing; (listing = await paginator.next()); ) {
        yield* listing.data;
        // Throws if the client was disposed meanwhile.
        this.#client();
      }
    } finally {
      paginator.free();
    }
  }
}

/** @param {any} options */
function createClient(options) {
  if (!ready()) throw new RequestError("call `await init()` first: the module is not loaded yet");
  const { pageId, onExchange, ...rest } = membersOf("GraphClient", options, CLIENT_OPTIONS);
  if (pageId === undefined) throw new RequestError("GraphClient: pageId is missing");
  const builder = new ClientBuilder(pageId);
  setAll(builder, rest);
  if (onExchange) {
    const hook = async (/** @type {any} */ exchange) => onExchange(exchange);
    // A rejection that is not handled would end a Node process.
    builder.onExchange((exchange) => void hook(exchange).catch(() => {}));
  }
  return builder.build();
}

/** @param {any} options */
function callOptions(options) {
  // A signal has no own members, so it would be accepted as empty options.
  if (isSignal(options)) throw new RequestError("pass the signal by name, as { signal }");
  const members = membersOf("the options", options ?? {}, CALL_OPTIONS);
  if (members.signal !== undefined && !isSignal(members.signal)) {
    throw new RequestError("the options: signal is not an AbortSignal");
  }
  const built = new CallOptions();
  setAll(built, members);
  return built;
}

/** @param {Client} client @param {string} call @param {any} query */
function listOf(client, call, query) {
  const { user_id, ...paging } = membersOf(call, query ?? {}, LIST_QUERIES[call]);
  if (paging.after !== undefined && paging.before !== undefined) {
    throw new RequestError(`${call}: pass after or before, not both`);
  }
  const list = LISTS[call](client, user_id);
  setAll(list, paging);
  return list;
}

/**
 * Calls the method of each name in `values`.
 *
 * @param {any} target @param {Record<string, any>} values
 */
function setAll(target, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) target[name](value);
  }
}

/**
 * The members of an object that was passed to `call`, those left out as `undefined`.
 *
 * @param {string} call @param {any} value @param {Record<string, string>} types by member
 * @returns {Record<string, any>}
 */
function membersOf(call, value, types) {
  const name = nameOf(value);
  if (name !== "an object") throw new RequestError(`${call} takes an object, not ${name}`);
  for (const key of read(call, () => Reflect.ownKeys(value))) {
    if (typeof key === "string" && Object.hasOwn(types, key)) continue;
    // A token that is used as a name is not repeated.
    const name = typeof key === "string" && key.length <= 40 ? `"${key}"` : "such member";
    throw new RequestError(`${call} has no ${name}: it takes ${Object.keys(types).join(", ")}`);
  }
  const members = Object.entries(types).map(([name, type]) => {
    const member = read(`${call}: ${name}`, () => value[name]) ?? undefined;
    if (member !== undefined && type !== "any" && nameOf(member) !== type) {
      throw new RequestError(`${call}: ${name} is ${type}, not ${nameOf(member)}`);
    }
    if (type === "a string") checkText(`${call}: ${name}`, member);
    return [name, member];
  });
  return Object.fromEntries(members);
}

/**
 * What `get` returns. A getter or a proxy can throw anything.
 *
 * @template T
 * @param {string} place @param {() => T} get
 */
function read(place, get) {
  try {
    return get();
  } catch {
    throw new RequestError(`${place} cannot be read`);
  }
}

/** @param {string} call @param {any} id @returns {string} */
function idOf(call, id) {
  if (typeof id === "string") return checkText(`${call}: the id`, id);
  const digits = typeof id === "number" ? ": a number would lose digits" : "";
  throw new RequestError(`${call} takes the id as a string, not ${nameOf(id)}${digits}`);
}

/** Half of a surrogate pair would become another character. @param {string} place @param {any} text */
function checkText(place, text) {
  if (typeof text === "string" && /\p{Surrogate}/u.test(text)) {
    throw new RequestError(`${place} has half of a character: it was cut in the middle`);
  }
  return text;
}

/** The type of a value, with its article. @param {any} value */
function nameOf(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return OBJECT_NAMES[tagOf(value)] ?? "an instance of a class";
}

/** What tells dates, maps and promises from objects with members. @param {object} value */
function tagOf(value) {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return "unreadable";
  }
}

/** `true` for what a call needs of an `AbortSignal`: it can be of another realm. @param {any} value */
function isSignal(value) {
  try {
    return ["addEventListener", "removeEventListener"].every(
      (name) => typeof value?.[name] === "function",
    );
  } catch {
    return false;
  }
}

/** @type {Record<string, string>} */
const OBJECT_NAMES = {
  "[object Object]": "an object",
  "[object Array]": "an array",
  unreadable: "an object that cannot be read",
};
const CLIENT_OPTIONS = {
  pageId: "a string",
  accessToken: "a string",
  version: "a string",
  origin: "a string",
  callStyle: "a string",
  appSecretProof: "a string",
  timeout: "a number",
  maxRetries: "a number",
  fetch: "a function",
  onExchange: "a function",
};
const CALL_OPTIONS = { signal: "any", timeout: "a number", maxRetries: "a number" };
const PAGING = { limit: "a number", after: "a string", before: "a string" };
const ADVICE_CONTEXT = { pageName: "a string", others: "an array" };
const BATCH_CALL = { call: "a string", input: "any" };
const RAW_REQUEST = { method: "a string", path: "a string", params: "an object" };

/**
 * What the methods that send one request make of their input.
 *
 * @type {Record<string, (client: Client, input: any) => import("./personas.js").Request>}
 */
const REQUESTS = {
  "personas.create": (client, persona) => client.createPersona(persona),
  "personas.get": (client, id) => client.getPersona(idOf("personas.get", id)),
  "personas.delete": (client, id) => client.deletePersona(idOf("personas.delete", id)),
  "messages.send": (client, message) => client.sendMessage(message),
  "messages.senderAction": (client, action) => client.sendSenderAction(action),
  "messages.get": (client, id) => client.getMessage(idOf("messages.get", id)),
  "pages.get": (client, id) => client.getPage(id === undefined || id === null ? undefined : idOf("pages.get", id)),
  "people.get": (client, psid) => client.getPerson(idOf("people.get", psid)),
  "conversations.get": (client, id) => client.getConversation(idOf("conversations.get", id)),
  "threadControl.pass": (client, thread) => client.passThread(thread),
  "threadControl.take": (client, thread) => client.takeThread(thread),
  "threadControl.release": (client, thread) => client.releaseThread(thread),
  "threadControl.request": (client, thread) => client.requestThread(thread),
  "threadControl.extend": (client, thread) => client.extendThread(thread),
  "threadControl.owner": (client, psid) => client.getThreadOwner(idOf("threadControl.owner", psid)),
  "attachments.upload": (client, upload) => client.uploadAttachment(upload),
  call: (client, request) => {
    const { method = "GET", path, params = {} } = membersOf("call", request, RAW_REQUEST);
    if (path === undefined) throw new RequestError("call: path is missing");
    let builder = client.rawRequest(method, path);
    for (const [name, value] of read("call: params", () => Object.entries(params))) {
      checkText("call: the name of a parameter", name);
      checkText("call: a parameter", value);
      if (value !== undefined && value !== null) builder = builder.param(name, value);
    }
    return builder.build();
  },
};

/** @type {Record<string, (client: Client, userId?: string) => import("./personas.js").List>} */
const LISTS = {
  "personas.list": (client) => client.listPersonas(),
  "pages.accounts": (client) => client.listAccounts(),
  "conversations.list": (client, userId) => client.listConversations(userId),
};
/** @type {Record<string, Record<string, string>>} */
const LIST_QUERIES = {
  "personas.list": PAGING,
  "pages.accounts": PAGING,
  "conversations.list": { user_id: "a string", ...PAGING },
};
