// @ts-check
// Delivers a reply of the emulator as a `Response`, with the network fault that it has.

/** Pending requests. A reference keeps them, and so the listeners of their signals, alive. */
const pending = new Set();

/**
 * @typedef {{ status: number, headers: string[], body: Uint8Array<ArrayBuffer>,
 *             delivery: "whole" | "after" | "cut" | "reset" | "never", number: number }} Reply
 */

/**
 * The `fetch` of an emulator: passes the request to `handle` and delivers its reply.
 *
 * @param {any} input
 * @param {any} init
 * @param {(method: string, origin: string, target: string, headers: string[], body: Uint8Array) => Reply} handle
 * @returns {Promise<Response>}
 */
export async function emulatedFetch(input, init, handle) {
  const request = new Request(input, init);
  const { signal, method } = request;
  signal?.throwIfAborted();
  const { origin, pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  signal?.throwIfAborted();
  const reply = handle(method, origin, pathname + search, [...request.headers].flat(), body);
  if (reply.delivery === "reset") throw new TypeError("fetch failed: the connection was reset");
  if (reply.delivery === "never") await untilAborted(request);
  if (reply.delivery === "after") {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const delay = new Promise((resolve) => (timer = setTimeout(resolve, reply.number)));
    await Promise.race([delay, untilAborted(request)]).finally(() => {
      clearTimeout(timer);
      pending.delete(request);
    });
  }
  return toResponse(request, reply);
}

/** @param {Request} request @param {Reply} reply */
function toResponse(request, { status, headers, body, delivery, number }) {
  const result = new Headers();
  for (let at = 0; at < headers.length; at += 2) result.append(headers[at], headers[at + 1]);
  const isEmpty = request.method === "HEAD" || WITHOUT_BODY.has(status);
  const content = delivery === "cut" ? truncate(body, number) : body;
  const response = new Response(isEmpty ? null : content, { status, headers: result });
  return Object.defineProperty(response, "url", { value: request.url });
}

/**
 * A stream of the first `length` bytes that then fails, as after a lost connection.
 *
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {number} length
 */
function truncate(body, length) {
  // At least one byte is missing.
  const start = body.subarray(0, Math.min(length, body.length - 1));
  let isSent = start.length === 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (isSent) controller.error(new TypeError("terminated: the connection was closed"));
        else controller.enqueue(start);
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Rejects with the reason of the request's signal when it aborts. Never resolves.
 *
 * @param {Request} request
 * @returns {Promise<never>}
 */
function untilAborted(request) {
  pending.add(request);
  return new Promise((_, reject) => {
    request.signal?.addEventListener("abort", () => {
      pending.delete(request);
      reject(request.signal.reason);
    });
  });
}

const WITHOUT_BODY = new Set([101, 204, 205, 304]);
