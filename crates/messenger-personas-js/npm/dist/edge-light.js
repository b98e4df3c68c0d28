// @ts-check
// The entry for Vercel's edge runtime, where a compiled module is imported under this name.
import module from "./personas_bg.wasm?module";
import { loadOnUse, ready } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

loadOnUse(() => module);

/** The module needs no loading; this is for code that also runs in browsers. */
export default async function init() {
  ready();
}
