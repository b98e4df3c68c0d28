// Every call of the package against an emulator, its errors, and its options.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

import ts from "typescript";

import { startEmulator } from "../emulator.mjs";
import { installPackage } from "./installed.mjs";
import { rejection, shown, within } from "./rejection.mjs";

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

const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
const url = "https://example.com/a.png";
const message = { text: "Hi" };
const arm = (fault, on) => emulator.control("faults", { fault, on, times: 1 });
const outbox = async () => (await emulator.control("outbox")).messages;

test("personas are created, listed, read, replaced and deleted", async () => {
  const { id } = await client.personas.create(adam);
  const all = [];
  for await (const persona of client.personas.list({ limit: 1 })) all.push(persona);
  assert.deepEqual(
    all.find((persona) => persona.id === id),
    { id, ...adam },
  );
  const listing = await client.personas.list({ limit: 1 });
  assert.deepEqual(Object.keys(listing), [
    "data",
    "hasMore",
    "hasPrevious",
    "after",
    "before",
    "malformed",
  ]);
  const next = await client.personas.list({ limit: 1, after: listing.after });
  assert.deepEqual([next.data[0], next.hasPrevious], [all[1], true]);
  const previous = await client.personas.list({ limit: 1, before: next.before });
  assert.deepEqual(previous.data, listing.data);
  assert.deepEqual(await client.personas.get(id), { id, ...adam });
  const replaced = await client.personas.replace(id, { ...adam, name: "Bea" });
  assert.notEqual(replaced.id, id);
  assert.deepEqual(await client.personas.delete(replaced.id), { success: true });
  assert.equal((await rejection(client.personas.get(replaced.id))).kind, "unknown_object");
});

test("advice names what can be wrong with a valid persona", () => {
  const others = [{ id: "7", name: "adam" }, { id: "8" }];
  const { advice } = client.personas;
  const [taken, ...rest] = advice(adam, { pageName: "Jasper's Market", others });
  assert.deepEqual(rest, []);
  assert.deepEqual(Object.keys(taken), ["kind", "message", "personaId"]);
  assert.deepEqual([taken.kind, taken.personaId], ["name_taken", "7"]);
  for (const [persona, kinds] of [
    [adam, []],
    [{ ...adam, name: "Adam of Jasper's Market" }, ["page_name"]],
    [{ ...adam, name: "🙂".repeat(30) }, ["uncertain_length"]],
    [{ ...adam, profile_picture_url: "http://example.com/a.png" }, ["plain_http"]],
    [{ ...adam, profile_picture_url: "https://localhost/a.png" }, ["private_host"]],
    [{ ...adam, profile_picture_url: "https://abc.ngrok.io/a.png" }, ["tunnel_host"]],
    [{ ...adam, profile_picture_url: "https://www.facebook.com/zuck" }, ["facebook_page"]],
  ]) {
    const given = advice(persona, { pageName: "Jasper's Market" });
    assert.deepEqual(
      given.map(({ kind }) => kind),
      kinds,
      JSON.stringify(persona),
    );
    assert.ok(given.every((it) => it.message && !("personaId" in it)));
  }
  assert.deepEqual(advice(adam), advice(adam, null));
  assert.throws(() => advice({ name: "Adam" }), personas.RequestError);
});

test("messages of each kind are sent, acted on and read", async () => {
  const { id: persona_id } = await client.personas.create(adam);
  const button = { type: "postback", title: "Yes", payload: "YES" };
  const image = { type: "image", payload: { url } };
  const { attachment_id } = await client.attachments.upload({ message: { attachment: image } });
  const template = (payload) => ({ attachment: { type: "template", payload } });
  const bodies = [
    { message: { text: "Hello world!" }, persona_id },
    {
      message: {
        text: "Red?",
        quick_replies: [{ content_type: "text", title: "Red", payload: "RED" }],
      },
    },
    { message: { attachment: { type: "image", payload: { url, is_reusable: true } } } },
    { message: { attachment: { type: "image", payload: { attachment_id } } } },
    { message: { attachments: [image, image] } },
    { message: template({ template_type: "button", text: "Well?", buttons: [button] }) },
    {
      message: template({
        template_type: "generic",
        elements: [{ title: "A", buttons: [button] }],
      }),
    },
    { message: { text: "News" }, messaging_type: "UPDATE" },
  ];
  const sent = [];
  for (const body of bodies) sent.push(await client.messages.send({ recipient, ...body }));
  assert.ok(sent.every((it) => it.recipient_id === recipient.id));
  assert.ok(sent.every((it) => it.message_id.startsWith("m_")));
  assert.deepEqual(
    sent.map((it) => "attachment_id" in it),
    [false, false, true, false, false, false, false, false],
  );
  const received = await outbox();
  const find = ({ message_id }) => received.find((it) => it.message_id === message_id);
  assert.equal(find(sent[0]).persona.id, persona_id);
  assert.equal(find(sent[1]).persona, null);
  assert.equal(find(sent[7]).messaging_type, "UPDATE");
  assert.equal((await client.messages.get(sent[0].message_id)).message, "Hello world!");
  for (const sender_action of ["typing_on", "typing_off"]) {
    const acted = await client.messages.senderAction({ recipient, sender_action, persona_id });
    assert.deepEqual(acted, { recipient_id: recipient.id });
  }
  await client.messages.senderAction({ recipient, sender_action: "mark_seen" });
  const { message_id } = sent[0];
  const react = { recipient, sender_action: "react", payload: { message_id, reaction: "👍" } };
  await client.messages.senderAction(react);
  const unreact = { recipient, sender_action: "unreact", payload: { message_id } };
  await client.messages.senderAction(unreact);
});

test("Graph's own message that the package does not check is sent with call", async () => {
  const path = `${settings.pageId}/messages`;
  const params = { recipient, messaging_type: "RESPONSE", message: { text: "As it is" } };
  const { message_id } = await client.call({ method: "POST", path, params });
  assert.equal((await client.messages.get(message_id)).message, "As it is");
});

test("Pages, conversations and people are read", async () => {
  const page = await client.pages.get();
  assert.deepEqual([page.id, page.name], [settings.pageId, "Jasper's Market"]);
  assert.match(page.picture.data.url, /^https?:/);
  assert.equal((await client.pages.get("me")).id, page.id);
  const { user_access_token: accessToken } = await emulator.control("pages");
  if (accessToken) {
    const user = new personas.GraphClient({ ...settings, accessToken });
    const { data } = await user.pages.accounts();
    assert.ok(data.every((account) => account.mayMessage && account.tasks.length > 0));
  }
  const found = await client.conversations.list({ user_id: recipient.id });
  assert.equal(found.data.length, 1);
  let count = 0;
  for await (const conversation of client.conversations.list({ limit: 1 })) {
    assert.ok(conversation.id.startsWith("t_"));
    count += 1;
  }
  assert.ok(count > 1);
  const { messages } = await client.conversations.get(found.data[0].id);
  assert.ok(messages.data.every((it) => it.id && it.created_time && it.from.id));
  assert.deepEqual(messages.malformed, []);
  assert.equal((await client.people.get(recipient.id)).first_name, "Ana");
});

test("a conversation passes from app to app", async () => {
  const { owner, pass, take, release, request, extend } = client.threadControl;
  const rows = [
    () => take({ recipient, metadata: "mine" }),
    () => extend({ recipient, duration: 3600 }),
    () => pass({ recipient, target_app_id: "263902037430900" }),
    () => take({ recipient }),
    () => release({ recipient }),
    () => request({ recipient }),
  ];
  for (const row of rows) assert.deepEqual(await row(), { success: true }, String(row));
  assert.equal(typeof (await owner(recipient.id)), "object");
});

test("a batch returns an outcome for each call", async () => {
  const { id } = await client.personas.create(adam);
  const outcomes = await client.batch([
    { call: "personas.get", input: id },
    { call: "personas.get", input: "1" },
    { call: "messages.send", input: { recipient, message } },
    { call: "pages.get" },
  ]);
  const [read, gone, sent, page] = outcomes;
  assert.deepEqual(read, { status: "fulfilled", value: { id, ...adam } });
  assert.ok(gone.reason instanceof personas.GraphError, inspect(gone));
  assert.deepEqual([gone.status, gone.reason.kind], ["rejected", "unknown_object"]);
  assert.ok(sent.value.message_id);
  assert.equal(page.value.id, settings.pageId);
});

test("a batch that is not valid sends nothing", async () => {
  const unsent = new personas.GraphClient({ ...settings, fetch: () => assert.fail("sent") });
  const page = { call: "pages.get" };
  for (const [calls, sentence] of [
    [[], /at least 1|no calls|empty/i],
    [new Array(51).fill(page), /at most 50/],
    [[{ call: "personas.list" }], /call is not the name/],
    [[{ call: "call", input: { path: "1" } }], /call is not the name/],
    [[{ call: "toString" }], /call is not the name/],
    [[{}], /call/],
    [[page, undefined], /takes an object, not undefined/],
    [new Array(2), /takes an object, not undefined/],
    [[page, { call: "personas.get", input: 1 }], /a string, not a number/],
    [
      [page, { call: "personas.create", input: { name: "Adam" } }],
      /profile_picture_url is missing/,
    ],
    [{ length: 1, 0: page }, /takes an array/],
    ["pages.get", /takes an array/],
    [undefined, /takes an array/],
  ]) {
    const error = await rejection(() => unsent.batch(calls));
    assert.ok(error instanceof personas.RequestError, inspect(error));
    assert.match(error.message, sentence);
  }
});

test("a call of a batch without a response is a timeout, and one with a broken response an error", async () => {
  const items = [
    null,
    null,
    { code: 200, body: '{"id":"1"' },
    { code: 200, body: '{"id":12345678901234567890}' },
    { code: 400, body: '{"error":{"code":190,"message":"no"}}' },
    { code: 200, body: '{"id":"1"}' },
  ];
  const fetch = async () => new Response(JSON.stringify(items));
  const own = new personas.GraphClient({ ...settings, fetch });
  const get = { call: "personas.get", input: "1" };
  const send = { call: "messages.send", input: { recipient, message } };
  const outcomes = await own.batch([get, send, get, get, get, get]);
  assert.deepEqual(
    outcomes.map(({ status, reason }) => [status, reason?.name, reason?.mayHaveHappened]),
    [
      ["rejected", "TimeoutError", false],
      ["rejected", "TimeoutError", true],
      ["rejected", "ResponseError", false],
      ["rejected", "ResponseError", false],
      ["rejected", "AccessTokenError", false],
      ["fulfilled", undefined, undefined],
    ],
  );
  assert.ok(outcomes.every((it) => it.status === "fulfilled" || it.reason instanceof Error));
  for (const short of ["[]", "[null]", "[null,null,null]"]) {
    const own = new personas.GraphClient({ ...settings, fetch: async () => new Response(short) });
    const reasons = (await own.batch([get, send])).map(({ reason }) => reason.name);
    assert.deepEqual(reasons, ["TimeoutError", "TimeoutError"], short);
  }
  for (const broken of ["{}", "nonsense", "", "[{]"]) {
    const own = new personas.GraphClient({ ...settings, fetch: async () => new Response(broken) });
    const error = await rejection(own.batch([get, send]));
    assert.ok(error instanceof personas.ResponseError, `${broken}: ${inspect(error)}`);
    assert.equal(error.mayHaveHappened, true, broken);
  }
});

test("call returns the response as Graph sent it", async () => {
  const path = settings.pageId;
  assert.equal((await client.call({ path, params: { fields: "name" } })).name, "Jasper's Market");
  const params = { name: "Bea", profile_picture_url: url };
  const created = await client.call({ method: "POST", path: `${path}/personas`, params });
  assert.deepEqual(await client.call({ method: "DELETE", path: created.id }), { success: true });
  const { paging } = await client.call({ path: `${path}/personas`, params: { limit: 1 } });
  assert.match(paging.next, /^http.*after=/);
  assert.ok(!paging.next.includes(settings.accessToken));
  for (const wrong of [{ path: "../x" }, { path, params: { access_token: "x" } }]) {
    assert.ok((await rejection(client.call(wrong))) instanceof personas.RequestError);
  }
});

test("each fault is an error of its class with Graph's details", async () => {
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
    const timeout = name === "TimeoutError" ? 500 : undefined;
    const error = await rejection(client.pages.get(undefined, { timeout }));
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
    const timeout = fault === "no_answer" ? 500 : undefined;
    const error = await rejection(client.messages.send({ recipient, message }, { timeout }));
    assert.equal(error.mayHaveHappened, true, fault);
  }
});

test("invalid input is refused before anything is sent, and a missing field is not null", async () => {
  let requests = 0;
  const responses = ['{"id":"1"}', '{"data":[]}', '{"error":{"message":"no","code":1}}'];
  const fetch = async () => new Response(responses[requests++]);
  const own = new personas.GraphClient({ ...settings, fetch });
  const rows = [
    () => own.personas.get(1),
    () => own.personas.get("../me"),
    () => own.personas.create({ name: "Adam" }),
    () => own.personas.replace("1"),
    () => own.personas.list({ after: "a", before: "b" }),
    () => own.messages.send({ recipient, message: { text: "Hi", attachments: [] } }),
    () => own.messages.send({ recipient, message, tag: "HUMAN_AGENT" }),
    () => own.messages.send({ recipient, message, messaging_type: "MESSAGE_TAG" }),
    () => own.threadControl.extend({ recipient, duration: 604_801 }),
    () => own.batch([]),
    () => own.call({ path: "1", params: { access_token: "T" } }),
    () => own.personas.get("1", new AbortController().signal),
    () => own.personas.get("1", { timeout: 0 }),
  ];
  for (const row of rows) {
    const error = await rejection(row);
    assert.ok(error instanceof personas.RequestError, `${row}: ${inspect(error)}`);
  }
  assert.equal(requests, 0);
  assert.deepEqual(await own.personas.get("1"), { id: "1" });
  assert.deepEqual(await own.personas.list(), {
    ...{ data: [], hasMore: false, hasPrevious: false, after: null, before: null, malformed: [] },
  });
  const { subcode, type, fbtraceId, retryAfter, userTitle, userMessage } = await rejection(
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

test("null and undefined are left out", async () => {
  const sent = [];
  const fetch = async (request) => {
    sent.push(await request.json());
    return new Response('{"message_id":"m_1"}');
  };
  const own = new personas.GraphClient({ ...settings, version: null, timeout: undefined, fetch });
  await own.messages.send(
    {
      ...{ recipient: { id: "5", user_ref: null }, message: { text: "Hi", metadata: undefined } },
      ...{ persona_id: null, tag: undefined, reply_to: null },
    },
    { signal: null, timeout: undefined, maxRetries: null },
  );
  assert.deepEqual(sent, [{ recipient: { id: "5" }, messaging_type: "RESPONSE", message }]);
  await own.call({ method: "POST", path: "1", params: { a: null, b: undefined, c: 1 } }, null);
  assert.deepEqual(sent[1], { c: 1 });
});

test("an abort rejects with the reason of the signal", async () => {
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
        waiting.personas.replace("1", adam, { signal }),
      ];
      const next = waiting.personas.list({}, { signal })[Symbol.asyncIterator]().next();
      const batch = waiting.batch([{ call: "pages.get" }], { signal });
      const ends = [...calls, next, batch].map((call) => rejection(Promise.resolve(call)));
      setTimeout(() => controller.abort(reason));
      for (const end of await Promise.all(ends)) assert.equal(end, reason);
    }
  }
  const controller = new AbortController();
  setTimeout(() => controller.abort(undefined));
  const plain = await rejection(waiting.pages.get(undefined, { signal: controller.signal }));
  assert.equal(plain, controller.signal.reason);
  assert.equal(plain.name, "AbortError");
  const timed = await rejection(waiting.pages.get(undefined, { signal: AbortSignal.timeout(1) }));
  assert.equal(timed.name, "TimeoutError");
  assert.ok(!(timed instanceof personas.PersonasError));
});

test("an abort ends the wait before a retry, and one after the response has no effect", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    return requests === 1
      ? new Response('{"id":"1"}')
      : new Response('{"error":{"code":2,"message":"later","is_transient":true}}', { status: 500 });
  };
  const onExchange = ({ status }) => status === 500 && controller.abort("left");
  const own = new personas.GraphClient({ ...settings, fetch, onExchange, maxRetries: 5 });
  assert.deepEqual(await own.personas.get("1", { signal }), { id: "1" });
  assert.equal(await rejection(own.personas.get("1", { signal })), "left");
  assert.equal(requests, 2);
});

test("a replace that stops half-way names both personas", async () => {
  const responses = ['{"id":"9"}', '{"error":{"message":"no","code":100,"error_subcode":33}}'];
  const controller = new AbortController();
  const fetch = async () => {
    if (responses.length === 0) controller.abort("left");
    return new Response(responses.shift() ?? "{}");
  };
  const own = new personas.GraphClient({ ...settings, fetch });
  const refused = await rejection(own.personas.replace("8", adam));
  responses.push('{"id":"9"}');
  const left = await rejection(own.personas.replace("8", adam, { signal: controller.signal }));
  for (const error of [refused, left]) {
    assert.ok(error instanceof personas.ReplaceIncompleteError);
    assert.deepEqual([error.createdId, error.replacedId], ["9", "8"]);
  }
  assert.ok(refused.cause instanceof personas.GraphError);
  assert.equal(left.cause, "left");
});

test("an iteration that is left requests no more listings, and a list is requested once", async () => {
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    const paging = { cursors: { after: `c${requests}` }, next: "more" };
    return new Response(JSON.stringify({ data: [{ id: "1" }], paging }));
  };
  const own = new personas.GraphClient({ ...settings, fetch });
  let count = 0;
  for await (const persona of own.personas.list()) if (persona && ++count === 3) break;
  assert.equal(requests, 3);
  const list = own.personas.list();
  assert.equal(requests, 3);
  assert.equal(await list, await list.finally(() => {}));
  assert.equal(requests, 4);
});

test("a list that never ends is an error", async () => {
  for (const paging of [{ cursors: { after: "a" }, next: "more" }, { next: "more" }]) {
    const body = JSON.stringify({ data: [{ id: "1" }], paging });
    const own = new personas.GraphClient({ ...settings, fetch: async () => new Response(body) });
    const error = await rejection(async () => {
      for await (const persona of own.personas.list()) assert.equal(persona.id, "1");
    });
    assert.ok(error instanceof personas.ResponseError, inspect(error));
  }
});

test("a row that cannot be read is left out, and its position is in malformed", async () => {
  const rows = [{ id: "1" }, { id: "x" }, null, "2", { name: "nameless" }, { id: "3", name: 4 }];
  const paging = { cursors: {} };
  const own = new personas.GraphClient({
    ...settings,
    fetch: async () => new Response(JSON.stringify({ data: rows, paging })),
  });
  const { data, malformed, after } = await own.personas.list();
  assert.deepEqual([malformed, after], [[1, 2, 3, 4], null]);
  assert.deepEqual(
    data.map(({ id }) => id),
    ["1", "3"],
  );
  const seen = [];
  for await (const { id } of own.personas.list()) seen.push(id);
  assert.deepEqual(seen, ["1", "3"]);
});

test("each exchange is reported without the token, and a hook that throws costs nothing", async () => {
  const exchanges = [];
  const onExchange = (exchange) => {
    exchanges.push(exchange);
    throw new Error("thrown by the hook");
  };
  const watched = new personas.GraphClient({ ...settings, maxRetries: 1, onExchange });
  await arm("transient", "pages");
  const page = await watched.pages.get();
  await rejection(watched.personas.get("1"));
  await watched.messages.send({ recipient, message });
  const { pageId, accessToken } = settings;
  const rows = exchanges.map(({ method, path, attempt, status }) => [
    ...[method, path, attempt, status],
  ]);
  assert.deepEqual(rows, [
    ["GET", `/v26.0/${page.id}`, 1, rows[0][3]],
    ["GET", `/v26.0/${page.id}`, 2, 200],
    ["GET", "/v26.0/1", 1, 400],
    ["POST", `/v26.0/${pageId}/messages`, 1, 200],
  ]);
  assert.ok(exchanges.every(({ milliseconds }) => milliseconds >= 0));
  assert.deepEqual(
    exchanges.map(({ error }) => typeof error),
    ["string", "undefined", "string", "undefined"],
  );
  assert.ok(!shown(exchanges).includes(accessToken));
});

test("no call, error or log shows the token", async () => {
  const { accessToken } = settings;
  const body = JSON.stringify({
    error: { message: `bad ${accessToken}`, code: 190, fbtrace_id: accessToken },
  });
  const fetch = async () => new Response(body, { status: 400 });
  const own = new personas.GraphClient({ ...settings, fetch });
  const error = await rejection(own.messages.send({ recipient, message }));
  const mistaken = await rejection(own.personas.get(accessToken));
  for (const value of [own, error, mistaken, own.personas.list(), own.personas]) {
    assert.ok(!shown(value).includes(accessToken), shown(value));
  }
});

test("a client that was disposed refuses calls, and a call under way goes on", async () => {
  const gone = new personas.GraphClient(settings);
  const list = gone.personas.list();
  const iteration = gone.personas.list({ limit: 1 })[Symbol.asyncIterator]();
  await iteration.next();
  const underWay = [gone.pages.get(), gone.batch([{ call: "pages.get" }]), gone.personas.list()];
  // A list is requested when it is awaited.
  const listing = underWay[2].then(({ data }) => data.length);
  gone.dispose();
  gone.dispose();
  assert.equal((await within(underWay[0])).id, settings.pageId);
  assert.equal((await within(underWay[1]))[0].value.id, settings.pageId);
  assert.equal(await within(listing), 3);
  const rows = [
    () => gone.personas.get("1"),
    () => gone.personas.replace("1", adam),
    () => gone.batch([{ call: "pages.get" }]),
    () => gone.call({ path: "1" }),
    async () => list,
    () => iteration.next(),
    () => gone.personas.list()[Symbol.asyncIterator]().next(),
    async () => gone.personas.advice(adam),
  ];
  for (const row of rows) {
    const error = await rejection(row);
    assert.equal(error.name, "RequestError", String(row));
    assert.match(error.message, /was disposed/);
  }
});

test("a client can be disposed from within its own call", async () => {
  const clients = [];
  const dispose = () => clients.forEach((it) => it.dispose());
  const fetch = async () => {
    dispose();
    return new Response('{"id":"1"}');
  };
  for (const more of [{ fetch }, { onExchange: dispose }]) {
    const own = new personas.GraphClient({
      ...{ ...settings, fetch: async () => new Response('{"id":"1"}') },
      ...more,
    });
    clients.push(own);
    assert.deepEqual(await within(own.personas.get("1")), { id: "1" });
    assert.match((await rejection(() => own.personas.get("1"))).message, /was disposed/);
  }
  const own = new personas.GraphClient(settings);
  const input = {
    ...adam,
    get name() {
      own.dispose();
      return "Adam";
    },
  };
  await within(own.personas.create(input).catch(() => {}));
  assert.match((await rejection(() => own.personas.get("1"))).message, /was disposed/);
});

test("using disposes the client", async () => {
  const source = `export async function read(client, id) {
    using own = client;
    return await own.personas.get(id);
  }`;
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const { read } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  const { id } = await client.personas.create(adam);
  assert.equal((await read(client, id)).id, id);
  assert.match((await rejection(() => client.pages.get())).message, /was disposed/);
});

test("methods can be taken out of their namespace", async () => {
  const { create, list } = client.personas;
  const { id } = await create(adam);
  assert.ok((await list({ limit: 100 })).data.some((persona) => persona.id === id));
});
