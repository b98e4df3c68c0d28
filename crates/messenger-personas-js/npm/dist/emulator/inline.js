// @ts-check
// The emulator's entry with an embedded module. For Node, Bun and Deno it is bundled to node.cjs.
import { compile, decodeBase64 } from "../loader.js";
import base64 from "./emulator_base64.js";
import { Graph } from "./graph.js";
import { load } from "./module.js";

/** @param {any} [options] */
export async function createEmulator(options) {
  await load(() => compile(decodeBase64(base64)));
  return new Graph(options);
}
