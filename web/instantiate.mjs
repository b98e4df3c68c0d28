const { instantiate, instantiateStreaming } = WebAssembly;

/** `WebAssembly.instantiateStreaming`, also for a response with another type than `application/wasm`. */
export async function instantiateResponse(source, imports) {
  const response = await source;
  if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
  return response.headers.get("content-type") === "application/wasm"
    ? instantiateStreaming(response, imports)
    : instantiate(await response.arrayBuffer(), imports);
}
