export * from "./index.js";

/**
 * Loads the WebAssembly module, which this entry does not know the place of. Calling it again is
 * harmless, and after a failed load the next call tries again.
 *
 * @param source `messenger-personas/personas_bg.wasm`: its address, a `Response`, its bytes, or a
 * compiled `WebAssembly.Module`; a promise of one of these does as well.
 */
export default function init(source: unknown): Promise<void>;
