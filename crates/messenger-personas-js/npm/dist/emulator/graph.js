// @ts-check
import { carry } from "./delivery.js";
import { Handle } from "./module.js";
import { camel, snake } from "./names.js";

/** An emulated Graph: see `emulator.d.ts`. */
export class Graph {
  #handle;
  /** How far the emulator's time outside is ahead of this machine's, in milliseconds. */
  #ahead;
  /** Where time stands, if it does. */
  #standsAt;
  /** @type {Map<string, Set<(event: any) => void>>} */
  #listeners = new Map();

  /** @param {any} [options] */
  constructor({ seed = "demo", now, frozen = false, rehostPictures = false } = {}) {
    const start = now === undefined ? Date.now() : Math.trunc(Number(now));
    if (!(start >= 0))
      throw new TypeError("createEmulator: now is a Date or milliseconds since 1970");
    this.#ahead = start - Date.now();
    this.#standsAt = frozen ? start : undefined;
    this.#handle = thrown("createEmulator: the seed cannot be used: ", () => {
      const text = typeof seed === "string" ? seed : JSON.stringify(snake(seed));
      return new Handle(text, BigInt(start), rehostPictures);
    });
    /** @type {(input: any, init?: any) => Promise<Response>} */
    this.fetch = (input, init) => carry(input, init, (...request) => this.#carryOut(...request));
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
    this.#standsAt ??= this.#outside();
    return this.now;
  }

  unfreeze() {
    if (this.#standsAt !== undefined) this.#ahead = this.#standsAt - Date.now();
    this.#standsAt = undefined;
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
    const own = (/** @type {any} */ event) => listener(event);
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(own));
    return () => void all.delete(own);
  }

  events() {
    /** @type {any[]} */
    const told = [];
    let ended = false;
    let wake = () => {};
    const off = this.on("*", (event) => {
      told.push(event);
      wake();
    });
    return {
      async next() {
        while (told.length === 0 && !ended) await new Promise((woken) => (wake = () => woken(0)));
        return ended ? { done: true, value: undefined } : { done: false, value: told.shift() };
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

  /** @param {string} method @param {string} path @param {any} [body] */
  control(method, path, body) {
    const bytes = new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body));
    const headers = ["content-type", "application/json"];
    const target = `/_emulator/${path}`;
    const { status, body: answer } = this.#carryOut(method, ORIGIN, target, headers, bytes);
    const told = JSON.parse(new TextDecoder().decode(answer));
    if (status !== 200) throw new Error(told.error.message);
    return told;
  }

  /** @param {string} path */
  #get(path) {
    return camel(this.control("GET", path));
  }

  /** @param {string} path @param {any} body */
  #post(path, body) {
    return camel(this.control("POST", path, snake(body)));
  }

  #outside() {
    return this.#standsAt ?? Date.now() + this.#ahead;
  }

  /**
   * @param {string} method @param {string} origin @param {string} target @param {string[]} headers
   * @param {Uint8Array} body
   */
  #carryOut(method, origin, target, headers, body) {
    const now = BigInt(Math.max(0, this.#outside()));
    const reply = this.#handle.handle(method, origin, target, headers, body, now);
    const [status, names, bytes, delivery, number, events] = reply;
    for (const event of JSON.parse(events)) this.#tell(camel(flat(event)));
    return { status, headers: names, body: bytes, delivery, number: Number(number ?? 0) };
  }

  /** @param {any} event */
  #tell(event) {
    for (const type of [event.type, "*"]) {
      for (const listener of this.#listeners.get(type) ?? []) {
        try {
          listener(event);
        } catch (error) {
          // Whoever called Graph has no part in it.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }
  }
}

/** A Page. What a client's settings take are its own properties, and the rest is not. */
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
 * The event of a message as its line in the outbox is: what it carries is not one level deeper.
 *
 * @param {any} event
 */
function flat({ carried, ...event }) {
  return event.type === "message_sent" ? { ...event, ...NOTHING_CARRIED, ...carried } : event;
}

/**
 * What `make` returns; a sentence that it throws becomes an error.
 *
 * @template T
 * @param {string} before
 * @param {() => T} make
 * @returns {T}
 */
function thrown(before, make) {
  try {
    return make();
  } catch (sentence) {
    throw typeof sentence === "string" ? new Error(before + sentence) : sentence;
  }
}

const ORIGIN = "https://graph.facebook.com";
const NOTHING_CARRIED = {
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
