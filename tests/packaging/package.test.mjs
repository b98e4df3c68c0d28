// The packed package, installed in an empty folder and used.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { launchChromium } from "../chromium.mjs";
import { startEmulator } from "../emulator.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tool = (name) => here(`../node_modules/.bin/${name}`);

let folder;
let emulator;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "messenger-personas-"));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run("npm", ["install", ...options, process.env.TARBALL], { cwd: folder });
  await cp(here("consumer"), folder, { recursive: true });
  emulator = await startEmulator();
});

after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What `story` returns everywhere. */
function assertTold(told) {
  const { id, messageId, names, ...rest } = told;
  assert.match(id, /^\d+$/);
  assert.match(messageId, /^m_/);
  assert.equal(names.length, new Set(names).size);
  assert.ok(names.includes("Zoë & Ko 🙂"));
  assert.deepEqual(rest, {
    first: { count: 2, hasMore: true },
    sentTo: true,
    replacedBySame: false,
    deleted: true,
    refused: [true, "GraphError", "unknown_object", 400],
    invalid: [
      true,
      "the persona id has '.' at position 1: it is digits only, like 1007240332817468",
    ],
  });
}

/** What a script prints as JSON in the folder of the consumer. */
async function node(script, ...args) {
  const { stdout } = await run(process.execPath, [...args, "--input-type=module", "-e", script], {
    cwd: folder,
  });
  return stdout;
}

const page = () => JSON.stringify(emulator.page);

test("Node imports it and does the main job", async () => {
  const told = await node(
    `import { story } from "./story.mjs";
     console.log(JSON.stringify(await story("${emulator.origin}", ${page()})));`,
  );
  assertTold(JSON.parse(told));
});

test("what was sent has the persona's face, also after the persona is gone", async () => {
  const { messages } = await emulator.control("outbox");
  const hello = messages.findLast((message) => message.text === "Hello world!");
  assert.equal(hello.persona.name, "Zoë & Ko 🙂");
});

test("a browser page without a bundler does the main job under a strict policy", async () => {
  const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };
  const server = createServer(async (request, response) => {
    const path = join(folder, request.url);
    try {
      const body = await readFile(path);
      response.setHeader("content-type", types[extname(path)] ?? "application/wasm");
      if (extname(path) === ".html") {
        const map = /importmap">([^]*?)<\/script>/.exec(body)[1];
        const hash = Buffer.from(
          await crypto.subtle.digest("SHA-256", new TextEncoder().encode(map)),
        ).toString("base64");
        response.setHeader(
          "content-security-policy",
          `default-src 'none'; script-src 'self' 'sha256-${hash}' 'wasm-unsafe-eval'; connect-src 'self' ${emulator.origin}`,
        );
      }
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await launchChromium();
  try {
    const view = await browser.newPage();
    const complaints = [];
    view.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    view.on("pageerror", (error) => complaints.push(String(error)));
    await view.goto(`http://127.0.0.1:${server.address().port}/index.html`);
    for (const callStyle of ["form", "header"]) {
      const told = await view.evaluate(
        async ([origin, page, settings]) =>
          (await import("/story.mjs")).story(origin, page, settings),
        [emulator.origin, emulator.page, { callStyle }],
      );
      assertTold(told);
    }
    const seen = await view.evaluate(async () => {
      const { GraphClient } = await import("messenger-personas");
      const methods = [];
      const fetch = async (request) => {
        methods.push(request.method);
        return new Response('{"success":true}');
      };
      const client = new GraphClient({ pageId: "1", accessToken: "T", fetch, maxRetries: 0 });
      await client.personas.delete("1");
      return methods;
    });
    assert.deepEqual(seen, ["POST"], "against Meta a browser sends forms");
    // The refused read of the story is a 400, which Chromium reports as an error of its own.
    assert.deepEqual(complaints.filter((text) => !text.includes("400 (Bad Request)")), []);
  } finally {
    await browser.close();
    server.close();
  }
});

test("a call before init says so", async () => {
  const said = await node(
    `import { GraphClient } from "./node_modules/messenger-personas/dist/index.js";
     try { new GraphClient({ pageId: "1", accessToken: "T" }) } catch (error) { console.log(error.name, error.message) }`,
  );
  assert.equal(said, "RequestError call `await init()` first: the module is not loaded yet\n");
});

test("init that failed can be called again", async () => {
  const said = await node(
    `import { readFileSync } from "node:fs";
     import init, { GraphClient } from "./node_modules/messenger-personas/dist/index.js";
     await init(new Uint8Array([1])).catch((error) => console.log("failed"));
     await init(readFileSync("./node_modules/messenger-personas/dist/personas_bg.wasm"));
     new GraphClient({ pageId: "1", accessToken: "T" });
     console.log("ready");`,
  );
  assert.equal(said, "failed\nready\n");
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
  const files = ["client.js", "errors.js", "failure.js", "index.js", "module.js"];
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
