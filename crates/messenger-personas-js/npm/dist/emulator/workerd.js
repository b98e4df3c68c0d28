// @ts-check
// The emulator's entry for Cloudflare Workers, where the import of a wasm file is a `WebAssembly.Module`.
import module from "./emulator_bg.wasm";
import { Graph } from "./graph.js";
import { embed, ready } from "./module.js";

embed(() => module);

/** @param {any} [options] */
export async function createEmulator(options) {
  ready();
  return new Graph(options);
}
