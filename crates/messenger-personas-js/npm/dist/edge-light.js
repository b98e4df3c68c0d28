// @ts-check
// The entry for Vercel's edge runtime, where a compiled module is imported under this name.
import module from "./personas_bg.wasm?module";
import { embed, ready } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";
export { init as default, init };

embed(() => module);

/** The module needs no loading; this is for code that also runs in browsers. */
async function init() {
  ready();
}
