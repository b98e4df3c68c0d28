// The packed package as it is used: in Node, and in Chromium with and without a bundler.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import esbuild from "esbuild";
import { build } from "vite";

import { launchChromium } from "../chromium.mjs";
import { startEmulator } from "../emulator.mjs";
import { assertToldInChromium } from "./in_chromium.mjs";
import { installPackage } from "./installed.mjs";
import { openPage, serveStrictly } from "./strict_page.mjs";
import { assertTold } from "./told.mjs";

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
    JSON.parse(stdout).forEach(assertTold);
    assert.equal(stderr.replaceAll(/.*(ExperimentalWarning|--trace-warnings).*\n/g, ""), "");
  });
}

test("what was sent has the persona's face, also after the persona is gone", async () => {
  const { messages } = await emulator.control("outbox");
  const hello = messages.findLast((message) => message.text === "Hello world!");
  assert.equal(hello.persona.name, "Zoë & Ko 🙂");
});

test("a page without a bundler runs under a strict policy", async () => {
  await assertToldInChromium({ browser, emulator }, folder, "index.html");
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

test("Vite moves the wasm files, each once", async () => {
  const outDir = join(folder, "vite");
  const rollupOptions = { input: join(folder, "vite.html") };
  await build({
    root: folder,
    logLevel: "error",
    configFile: false,
    build: { outDir, rollupOptions },
  });
  await assertToldInChromium({ browser, emulator }, outDir, "vite.html");
  const files = await readdir(join(outDir, "assets"));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 2, files.join(", "));
});

test("esbuild bundles the inline entries into one file", async () => {
  await bundled("inline", {});
  const files = await readdir(join(folder, "inline"));
  assert.deepEqual(files.sort(), ["bundle.html", "bundle.js"]);
});

test("esbuild hands its own wasm files to the slim entry", async () => {
  await bundled("slim", { loader: { ".wasm": "file" }, publicPath: "/" });
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
  await assertToldInChromium({ browser, emulator }, outdir, "bundle.html");
}

test("a class is the same in every entry", async () => {
  const script = `
    import { GraphError } from "messenger-personas";
    import * as inline from "messenger-personas/inline";
    import * as slim from "messenger-personas/slim";
    const { createEmulator } = await import("messenger-personas/emulator");
    const graph = await createEmulator();
    const error = await new inline.GraphClient(graph.pages[0]).personas.get("1").catch((e) => e);
    console.log([GraphError, inline.GraphError, slim.GraphError].map((it) => error instanceof it));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
  });
  assert.equal(stdout, "[ true, true, true ]\n");
});
