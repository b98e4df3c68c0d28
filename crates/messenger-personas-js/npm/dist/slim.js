// @ts-check
// The entry without a module: the caller brings it.
import { compile } from "./loader.js";
import { load } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";
export { init as default, init };

/**
 * Loads the module. Calls at the same time share one attempt; after a failure the next call tries
 * again.
 *
 * @param {any} source an address, a response, bytes, or a compiled module
 */
async function init(source) {
  await load(async () => {
    if (source != null) return compile(source);
    throw new TypeError("init: hand over the module, which is messenger-personas/personas_bg.wasm");
  });
}
