// @ts-check
import { emulatedFetch } from "./delivery.js";
import { Handle } from "./module.js";
import { toCamelCase, toSnakeCase } from "./names.js";
import { WebhookQueue } from "./webhooks.js";

/** An emulated Graph: see `emulator.d.ts`. */
export class Graph {
  #handle;
  /** Milliseconds from the system clock to the emulator's clock. */
  #offset;
  /** Time of the frozen clock in milliseconds since the Unix epoch; `undefined` if it runs. */
  #frozenAt;
  /** @type {Map<string, Set<(event: any) => void>>} */
  #listeners = new Map();
  #webhooks;

  /** @param {any} [options] */
  constructor({ seed = "demo", now, frozen = false, rehostPictures = false } = {}) {
    const start = now === undefined ? Date.now() : Math.trunc(Number(now));
    if (!(start >= 0))
      throw new TypeError("createEmulator: now is a Date or milliseconds since 1970");
    this.#offset = start - Date.now();
    this.#frozenAt = frozen ? start : undefined;
    this.#handle = withErrors("createEmulator: the seed cannot be used: ", () => {
      const text = typeof seed === "string" ? seed : JSON.stringify(toSnakeCase(seed));
      return new Handle(text, BigInt(start), rehostPictures);
    });
    this.#webhooks = new WebhookQueue((generation, number, isDelivered, attempts) =>
      this.#handle.finishWebhook(generation, number, isDelivered, attempts, this.#timestamp()),
    );
    /** @type {(input: any, init?: any) => Promise<Response>} */
    this.fetch = (input, init) => emulatedFetch(input, init, (...request) => this.#handleRequest(...request));
    Object.freeze(this);
  }

  get pages() {
    return this.#get("pages").pages.map((/** @type {any} */ page) => new Page(page, this.fetch));
  }

  get people() {
    return this.pages.flatMap((/** @type {Page} */ page) => page.people);
  }

  get userAccessToken() {
    const { tokens } = this.#get("tokens");
    return tokens.find((/** @type {any} */ token) => token.type === "user")?.accessToken ?? null;
  }

  get now() {
    return new Date(this.#get("clock").now);
  }

  get unverified() {
    return this.#get("unverified").guesses;
  }

  outbox() {
    return this.#get("outbox").messages;
  }

  /** @param {string} psid */
  conversation(psid) {
    return this.#get(`people/${encodeURIComponent(psid)}/messages`);
  }

  /** @param {string} psid @param {string} text */
  write(psid, text) {
    return this.#post(`people/${encodeURIComponent(psid)}/messages`, { text });
  }

  /** @param {string} psid @param {string} messageId @param {string | null} reaction */
  react(psid, messageId, reaction) {
    return this.#post(`people/${encodeURIComponent(psid)}/reactions`, { messageId, reaction });
  }

  /** @param {string} psid @param {boolean} [blocked] */
  block(psid, blocked = true) {
    this.#post(`people/${encodeURIComponent(psid)}`, { blocked });
  }

  /** @param {number} milliseconds */
  advance(milliseconds) {
    return new Date(this.#post("clock", { advanceMs: milliseconds }).now);
  }

  freeze() {
    this.#frozenAt ??= this.#currentTime();
    return this.now;
  }

  unfreeze() {
    if (this.#frozenAt !== undefined) this.#offset = this.#frozenAt - Date.now();
    this.#frozenAt = undefined;
    return this.now;
  }

  /** @param {any} fault */
  fault(fault) {
    return this.#post("faults", typeof fault === "string" ? { fault } : fault);
  }

  get faults() {
    return this.#get("faults").armed;
  }

  /** @param {any} settings */
  configure(settings) {
    return this.#post("settings", settings);
  }

  reset() {
    this.#post("reset", {});
  }

  /** @param {string} type @param {(event: any) => void} listener */
  on(type, listener) {
    // Registering a listener twice calls it twice.
    const own = (/** @type {any} */ event) => listener(event);
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(own));
    return () => void all.delete(own);
  }

  events() {
    /** @type {any[]} */
    const queue = [];
    let ended = false;
    let wake = () => {};
    const off = this.on("*", (event) => {
      queue.push(event);
      wake();
    });
    return {
      async next() {
        while (queue.length === 0 && !ended) {
          await new Promise((resolve) => (wake = () => resolve(0)));
        }
        return ended ? { done: true, value: undefined } : { done: false, value: queue.shift() };
      },
      async return() {
        ended = true;
        off();
        wake();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** @param {(event: any) => unknown} listener */
  onWebhook(listener) {
    const remove = this.#webhooks.add(listener);
    this.#handle.listen(true, this.#timestamp());
    return () => {
      remove();
      if (this.#webhooks.isUnused) this.#handle.listen(false, this.#timestamp());
    };
  }

  /** @param {string} method @param {string} path @param {any} [body] */
  control(method, path, body) {
    const bytes = new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body));
    const headers = ["content-type", "application/json"];
    const target = `/_emulator/${path}`;
    const { status, body: response } = this.#handleRequest(method, ORIGIN, target, headers, bytes);
    const result = JSON.parse(new TextDecoder().decode(response));
    if (status !== 200) throw new Error(result.error.message);
    return result;
  }

  /** @param {string} path */
  #get(path) {
    return toCamelCase(this.control("GET", path));
  }

  /** @param {string} path @param {any} body */
  #post(path, body) {
    return toCamelCase(this.control("POST", path, toSnakeCase(body)));
  }

  #currentTime() {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  #timestamp() {
    return BigInt(Math.max(0, this.#currentTime()));
  }

  /**
   * @param {string} method @param {string} origin @param {string} target @param {string[]} headers
   * @param {Uint8Array} body
   */
  #handleRequest(method, origin, target, headers, body) {
    const now = this.#timestamp();
    const reply = this.#handle.handle(method, origin, target, headers, body, now);
    const [status, names, bytes, delivery, number, events] = reply;
    for (const event of JSON.parse(events)) this.#publish(toCamelCase(flatten(event)));
    if (!this.#webhooks.isUnused) this.#webhooks.push(JSON.parse(this.#handle.takeWebhooks()));
    return { status, headers: names, body: bytes, delivery, number: Number(number ?? 0) };
  }

  /** @param {any} event */
  #publish(event) {
    for (const type of [event.type, "*"]) {
      for (const listener of this.#listeners.get(type) ?? []) {
        try {
          listener(event);
        } catch (error) {
          // The caller of `fetch` does not get errors of listeners.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }
  }
}

/** A Page. Its own enumerable properties are options of `GraphClient`; all others are getters. */
class Page {
  #page;

  /** @param {any} page @param {(input: any, init?: any) => Promise<Response>} fetch */
  constructor(page, fetch) {
    this.#page = page;
    this.pageId = page.id;
    this.accessToken = page.accessToken;
    this.fetch = fetch;
  }

  get id() {
    return this.#page.id;
  }

  get name() {
    return this.#page.name;
  }

  get pictureUrl() {
    return this.#page.pictureUrl;
  }

  get category() {
    return this.#page.category;
  }

  get people() {
    return this.#page.people.map((/** @type {any} */ it) => ({ ...it, pageId: this.pageId }));
  }
}

/**
 * Moves the members of `carried` into the event, so that it has the shape of an outbox message.
 *
 * @param {any} event
 */
function flatten({ carried, ...event }) {
  return event.type === "message_sent" ? { ...event, ...NO_EXTRAS, ...carried } : event;
}

/**
 * Calls `make`. If it throws a string, throws an `Error` with that message instead.
 *
 * @template T
 * @param {string} prefix
 * @param {() => T} make
 * @returns {T}
 */
function withErrors(prefix, make) {
  try {
    return make();
  } catch (error) {
    throw typeof error === "string" ? new Error(prefix + error) : error;
  }
}

const ORIGIN = "https://graph.facebook.com";
const NO_EXTRAS = {
  recipient: null,
  attachments: [],
  quick_replies: [],
  metadata: null,
  tag: null,
  notification_type: null,
  reply_to: null,
  thread_control: null,
  attachment_id: null,
};
