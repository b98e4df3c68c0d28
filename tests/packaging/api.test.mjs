// The package's calls, its errors, and what goes around them, against an emulator.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

import { startEmulator } from "../emulator.mjs";
import { installPackage } from "./installed.mjs";

let folder;
let emulator;
let personas;
let settings;
let client;
let recipient;

before(async () => {
  folder = await installPackage("consumer");
  emulator = await startEmulator();
  const entry = join(folder, "node_modules/messenger-personas/dist/node.js");
  personas = await import(pathToFileURL(entry));
});

after(async () => {
  await emulator?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await emulator.control("reset", {});
  const { id: pageId, access_token: accessToken, people } = emulator.page;
  settings = { origin: emulator.origin, pageId, accessToken, maxRetries: 0 };
  client = new personas.GraphClient(settings);
  recipient = { id: people.find((person) => person.window_open).psid };
});

const draft = { name: "Adam", profilePictureUrl: "https://example.com/adam.png" };
const picture = "https://example.com/a.png";
const failure = (promise) =>
  promise.then(
    () => assert.fail("it is refused"),
    (error) => error,
  );
const arm = (fault, on) => emulator.control("faults", { fault, on, times: 1 });
const outbox = async () => (await emulator.control("outbox")).messages;

test("personas are created, listed, read, replaced and deleted", async () => {
  const { id } = await client.personas.create(draft);
  const all = [];
  for await (const persona of client.personas.list({ limit: 1 })) all.push(persona);
  assert.deepEqual(
    all.find((persona) => persona.id === id),
    { id, ...draft },
  );
  const listing = await client.personas.list({ limit: 1 });
  assert.deepEqual(Object.keys(listing).sort(), [
    "after",
    "before",
    "data",
    "hasMore",
    "hasPrevious",
  ]);
  const next = await client.personas.list({ limit: 1, after: listing.after });
  assert.deepEqual([next.data[0], next.hasPrevious], [all[1], true]);
  assert.deepEqual(await client.personas.get(id), { id, ...draft });
  const advice = client.personas.advice(draft, { others: [{ id, name: "adam" }] });
  assert.deepEqual([advice.length, advice[0].kind, advice[0].personaId], [1, "name_taken", id]);
  const replaced = await client.personas.replace(id, { ...draft, name: "Bea" });
  assert.notEqual(replaced.id, id);
  assert.deepEqual(await client.personas.delete(replaced.id), { success: true });
  assert.equal((await failure(client.personas.get(replaced.id))).kind, "unknown_object");
});

test("messages of each kind are sent, acted on and read", async () => {
  const { id: personaId } = await client.personas.create(draft);
  const button = { type: "postback", title: "Yes", payload: "YES" };
  const { attachmentId } = await client.attachments.upload({ type: "image", url: picture });
  const contents = [
    { text: "Hello world!", personaId },
    { text: "Red?", quickReplies: [{ contentType: "text", title: "Red", payload: "RED" }] },
    { attachment: { type: "image", url: picture, isReusable: true } },
    { attachment: { type: "image", attachmentId } },
    { images: [{ url: picture }, { url: picture }] },
    { template: { templateType: "button", text: "Well?", buttons: [button] } },
    { template: { templateType: "generic", elements: [{ title: "A", buttons: [button] }] } },
    { raw: { text: "In Graph's words" }, messagingType: "UPDATE" },
  ];
  const sent = [];
  for (const content of contents) sent.push(await client.messages.send({ recipient, ...content }));
  assert.ok(sent.every((it) => it.recipientId === recipient.id && it.messageId.startsWith("m_")));
  assert.deepEqual(
    sent.map((it) => "attachmentId" in it),
    [false, false, true, false, false, false, false, false],
  );
  const [first, second] = (await outbox()).filter((it) =>
    sent.some((at) => at.messageId === it.message_id),
  );
  assert.deepEqual([first.persona?.id, second.persona], [personaId, null]);
  const read = await client.messages.get(sent[0].messageId);
  assert.equal(read.message, "Hello world!");
  for (const action of ["typing_on", "typing_off"]) {
    const acted = await client.messages.senderAction({ recipient, action, personaId });
    assert.deepEqual(acted, { recipientId: recipient.id });
  }
  await client.messages.senderAction({ recipient, action: "mark_seen" });
});

test("Pages, conversations and people are read", async () => {
  const page = await client.pages.get();
  assert.deepEqual([page.id, page.name], [settings.pageId, "Jasper's Market"]);
  assert.equal((await client.pages.get("me")).id, page.id);
  const { user_access_token: accessToken } = await emulator.control("pages");
  if (accessToken) {
    const user = new personas.GraphClient({ ...settings, accessToken });
    const { data } = await user.pages.accounts();
    assert.ok(data.every((account) => account.mayMessage && account.tasks.length > 0));
  }
  const found = await client.conversations.list({ userId: recipient.id });
  assert.equal(found.data.length, 1);
  let count = 0;
  for await (const conversation of client.conversations.list({ limit: 1 })) {
    assert.ok(conversation.id.startsWith("t_"));
    count += 1;
  }
  assert.ok(count > 1);
  const { messages } = await client.conversations.get(found.data[0].id);
  assert.ok(messages.data.every((message) => message.id && message.createdTime));
  assert.equal((await client.people.get(recipient.id)).firstName, "Ana");
});

test("a conversation goes from app to app", async () => {
  const psid = recipient.id;
  const { owner, pass, take, release, request, extend } = client.threadControl;
  const rows = [
    () => take({ psid, metadata: "mine" }),
    () => extend({ psid, duration: 3600 }),
    () => pass({ psid, targetAppId: "263902037430900" }),
    () => take({ psid }),
    () => release({ psid }),
    () => request({ psid }),
  ];
  for (const row of rows) assert.deepEqual(await row(), { success: true }, String(row));
  assert.equal(typeof (await owner(psid)), "object");
});

test("a batch gives each call its own outcome", async () => {
  const { id } = await client.personas.create(draft);
  const outcomes = await client.batch([
    { call: "personas.get", input: id },
    { call: "personas.get", input: "1" },
    { call: "messages.send", input: { recipient, text: "Hi" } },
    { call: "pages.get" },
  ]);
  const [read, gone, sent, page] = outcomes;
  assert.deepEqual(read, { status: "fulfilled", value: { id, ...draft } });
  assert.ok(gone.reason instanceof personas.GraphError, inspect(gone));
  assert.deepEqual([gone.status, gone.reason.kind], ["rejected", "unknown_object"]);
  assert.ok(sent.value.messageId);
  assert.equal(page.value.id, settings.pageId);
  const wrong = await failure(client.batch([{ call: "personas.list" }]));
  assert.ok(wrong instanceof personas.RequestError);
  const many = await failure(client.batch(new Array(51).fill({ call: "pages.get" })));
  assert.match(many.message, /at most 50/);
});

test("a raw call is answered as Graph answers", async () => {
  const path = settings.pageId;
  assert.equal((await client.call({ path, params: { fields: "name" } })).name, "Jasper's Market");
  const params = { name: "Bea", profile_picture_url: picture };
  const made = await client.call({ method: "POST", path: `${path}/personas`, params });
  assert.deepEqual(await client.call({ method: "DELETE", path: made.id }), { success: true });
  for (const wrong of [{ path: "../x" }, { path, params: { access_token: "x" } }]) {
    assert.ok((await failure(client.call(wrong))) instanceof personas.RequestError);
  }
});

test("each fault is an error of its class, with what is known about it", async () => {
  const rows = [
    ["token_expired", "AccessTokenError", "access_token"],
    ["permission", "PermissionError", "permission"],
    ["rate_limit_page", "RateLimitError", "rate_limit"],
    ["transient", "GraphError", "service"],
    ["html_500", "ResponseError"],
    ["truncated_json", "ResponseError"],
    ["reset", "ConnectionError"],
    ["no_answer", "TimeoutError"],
  ];
  for (const [fault, name, kind] of rows) {
    await arm(fault);
    const error = await failure(client.pages.get(undefined, { timeout: 500 }));
    assert.deepEqual([error.name, error.kind], [name, kind], fault);
    assert.ok(error instanceof personas[name] && error instanceof personas.PersonasError, fault);
    assert.ok(error instanceof Error && error.stack.startsWith(`${name}: `), fault);
    assert.equal(error.mayHaveHappened, false, fault);
    if (!kind) continue;
    assert.ok(error instanceof personas.GraphError);
    assert.equal(typeof error.code, "number");
    assert.ok(error.subcode === null || typeof error.subcode === "number");
    assert.ok(error.retryAfter === null || error.retryAfter > 0);
    assert.ok(
      error.advice.endsWith(".") && error.fbtraceId && typeof error.isTransient === "boolean",
    );
  }
  for (const fault of ["no_answer", "truncated_json"]) {
    await arm(fault, "messages");
    const error = await failure(client.messages.send({ recipient, text: "Hi" }, { timeout: 500 }));
    assert.equal(error.mayHaveHappened, true, fault);
  }
});

test("what cannot be used is refused before it is sent, and what is missing is not null", async () => {
  let asked = 0;
  const answers = ['{"id":"1"}', '{"data":[]}', '{"error":{"message":"no","code":1}}'];
  const fetch = async () => new Response(answers[asked++]);
  const own = new personas.GraphClient({ ...settings, fetch });
  const rows = [
    () => own.personas.get(1),
    () => own.personas.get("../me"),
    () => own.personas.create({ name: "Adam" }),
    () => own.personas.replace("1"),
    () => own.messages.send({ recipient, text: "Hi", images: [{ url: picture }] }),
    () => own.messages.send({ recipient, text: "Hi", tag: "HUMAN_AGENT" }),
    () => own.threadControl.extend({ psid: "1", duration: 604_801 }),
    () => own.batch([]),
    () => own.call({ path: "1", params: { access_token: "T" } }),
    () => own.personas.get("1", new AbortController().signal),
    () => own.personas.get("1", { timeout: 0 }),
  ];
  for (const row of rows) {
    const error = await failure(row());
    assert.ok(error instanceof personas.RequestError, `${row}: ${inspect(error)}`);
  }
  assert.equal(asked, 0);
  assert.deepEqual(await own.personas.get("1"), { id: "1" });
  const empty = { data: [], hasMore: false, hasPrevious: false, after: null, before: null };
  assert.deepEqual(await own.personas.list(), empty);
  const { subcode, type, fbtraceId, retryAfter, userTitle, userMessage } = await failure(
    own.personas.get("1"),
  );
  assert.deepEqual(
    [subcode, type, fbtraceId, retryAfter, userTitle, userMessage],
    new Array(6).fill(null),
  );
  for (const wrong of [
    { fetch: 1 },
    { onExchange: "x" },
    { timeout: "1" },
    { pageId: 1 },
    { nosuch: 1 },
  ]) {
    assert.throws(() => new personas.GraphClient({ ...settings, ...wrong }), personas.RequestError);
  }
});

test("an abort rejects with the signal's own reason, whatever it is", async () => {
  const fetch = () => new Promise(() => {});
  const waiting = new personas.GraphClient({ ...settings, fetch });
  for (const reason of [
    "left",
    0,
    null,
    false,
    Symbol("s"),
    { a: 1 },
    new TypeError("mine"),
    () => {},
  ]) {
    for (const early of [true, false]) {
      const controller = new AbortController();
      if (early) controller.abort(reason);
      const { signal } = controller;
      const calls = [
        waiting.pages.get(undefined, { signal }),
        waiting.personas.list({}, { signal }),
      ];
      const walk = waiting.personas.list({}, { signal })[Symbol.asyncIterator]().next();
      const batch = waiting.batch([{ call: "pages.get" }], { signal });
      const ends = [...calls, walk, batch].map((call) => failure(Promise.resolve(call)));
      setTimeout(() => controller.abort(reason));
      for (const end of await Promise.all(ends)) assert.equal(end, reason);
    }
  }
  const controller = new AbortController();
  setTimeout(() => controller.abort());
  const plain = await failure(waiting.pages.get(undefined, { signal: controller.signal }));
  assert.equal(plain, controller.signal.reason);
  const timed = await failure(waiting.pages.get(undefined, { signal: AbortSignal.timeout(1) }));
  assert.equal(timed.name, "TimeoutError");
  assert.ok(!(timed instanceof personas.PersonasError));
});

test("a replace that stops half-way names both personas", async () => {
  const answers = ['{"id":"9"}', '{"error":{"message":"no","code":100,"error_subcode":33}}'];
  const controller = new AbortController();
  const fetch = async () => {
    if (answers.length === 0) controller.abort("left");
    return new Response(answers.shift() ?? "{}");
  };
  const own = new personas.GraphClient({ ...settings, fetch });
  const refused = await failure(own.personas.replace("8", draft));
  answers.push('{"id":"9"}');
  const left = await failure(own.personas.replace("8", draft, { signal: controller.signal }));
  for (const error of [refused, left]) {
    assert.ok(error instanceof personas.ReplaceIncompleteError);
    assert.deepEqual([error.createdId, error.replacedId], ["9", "8"]);
  }
  assert.ok(refused.cause instanceof personas.GraphError);
  assert.equal(left.cause, "left");
});

test("leaving a walk asks for no more listings, and a list asks once", async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    const paging = { cursors: { after: `c${asked}` }, next: "more" };
    return new Response(JSON.stringify({ data: [{ id: "1" }], paging }));
  };
  const own = new personas.GraphClient({ ...settings, fetch });
  let met = 0;
  for await (const persona of own.personas.list()) if (persona && ++met === 3) break;
  assert.equal(asked, 3);
  const list = own.personas.list();
  assert.equal(asked, 3);
  assert.equal(await list, await list.finally(() => {}));
  assert.equal(asked, 4);
});

test("a foreign fetch and a foreign signal do", async () => {
  const asked = [];
  const fetch = async (request) => {
    asked.push([request instanceof Request, request.method]);
    return { status: 200, text: async () => '{"id":"1","name":"Adam"}' };
  };
  const listeners = new Set();
  const signal = {
    aborted: false,
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const foreign = new personas.GraphClient({ ...settings, fetch });
  assert.deepEqual(await foreign.personas.get("1", { signal }), { id: "1", name: "Adam" });
  assert.deepEqual(asked, [[true, "GET"]]);
  assert.equal(listeners.size, 0);
});

test("each exchange is shown, without the token, and a throwing observer costs nothing", async () => {
  const seen = [];
  const onExchange = (exchange) => {
    seen.push(exchange);
    throw new Error("the observer's own");
  };
  const watched = new personas.GraphClient({ ...settings, maxRetries: 1, onExchange });
  await arm("transient", "pages");
  const page = await watched.pages.get();
  await failure(watched.personas.get("1"));
  await watched.messages.send({ recipient, text: "Hi" });
  const { pageId, accessToken } = settings;
  const rows = seen.map(({ method, path, attempt, status }) => [method, path, attempt, status]);
  assert.deepEqual(rows, [
    ["GET", page.id, 1, rows[0][3]],
    ["GET", page.id, 2, 200],
    ["GET", "1", 1, 400],
    ["POST", `${pageId}/messages`, 1, 200],
  ]);
  assert.ok(seen.every(({ milliseconds }) => milliseconds >= 0));
  assert.deepEqual(
    seen.map(({ error }) => typeof error),
    ["string", "undefined", "string", "undefined"],
  );
  assert.ok(!inspect(seen, { depth: 9, showHidden: true }).includes(accessToken));
});

test("no call, error or log shows the token", async () => {
  const { accessToken } = settings;
  const body = JSON.stringify({
    error: { message: `bad ${accessToken}`, code: 190, fbtrace_id: accessToken },
  });
  const fetch = async () => new Response(body, { status: 400 });
  const own = new personas.GraphClient({ ...settings, fetch });
  const error = await failure(own.messages.send({ recipient, text: "Hi" }));
  const mistaken = await failure(own.personas.get(accessToken));
  for (const value of [own, error, mistaken, own.personas.list(), own.personas]) {
    const shown = [
      inspect(value, { depth: 9, showHidden: true }),
      JSON.stringify(value),
      value.stack,
    ];
    assert.ok(!shown.join().includes(accessToken), shown.join("\n"));
  }
});

test("after it is disposed of, a client says so", async () => {
  const gone = new personas.GraphClient(settings);
  const list = gone.personas.list();
  const walk = gone.personas.list({ limit: 1 })[Symbol.asyncIterator]();
  await walk.next();
  const under = gone.pages.get();
  gone.dispose();
  gone.dispose();
  assert.equal((await under).id, settings.pageId);
  const rows = [
    () => gone.personas.get("1"),
    () => gone.batch([{ call: "pages.get" }]),
    () => gone.call({ path: "1" }),
    async () => list,
    () => walk.next(),
    () => gone.personas.list()[Symbol.asyncIterator]().next(),
    async () => gone.personas.advice(draft),
  ];
  for (const row of rows) {
    const error = await failure(row());
    assert.equal(error.name, "RequestError", String(row));
    assert.match(error.message, /disposed of/);
  }
  if (Symbol.dispose) {
    const used = new personas.GraphClient(settings);
    used[Symbol.dispose]();
    assert.match((await failure(used.pages.get())).message, /disposed of/);
  }
});

test("methods can be taken out of their namespace", async () => {
  const { create, list } = client.personas;
  const { id } = await create(draft);
  assert.ok((await list({ limit: 100 })).data.some((persona) => persona.id === id));
});
