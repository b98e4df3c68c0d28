// @ts-check
// How a WebAssembly module gets in: once, at the first use or when it is asked for.

/**
 * The state of one module, which `initSync` of its generated JavaScript puts in place.
 *
 * @param {(options: { module: BufferSource | WebAssembly.Module }) => unknown} initSync
 */
export function loader(initSync) {
  let loaded = false;
  /** @type {(() => BufferSource | WebAssembly.Module) | undefined} */
  let atHand;
  /** @type {Promise<void> | undefined} */
  let loading;

  /** @param {BufferSource | WebAssembly.Module} module */
  function put(module) {
    // A second instance would not know the objects of the first.
    if (!loaded) initSync({ module });
    loaded = true;
  }

  return {
    /** Whether the module is there. Where it can be had at once, it is there from now on. */
    ready() {
      if (!loaded && atHand) put(atHand());
      return loaded;
    },

    /**
     * From now on the module is had at once when it is needed.
     *
     * @param {() => BufferSource | WebAssembly.Module} source
     */
    loadOnUse(source) {
      atHand ??= source;
    },

    /**
     * Loads the module. Later calls wait for the first; after a failure the next call tries again.
     *
     * @param {() => unknown} source an address, a response, bytes, or a compiled module
     */
    async load(source) {
      if (loaded) return;
      loading ??= compiled(source()).then(put);
      try {
        await loading;
      } finally {
        loading = undefined;
      }
    },
  };
}

/**
 * The bytes that `text` stands for in base64.
 *
 * @param {string} text
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * Compiled while it is still arriving, where the runtime and the server allow it.
 *
 * @param {any} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(source) {
  const found = await source;
  if (found instanceof WebAssembly.Module) return found;
  if (found instanceof ArrayBuffer || ArrayBuffer.isView(found)) {
    return WebAssembly.compile(/** @type {BufferSource} */ (found));
  }
  /** @type {Response} */
  const response = found?.headers && found.arrayBuffer ? found : await fetch(found);
  if (!response.ok) {
    const place = response.url || "the address that was given";
    throw new Error(`the WebAssembly module was not loaded: ${place} answered ${response.status}`);
  }
  // Anything else is refused as a stream.
  const streams = response.headers.get("content-type")?.toLowerCase() === "application/wasm";
  return streams && typeof WebAssembly.compileStreaming === "function"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
