// @ts-check
// The emulator's entry for browsers and bundlers: the module is fetched from beside this file.
import { Graph } from "./graph.js";
import { load } from "./module.js";

/** @param {any} [options] */
export async function createEmulator(options) {
  await load(() => options?.module ?? new URL("./emulator_bg.wasm", import.meta.url));
  return new Graph(options);
}
