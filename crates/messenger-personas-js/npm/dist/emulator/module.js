// @ts-check
// The emulator's WebAssembly module, which the entries load.
import { loader } from "../loader.js";
import { initSync } from "./emulator.js";

export { Emulator as Handle } from "./emulator.js";
export const { ready, load, embed } = loader(initSync);
