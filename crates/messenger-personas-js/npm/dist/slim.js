// @ts-check
// The entry without a module: whoever uses it brings it.
import { load } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

/**
 * Loads the module. Later calls wait for the first; after a failure the next call tries again.
 *
 * @param {any} source an address, a response, bytes, or a compiled module
 */
export default async function init(source) {
  await load(() => {
    if (source !== undefined) return source;
    throw new TypeError("init: hand over the module, which is messenger-personas/personas_bg.wasm");
  });
}
