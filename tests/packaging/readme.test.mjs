// Every snippet of the package's README, as it stands there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import esbuild from "esbuild";

import { launchChromium } from "../chromium.mjs";
import { startEmulator } from "../emulator.mjs";
import { installPackage } from "./installed.mjs";
import { openPage, serveStrictly } from "./strict_page.mjs";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../node_modules", import.meta.url));

let folder;
let emulator;
let snippets;

before(async () => {
  folder = await installPackage("consumer");
  emulator = await startEmulator();
  const readme = await readFile(join(folder, "node_modules/messenger-personas/README.md"), "utf8");
  const found = [...readme.matchAll(/```jsx?\n([^]*?)```/g)].map(([, code]) => code);
  const names = ["start", "calls", "errors", "gateway", "tests", "react", "vue", "worker", "page"];
  assert.equal(found.length, names.length, "each snippet has a test");
  snippets = Object.fromEntries(names.map((name, index) => [name, found[index]]));
});

after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a snippet prints in Node. */
async function printed(code, ...options) {
  const file = join(folder, "snippet.mjs");
  await writeFile(file, code.replace("http://127.0.0.1:4010", emulator.origin));
  // A test in a test would speak to the outer one.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  return (await run(process.execPath, [...options, file], { cwd: folder, env })).stdout;
}

test("the first example", async () => {
  assert.match(await printed(snippets.start), /^\d+ Adam$/m);
});

test("calls", async () => {
  assert.equal(await printed(snippets.calls), "2 true string\nJasper's Market\n");
});

test("errors", async () => {
  assert.match(await printed(snippets.errors), /^outside_window .+\.\n$/);
});

test("tests with the emulator", async () => {
  const said = await printed(snippets.tests, "--test-reporter=tap");
  assert.match(said, /^ok 1 - a greeting comes from the persona$/m);
});

test("the gateway adds the token, and takes nothing but what it should", async () => {
  const [page, other] = (await emulator.control("pages")).pages;
  const settings = `
    export const mayUse = (request) => request.headers.get("x-session") === "good";
    export const [PAGE_ID, PAGE_ACCESS_TOKEN] = ${JSON.stringify([page.id, page.access_token])};`;
  await writeFile(join(folder, "settings.js"), settings);
  const code = snippets.gateway.replace("https://graph.facebook.com", emulator.origin);
  await writeFile(join(folder, "gateway.mjs"), code);
  const { default: gateway } = await import(pathToFileURL(join(folder, "gateway.mjs")));
  const entry = join(folder, "node_modules/messenger-personas/dist/node.js");
  const { GraphClient } = await import(pathToFileURL(entry));
  const through = (session) => (request) => {
    assert.equal(request.headers.get("authorization"), null);
    const headers = new Headers(request.headers);
    headers.set("x-session", session);
    return gateway.fetch(new Request(request, { headers }));
  };
  const origin = "https://gateway.example.com";
  const client = new GraphClient({ origin, pageId: page.id, fetch: through("good") });
  const { id } = await client.personas.create({
    name: "Adam",
    profilePictureUrl: "https://example.com/a.png",
  });
  assert.equal((await client.personas.get(id)).name, "Adam");
  await client.messages.send({ recipient: { id: page.people[0].psid }, text: "Hi", personaId: id });
  assert.deepEqual(await client.personas.delete(id), { success: true });
  const strangers = [
    new GraphClient({ origin, pageId: page.id, fetch: through("bad") }),
    new GraphClient({ origin, pageId: other.id, fetch: through("good") }),
  ];
  for (const [index, status] of [403, 404].entries()) {
    const error = await strangers[index].personas.list().catch((error) => error);
    assert.deepEqual([error.name, error.status], ["ResponseError", status]);
  }
});

test("React, Vue and a worker, in Chromium", async () => {
  const source = join(folder, "recipes");
  const outdir = join(folder, "built");
  const dist = join(folder, "node_modules/messenger-personas/dist");
  await mkdir(source);
  await mkdir(outdir);
  const files = { "react.jsx": "react", "vue.js": "vue", "worker.js": "worker", "page.js": "page" };
  for (const [file, name] of Object.entries(files))
    await writeFile(join(source, file), snippets[name]);
  await writeFile(join(source, "main.jsx"), MAIN);
  await esbuild.build({
    absWorkingDir: source,
    entryPoints: ["main.jsx", "worker.js"],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    nodePaths: [modules],
    define: { "process.env.NODE_ENV": '"production"' },
    outdir,
    logLevel: "error",
  });
  await cp(join(dist, "personas_bg.wasm"), join(outdir, "personas_bg.wasm"));
  await writeFile(join(outdir, "index.html"), '<script type="module" src="main.js"></script>');
  const browser = await launchChromium();
  const server = await serveStrictly(outdir, [emulator.origin]);
  try {
    const { view, complaints } = await openPage(browser, `${server.origin}/index.html`);
    await view.waitForFunction(() => globalThis.recipes !== undefined);
    const { id: pageId, access_token: accessToken } = emulator.page;
    const settings = { origin: emulator.origin, pageId, accessToken };
    const told = await view.evaluate((settings) => globalThis.recipes(settings), settings);
    assert.ok(told.walked.length > 2);
    assert.deepEqual([told.react, told.vue], [told.walked, told.walked]);
    assert.match(told.alert, /^Connect again/);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
    await browser.close();
  }
});

/** What a page does with the recipes. */
const MAIN = `
import init, { GraphClient } from "messenger-personas";
import { createRoot } from "react-dom/client";
import { createApp, h } from "vue";
import { Personas } from "./react.jsx";
import { usePersonas } from "./vue.js";
import { walk } from "./page.js";

await init();
const added = () => document.body.appendChild(document.createElement("div"));
const text = async (place, selector) => {
  while (!place.querySelector(selector)) await new Promise(requestAnimationFrame);
  return [...place.querySelectorAll(selector)].map((item) => item.textContent);
};
globalThis.recipes = async (settings) => {
  const walked = [];
  await walk(settings, ({ name }) => walked.push(name));
  const client = new GraphClient(settings);
  const [react, vue, refused] = [added(), added(), added()];
  createRoot(react).render(<Personas client={client} />);
  createApp({
    setup() {
      const { personas } = usePersonas(client);
      return () => personas.value.map(({ name }) => h("li", name));
    },
  }).mount(vue);
  const wrong = new GraphClient({ ...settings, accessToken: "EAABwrong" });
  createRoot(refused).render(<Personas client={wrong} />);
  const [alert] = await text(refused, "[role=alert]");
  return { walked, react: await text(react, "li"), vue: await text(vue, "li"), alert };
};
`;
