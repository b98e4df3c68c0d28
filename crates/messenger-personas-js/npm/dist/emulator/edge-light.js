// @ts-check
// The emulator's entry for Vercel's edge runtime, which imports modules with the suffix `?module`.
import module from "./emulator_bg.wasm?module";
import { Graph } from "./graph.js";
import { embed, ready } from "./module.js";

embed(() => module);

/** @param {any} [options] */
export async function createEmulator(options) {
  ready();
  return new Graph(options);
}
