// What a visitor's browser downloads, entry by entry: prints it as JSON for `cargo xtask size`.
//
// node measure.mjs [--other-packages] PACKAGE [CONSOLE]
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import esbuild from "esbuild";

const { values: options, positionals } = parseArgs({
  options: { "other-packages": { type: "boolean" } },
  allowPositionals: true,
});
const [packageFolder, consoleFolder] = positionals;
const dist = join(packageFolder, "dist");

/** The sizes of files that travel compressed, each by itself. */
function row(name, ...files) {
  const sum = (size) => files.reduce((total, file) => total + size(file), 0);
  return {
    name,
    plain: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file, BEST).length),
  };
}

/** An entry as a bundler leaves it, without what it imports only if it must. */
async function bundled(entry) {
  const { outputFiles } = await esbuild.build({
    ...{ bundle: true, splitting: true, minify: true, format: "esm" },
    ...{ write: false, outdir: dist, entryNames: "entry", logLevel: "error" },
    entryPoints: [join(dist, entry)],
  });
  return Buffer.from(outputFiles.find((file) => file.path.endsWith("entry.js")).contents);
}

const WORKSPACE = /split_workspace\.wasm$/;
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const client = await readFile(join(dist, "personas_bg.wasm"));
const emulator = await readFile(join(dist, "emulator/emulator_bg.wasm"));
const index = await bundled("index.js");
const emulated = await bundled("emulator/index.js");

const npm = [
  row("`messenger-personas`", client, index),
  row("— the client's wasm file", client),
  row("— the client's JavaScript, bundled and minified", index),
  row("`messenger-personas/inline`", await bundled("inline.js")),
  row("`messenger-personas/slim`, without a wasm file", await bundled("slim.js")),
  row("`messenger-personas/emulator`", emulator, emulated),
  row("— the emulator's wasm file", emulator),
  row("— the emulator's JavaScript, bundled and minified", emulated),
];

/** What one would otherwise use; only `cargo xtask size` without `--check` installs these packages. */
async function others() {
  const { otherPackages } = await import("./other_packages.mjs");
  return otherPackages.map(([name, bundle]) => row(name, bundle));
}

/** What the console's first visit brings, and what comes once somebody connects; its icons come later. */
async function visited(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|css|js|wasm)$/.test(name));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const kind = (pattern) => files.filter((_, at) => pattern.test(names[at]));
  const [workspace] = kind(WORKSPACE);
  return [
    row("the console's first visit", ...files.filter((file) => file !== workspace)),
    row("— its wasm file", ...kind(/_bg\.wasm$/)),
    row("— its JavaScript", ...kind(/\.js$/)),
    row("— its HTML and CSS", ...kind(/\.(html|css)$/)),
    row("the screens behind connecting, from the first key or click on", workspace),
    row("the whole console", ...files),
  ];
}

const console_ = consoleFolder ? await visited(consoleFolder) : [];
const otherPackages = options["other-packages"] ? await others() : [];
const day = new Date().toISOString().slice(0, 10);
console.log(JSON.stringify({ day, npm, otherPackages, console: console_ }));
