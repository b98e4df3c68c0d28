// Calls leave nothing behind: neither in the memory of the module nor in its table of references.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { installPackage } from "./installed.mjs";

let folder;
let dist;

before(async () => {
  folder = await installPackage("consumer");
  dist = join(folder, "node_modules/messenger-personas/dist");
});
after(() => rm(folder, { recursive: true, force: true }));

/** The module by itself, with what it exports. */
async function loaded() {
  const at = (name) => join(dist, name);
  const glue = await import(pathToFileURL(at("personas.js")));
  const wasm = await readFile(at("personas_bg.wasm"));
  const exports = glue.initSync({ module: wasm });
  const table = Object.values(exports).find((it) => it instanceof WebAssembly.Table && it.get(0) === undefined);
  const memory = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
  return { Client: glue.Client, size: () => [memory.buffer.byteLength, table?.length] };
}

const answers = [
  ["personas.get", "1", '{"id":"1","name":"A"}', 200],
  ["personas.list", undefined, '{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}', 200],
  ["messages.send", { recipient: { id: "5" }, text: "Hi" }, '{"message_id":"m_1"}', 200],
  ["personas.delete", "1", '{"error":{"message":"no","code":10}}', 400],
  ["personas.get", "../me", "", 200],
];

test("10,000 calls and 1,000 aborted ones leave memory and references where they were", async () => {
  const { Client, size } = await loaded();
  let body = "";
  let status = 200;
  const fetch = async (request) => {
    request.signal.throwIfAborted();
    return { status, headers: new Headers(), text: async () => body };
  };
  const client = new Client({ pageId: "12", accessToken: "TOKEN", maxRetries: 0 }, fetch);
  const call = async (index) => {
    const [operation, input, answer, code] = answers[index % answers.length];
    [body, status] = [answer, code];
    await client.call(operation, input);
  };
  const abort = async () => {
    const controller = new AbortController();
    const never = new Client({ pageId: "12", accessToken: "TOKEN" }, () => new Promise(() => {}));
    const outcome = never.call("personas.get", "1", { signal: controller.signal });
    controller.abort("left");
    assert.deepEqual(await outcome, ["aborted", "left"]);
    never.free();
  };
  const round = async (calls, aborted) => {
    for (let index = 0; index < calls; index += 1) await call(index);
    for (let index = 0; index < aborted; index += 1) await abort();
    for (let index = 0; index < aborted / 10; index += 1) {
      const walk = client.walk("personas.list");
      [body, status] = [answers[1][2], 200];
      await walk.next();
      walk.free();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  await round(1000, 100);
  const before = size();
  await round(10_000, 1000);
  assert.deepEqual(size(), before);
});
