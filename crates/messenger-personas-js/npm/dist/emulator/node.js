// @ts-check
// The emulator's entry for runtimes that read files at once: Node, Bun, Deno.
import { readFileSync } from "node:fs";
import { Graph } from "./graph.js";
import { loadOnUse, ready } from "./module.js";

loadOnUse(() => readFileSync(new URL("./emulator_bg.wasm", import.meta.url)));

/** @param {any} [options] */
export async function createEmulator(options) {
  ready();
  return new Graph(options);
}
