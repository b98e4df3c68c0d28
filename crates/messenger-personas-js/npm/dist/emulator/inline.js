// @ts-check
// The emulator's entry for bundlers that do not move wasm files, with the module inside.
import { bytesOf } from "../loader.js";
import base64 from "./emulator_base64.js";
import { Graph } from "./graph.js";
import { loadOnUse, ready } from "./module.js";

loadOnUse(() => bytesOf(base64));

/** @param {any} [options] */
export async function createEmulator(options) {
  ready();
  return new Graph(options);
}
