// @ts-check
import { RequestError } from "./errors.js";
import { errorFor } from "./failure.js";
import { Client, ready } from "./module.js";

/** Asks Graph in the name of one Page. */
export class GraphClient {
  #handle;

  /** @param {any} settings */
  constructor(settings) {
    const { fetch, onExchange, ...plain } = settings ?? {};
    if (fetch !== undefined && typeof fetch !== "function") {
      throw new RequestError("GraphClient: fetch is a function that is called like the global one");
    }
    this.#handle = thrown(() => new Client(plain, fetch, onExchange));
    this.personas = new Personas(this.#handle);
    this.messages = new Messages(this.#handle);
    Object.freeze(this);
  }
}

class Personas {
  #handle;

  /** @param {Client} handle */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @param {any} draft @param {any} [options] */
  create(draft, options) {
    return settled(() => this.#handle.call("personas.create", draft, options));
  }

  /** @param {any} [query] @param {any} [options] */
  list(query, options) {
    return new PersonaList(this.#handle, query, options);
  }

  /** @param {string} id @param {any} [options] */
  get(id, options) {
    return settled(() => this.#handle.call("personas.get", id, options));
  }

  /** @param {string} id @param {any} draft @param {any} [options] */
  replace(id, draft, options) {
    return settled(() => this.#handle.call("personas.replace", { ...draft, id }, options));
  }

  /** @param {string} id @param {any} [options] */
  delete(id, options) {
    return settled(() => this.#handle.call("personas.delete", id, options));
  }
}

class Messages {
  #handle;

  /** @param {Client} handle */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @param {any} message @param {any} [options] */
  send(message, options) {
    return settled(() => this.#handle.call("messages.send", message, options));
  }

  /** @param {any} action @param {any} [options] */
  senderAction(action, options) {
    return settled(() => this.#handle.call("messages.senderAction", action, options));
  }
}

/** Await it for one listing, or walk it with `for await` for every persona. */
class PersonaList {
  #handle;
  #query;
  #options;
  /** @type {Promise<any> | undefined} */
  #listing;

  /** @param {Client} handle @param {any} query @param {any} options */
  constructor(handle, query, options) {
    this.#handle = handle;
    this.#query = query;
    this.#options = options;
  }

  #first() {
    this.#listing ??= settled(() =>
      this.#handle.call("personas.list", this.#query, this.#options),
    );
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
    const walk = thrown(() => this.#handle.walk("personas.list", this.#query, this.#options));
    try {
      for (let listing; (listing = await settled(() => walk.next())); ) yield* listing.data;
    } finally {
      walk.free();
    }
  }
}

/**
 * The value of a call, or its failure as an error, or the reason of the signal that ended it.
 *
 * @param {() => Promise<[string, any]>} call
 */
async function settled(call) {
  const [word, value] = await call();
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
  if (!ready()) throw new RequestError("call `await init()` first: the module is not loaded yet");
  try {
    return make();
  } catch (failure) {
    throw failure instanceof Error ? failure : errorFor(/** @type {any} */ (failure));
  }
}
