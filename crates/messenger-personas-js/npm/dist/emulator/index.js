// @ts-check
// The emulator's entry for browsers and their bundlers: downloads the wasm file next to this file.
import { compile, compileFileOrCopy } from "../loader.js";
import { Graph } from "./graph.js";
import { load } from "./module.js";

/** @param {any} [options] */
export async function createEmulator(options) {
  const module = options?.module;
  await load(() =>
    module == null
      ? compileFileOrCopy(
          () => new URL("./emulator_bg.wasm", import.meta.url),
          () => import("./emulator_base64.js"),
          "messenger-personas/emulator/inline",
        )
      : compile(module),
  );
  return new Graph(options);
}
