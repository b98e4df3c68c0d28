// The packed package, installed in an empty folder and used.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { startEmulator } from "../emulator.mjs";
import { installPackage } from "./installed.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tool = (name) => here(`../node_modules/.bin/${name}`);

let folder;
let emulator;

before(async () => {
  folder = await installPackage("consumer");
  emulator = await startEmulator();
});

after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a script prints in the folder of the consumer. */
async function node(script, ...args) {
  const { stdout } = await run(process.execPath, [...args, "--input-type=module", "-e", script], {
    cwd: folder,
  });
  return stdout;
}

test("a call before init says so", async () => {
  const said = await node(
    `import { GraphClient } from "./node_modules/messenger-personas/dist/index.js";
     try { new GraphClient({ pageId: "1", accessToken: "T" }) } catch (error) { console.log(error.name, error.message) }`,
  );
  assert.equal(said, "RequestError call `await init()` first: the module is not loaded yet\n");
});

test("init that failed can be called again, from any of its sources", async () => {
  const said = await node(
    `import { readFileSync } from "node:fs";
     import init, { GraphClient } from "./node_modules/messenger-personas/dist/slim.js";
     const bytes = readFileSync("./node_modules/messenger-personas/dist/personas_bg.wasm");
     const failures = [
       () => undefined,
       () => new Uint8Array([1]),
       () => new Response("gone", { status: 404 }),
       () => new Response("<html></html>", { headers: { "content-type": "text/html" } }),
       () => Promise.reject(new Error("offline")),
     ];
     for (const source of failures) await init(source()).catch((error) => console.log(error.name));
     const headers = { "content-type": "application/wasm" };
     await Promise.all([init(Promise.resolve(new Response(bytes, { headers }))), init(bytes)]);
     await init();
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  const names = ["TypeError", "CompileError", "Error", "CompileError", "Error"];
  assert.equal(said, [...names, "ready", ""].join("\n"));
});

test("a server that knows no type for wasm does as well", async () => {
  const said = await node(
    `import { readFileSync } from "node:fs";
     import init, { GraphClient } from "messenger-personas/slim";
     const bytes = readFileSync("./node_modules/messenger-personas/dist/personas_bg.wasm");
     await init(new Response(bytes, { headers: { "content-type": "text/plain" } }));
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  assert.equal(said, "ready\n");
});

test("nothing is loaded before it is used", async () => {
  const said = await node(
    `const { Module } = WebAssembly;
     let compiled = 0;
     WebAssembly.Module = class extends Module {
       constructor(bytes) { super(bytes); compiled += 1; }
     };
     for (const entry of ["", "/inline"]) await import("messenger-personas" + entry);
     const { default: init, GraphClient } = await import("messenger-personas");
     console.log(compiled);
     await init();
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log(compiled);`,
  );
  assert.equal(said, "0\n1\n");
});

test("no error, log or stack shows the token", async () => {
  const said = await node(
    `import { inspect } from "node:util";
     import { GraphClient } from "messenger-personas";
     const fetch = async () =>
       new Response('{"error":{"message":"Malformed access token EAASECRET|x","code":190}}', { status: 400 });
     const client = new GraphClient({ pageId: "1", accessToken: "EAASECRET|x", fetch });
     const error = await client.personas.get("1").catch((error) => error);
     console.log(inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client));
     console.log(inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.stack);`,
  );
  assert.match(said, /AccessTokenError: Malformed access token …/);
  assert.doesNotMatch(said, /SECRET/);
});

test("each way to fail has its class", async () => {
  const graph = (code, subcode) =>
    JSON.stringify({ error: { message: "no", code, error_subcode: subcode } });
  const rows = [
    [graph(190), 400, "AccessTokenError"],
    [graph(200), 403, "PermissionError"],
    [graph(4), 403, "RateLimitError"],
    [graph(100, 33), 400, "GraphError"],
    ["<html></html>", 500, "ResponseError"],
  ];
  const said = await node(
    `import * as personas from "messenger-personas";
     const kinds = [];
     for (const [body, status] of ${JSON.stringify(rows)}) {
       const fetch = async () => new Response(body, { status });
       const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch, maxRetries: 0 });
       const error = await client.personas.get("1").catch((error) => error);
       kinds.push(error instanceof personas[error.name] && error.name);
     }
     console.log(JSON.stringify(kinds));`,
  );
  assert.deepEqual(
    JSON.parse(said),
    rows.map(([, , name]) => name),
  );
});

test("a replace that stops half-way names both personas", async () => {
  const said = await node(
    `import { GraphClient, GraphError } from "messenger-personas";
     const answers = ['{"id":"9"}', '{"error":{"message":"no","code":100,"error_subcode":33}}'];
     const fetch = async () => { const a = answers.shift(); return new Response(a, { status: a.includes("error") ? 400 : 200 }) };
     const client = new GraphClient({ pageId: "1", accessToken: "T", fetch });
     const draft = { name: "B", profilePictureUrl: "https://example.com/b.png" };
     const error = await client.personas.replace("8", draft).catch((error) => error);
     console.log(error.name, error.createdId, error.replacedId, error.cause instanceof GraphError);
     answers.push('{"id":"9"}');
     const controller = new AbortController();
     const aborting = async () => {
       if (answers.length === 0) controller.abort("left");
       return new Response(answers.shift());
     };
     const other = new GraphClient({ pageId: "1", accessToken: "T", fetch: aborting });
     const late = await other.personas.replace("8", draft, { signal: controller.signal }).catch((error) => error);
     console.log(late.name, late.createdId, late.replacedId, late.cause);`,
  );
  assert.equal(said, "ReplaceIncompleteError 9 8 true\nReplaceIncompleteError 9 8 left\n");
});

test("leaving a walk asks for no more listings", async () => {
  const said = await node(
    `import { GraphClient } from "messenger-personas";
     let asked = 0;
     const fetch = async () => {
       asked += 1;
       return new Response(JSON.stringify({ data: [{ id: "1" }], paging: { cursors: { after: "c" + asked }, next: "more" } }));
     };
     const client = new GraphClient({ pageId: "1", accessToken: "T", fetch });
     let met = 0;
     for await (const persona of client.personas.list()) if (++met === 3) break;
     console.log(asked);`,
  );
  assert.equal(said, "3\n");
});

test("the JavaScript in the project's README runs as it stands", async () => {
  const readme = await readFile(here("../../README.md"), "utf8");
  const [, snippet] = /```js\n([^]*?)```/.exec(readme);
  const printed = await node(snippet.replace("http://127.0.0.1:4010", emulator.origin));
  assert.match(printed, /^\d+ Adam$/m);
});

test("the JavaScript in the package's README runs as it stands", async () => {
  const readme = await readFile(join(folder, "node_modules/messenger-personas/README.md"), "utf8");
  const [, snippet] = /```js\n([^]*?)```/.exec(readme);
  const printed = await node(snippet.replace("http://127.0.0.1:4010", emulator.origin));
  assert.match(printed, /^\d+ Adam$/m);
});

test("the types hold in a page and in a worker", async () => {
  for (const lib of ["es2022,dom", "es2022,webworker"]) {
    await run(
      tool("tsc"),
      [
        ...["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022"],
        ...["--module", "nodenext", "--lib", lib, "types.ts"],
      ],
      { cwd: folder },
    ).catch((error) => assert.fail(error.stdout));
  }
});

test("the hand-written JavaScript is type-checked", async () => {
  const dist = join(folder, "node_modules/messenger-personas/dist");
  const files = [
    ...["client.js", "errors.js", "failure.js", "index.js", "loader.js", "module.js", "slim.js"],
    ...["delivery.js", "graph.js", "index.js", "module.js", "names.js"].map((it) => `emulator/${it}`),
  ];
  await run(
    tool("tsc"),
    [
      ...["--noEmit", "--allowJs", "--strict", "--noImplicitAny", "false", "--target", "es2022"],
      ...["--module", "nodenext", "--maxNodeModuleJsDepth", "0", "--ignoreConfig"],
      ...files.map((file) => join(dist, file)),
    ],
    { cwd: folder },
  ).catch((error) => assert.fail(error.stdout));
});

test("publint finds nothing", async () => {
  const { stdout } = await run(tool("publint"), [
    "--strict",
    join(folder, "node_modules/messenger-personas"),
  ]);
  assert.match(stdout, /All good/);
});

test("attw finds nothing", async () => {
  const wasm = ["./personas_bg.wasm", "./emulator_bg.wasm"];
  const options = ["--profile", "esm-only", "--exclude-entrypoints", ...wasm];
  await run(tool("attw"), [process.env.TARBALL, ...options, "--no-emoji"]).catch((error) =>
    assert.fail(error.stdout),
  );
});

test("nothing runs when it is installed, and nothing comes with it", async () => {
  const path = join(folder, "node_modules/messenger-personas/package.json");
  const { scripts, dependencies, peerDependencies, optionalDependencies } = JSON.parse(
    await readFile(path, "utf8"),
  );
  const none = [undefined, undefined, undefined, undefined];
  assert.deepEqual([scripts, dependencies, peerDependencies, optionalDependencies], none);
});
