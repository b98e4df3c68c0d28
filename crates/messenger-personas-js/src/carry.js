// @ts-check
// The loop around a task: asks the module what to do next, does it, and tells what came of it.
// Nothing here knows Graph.

/**
 * How an attempt ended.
 *
 * @typedef {["answered", Answer] | ["failed", { reason: string, mayBeSent: boolean }] | ["late"] | ["aborted"]} End
 * @typedef {{ status: number, headers: any, text: string }} Answer
 */

/**
 * The outcome of `task`.
 *
 * @param {import("../npm/dist/personas.js").Task} task
 * @param {((request: Request) => unknown) | undefined} fetch instead of the runtime's
 * @param {any} signal ends it
 */
export async function settled(task, fetch, signal) {
  try {
    for (;;) {
      const [word, request] = task.next();
      if (word !== "ask") return [word, request];
      if (isAborted(signal)) {
        task.aborted(signal.reason);
        continue;
      }
      const wait = await attempt(task, request, fetch, signal);
      if (wait > 0 && (await first(signal, wait))[0] === "aborted") task.aborted(signal.reason);
    }
  } finally {
    task.free();
  }
}

/**
 * One attempt; in how many milliseconds to go on.
 *
 * @param {import("../npm/dist/personas.js").Task} task
 * @param {[string, string, string | undefined, number, ...string[]]} request
 * @param {((request: Request) => unknown) | undefined} fetch
 * @param {any} signal
 */
async function attempt(task, [method, url, body, timeout, ...pairs], fetch, signal) {
  const controller = typeof AbortController === "function" ? new AbortController() : undefined;
  /** @type {Record<string, string>} */
  const headers = {};
  for (let place = 0; place < pairs.length; place += 2) headers[pairs[place]] = pairs[place + 1];
  const init = { ...POLICY, method, headers, body, signal: controller?.signal };
  const started = now();
  const [word, end] = await first(signal, timeout, () => asked(url, init, fetch));
  const took = now() - started;
  if (word === "answered") {
    const { status, text } = end;
    // What the core looks at stands near the ends; to copy a long listing costs more than reading it.
    const near = text.length > LONG ? text.slice(0, NEAR) + text.slice(-NEAR) : text;
    return task.answered(status, near, text, HEADERS.map(header, end.headers), took, Math.random());
  }
  if (word === "failed") {
    return task.failed(end.reason, end.mayBeSent, took, Math.random());
  }
  // What a `fetch` answers that overlooks this is not waited for.
  controller?.abort();
  if (word === "late") return task.failed(undefined, true, took, Math.random());
  task.aborted(signal.reason, took);
  return 0;
}

/**
 * What `fetch` answers, all of it.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @param {((request: Request) => unknown) | undefined} fetch
 * @returns {Promise<End>}
 */
async function asked(url, init, fetch) {
  let mayBeSent = false;
  try {
    /** @type {any} */
    let response;
    if (fetch) {
      const request = new Request(url, init);
      mayBeSent = true;
      response = await fetch(request);
    } else {
      const { fetch, URL } = globalThis;
      // An address that a runtime does not take is refused before anything is sent.
      if (typeof fetch !== "function" || !new URL(url)) throw NO_FETCH;
      mayBeSent = true;
      response = await fetch(url, init);
    }
    if (response?.type === "opaqueredirect") throw REDIRECT;
    const text = await response.text();
    const { status, headers } = response;
    if (typeof text !== "string" || !(status >= 100 && status < 600)) throw NO_RESPONSE;
    return ["answered", { status, headers, text }];
  } catch (thrown) {
    return ["failed", { reason: words(thrown), mayBeSent }];
  }
}

/**
 * What `work` comes to, unless `signal` or the time ends it first.
 *
 * @param {any} signal
 * @param {number} milliseconds
 * @param {() => Promise<End>} [work] never fails
 * @returns {Promise<any[]>}
 */
function first(signal, milliseconds, work) {
  return new Promise((resolve) => {
    const end = (/** @type {any} */ how) => {
      // One that is left would keep Node running.
      globalThis.clearTimeout?.(timer);
      if (signal) listen(signal, "removeEventListener", stop);
      resolve(how);
    };
    const stop = () => end(["aborted"]);
    if (signal) listen(signal, "addEventListener", stop);
    // A runtime without timers waits for ever.
    const timer = globalThis.setTimeout?.(end, milliseconds, ["late"]);
    work?.().then(end);
  });
}

/**
 * A signal whose listeners cannot be changed is one that never aborts.
 *
 * @param {any} signal
 * @param {"addEventListener" | "removeEventListener"} change
 * @param {() => void} listener
 */
function listen(signal, change, listener) {
  try {
    signal[change]("abort", listener);
  } catch {
    // It never aborts.
  }
}

/** @param {any} signal */
function isAborted(signal) {
  try {
    return signal?.aborted;
  } catch {
    return false;
  }
}

/**
 * A header of the list in `this`, as far as it can be read: none is worth losing an answer.
 *
 * @this {any}
 * @param {string} name
 */
function header(name) {
  try {
    return this.get(name);
  } catch {
    return undefined;
  }
}

/**
 * What was thrown, in words.
 *
 * @param {any} thrown
 */
function words(thrown) {
  try {
    const reason = typeof thrown === "string" ? thrown : thrown.message;
    if (typeof reason === "string") return reason;
  } catch {
    // It has none.
  }
  return "fetch gave no reason";
}

/** A time that never goes back. */
function now() {
  return globalThis.performance?.now() ?? 0;
}

/** @type {RequestInit} */
const POLICY = {
  cache: "no-store",
  // Graph answers every origin with `*`, which a browser refuses together with cookies.
  credentials: "omit",
  // A redirect could carry the token to another host. `error` would do, but not every runtime takes
  // it; a redirect that comes back is no answer of Graph's.
  redirect: "manual",
  referrerPolicy: "no-referrer",
};
/** What the core wants to know of an answer, in this order; the last two are only shown. */
const HEADERS = ["retry-after", "x-business-use-case-usage", "x-app-usage", "x-page-usage"];
/** From how many characters on only the ends of an answer are copied. */
const LONG = 32_768;
/** How many characters at either end; more than the core looks at. */
const NEAR = 8192;
const REDIRECT = "the address leads to another one, which is not followed";
const NO_FETCH = "this runtime has no fetch";
const NO_RESPONSE = "fetch answered with something that is no response";
