// @ts-check
// How an answer reaches its caller: as `fetch` has it, or as badly as was asked for.

/** Requests without an answer: one that nobody holds would not hear its signal. */
const silent = new Set();

/**
 * @typedef {{ status: number, headers: string[], body: Uint8Array<ArrayBuffer>,
 *             delivery: "whole" | "after" | "cut" | "reset" | "never", number: number }} Reply
 *
 * @param {any} input
 * @param {any} init
 * @param {(method: string, origin: string, target: string, headers: string[], body: Uint8Array) => Reply} carryOut
 * @returns {Promise<Response>}
 */
export async function carry(input, init, carryOut) {
  const request = new Request(input, init);
  const { signal, method } = request;
  signal?.throwIfAborted();
  const { origin, pathname, search } = new URL(request.url);
  const sent = new Uint8Array(await request.arrayBuffer());
  signal?.throwIfAborted();
  const reply = carryOut(method, origin, pathname + search, [...request.headers].flat(), sent);
  if (reply.delivery === "reset") throw new TypeError("fetch failed: the connection was reset");
  if (reply.delivery === "never") await untilAborted(request);
  if (reply.delivery === "after") {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((passed) => (timer = setTimeout(passed, reply.number)));
    await Promise.race([late, untilAborted(request)]).finally(() => {
      clearTimeout(timer);
      silent.delete(request);
    });
  }
  return response(request, reply);
}

/** @param {Request} request @param {Reply} reply */
function response(request, { status, headers, body, delivery, number }) {
  const names = new Headers();
  for (let at = 0; at < headers.length; at += 2) names.append(headers[at], headers[at + 1]);
  const isEmpty = request.method === "HEAD" || WITHOUT_BODY.has(status);
  const content = delivery === "cut" ? cut(body, number) : body;
  const made = new Response(isEmpty ? null : content, { status, headers: names });
  return Object.defineProperty(made, "url", { value: request.url });
}

/**
 * The first `length` bytes, and then an error as when a connection is lost.
 *
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {number} length
 */
function cut(body, length) {
  // A cut behind the end would be none.
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
 * Rejects with the signal's reason, and never resolves.
 *
 * @param {Request} request
 * @returns {Promise<never>}
 */
function untilAborted(request) {
  silent.add(request);
  return new Promise((_, reject) => {
    request.signal?.addEventListener("abort", () => {
      silent.delete(request);
      reject(request.signal.reason);
    });
  });
}

const WITHOUT_BODY = new Set([101, 204, 205, 304]);
