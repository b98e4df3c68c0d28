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
  const output = await node(
    `import { GraphClient } from "./node_modules/messenger-personas/dist/index.js";
     try { new GraphClient({ pageId: "1", accessToken: "T" }) } catch (error) { console.log(error.name, error.message) }`,
  );
  assert.equal(output, "RequestError call `await init()` first: the module is not loaded yet\n");
});

test("init that failed can be called again, from any of its sources", async () => {
  const output = await node(
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
     for (const source of failures) {
       await init(source()).catch((error) => console.log(error.message));
     }
     const headers = { "content-type": "application/wasm" };
     await Promise.all([init(Promise.resolve(new Response(bytes, { headers }))), init(bytes)]);
     await init();
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  const [none, bytes, status, type, promise, ...rest] = output.split("\n");
  assert.match(none, /^init: hand over the module, which is messenger-personas\/personas_bg.wasm$/);
  assert.match(bytes, /^WebAssembly.compile\(\): /);
  assert.equal(status, "the response has status 404");
  assert.equal(type, "the response is not WebAssembly (its type is text/html)");
  assert.equal(promise, "offline");
  assert.deepEqual(rest, ["ready", ""]);
});

test("a server that knows no type for wasm does as well", async () => {
  const output = await node(
    `import { readFileSync } from "node:fs";
     import init, { GraphClient } from "messenger-personas/slim";
     const bytes = readFileSync("./node_modules/messenger-personas/dist/personas_bg.wasm");
     await init(new Response(bytes, { headers: { "content-type": "text/plain" } }));
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  assert.equal(output, "ready\n");
});

test("a module of another realm does as well", async () => {
  const output = await node(
    `import { readFileSync } from "node:fs";
     import { createContext, runInContext } from "node:vm";
     import init, { GraphClient } from "./node_modules/messenger-personas/dist/slim.js";
     const bytes = readFileSync("./node_modules/messenger-personas/dist/personas_bg.wasm");
     const realm = createContext({ bytes });
     await init(runInContext("new WebAssembly.Module(bytes)", realm));
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  assert.equal(output, "ready\n");
});

test("nothing is loaded before it is used", async () => {
  const output = await node(
    `const { Module, compile } = WebAssembly;
     let compiled = 0;
     WebAssembly.Module = new Proxy(Module, {
       construct(target, given) { compiled += 1; return new target(...given); },
     });
     WebAssembly.compile = (bytes) => { compiled += 1; return compile(bytes); };
     const { default: init, GraphClient } = await import("messenger-personas");
     const inline = await import("./node_modules/messenger-personas/dist/inline.js");
     console.log(compiled);
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log(compiled);
     await Promise.all([init(), init(), inline.init(), inline.init()]);
     new inline.GraphClient({ pageId: "1", accessToken: "T" });
     console.log(compiled);`,
  );
  assert.equal(output, "0\n1\n2\n");
});

test("the JavaScript in the project's README runs as it stands", async () => {
  const readme = await readFile(here("../../README.md"), "utf8");
  const [, snippet] = /```js\n([^]*?)```/.exec(readme);
  const printed = await node(snippet.replace("http://127.0.0.1:4010", emulator.origin));
  assert.match(printed, /^\d+ Adam$/m);
});

test("the hand-written JavaScript is type-checked", async () => {
  const dist = join(folder, "node_modules/messenger-personas/dist");
  const files = [
    ...["client.js", "create_error.js", "errors.js", "index.js", "inline.js", "loader.js", "module.js"],
    "slim.js",
    ...["delivery.js", "graph.js", "index.js", "inline.js", "module.js", "names.js"].map(
      (it) => `emulator/${it}`,
    ),
    "emulator/webhooks.js",
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
  const options = ["--exclude-entrypoints", ...wasm, "--no-emoji"];
  await run(tool("attw"), [process.env.TARBALL, ...options]).catch((error) =>
    assert.fail(error.stdout),
  );
});

test("every entry exports the same, to import and to require", async () => {
  const output = await node(
    `import { createRequire } from "node:module";
     const require = createRequire(process.cwd() + "/x.js");
     const dist = "./node_modules/messenger-personas/dist";
     const entries = [await import("messenger-personas")];
     for (const entry of ["index", "inline", "slim"]) {
       entries.push(await import(\`\${dist}/\${entry}.js\`));
     }
     for (const entry of ["", "/inline", "/slim"]) {
       entries.push(require("messenger-personas" + entry));
     }
     const names = entries.map((entry) => Object.keys(entry).sort().join());
     console.log([...new Set(names)].join("\\n"));`,
  );
  assert.match(output, /^AccessTokenError,.*,GraphClient,.*,default,init\n$/);
});

test("nothing runs when it is installed, and nothing comes with it", async () => {
  const path = join(folder, "node_modules/messenger-personas/package.json");
  const { scripts, dependencies, peerDependencies, optionalDependencies } = JSON.parse(
    await readFile(path, "utf8"),
  );
  const none = [undefined, undefined, undefined, undefined];
  assert.deepEqual([scripts, dependencies, peerDependencies, optionalDependencies], none);
});
