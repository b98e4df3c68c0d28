// Finishes what Trunk built: `node finish.mjs FOLDER`.
//
// Shortens scripts and styles, names them by what is in them now, and says so in the page. Moves
// the hash of the wasm file from its preload, where browsers ignore it and say so, to the tag that
// `boot.js` reads. Packs every text and the wasm file with Brotli.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const { transformSync } = createRequire(new URL("../tests/package.json", import.meta.url))("esbuild");

const folder = process.argv[2];
const index = join(folder, "index.html");
let html = readFileSync(index, "utf8");

for (const name of readdirSync(folder)) {
  const loader = extname(name).slice(1);
  if (loader !== "js" && loader !== "css") continue;
  const source = readFileSync(join(folder, name));
  // Browsers that run the console's wasm file read all of today's syntax.
  const { code } = transformSync(source.toString(), { loader, minify: true, legalComments: "none" });
  const hash = (algorithm, encoding, bytes) => createHash(algorithm).update(bytes).digest(encoding);
  const named = name.replace(/[0-9a-f]{16}/, hash("sha256", "hex", code).slice(0, 16));
  rmSync(join(folder, name));
  writeFileSync(join(folder, named), code);
  html = html
    .replaceAll(name, named)
    .replaceAll(hash("sha384", "base64", source), hash("sha384", "base64", code));
}

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
