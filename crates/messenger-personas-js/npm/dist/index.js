// @ts-check
// The entry for browsers and their bundlers: the module is fetched from beside this file.
import { compile, compileFileOrCopy } from "./loader.js";
import { load } from "./module.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";
export { init as default, init };

/**
 * Loads the module. Calls at the same time share one attempt; after a failure the next call tries
 * again.
 *
 * @param {any} [source] where the module is; beside this file if left out
 */
async function init(source) {
  await load(() =>
    source == null
      ? compileFileOrCopy(
          () => new URL("./personas_bg.wasm", import.meta.url),
          () => import("./personas_base64.js"),
          "messenger-personas/inline",
        )
      : compile(source),
  );
}
