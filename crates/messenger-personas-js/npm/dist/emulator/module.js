// @ts-check
// The WebAssembly module of the emulator, brought in by whichever entry knows where it is.
import { loader } from "../loader.js";
import { initSync } from "./emulator.js";

export { Emulator as Handle } from "./emulator.js";
export const { ready, load, loadOnUse } = loader(initSync);
