// @ts-check
// Loads a WebAssembly module once: at its first use, or when asked to.

/**
 * The state of one module, which `initSync` of its generated JavaScript instantiates.
 *
 * @param {(options: { module: BufferSource | WebAssembly.Module }) => unknown} initSync
 */
export function loader(initSync) {
  let loaded = false;
  /** @type {(() => BufferSource | WebAssembly.Module) | undefined} */
  let embedded;
  /** @type {Promise<void> | undefined} */
  let loading;

  /** @param {BufferSource | WebAssembly.Module} module */
  function instantiate(module) {
    // A second instance would not know the objects of the first.
    if (loaded) return;
    // The generated code checks with `instanceof`, which fails for a module of another realm, such
    // as those in the edge runtime of Next.js.
    if (isModule(module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
    initSync({ module });
    loaded = true;
  }

  return {
    /** Whether the module is loaded. An embedded one is, from now on. */
    ready() {
      if (!loaded && embedded) {
        try {
          instantiate(embedded());
        } catch (error) {
          throw explain(error);
        }
      }
      return loaded;
    },

    /**
     * Sets the module that is loaded at its first use, without waiting.
     *
     * @param {() => BufferSource | WebAssembly.Module} source
     */
    embed(source) {
      embedded ??= source;
    },

    /**
     * Loads the module. Calls at the same time share one attempt; after a failure the next call
     * tries again.
     *
     * @param {() => Promise<WebAssembly.Module>} compileModule
     */
    async load(compileModule) {
      if (loaded) return;
      loading ??= compileModule()
        .then(instantiate)
        .finally(() => (loading = undefined));
      await loading;
    },
  };
}

/**
 * Compiles `source`, while it is still arriving if the runtime and the server allow it.
 *
 * @param {any} source an address, a response, bytes, a compiled module, or a promise of these
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  const found = await source;
  if (isModule(found)) return found;
  const isBytes = found instanceof ArrayBuffer || ArrayBuffer.isView(found);
  try {
    return await (isBytes
      ? WebAssembly.compile(/** @type {BufferSource} */ (found))
      : compileResponse(await fetchModule(found)));
  } catch (error) {
    throw explain(error);
  }
}

/**
 * Compiles the file at `address`, or else the copy of it that `importCopy` imports: some bundlers
 * and servers do not have the file where this package expects it.
 *
 * @param {() => URL} address throws where `import.meta.url` is unknown
 * @param {() => Promise<{ default: string }>} importCopy
 * @param {string} inlineEntry the entry that needs neither
 */
export async function compileFileOrCopy(address, importCopy, inlineEntry) {
  try {
    return await compile(address());
  } catch (/** @type {any} */ failure) {
    if (isForbidden(failure)) throw failure;
    const copy = await importCopy().catch(() => {
      const message =
        `the WebAssembly module cannot be loaded: ${failure.message}, and its copy in JavaScript ` +
        `cannot be imported; check the connection and that the package's files are served, or ` +
        `import "${inlineEntry}", which contains the module`;
      throw new Error(message, { cause: failure });
    });
    return compile(decodeBase64(copy.default));
  }
}

/**
 * Returns the bytes of `text`.
 *
 * @param {string} text
 */
export function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * @param {any} source an address or a response
 * @returns {Promise<Response>}
 */
async function fetchModule(source) {
  if (source?.headers && source.arrayBuffer) return source;
  try {
    return await fetch(source);
  } catch (cause) {
    throw new Error(`${withoutQuery(source)} cannot be fetched`, { cause });
  }
}

/**
 * Whether `value` is a compiled module, of any realm.
 *
 * @param {unknown} value
 */
function isModule(value) {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}

/** @param {Response} response */
async function compileResponse(response) {
  const place = withoutQuery(response.url) || "the response";
  const type = response.headers.get("content-type")?.toLowerCase();
  if (!response.ok) throw new Error(`${place} has status ${response.status}`);
  // Streaming refuses every other type.
  if (type === "application/wasm" && typeof WebAssembly.compileStreaming === "function") {
    return WebAssembly.compileStreaming(response);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (String(bytes.subarray(0, 4)) !== MAGIC) {
    throw new Error(`${place} is not WebAssembly (its type is ${type})`);
  }
  return WebAssembly.compile(bytes);
}

/**
 * An address as it may be shown: a query can hold a signature.
 *
 * @param {any} address
 */
function withoutQuery(address) {
  return String(address).replace(/[?#].*/s, "").slice(0, 200);
}

/**
 * Returns `error`, or a sentence with the way out if a policy of the page forbids WebAssembly.
 *
 * @param {unknown} error
 */
function explain(error) {
  if (!isForbidden(error)) return error;
  const message =
    "the page's Content Security Policy forbids WebAssembly: " +
    "add 'wasm-unsafe-eval' to its script-src";
  return new Error(message, { cause: error });
}

/**
 * Whether a policy forbids to compile. Each browser says so in other words.
 *
 * @param {any} error
 */
function isForbidden(error) {
  return /unsafe-eval|blocked by CSP/i.test(error?.message);
}

/** The first bytes of a WebAssembly file: a zero and "asm". */
const MAGIC = "0,97,115,109";
