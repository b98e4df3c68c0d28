// The packed package as it is used: in Node, and in Chromium with and without a bundler.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import esbuild from "esbuild";
import * as vite from "vite";
import * as vite5 from "vite-5";

import { launchChromium } from "../chromium.mjs";
import { startEmulator } from "../emulator.mjs";
import { assertStoryAt, assertStoryInChromium } from "./in_chromium.mjs";
import { installPackage } from "./installed.mjs";
import { runStoriesInJest } from "./jest.mjs";
import { openPage, serveStrictly } from "./strict_page.mjs";
import { assertStory } from "./assert_story.mjs";
import { addressOf, serveWithVite } from "./vite_server.mjs";

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

for (const file of ["node.mjs", "node.cjs"]) {
  test(`Node runs ${file}`, async () => {
    const page = JSON.stringify(emulator.page);
    const { stdout, stderr } = await run(process.execPath, [file, emulator.origin, page], {
      cwd: folder,
    });
    JSON.parse(stdout).forEach(assertStory);
    assert.equal(stderr.replaceAll(/.*(ExperimentalWarning|--trace-warnings).*\n/g, ""), "");
  });
}

for (const [entry, format] of [
  ["node.mjs", "esm"],
  ["node.mjs", "cjs"],
  ["node.cjs", "cjs"],
]) {
  test(`esbuild bundles ${entry} for Node as ${format}, and the file needs no other`, async (t) => {
    const elsewhere = await mkdtemp(join(tmpdir(), "messenger-personas-bundle-"));
    t.after(() => rm(elsewhere, { recursive: true, force: true }));
    const file = format === "esm" ? "bundle.mjs" : "bundle.cjs";
    const { warnings } = await esbuild.build({
      ...{ absWorkingDir: folder, bundle: true, platform: "node", format, logLevel: "error" },
      entryPoints: [entry],
      outfile: join(elsewhere, file),
    });
    assert.deepEqual(warnings, []);
    assert.deepEqual(await readdir(elsewhere), [file]);
    const args = [file, emulator.origin, JSON.stringify(emulator.page)];
    const { stdout } = await run(process.execPath, args, { cwd: elsewhere });
    JSON.parse(stdout).forEach(assertStory);
  });
}

test("Jest requires the package", async () => {
  const results = await runStoriesInJest(folder, emulator, "node");
  assert.equal(results.length, 2);
  results.forEach(assertStory);
});

test("what was sent has the persona's face, also after the persona is gone", async () => {
  const { messages } = await emulator.control("outbox");
  const hello = messages.findLast((message) => message.text === "Hello world!");
  assert.equal(hello.persona.name, "Zoë & Ko 🙂");
});

test("a page without a bundler runs under a strict policy", async () => {
  assert.equal(await assertStoryInChromium({ browser, emulator }, folder, "index.html"), 2);
});

test("faults reach a page as they do from a socket", async () => {
  const server = await serveStrictly(folder);
  try {
    const { view, complaints } = await openPage(browser, `${server.origin}/index.html`);
    const met = await view.evaluate(async () => {
      const { createEmulator } = await import("messenger-personas/emulator");
      const graph = await createEmulator();
      const [{ accessToken, fetch }] = graph.pages;
      const ask = (signal) =>
        fetch(`https://graph.facebook.com/me?access_token=${accessToken}`, { signal });
      const failure = (promise) =>
        promise.then(
          () => "none",
          (error) => error,
        );
      const met = [];
      graph.fault("reset");
      met.push((await failure(ask())).name);
      graph.fault("cut_body");
      const cut = await ask();
      met.push(cut.status, (await failure(cut.text())).name);
      for (const fault of ["slow", "no_answer"]) {
        graph.fault(fault);
        const controller = new AbortController();
        const reason = { why: "left" };
        setTimeout(() => controller.abort(reason), 20);
        met.push((await failure(ask(controller.signal))) === reason);
      }
      return met;
    });
    assert.deepEqual(met, ["TypeError", 200, "TypeError", true, true]);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
  }
});

test("who only asks for an error's class pays for no more", async () => {
  const contents = `import { GraphError } from "messenger-personas"; console.log(GraphError);`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: folder },
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", write: false },
  });
  assert.doesNotMatch(outputFiles[0].text, /wasm/i);
  assert.ok(outputFiles[0].contents.length < 2_000, `${outputFiles[0].contents.length} bytes`);
});

// Vite before 8 answers with a page where the wasm files should be.
for (const [each, files] of [
  [vite5, 0],
  [vite, 2],
]) {
  test(`Vite ${each.version} in development`, async (t) => {
    const server = await serveWithVite(each, folder, "vite.html");
    t.after(() => server.close());
    const url = addressOf(server, "vite.html");
    assert.equal(await assertStoryAt({ browser, emulator }, url), files);
  });
}

test("Vite moves the wasm files, each once", async () => {
  const outDir = join(folder, "vite");
  const rollupOptions = { input: join(folder, "vite.html") };
  await vite.build({
    root: folder,
    logLevel: "error",
    configFile: false,
    build: { outDir, rollupOptions },
  });
  assert.equal(await assertStoryInChromium({ browser, emulator }, outDir, "vite.html"), 2);
  const files = await readdir(join(outDir, "assets"));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 2, files.join(", "));
});

test("esbuild bundles the inline entries into one file", async () => {
  assert.equal(await bundled("inline", {}), 0);
  const files = await readdir(join(folder, "inline"));
  assert.deepEqual(files.sort(), ["bundle.html", "bundle.js"]);
});

test("esbuild hands its own wasm files to the slim entry", async () => {
  assert.equal(await bundled("slim", { loader: { ".wasm": "file" }, publicPath: "/" }), 2);
});

async function bundled(kind, options) {
  const outdir = join(folder, kind);
  const { warnings } = await esbuild.build({
    ...options,
    absWorkingDir: folder,
    entryPoints: { bundle: `main-${kind}.mjs` },
    bundle: true,
    minify: true,
    format: "esm",
    outdir,
    logLevel: "error",
  });
  assert.deepEqual(warnings, []);
  await cp(join(folder, "bundle.html"), join(outdir, "bundle.html"));
  return assertStoryInChromium({ browser, emulator }, outdir, "bundle.html");
}

test("in Node a class is the same in every entry, to import and to require", async () => {
  const script = `
    import { createRequire } from "node:module";
    import { GraphError } from "messenger-personas";
    import * as inline from "messenger-personas/inline";
    import * as slim from "messenger-personas/slim";
    import { createEmulator } from "messenger-personas/emulator";
    const required = createRequire(process.cwd() + "/x.js")("messenger-personas");
    const graph = await createEmulator();
    const error = await new inline.GraphClient(graph.pages[0]).personas.get("1").catch((e) => e);
    const classes = [GraphError, ...[inline, slim, required].map((entry) => entry.GraphError)];
    console.log(classes.map((it) => error instanceof it));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
  });
  assert.equal(stdout, "[ true, true, true, true ]\n");
});
