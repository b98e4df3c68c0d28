// @ts-check
// The entry with the module inside. Node, Bun and Deno get it as one file of CommonJS, node.cjs.
import { compile, decodeBase64 } from "./loader.js";
import { embed, load } from "./module.js";
import base64 from "./personas_base64.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";
export { init as default, init };

embed(() => decodeBase64(base64));

/** Compiles the module now and not at its first use. */
async function init() {
  await load(() => compile(decodeBase64(base64)));
}
