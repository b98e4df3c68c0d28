// What a call rejects with, without waiting for it forever.
import assert from "node:assert/strict";
import { inspect } from "node:util";

/** The outcome of `promise`; fails if it is not settled in time. */
export async function within(promise, milliseconds = 5_000) {
  let timer;
  const late = new Promise((_, reject) => {
    const error = new Error(`not settled within ${milliseconds} ms`);
    timer = setTimeout(() => reject(error), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `call`, a promise or a function that returns one, rejects with or throws. */
export async function rejection(call, name = String(call)) {
  const run = async () => (typeof call === "function" ? call() : call);
  const outcome = await within(
    run().then(
      (value) => ({ value }),
      (error) => ({ error }),
    ),
  );
  if ("error" in outcome) return outcome.error;
  assert.fail(`fulfilled with ${inspect(outcome.value)}: ${name}`);
}

/** Everything that can be read of `value`. */
export function shown(value) {
  const members = inspect(value, { depth: 9, showHidden: true });
  return [members, String(value), JSON.stringify(value), value?.stack].join("\n");
}
