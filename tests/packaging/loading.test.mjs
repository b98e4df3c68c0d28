// How the module gets into a page: from its file, from its copy, or not at all.
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launchChromium } from "../chromium.mjs";
import { installPackage } from "./installed.mjs";
import { serveStrictly } from "./strict_page.mjs";

const FILE = "**/personas_bg.wasm";
const COPY = "**/personas_base64.js";
const WASM = "application/wasm";
const PAGE = { status: 200, contentType: "text/html", body: "<!doctype html><p>Hello" };

let folder;
let server;
let browser;

before(async () => {
  folder = await installPackage("consumer");
  server = await serveStrictly(folder);
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** An empty page, and which of the package's two forms of the module it asks for. */
async function open(t, origin = server.origin) {
  const view = await browser.newPage();
  t.after(() => view.close());
  const requested = [];
  view.on("request", (request) => {
    const [form] = /[^/]*(wasm|base64\.js)$/.exec(new URL(request.url()).pathname) ?? [];
    if (form) requested.push(form);
  });
  await view.goto(`${origin}/empty.html`);
  return { view, requested };
}

/** What became of `count` calls of init at the same time: `ready`, or the message of an error. */
function init(view, { source, count = 1 } = {}) {
  return view.evaluate(
    async ([source, count]) => {
      const { init, GraphClient } = await import("/node_modules/messenger-personas/dist/index.js");
      const calls = Array.from({ length: count }, async () => {
        await init(source);
        new GraphClient({ pageId: "1", accessToken: "T" });
        return "ready";
      });
      const outcomes = await Promise.all(calls.map((call) => call.catch((error) => error.message)));
      return [...new Set(outcomes)].join();
    },
    [source, count],
  );
}

test("calls of init at the same time share one download", async (t) => {
  const { view, requested } = await open(t);
  assert.equal(await init(view, { count: 3 }), "ready");
  assert.equal(await init(view), "ready");
  assert.deepEqual(requested, ["personas_bg.wasm"]);
});

for (const [what, answer] of [
  ["a 404", (route) => route.fulfill({ status: 404 })],
  ["the index page", (route) => route.fulfill(PAGE)],
  ["the index page as wasm", (route) => route.fulfill({ ...PAGE, contentType: WASM })],
  ["no answer", (route) => route.abort()],
]) {
  test(`where the file should be is ${what}: the copy is taken`, async (t) => {
    const { view, requested } = await open(t);
    await view.route(FILE, answer);
    assert.equal(await init(view, { count: 2 }), "ready");
    assert.deepEqual(requested, ["personas_bg.wasm", "personas_base64.js"]);
  });
}

test("without file and copy init says what to do, and the next tries again", async (t) => {
  const { view } = await open(t);
  await view.route(FILE, (route) => route.fulfill({ status: 404 }));
  await view.route(COPY, (route) => route.abort());
  const address = `${server.origin}/node_modules/messenger-personas/dist/personas_bg.wasm`;
  const sentence =
    `the WebAssembly module cannot be loaded: ${address} has status 404, and its copy in ` +
    "JavaScript cannot be imported; check the connection and that the package's files are " +
    'served, or import "messenger-personas/inline", which contains the module';
  assert.equal(await init(view, { count: 2 }), sentence);
  await view.unroute(FILE);
  assert.equal(await init(view), "ready");
});

test("a source that was given is the only one", async (t) => {
  const { view, requested } = await open(t);
  const missing = `${server.origin}/missing.wasm`;
  const message = await init(view, { source: `${missing}?signature=secret` });
  assert.equal(message, `${missing} has status 404`);
  assert.deepEqual(requested, ["missing.wasm"]);
  assert.equal(await init(view), "ready");
});

test("a policy that forbids WebAssembly is named, and the copy is left alone", async (t) => {
  const forbidding = await serveStrictly(folder, [], { scripts: ["'self'"] });
  t.after(() => forbidding.stop());
  const { view, requested } = await open(t, forbidding.origin);
  const sentence =
    "the page's Content Security Policy forbids WebAssembly: " +
    "add 'wasm-unsafe-eval' to its script-src";
  assert.equal(await init(view), sentence);
  assert.deepEqual(requested, ["personas_bg.wasm"]);
  const inline = await view.evaluate(async () => {
    const { GraphClient } = await import("/node_modules/messenger-personas/dist/inline.js");
    try {
      new GraphClient({ pageId: "1", accessToken: "T" });
    } catch (error) {
      return error.message;
    }
  });
  assert.equal(inline, sentence);
});

test("a service worker, which cannot import later, names the inline entry in its error", async (t) => {
  await writeFile(
    join(folder, "service-worker.mjs"),
    `import { init } from "./node_modules/messenger-personas/dist/index.js";
     addEventListener("message", async ({ source, data }) => {
       const message = await init(data).then(() => "ready", (error) => error.message);
       source.postMessage(message);
     });`,
  );
  await rm(join(folder, "node_modules/messenger-personas/dist/personas_bg.wasm"));
  const { view } = await open(t);
  const message = await view.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.register("/service-worker.mjs", { type: "module" });
    const { active } = await serviceWorker.ready;
    const answer = new Promise((resolve) =>
      serviceWorker.addEventListener("message", ({ data }) => resolve(data), { once: true }),
    );
    serviceWorker.startMessages();
    active.postMessage(undefined);
    return answer;
  });
  assert.match(message, /personas_bg.wasm has status 404.* import "messenger-personas\/inline"/);
});
