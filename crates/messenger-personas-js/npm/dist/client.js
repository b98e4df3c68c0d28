// @ts-check
import { RequestError } from "./errors.js";
import { errorFor } from "./failure.js";
import { Client, ready } from "./module.js";

/** Asks Graph in the name of one Page. */
export class GraphClient {
  #handle;

  /** @param {any} settings */
  constructor(settings) {
    const handle = (this.#handle = new Handle(settings));
    const call =
      (/** @type {string} */ operation) =>
      (/** @type {any[]} */ ...[input, options]) =>
        handle.call(operation, input, options);
    const list =
      (/** @type {string} */ operation) =>
      (/** @type {any[]} */ ...[query, options]) =>
        new List(handle, operation, query, options);
    this.personas = Object.freeze({
      create: call("personas.create"),
      list: list("personas.list"),
      get: call("personas.get"),
      /** @param {string} id @param {any} draft @param {any} [options] */
      async replace(id, draft, options) {
        return handle.call("personas.replace", { ...draft, id }, options);
      },
      delete: call("personas.delete"),
      /** @param {any} draft @param {any} [context] */
      advice: (draft, context) => thrown(() => handle.client.advice(draft, context)),
    });
    this.messages = Object.freeze({
      send: call("messages.send"),
      senderAction: call("messages.senderAction"),
      get: call("messages.get"),
    });
    this.pages = Object.freeze({ get: call("pages.get"), accounts: list("pages.accounts") });
    this.conversations = Object.freeze({
      list: list("conversations.list"),
      get: call("conversations.get"),
    });
    this.people = Object.freeze({ get: call("people.get") });
    this.threadControl = Object.freeze({
      pass: call("threadControl.pass"),
      take: call("threadControl.take"),
      release: call("threadControl.release"),
      request: call("threadControl.request"),
      extend: call("threadControl.extend"),
      owner: call("threadControl.owner"),
    });
    this.attachments = Object.freeze({ upload: call("attachments.upload") });
    Object.freeze(this);
  }

  /** @param {any} calls @param {any} [options] */
  async batch(calls, options) {
    const outcomes = await this.#handle.call("batch", calls, options);
    return outcomes.map((/** @type {[string, any]} */ [word, value]) =>
      word === "value"
        ? { status: "fulfilled", value }
        : { status: "rejected", reason: errorFor(value) },
    );
  }

  /** @param {any} request @param {any} [options] */
  call(request, options) {
    return this.#handle.call("call", request, options);
  }

  dispose() {
    this.#handle.dispose();
  }

  static {
    const { dispose } = /** @type {any} */ (Symbol);
    // Runtimes without the symbol have no `using` either.
    if (dispose) /** @type {any} */ (this.prototype)[dispose] = this.prototype.dispose;
  }
}

/** What a client has in the module, until it is disposed of. */
class Handle {
  /** @type {Client | undefined} */
  #client;

  /** @param {any} settings */
  constructor(settings) {
    if (!ready()) throw new RequestError("call `await init()` first: the module is not loaded yet");
    const { fetch, onExchange, ...plain } = settings ?? {};
    for (const [name, value] of Object.entries({ fetch, onExchange })) {
      if (value !== undefined && typeof value !== "function") {
        throw new RequestError(`GraphClient: ${name} is a function`);
      }
    }
    this.#client = thrown(() => new Client(plain, fetch, onExchange));
  }

  get client() {
    if (this.#client) return this.#client;
    throw new RequestError("this client was disposed of: make a new one");
  }

  /**
   * The value of a call, or its failure as an error, or the reason of the signal that ended it.
   *
   * @param {string} operation @param {any} input @param {any} options
   */
  async call(operation, input, options) {
    return value(await this.client.call(operation, input, options));
  }

  dispose() {
    this.#client?.free();
    this.#client = undefined;
  }
}

/** Await it for one listing, or walk it with `for await` for every item. */
class List {
  #handle;
  #operation;
  #query;
  #options;
  /** @type {Promise<any> | undefined} */
  #listing;

  /** @param {Handle} handle @param {string} operation @param {any} query @param {any} options */
  constructor(handle, operation, query, options) {
    this.#handle = handle;
    this.#operation = operation;
    this.#query = query;
    this.#options = options;
  }

  #first() {
    this.#listing ??= this.#handle.call(this.#operation, this.#query, this.#options);
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
    const handle = this.#handle;
    const walk = thrown(() => handle.client.walk(this.#operation, this.#query, this.#options));
    try {
      for (let listing; handle.client && (listing = value(await walk.next()));) {
        yield* listing.data;
      }
    } finally {
      walk.free();
    }
  }
}

/**
 * What an outcome holds.
 *
 * @param {[string, any]} outcome
 */
function value([word, value]) {
  if (word === "value") return value;
  throw word === "failed" ? errorFor(value) : value;
}

/**
 * What `make` returns, or its failure as an error.
 *
 * @template T
 * @param {() => T} make
 * @returns {T}
 */
function thrown(make) {
  try {
    return make();
  } catch (failure) {
    throw failure instanceof Error ? failure : errorFor(/** @type {any} */ (failure));
  }
}
