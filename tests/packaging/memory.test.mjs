// Calls leave nothing in the module: neither in its memory nor in its table of references.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { installPackage } from "./installed.mjs";
import { rejection } from "./rejection.mjs";

let folder;
let personas;
let wasm;

before(async () => {
  folder = await installPackage("consumer");
  const at = (name) => pathToFileURL(join(folder, "node_modules/messenger-personas/dist", name));
  personas = await import(at("inline.js"));
  await personas.default();
  // The exports of the instance that exists already.
  wasm = (await import(at("personas.js"))).initSync();
});
after(() => rm(folder, { recursive: true, force: true }));

/** Bytes of memory, and references in the table. */
function size() {
  const exports = Object.values(wasm);
  const memory = exports.find((it) => it instanceof WebAssembly.Memory);
  const table = exports.find((it) => it instanceof WebAssembly.Table && it.get(0) === undefined);
  const references = Array.from({ length: table.length }, (_, index) => table.get(index));
  return [memory.buffer.byteLength, references.filter((it) => it != null).length];
}

const options = { pageId: "12", accessToken: "TOKEN", maxRetries: 0 };
const adam = { name: "Adam", profile_picture_url: "https://example.com/a.png" };
const recipient = { id: "5" };
const list = '{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}';

/** A call, the status and the body of its response, and `true` if it fails. */
const CALLS = [
  [(it) => it.personas.get("1"), 200, '{"id":"1","name":"A"}'],
  [(it) => it.personas.create(adam), 200, '{"id":"1"}'],
  [(it) => it.personas.replace("1", adam), 200, '{"id":"1","success":true}'],
  [(it) => it.personas.list(), 200, list],
  [(it) => it.messages.send({ recipient, message: { text: "Hi" } }), 200, '{"message_id":"m_1"}'],
  [(it) => it.personas.delete("1"), 400, '{"error":{"message":"no","code":10}}', true],
  [(it) => it.personas.get("../me"), 200, "", true],
  [(it) => it.messages.send({ recipient, message: { texts: "Hi" } }), 200, "", true],
  [(it) => it.call({ path: "1", params: { fields: "id" } }), 200, '{"id":"1"}'],
  [(it) => it.batch([{ call: "pages.get" }]), 200, '[{"code":200,"body":"{\\"id\\":\\"1\\"}"}]'],
  [async (it) => it.personas.advice(adam, { others: [{ id: "1", name: "Adam" }] }), 200, ""],
];

test("10,000 calls and 1,000 aborted calls leave memory and references where they were", async () => {
  let response;
  let reached = 0;
  const fetch = async (request) => {
    request.signal.throwIfAborted();
    reached += 1;
    return new Response(...response);
  };
  const exchanges = [];
  const onExchange = (exchange) => exchanges.splice(0, 1, exchange);
  const client = new personas.GraphClient({ ...options, fetch, onExchange });
  const call = async (index) => {
    const [run, status, body, fails] = CALLS[index % CALLS.length];
    response = [body, { status, headers: { "x-app-usage": '{"call_count":1}' } }];
    if (fails) await rejection(run(client));
    else await run(client);
  };
  const abort = async (index) => {
    const controller = new AbortController();
    const { signal } = controller;
    const never = () => new Promise(() => {});
    const own = new personas.GraphClient({ ...options, fetch: never });
    const calls = [
      () => own.personas.get("1", { signal }),
      async () => own.personas.list({}, { signal }),
      () => own.batch([{ call: "pages.get" }], { signal }),
      () => own.personas.list({}, { signal })[Symbol.asyncIterator]().next(),
      () => own.personas.replace("1", adam, { signal }),
    ];
    const outcome = rejection(calls[index % calls.length]);
    // Before or after the request is sent.
    if (index % 2) await Promise.resolve();
    controller.abort("left");
    assert.equal(await outcome, "left");
    own.dispose();
  };
  const round = async (calls, aborted) => {
    for (let index = 0; index < calls; index += 1) await call(index);
    for (let index = 0; index < aborted; index += 1) await abort(index);
    response = [list];
    for (let index = 0; index < aborted / 10; index += 1) {
      for await (const persona of client.personas.list()) if (persona) break;
    }
    // Timers and callbacks of what was aborted.
    await new Promise((resolve) => setImmediate(resolve));
  };
  await round(1_000, 100);
  const before = size();
  await round(10_000, 1_000);
  assert.deepEqual(size(), before);
  assert.ok(reached > 8_000);
  client.dispose();
});
