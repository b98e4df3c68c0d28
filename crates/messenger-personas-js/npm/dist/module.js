// @ts-check
// The client's WebAssembly module, loaded by whichever entry knows where it is.
import { loader } from "./loader.js";
import { initSync } from "./personas.js";

export { CallOptions, ClientBuilder } from "./personas.js";
export const { ready, load, embed } = loader(initSync);
