// @ts-check
// The entry for runtimes that read files at once: Node, Bun, Deno. `init()` need not be called.
import { readFileSync } from "node:fs";
import { loadOnUse, ready } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

loadOnUse(() => readFileSync(new URL("./personas_bg.wasm", import.meta.url)));

/** Loads the module now and not at its first use; this is for code that also runs in browsers. */
export default async function init() {
  ready();
}
