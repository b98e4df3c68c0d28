// The packed package in frameworks, each of which is a project in `consumers/`.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as viteAsModule from "vite";

import { launchChromium } from "../../chromium.mjs";
import { startEmulator } from "../../emulator.mjs";
import { assertStoryAt } from "../in_chromium.mjs";
import { installPackage } from "../installed.mjs";
import { runStoriesInJest } from "../jest.mjs";
import { openPage } from "../strict_page.mjs";
import { assertStory } from "../assert_story.mjs";
import { addressOf, serveWithVite } from "../vite_server.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const next = here("node_modules/next/dist/bin/next");
const vite = here("node_modules/vite/bin/vite.js");
const vitest = here("node_modules/vitest/vitest.mjs");

let folder;
let emulator;
let browser;

before(async () => {
  // Frameworks look for each other in the folders above a project.
  folder = await installPackage("consumer", here("."));
  emulator = await startEmulator();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A copy of a project in `consumers/`, with the story. */
async function project(name) {
  const copy = join(folder, name);
  await cp(here(`consumers/${name}`), copy, { recursive: true });
  await cp(join(folder, "story.mjs"), join(copy, "story.mjs"));
  return copy;
}

/** What the processes of a framework need to know. */
function environment(more) {
  const { origin, page } = emulator;
  const quiet = { NEXT_TELEMETRY_DISABLED: "1", NEXT_IGNORE_INCORRECT_LOCKFILE: "1" };
  return { ...process.env, ...quiet, EMULATOR: JSON.stringify({ origin, page }), ...more };
}

/** Starts a server that prints its address, which is the answer; it ends with the test. */
async function serve(t, args, options) {
  const stdio = ["ignore", "pipe", "inherit"];
  const server = spawn(process.execPath, args, { ...options, stdio });
  const ended = once(server, "exit");
  t.after(async () => {
    server.kill();
    // It may wait for a connection that the browser keeps.
    const timer = setTimeout(() => server.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(timer);
  });
  const address = new Promise((found) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const [origin] = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(line) ?? [];
      if (origin) found(origin);
    });
  });
  return Promise.race([address, ended.then(() => assert.fail(`${args[0]} ended too early`))]);
}

async function assertStoryByServer(url) {
  const response = await fetch(url);
  const results = await response.text();
  assert.equal(response.status, 200, results);
  JSON.parse(results).forEach(assertStory);
}

for (const [bundler, command] of [
  ["turbopack", "start"],
  ["webpack", "start"],
  ["turbopack", "dev"],
]) {
  test(`Next.js with ${bundler}, ${command}`, { timeout: 180_000 }, async (t) => {
    const cwd = await project("next");
    const env = environment({ DIST: `.next-${bundler}-${command}` });
    // webpack does not build a route for the edge runtime, with or without this package.
    if (bundler === "webpack") await rm(join(cwd, "app/edge"), { recursive: true });
    if (command === "start") {
      await run(process.execPath, [next, "build", `--${bundler}`], { cwd, env });
    }
    const args = [next, command, "--hostname", "127.0.0.1", "--port", "0"];
    const origin = await serve(t, args, { cwd, env });
    const { view } = await openPage(browser, origin);
    JSON.parse(await view.textContent("pre")).forEach(assertStory);
    await view.close();
    await assertStoryByServer(`${origin}/route`);
    if (bundler === "turbopack") await assertStoryByServer(`${origin}/edge`);
    assert.equal(await assertStoryAt({ browser, emulator }, `${origin}/client`), 2);
  });
}

test("SvelteKit", { timeout: 120_000 }, async (t) => {
  const cwd = await project("sveltekit");
  await run(process.execPath, [vite, "build"], { cwd, env: environment() });
  const env = environment({ HOST: "127.0.0.1", PORT: "0" });
  const origin = await serve(t, ["build/index.js"], { cwd, env });
  await assertStoryByServer(`${origin}/story`);
  assert.equal(await assertStoryAt({ browser, emulator }, origin), 2);
});

test("React mounts twice and loads once", { timeout: 60_000 }, async (t) => {
  const server = await serveWithVite(viteAsModule, await project("react"), "index.html");
  t.after(() => server.close());
  const view = await browser.newPage();
  const requested = [];
  view.on("request", (request) => {
    if (request.url().endsWith(".wasm")) requested.push(request.url());
  });
  await view.goto(addressOf(server, "index.html"));
  await view.waitForFunction(() => globalThis.effects?.length === 2);
  const effects = await view.evaluate(() => Promise.all(globalThis.effects));
  assert.deepEqual(effects, ["ready", "ready"]);
  assert.equal(requested.length, 1, requested.join());
});

test("Vitest", { timeout: 60_000 }, async () => {
  const cwd = await project("vitest");
  const results = join(cwd, "results.json");
  const env = environment({ RESULTS: results });
  await run(process.execPath, [vitest, "run", "--root", cwd], { cwd, env });
  JSON.parse(await readFile(results, "utf8")).forEach(assertStory);
});

test("Jest with jsdom", { timeout: 60_000 }, async () => {
  const results = await runStoriesInJest(folder, emulator, here("jest_environment.cjs"));
  assert.equal(results.length, 2);
  results.forEach(assertStory);
});
