// Runs every snippet of the package's README, and the one of the repository's, as they are written.
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

/** Names of the snippets, in the order of the README. */
const NAMES = [
  ...["first", "connect", "messages", "invalid", "lists", "batch", "options", "errors", "gateway"],
  ...["tests", "webhooks", "react", "vue", "worker", "page", "graph", "component", "route"],
];

let folder;
let emulator;
let readme;
let snippets;

before(async () => {
  folder = await installPackage("consumer");
  emulator = await startEmulator();
  readme = await readFile(join(folder, "node_modules/messenger-personas/README.md"), "utf8");
  const found = [...readme.matchAll(/```jsx?\n([^]*?)```/g)].map(([, code]) => code);
  assert.equal(found.length, NAMES.length, "each snippet has a name");
  snippets = Object.fromEntries(NAMES.map((name, index) => [name, found[index]]));
});

after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Writes `code` beside the installed package and returns its URL. */
async function write(file, code) {
  await mkdir(join(folder, "app/personas"), { recursive: true });
  await writeFile(join(folder, file), code);
  return pathToFileURL(join(folder, file)).href;
}

/** The output of a snippet in Node. */
async function output(code, ...options) {
  await write("snippet.mjs", code);
  // With this variable, a test inside a test reports to the outer one.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const args = [...options, "snippet.mjs"];
  return (await run(process.execPath, args, { cwd: folder, env })).stdout;
}

test("the first call", async () => {
  assert.match(await output(snippets.first), /^\d+ Adam$/m);
});

test("the repository's README", async () => {
  const text = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, code] = /```js\n([^]*?)```/.exec(text);
  assert.match(code, /"http:\/\/127\.0\.0\.1:4010"/);
  const here = code.replace("http://127.0.0.1:4010", emulator.origin);
  assert.match(await output(here), /^\d+ Adam$/m);
});

test("messages", async () => {
  assert.equal(await output(snippets.messages), "");
});

test("the errors of invalid messages are those in the README", async () => {
  const [, printed] = /```text\n(message\.[^]*?)```/.exec(readme);
  assert.equal(await output(snippets.invalid), printed);
});

test("lists", async () => {
  assert.equal(await output(snippets.lists), "2 true\n1 false\n");
});

test("batches and raw requests", async () => {
  const { id, name } = emulator.page;
  assert.equal(await output(snippets.batch), `${name}\n{ name: "${name}", id: '${id}' }\n`);
});

test("options", async () => {
  // For versions of Node that do not know `using` yet.
  const { code } = await esbuild.transform(snippets.options, { target: "node20" });
  assert.match(await output(code), /^GET \/v26\.0\/\d+\/personas 200\n$/);
});

test("errors", async () => {
  assert.match(await output(snippets.errors), /^outside_window .+\.\n$/);
});

test("tests with the emulator", async () => {
  const report = await output(snippets.tests, "--test-reporter=tap");
  assert.match(report, /^ok 1 - the greeting is sent as the persona$/m);
});

test("webhooks", async () => {
  assert.equal(await output(snippets.webhooks), "");
});

test("the gateway adds the token, and forwards no other requests", async () => {
  const [page, other] = (await emulator.control("pages")).pages;
  const settings = `
    export const isAllowed = (request) => request.headers.get("x-session") === "good";
    export const [PAGE_ID, PAGE_ACCESS_TOKEN] = ${JSON.stringify([page.id, page.access_token])};`;
  await write("settings.js", settings);
  const code = snippets.gateway.replace("https://graph.facebook.com", emulator.origin);
  const { default: gateway } = await import(await write("gateway.mjs", code));
  const entry = await write("entry.mjs", `export * from "messenger-personas";`);
  const { GraphClient } = await import(entry);
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
    profile_picture_url: "https://example.com/a.png",
  });
  assert.equal((await client.personas.get(id)).name, "Adam");
  const recipient = { id: page.people[0].psid };
  await client.messages.send({ recipient, message: { text: "Hi" }, persona_id: id });
  assert.deepEqual(await client.personas.delete(id), { success: true });
  const refused = [
    new GraphClient({ origin, pageId: page.id, fetch: through("bad") }),
    new GraphClient({ origin, pageId: other.id, fetch: through("good") }),
  ];
  for (const [index, status] of [403, 404].entries()) {
    const error = await refused[index].personas.list().catch((error) => error);
    assert.deepEqual([error.name, error.status], ["ResponseError", status]);
  }
});

test("React, Vue and a worker, in Chromium", async () => {
  const outdir = join(folder, "built");
  const files = { connect: "connect.js", react: "react.jsx", vue: "vue.js" };
  Object.assign(files, { worker: "worker.js", page: "page.js" });
  for (const [name, file] of Object.entries(files)) await write(file, snippets[name]);
  await write("recipes.jsx", RECIPES);
  await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["recipes.jsx", "worker.js"],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    nodePaths: [modules],
    define: DEFINE,
    outdir,
    logLevel: "error",
  });
  const dist = join(folder, "node_modules/messenger-personas/dist");
  await cp(join(dist, "personas_bg.wasm"), join(outdir, "personas_bg.wasm"));
  await write("built/index.html", '<script type="module" src="recipes.js"></script>');
  const browser = await launchChromium();
  const server = await serveStrictly(outdir, [emulator.origin]);
  try {
    const { view, complaints } = await openPage(browser, `${server.origin}/index.html`);
    await view.waitForFunction(() => globalThis.recipes !== undefined);
    const { id: pageId, access_token: accessToken } = emulator.page;
    const options = { origin: emulator.origin, pageId, accessToken };
    const shown = await view.evaluate((options) => globalThis.recipes(options), options);
    assert.ok(shown.worker.length > 2);
    assert.deepEqual([shown.react, shown.vue], [shown.worker, shown.worker]);
    assert.match(shown.alert, /^Connect again/);
    assert.match(shown.failure, /token/);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
    await browser.close();
  }
});

test("a server component and a route handler", async () => {
  await write("app/graph.js", snippets.graph);
  await write("app/page.jsx", snippets.component);
  await write("app/personas/route.js", snippets.route);
  await write("server.jsx", SERVER);
  const outfile = join(folder, "server.mjs");
  await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["server.jsx"],
    bundle: true,
    platform: "node",
    format: "esm",
    jsx: "automatic",
    external: ["messenger-personas"],
    banner: { js: REQUIRE },
    nodePaths: [modules],
    outfile,
    logLevel: "error",
  });
  const { id, access_token: token } = emulator.page;
  const graph = { PAGE_ID: id, PAGE_ACCESS_TOKEN: token, GRAPH_ORIGIN: emulator.origin };
  const env = { ...process.env, ...graph };
  const { stdout } = await run(process.execPath, [outfile], { cwd: folder, env });
  const { created, invalid, html } = JSON.parse(stdout);
  assert.equal(created[0], 200);
  assert.match(created[1].id, /^\d+$/);
  assert.equal(invalid[0], 400);
  assert.match(html, /^<ul><li>Adam<\/li>/);
});

test("the calls of the table of equivalents", async () => {
  const [, table] = /### Migrate from messaging-api-messenger\n([^]*?)\n\n\*/.exec(readme);
  const cells = table.split("\n").map((row) => row.split(" | ")[1] ?? "");
  const calls = cells.flatMap((cell) => [...cell.matchAll(/`([a-zA-Z.]+\(.*?\)|for await .*?)`/g)]);
  assert.ok(calls.length > 10);
  const statements = calls.map(([, call]) => {
    if (call.startsWith("for await")) return `${call} { }`;
    return call.startsWith("new ") ? call : `await client.${call}`;
  });
  const code = `
    import { GraphClient } from "messenger-personas";
    import { createEmulator } from "messenger-personas/emulator";
    const graph = await createEmulator();
    const client = new GraphClient(graph.pages[0]);
    const { pageId, accessToken } = graph.pages[0];
    const psid = graph.people[0].psid;
    const recipient = { id: psid };
    const [appId, metadata, cursor] = ["263902037430900", "Over to you", undefined];
    const url = "https://example.com/adam.png";
    const profile_picture_url = url;
    const name = "Adam";
    const { id } = await client.personas.create({ name, profile_picture_url });
    const { id: persona_id } = await client.personas.create({ name, profile_picture_url });
    const text = "Hi";
    const message = { text };
    const buttons = [{ type: "postback", title: "Buy", payload: "BUY" }];
    ${statements.join(";\n")};`;
  assert.equal(await output(code), "");
});

test("the methods in the table of calls exist", async () => {
  const [, table] = /## Calls\n([^]*?)\n\n\*/.exec(readme);
  const rows = table.split("\n").filter((row) => row.startsWith("| `"));
  const methods = rows.flatMap((row) => {
    const cell = row.split(" | ")[0];
    const [, namespace] = /`(?:(\w+)\.)?/.exec(cell);
    return [...cell.matchAll(/`(?:\w+\.)?(\w+)/g)].map(([, method]) => [namespace, method]);
  });
  const code = `
    import { GraphClient } from "messenger-personas";
    const client = new GraphClient({ pageId: "1", accessToken: "EAAB" });
    for (const [namespace, method] of ${JSON.stringify(methods)}) {
      const owner = namespace ? client[namespace] : client;
      if (typeof owner?.[method] !== "function") console.log(namespace, method);
    }
    const declared = [client.batch, client.call, ...Object.values(client).flatMap(Object.values)];
    console.log(declared.length === ${methods.length});`;
  assert.equal(await output(code), "true\n");
});

/** React runs effects twice in development only. Vue warns if a bundler does not set its flags. */
const DEFINE = {
  "process.env.NODE_ENV": '"development"',
  __VUE_OPTIONS_API__: "true",
  __VUE_PROD_DEVTOOLS__: "false",
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
};

/** React for servers is CommonJS. */
const REQUIRE = `import { createRequire } from "node:module";
const require = createRequire("/");`;

/** A page that uses the recipes for browsers. */
const RECIPES = `
import { createApp, h } from "vue";
import { connect } from "./connect.js";
import { start } from "./react.jsx";
import { usePersonas } from "./vue.js";
import { listNames } from "./page.js";

const added = () => document.body.appendChild(document.createElement("div"));
const texts = async (element, selector) => {
  while (!element.querySelector(selector)) await new Promise(requestAnimationFrame);
  return [...element.querySelectorAll(selector)].map((item) => item.textContent);
};
globalThis.recipes = async (options) => {
  const wrong = { ...options, accessToken: "EAABwrong" };
  const worker = await listNames(options);
  const { message: failure } = await listNames(wrong).catch((error) => error);
  const client = await connect(options);
  const [react, vue, refused] = [added(), added(), added()];
  await start(react, options);
  createApp({
    setup() {
      const { personas } = usePersonas(client);
      return () => personas.value.map(({ name }) => h("li", name));
    },
  }).mount(vue);
  await start(refused, wrong);
  const [alert] = await texts(refused, "[role=alert]");
  return { worker, failure, react: await texts(react, "li"), vue: await texts(vue, "li"), alert };
};
`;

/** A server that uses the recipes for Next.js. */
const SERVER = `
import { renderToStaticMarkup } from "react-dom/server";
import Page from "./app/page.jsx";
import { POST } from "./app/personas/route.js";

const post = async (persona) => {
  const body = JSON.stringify(persona);
  const response = await POST(new Request("http://localhost", { method: "POST", body }));
  return [response.status, await response.json()];
};
const profile_picture_url = "https://example.com/adam.png";
const created = await post({ name: "Adam", profile_picture_url });
const invalid = await post({ profile_picture_url });
console.log(JSON.stringify({ created, invalid, html: renderToStaticMarkup(await Page()) }));
`;
