// Finishes what Trunk built: `node finish.mjs FOLDER PARTS`.
//
// Trunk built one wasm file and its JavaScript. This puts the two wasm files of PARTS and the JavaScript
// around them in their place, in a folder that is named by what is in it. It merges the stylesheets,
// minifies scripts and styles, names them by their content, and compresses every text and wasm file
// with Brotli.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const { buildSync, transformSync } = createRequire(
  new URL("../tests/package.json", import.meta.url),
)("esbuild");

const [folder, parts] = process.argv.slice(2);
const index = join(folder, "index.html");
let html = readFileSync(index, "utf8");

const digest = (algorithm, encoding, ...files) =>
  files.reduce((hash, file) => hash.update(file), createHash(algorithm)).digest(encoding);
const integrityOf = (file) => `sha384-${digest("sha384", "base64", file)}`;
const hashOf = (...files) => digest("sha256", "hex", ...files).slice(0, 16);

/** Writes `bytes` in place of the file `before` of Trunk's, and says so in the page. */
function exchange(before, after, bytes) {
  const file = join(folder, before);
  html = html
    .replaceAll(before, after)
    .replaceAll(integrityOf(readFileSync(file)), integrityOf(bytes));
  rmSync(file);
  writeFileSync(join(folder, after), bytes);
}

/** The name of Trunk's file that ends so. */
function trunks(end) {
  const name = readdirSync(folder).find(
    (name) => name.startsWith("personas-console-") && name.endsWith(end),
  );
  if (!name) throw new Error(`Trunk left no personas-console-…${end}: has it changed?`);
  return name;
}

const { outputFiles } = buildSync({
  entryPoints: [join(parts, "console.js")],
  bundle: true,
  minify: true,
  format: "esm",
  // A server need not know the type of wasm files.
  inject: [new URL("instantiate.mjs", import.meta.url).pathname],
  define: { "WebAssembly.instantiateStreaming": "instantiateResponse" },
  logLevel: "warning",
  write: false,
});
const script = outputFiles[0].contents;
const console_ = readFileSync(join(parts, "console_bg.wasm"));
const workspace = readFileSync(join(parts, "split_workspace.wasm"));
const home = `personas-console-${hashOf(script, console_, workspace)}`;
mkdirSync(join(folder, home));
exchange(trunks(".js"), `${home}/console.js`, script);
exchange(trunks("_bg.wasm"), `${home}/console_bg.wasm`, console_);
writeFileSync(join(folder, home, "split_workspace.wasm"), workspace);

// One request instead of one for each stylesheet, in the order of their links.
const links = [...html.matchAll(/<link rel="stylesheet" href="[^"]*?([^"/]+)"[^>]*>\s*/g)];
if (links.length === 0) throw new Error(`${index} links no stylesheet: has Trunk changed?`);
const styles = links.map(([, name]) => readFileSync(join(folder, name)));
const [[, first], ...rest] = links;
for (const [link, name] of rest) {
  html = html.replace(link, "");
  rmSync(join(folder, name));
}
exchange(first, "console-0.css", Buffer.concat(styles));

for (const name of readdirSync(folder)) {
  const loader = extname(name).slice(1);
  if (loader !== "js" && loader !== "css") continue;
  const source = readFileSync(join(folder, name), "utf8");
  const { code } = transformSync(source, { loader, minify: true, legalComments: "none" });
  exchange(name, name.replace(/-[0-9a-f]{1,16}\./, `-${hashOf(code)}.`), code);
}

// Browsers ignore the hash of a preload that is fetched, and say so: it goes to the tag that `boot.js` reads.
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

for (const name of readdirSync(folder, { recursive: true })) {
  if (!/\.(html|js|css|wasm|svg)$/.test(name)) continue;
  const bytes = readFileSync(join(folder, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
}
