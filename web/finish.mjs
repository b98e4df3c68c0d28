// Finishes what Trunk built: `node finish.mjs FOLDER`.
//
// Moves the hash of the wasm file from its preload, where browsers ignore it and say so, to the tag
// that `boot.js` reads, and packs every text and the wasm file with Brotli.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
const index = join(folder, "index.html");

const html = readFileSync(index, "utf8");
const preload = /<link rel="preload"[^>]*? as="fetch"[^>]*>/.exec(html)?.[0];
const integrity = / integrity="([^"]+)"/.exec(preload ?? "");
if (!integrity) throw new Error(`${index} preloads no wasm file with a hash: has Trunk changed?`);
writeFileSync(
  index,
  html
    .replace(preload, preload.replace(integrity[0], ""))
    .replace(" data-wasm=", ` data-integrity="${integrity[1]}" data-wasm=`)
    // Comments are for who reads the source.
    .replace(/\s*<!--[\s\S]*?-->/g, ""),
);

for (const name of readdirSync(folder)) {
  if (!/\.(html|js|css|wasm|svg)$/.test(name)) continue;
  const bytes = readFileSync(join(folder, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
}
