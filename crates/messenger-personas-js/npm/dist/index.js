// @ts-check
// The entry for browsers and bundlers: the module is fetched from beside this file.
import { load } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

/**
 * Loads the module. Later calls wait for the first; after a failure the next call tries again.
 *
 * @param {any} [source] where the module is; beside this file if left out
 */
export default async function init(source) {
  await load(() => source ?? new URL("./personas_bg.wasm", import.meta.url));
}
