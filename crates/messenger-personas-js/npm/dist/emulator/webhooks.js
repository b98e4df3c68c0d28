// @ts-check
// Calls listeners with webhook events, those of each conversation in order.

/** Events that wait for their listeners. */
export class WebhookQueue {
  /** @type {Set<(event: any) => unknown>} */
  #listeners = new Set();
  /** The last delivery of each conversation. @type {Map<string, Promise<void>>} */
  #last = new Map();
  #finish;

  /**
   * @param {(generation: bigint, number: bigint, isDelivered: boolean, attempts: number) => void}
   *   finish is called when all listeners have handled an event, or it is dropped
   */
  constructor(finish) {
    this.#finish = finish;
  }

  get isUnused() {
    return this.#listeners.size === 0;
  }

  /** @param {(event: any) => unknown} listener */
  add(listener) {
    const own = (/** @type {any} */ event) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** @param {[number, number, string, string][]} events */
  push(events) {
    for (const [generation, number, conversation, body] of events) {
      const delivery = (this.#last.get(conversation) ?? Promise.resolve()).then(async () => {
        const listeners = [...this.#listeners];
        const attempts = await Promise.all(listeners.map((listener) => this.#call(listener, body)));
        const isDelivered = attempts.every((attempt) => attempt <= MAX_ATTEMPTS);
        const most = Math.min(Math.max(1, ...attempts), MAX_ATTEMPTS);
        this.#finish(BigInt(generation), BigInt(number), isDelivered, most);
        if (this.#last.get(conversation) === delivery) this.#last.delete(conversation);
      });
      this.#last.set(conversation, delivery);
    }
  }

  /**
   * Calls `listener` until it succeeds, and returns the number of calls; one more than
   * `MAX_ATTEMPTS` if all of them fail.
   *
   * @param {(event: any) => unknown} listener
   * @param {string} body
   */
  async #call(listener, body) {
    for (let attempt = 1; this.#listeners.has(listener); attempt += 1) {
      try {
        await listener(JSON.parse(body));
        return attempt;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS) {
          // An uncaught error, as of any other listener.
          queueMicrotask(() => {
            throw error;
          });
          return attempt + 1;
        }
        const delay = attempt === 1 ? 0 : RETRY_DELAY * 2 ** (attempt - 2);
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
    return 1;
  }
}

const MAX_ATTEMPTS = 5;
/** Delay in milliseconds before the third call, doubled before each further one. */
const RETRY_DELAY = 100;
