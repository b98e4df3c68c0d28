// @ts-check
// The WebAssembly module of the client, brought in by whichever entry knows where it is.
import { loader } from "./loader.js";
import { initSync } from "./personas.js";

export { CallOptions, ClientBuilder } from "./personas.js";
export const { ready, load, loadOnUse } = loader(initSync);
