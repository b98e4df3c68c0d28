// Finishes what Trunk built: `node finish.mjs FOLDER PARTS`.
//
// Puts the two wasm files of PARTS and the JavaScript around them in the place of Trunk's one. Shortens
// scripts and styles, names files by what is in them, and says so in the page. Moves the hash of the
// wasm file from its preload, where browsers ignore it and say so, to the tag that `boot.js` reads. Packs
// every text and the wasm files with Brotli.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const { buildSync, transformSync } = createRequire(
  new URL("../tests/package.json", import.meta.url),
)("esbuild");

const [folder, parts] = process.argv.slice(2);
const index = join(folder, "index.html");
let html = readFileSync(index, "utf8");

const digest = (algorithm, encoding, bytes) => createHash(algorithm).update(bytes).digest(encoding);
const integrityOf = (bytes) => `sha384-${digest("sha384", "base64", bytes)}`;
const nameBy = (bytes) => digest("sha256", "hex", bytes).slice(0, 16);

/** The hash in a name that Trunk gave: a number, without zeros before it. */
const HASH = /-[0-9a-f]{1,16}(?=[_.])/;

/** `text` with the one `from` in it replaced. */
function replaced(text, from, to) {
  const pieces = text.split(from);
  if (pieces.length !== 2) throw new Error(`${from} stands there ${pieces.length - 1} times`);
  return pieces.join(to);
}

/** Puts `bytes` in the place of the file `name`, whose name carries a hash. */
function exchange(name, bytes) {
  const file = join(folder, name);
  const before = integrityOf(readFileSync(file));
  const named = name.replace(HASH, `-${nameBy(bytes)}`);
  rmSync(file);
  writeFileSync(join(folder, named), bytes);
  html = html.replaceAll(name, named).replaceAll(before, integrityOf(bytes));
}

/** The JavaScript around the two wasm files, which loads the second one as `later`. */
function around(later, integrity) {
  const file = join(parts, "__wasm_split.js");
  let script = readFileSync(file, "utf8");
  script = replaced(
    script,
    'fetch(new URL("./split_later.wasm", import.meta.url))',
    `fetch(new URL("./${later}", import.meta.url), { integrity: "${integrity}", credentials: "same-origin" })`,
  );
  // As for the first file, a server need not know what a wasm file is.
  script = replaced(
    script,
    "(WebAssembly.instantiateStreaming(src, imports))",
    `(async (response) => {
      if (!response.ok) throw new Error(\`\${response.url}: status \${response.status}\`);
      return response.headers.get("content-type") === "application/wasm"
        ? WebAssembly.instantiateStreaming(response, imports)
        : WebAssembly.instantiate(await response.arrayBuffer(), imports);
    })(await src)`,
  );
  writeFileSync(file, script);
  const { outputFiles } = buildSync({
    entryPoints: [join(parts, "console.js")],
    bundle: true,
    format: "esm",
    logLevel: "warning",
    write: false,
  });
  return outputFiles[0].text;
}

/** `source` as short as it can be said. Browsers that run the console read all of today's syntax. */
function shortened(source, loader) {
  return transformSync(source, { loader, minify: true, legalComments: "none" }).code;
}

const ours = /^(personas-console)-[0-9a-f]{1,16}(_bg\.wasm|\.js)$/;
for (const name of readdirSync(folder)) {
  const loader = extname(name).slice(1);
  if (ours.test(name) || (loader !== "js" && loader !== "css")) continue;
  exchange(name, shortened(readFileSync(join(folder, name), "utf8"), loader));
}

const later = readFileSync(join(parts, "split_later.wasm"));
const laterName = `personas-console-later-${nameBy(later)}.wasm`;
writeFileSync(join(folder, laterName), later);
const built = {
  "_bg.wasm": () => readFileSync(join(parts, "console_bg.wasm")),
  ".js": () => shortened(around(laterName, integrityOf(later)), "js"),
};
for (const [end, bytes] of Object.entries(built)) {
  const name = readdirSync(folder).find((name) => ours.exec(name)?.[2] === end);
  if (!name) throw new Error(`Trunk left no personas-console-…${end}: has it changed?`);
  exchange(name, bytes());
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
