// @ts-check
// The entry for runtimes that read files at once: Node, Bun, Deno. `init()` has nothing to do.
import { readFileSync } from "node:fs";
import { loadSync } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

loadSync(readFileSync(new URL("./personas_bg.wasm", import.meta.url)));

/** The module is loaded already; this is for code that also runs in browsers. */
export default async function init() {}
