// @ts-check
// The WebAssembly module: loaded once, by whichever entry knows where it is.
import initialize, { initSync } from "./personas.js";

export { Client } from "./personas.js";

let loaded = false;

/** Whether the module is there. */
export function ready() {
  return loaded;
}

/**
 * Loads the module from an address, a response, its bytes or itself.
 *
 * @param {any} source
 */
export async function load(source) {
  await initialize({ module_or_path: source });
  loaded = true;
}

/**
 * Loads the module from its bytes, at once.
 *
 * @param {BufferSource | WebAssembly.Module} source
 */
export function loadSync(source) {
  initSync({ module: source });
  loaded = true;
}
