export * from "messenger-personas";
export { init as default, init };

/**
 * Loads the WebAssembly module, which this entry does not contain. Further calls have no effect;
 * after a failed load, the next call tries again. Node, Bun and Deno have the module anyway.
 *
 * @param source `messenger-personas/personas_bg.wasm`: its URL, a `Response`, its bytes, a compiled
 * `WebAssembly.Module`, or a promise of one of these.
 */
declare function init(source: string | object): Promise<void>;
