// @ts-check
// The entry with the module inside, for bundlers that do not move wasm files.
import { bytesOf } from "./loader.js";
import { loadOnUse, ready } from "./module.js";
import base64 from "./personas_base64.js";

export { GraphClient } from "./client.js";
export * from "./errors.js";

loadOnUse(() => bytesOf(base64));

/** Compiles the module now and not at its first use. */
export default async function init() {
  ready();
}
