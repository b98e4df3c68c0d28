// @ts-check
// The entry for Cloudflare Workers, where importing a wasm file gives its compiled module.
import module from "./personas_bg.wasm";
import { embed, ready } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";
export { init as default, init };

embed(() => module);

/** The module needs no loading; this is for code that also runs in browsers. */
async function init() {
  ready();
}
