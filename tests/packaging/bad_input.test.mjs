// Input of the wrong kind, at every place of every call: a RequestError in a sentence, at once,
// without the token, and without a request to Graph.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";

import { declaredAndBuilt, put } from "./declared.mjs";
import { rejection, shown, within } from "./rejection.mjs";

const TOKEN = "EAAGm0PX4ZCpsBAQmZ7tYw2kLrV9";

let folder;
let personas;
let samples;
let client;
let requests;

before(async () => {
  ({ folder, personas, samples } = await declaredAndBuilt());
  const fetch = async (request) => {
    requests.push(request.url);
    return new Response("{}");
  };
  requests = [];
  client = new personas.GraphClient({ pageId: "1", accessToken: TOKEN, maxRetries: 0, fetch });
});

after(() => rm(folder, { recursive: true, force: true }));

/** An error of the package in a sentence that shows no token. */
async function assertRefused(call, place) {
  const sent = requests.length;
  const error = await rejection(call, place);
  // Thousands of errors: they are shown only if the test fails.
  if (!(error instanceof personas.RequestError)) assert.fail(`${place}: ${inspect(error)}`);
  assert.equal(requests.length, sent, place);
  assert.equal(error.mayHaveHappened, false);
  assert.match(error.message, /^\S.{8,400}$/s, place);
  if (shown(error).includes(TOKEN)) assert.fail(`${place}: ${shown(error)}`);
  return error.message;
}

const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const thrower = () => {
  throw new Error(`thrown with ${TOKEN}`);
};
const traps = (target) => {
  const names = ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"];
  return new Proxy(target, Object.fromEntries(names.map((name) => [name, thrower])));
};
class Own {
  nosuch = TOKEN;
}
const cyclic = {};
cyclic.nosuch = cyclic;

/** Values that no call takes as its input, nor as the value of any member. */
const NEVER = {
  "a boolean": () => true,
  "a function": () => thrower,
  "an async function": () => async () => ({}),
  "a class": () => Own,
  "a symbol": () => Symbol(TOKEN),
  "a bigint": () => 5n,
  "a number": () => 5,
  "a fraction": () => 0.5,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  "a negative number": () => -1,
  "a date": () => new Date(0),
  "a map": () => new Map([["name", "Adam"]]),
  "a set": () => new Set(["name"]),
  "a promise": () => Promise.resolve({}),
  "an error": () => new Error(TOKEN),
  "a regular expression": () => /x/,
  "a typed array": () => new Uint8Array(2),
  "a String object": () => new String("Adam"),
  "a Number object": () => new Number(5),
  "a class instance": () => new Own(),
  "a cyclic object": () => cyclic,
  "search parameters": () => new URLSearchParams({ fields: "id" }),
  "an object of another realm": () => runInNewContext("({ nosuch: 1 })"),
  "an array of another realm": () => runInNewContext("[[]]"),
  "an object with a symbol": () => ({ [Symbol(TOKEN)]: 1 }),
  "an object with the token as a name": () => ({ [TOKEN.repeat(2)]: 1 }),
  "an object with toJSON": () => ({ toJSON: () => ({ name: "Adam" }) }),
  "an object with toString": () => ({ toString: () => "5" }),
  "an array": () => [],
  "a nested array": () => [[5]],
  "an array with holes": () => new Array(2),
  "an array with a getter": () => Object.defineProperty([1], 0, { get: thrower }),
  "a revoked proxy": () => revoked({}),
  "a revoked proxy of an array": () => revoked([]),
  "a revoked proxy of a function": () => revoked(() => {}),
  "a proxy that throws": () => traps({}),
  "a proxy of an array that throws": () => traps([]),
  "half of a character": () => "Adam \ud83d",
  "the other half": () => "\ude00",
};

/** Calls with a valid input, as [name, input, place of each member with a value]. */
function valid() {
  const { messages, actions, recipients, questions } = samples;
  const feedback = messages.find(
    (it) => it.message.attachment?.payload.template_type === "customer_feedback",
  );
  const questionPlace = [
    ...["message", "attachment", "payload", "feedback_screens", 0, "questions", 0],
  ];
  const recipient = { id: "2" };
  const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
  const file = { type: "image", payload: { url: "https://example.com/a.png", is_reusable: true } };
  return [
    ["personas.create", adam],
    ...messages.map((message) => ["messages.send", message]),
    ...recipients.map((it) => ["messages.send", { ...messages[0], recipient: it }]),
    ...questions.map((it) => ["messages.send", put(feedback, questionPlace, it)]),
    ...actions.map((action) => ["messages.senderAction", action]),
    ["threadControl.pass", { recipient, target_app_id: "3", metadata: "why" }],
    ...["take", "release", "request"].map((it) => [
      ...[`threadControl.${it}`, { recipient, metadata: "why" }],
    ]),
    ["threadControl.extend", { recipient, duration: 3600 }],
    ["attachments.upload", { message: { attachment: file } }],
  ];
}

const QUERY = { limit: 5, after: "c" };
const LISTS = [
  ["personas.list", QUERY],
  ["pages.accounts", QUERY],
  ["conversations.list", { ...QUERY, user_id: "2" }],
];
const BY_ID = [
  ...["personas.get", "personas.delete", "messages.get", "pages.get", "people.get"],
  ...["conversations.get", "threadControl.owner"],
];

function call(path, ...input) {
  const [space, method] = path.split(".");
  return async () => (method ? client[space][method](...input) : client[space](...input));
}

/** Each place of `value`, as a list of names and positions. */
function* places(value, place = []) {
  yield place;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield* places(member, [...place, Array.isArray(value) ? Number(name) : name]);
  }
}

/** `true` if a value of this kind is valid at a place that has `sample`. */
function isValid(kind, place, sample) {
  const name = place.at(-1);
  if (typeof sample === "boolean") return kind === "a boolean";
  // Amounts, times and counts.
  const numbers = ["price", "amount", "subtotal", "shipping_cost", "total_tax", "total_cost"];
  if (numbers.includes(name)) return ["a number", "a fraction"].includes(kind);
  const counts = ["timestamp", "quantity", "duration", "expires_in_days", "limit"];
  if (counts.includes(name)) return kind === "a number";
  // Lists of a receipt can be empty.
  const isReceipt = Array.isArray(sample) && ("price" in sample[0] || "amount" in sample[0]);
  return ["adjustments", "elements"].includes(name) && isReceipt && kind === "an array";
}

test("a value of the wrong kind at any place of a body is refused, and the message says where", async () => {
  const seen = new Set();
  let count = 0;
  for (const [path, input] of valid()) {
    for (const place of places(input)) {
      const sample = place.reduce((value, name) => value[name], input);
      const key = JSON.stringify([path, place, sample]);
      if (seen.has(key)) continue;
      seen.add(key);
      for (const [kind, make] of Object.entries(NEVER)) {
        if (isValid(kind, place, sample)) continue;
        const at = `${path} with ${kind} at ${place.join(".")}`;
        const message = await assertRefused(call(path, put(input, place, make())), at);
        // The error can be about the object around: a tag such as `type` decides on its members.
        assert.ok(message.startsWith(written(place.slice(0, -1))), `${at}: ${message}`);
        count += 1;
      }
    }
  }
  assert.ok(count > 5_000, `${count} cases`);
});

/** A place as messages write it. */
function written(place) {
  return place
    .map((it) => (typeof it === "number" ? `[${it}]` : `.${it}`))
    .join("")
    .slice(1);
}

test("an id is a string", async () => {
  for (const path of BY_ID) {
    for (const [kind, make] of Object.entries({ ...NEVER, "an object": () => ({}) })) {
      await assertRefused(call(path, make()), `${path} with ${kind}`);
    }
    for (const id of ["", " ", ".", "..", "\0", "\ud83d"]) {
      await assertRefused(call(path, id), `${path} with ${JSON.stringify(id)}`);
    }
    for (const id of ["../me", "me/accounts", "1?x=1", "1#", "1/2", "%2e%2e", "t_/../1", TOKEN]) {
      const sent = requests.length;
      const error = await rejection(call(path, id));
      assert.ok(!shown(error).includes(TOKEN), shown(error));
      // The ids of messages and conversations are opaque: they are sent as one encoded segment.
      const urls = requests.slice(sent);
      if (error instanceof personas.RequestError) assert.deepEqual(urls, []);
      else assert.equal(new URL(urls[0]).pathname, `/v26.0/${encodeURIComponent(id)}`);
    }
    if (path === "pages.get") continue;
    for (const missing of [undefined, null]) await assertRefused(call(path, missing), path);
  }
  for (const [kind, make] of Object.entries(NEVER)) {
    const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
    await assertRefused(call("personas.replace", make(), adam), `personas.replace with ${kind}`);
    await assertRefused(call("personas.replace", "1", make()), `personas.replace to ${kind}`);
  }
});

test("a numeric id is an error in every member that has an id", async () => {
  const ids = ["id", "persona_id", "app_id", "target_app_id", "attachment_id", "message_id", "mid"];
  let count = 0;
  for (const [path, input] of valid()) {
    for (const place of places(input)) {
      if (!ids.includes(place.at(-1))) continue;
      for (const id of [1, 1007240332817468, 2 ** 53, 12345678901234567890]) {
        const message = await assertRefused(call(path, put(input, place, id)), place.join("."));
        assert.equal(message, `${written(place)} is a string, not a number`);
        count += 1;
      }
    }
  }
  assert.ok(count > 100, `${count} cases`);
});

test("an unknown name is refused at every depth, with the names that there are", async () => {
  let count = 0;
  for (const [path, input] of valid()) {
    for (const place of places(input)) {
      const value = place.reduce((value, name) => value[name], input);
      if (typeof value !== "object" || Array.isArray(value)) continue;
      for (const name of [
        "nosuch",
        "personaId",
        "persona_ids",
        "Name",
        "",
        "__proto__x",
        "toString",
      ]) {
        const message = await assertRefused(
          call(path, put(input, [...place, name], "1")),
          `${path} ${place.join(".")} with ${name}`,
        );
        const subject = written(place) || path;
        assert.ok(message.startsWith(`${subject} has no "${name}": it takes `), message);
        count += 1;
      }
    }
  }
  assert.ok(count > 500, `${count} cases`);
});

test("messages of errors say where the error is", async () => {
  const send = (message, more) =>
    call("messages.send", { recipient: { id: "2" }, message, ...more });
  const payload = (payload) => send({ attachment: { type: "template", payload } });
  const element = (element) => payload({ template_type: "generic", elements: [element] });
  const rows = [
    [
      element({ title: "x".repeat(81), subtitle: "B" }),
      "message.attachment.payload.elements[0].title: the title of an element has 81 characters: Messenger takes at most 80",
    ],
    [
      send({ text: "A", quick_replies: [{ content_type: "text", titel: "A", payload: "B" }] }),
      'message.quick_replies[0] has no "titel": it takes content_type, title, payload, image_url',
    ],
    [
      send({ attachment: { type: "image", payload: {} } }),
      "message.attachment.payload needs exactly one of url, attachment_id",
    ],
    [send({ text: 5 }), "message.text is a string, not a number"],
    [send({}), "message needs exactly one of text, attachment, attachments"],
    [
      send({ text: "A" }, { personaId: "1" }),
      /^messages\.send has no "personaId": it takes recipient, message, .*persona_id/,
    ],
    [send({ text: "A" }, { persona_ids: "1" }), /^messages\.send has no "persona_ids": /],
    [send({ text: "A" }, { persona_id: "x" }), /^persona_id: the persona id has 'x' at position 1/],
    [send({ text: "A" }, { recipient: {} }), /^recipient needs exactly one of id, user_ref, /],
    [send({ text: "A" }, { recipient: "2" }), "recipient is an object, not a string"],
    [send({ text: "A" }, { recipient: undefined }), "recipient is missing"],
    [send({ text: "" }), /^message\.text: /],
    [send({ text: "\ud83d" }), /^message\.text has half of a character/],
    [call("personas.create", { name: "Adam" }), "profile_picture_url is missing"],
    [call("personas.create"), "personas.create is an object, not something else"],
    [
      call("personas.get", 1),
      "personas.get takes the id as a string, not a number: a number would lose digits",
    ],
    [call("personas.list", { limit: "5" }), "personas.list: limit is a number, not a string"],
    [
      call("attachments.upload", { message: { attachment: { type: "image", payload: {} } } }),
      "message.attachment.payload.url is missing",
    ],
    [
      call("threadControl.extend", { recipient: { id: "2" }, duration: 0 }),
      "duration is not a whole number from 1 to 604800",
    ],
  ];
  for (const [row, expected] of rows) {
    const message = await assertRefused(row, String(expected));
    if (typeof expected === "string") assert.equal(message, expected);
    else assert.match(message, expected);
  }
});

test("queries, options, contexts, batches and raw calls refuse values of the wrong kind", async () => {
  const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
  const numbers = { limit: ["a number"], timeout: ["a number"], maxRetries: ["a number"] };
  for (const [kind, make] of Object.entries(NEVER)) {
    for (const [path, query] of LISTS) {
      await assertRefused(call(path, make()), `${path} with ${kind}`);
      for (const name of Object.keys(query)) {
        if (numbers[name]?.includes(kind)) continue;
        const wrong = { ...query, [name]: make() };
        await assertRefused(call(path, wrong), `${path} with ${kind} as ${name}`);
        const iterate = async () => {
          for await (const _ of client.personas.list(wrong)) assert.fail("sent");
        };
        await assertRefused(iterate, `iterating with ${kind} as ${name}`);
      }
    }
    for (const at of [
      (options) => call("personas.get", "1", options),
      (options) => call("personas.list", {}, options),
      (options) => call("personas.replace", "1", adam, options),
      (options) => call("batch", [{ call: "pages.get" }], options),
      (options) => call("call", { path: "1" }, options),
      (options) => () => client.personas.list({}, options)[Symbol.asyncIterator]().next(),
    ]) {
      await assertRefused(at(make()), `options: ${kind}`);
      for (const name of ["signal", "timeout", "maxRetries"]) {
        if (numbers[name]?.includes(kind)) continue;
        await assertRefused(at({ [name]: make() }), `${kind} as ${name}`);
      }
    }
    const advise =
      (...input) =>
      async () =>
        client.personas.advice(...input);
    await assertRefused(advise(make()), `advice on ${kind}`);
    await assertRefused(advise(adam, make()), `advice with ${kind}`);
    await assertRefused(advise(adam, { pageName: make() }), `pageName: ${kind}`);
    if (kind !== "an array")
      await assertRefused(advise(adam, { others: make() }), `others: ${kind}`);
    await assertRefused(advise(adam, { others: [make()] }), `others[0]: ${kind}`);
    await assertRefused(advise(adam, { others: [{ id: make() }] }), `others[0].id: ${kind}`);
    await assertRefused(call("batch", make()), `batch of ${kind}`);
    await assertRefused(call("batch", [make()]), `batch with ${kind}`);
    await assertRefused(call("batch", [{ call: make() }]), `batch with the call ${kind}`);
    await assertRefused(call("batch", [{ call: "personas.get", input: make() }]), `batch: ${kind}`);
    await assertRefused(call("call", make()), `call of ${kind}`);
    for (const name of ["method", "path"]) {
      await assertRefused(call("call", { path: "1", [name]: make() }), `call: ${name}: ${kind}`);
    }
  }
});

test("a raw call refuses parameters that are not JSON, and sends the others", async () => {
  const unwritable = [
    ...["a function", "a class", "a symbol", "a bigint", "a cyclic object", "a revoked proxy"],
    ...["a revoked proxy of an array", "a proxy that throws", "a proxy of an array that throws"],
    ...["an array with a getter", "half of a character", "the other half"],
  ];
  for (const kind of unwritable) {
    const params = { a: NEVER[kind]() };
    await assertRefused(call("call", { path: "1", params }), `a parameter that is ${kind}`);
    // In an object, JSON leaves functions and symbols out and escapes half of a character.
    if (/^(a function|a class|a symbol|half|the other)/.test(kind)) continue;
    const nested = { a: { b: [NEVER[kind]()] } };
    await assertRefused(call("call", { path: "1", params: nested }), `${kind} in a parameter`);
  }
  for (const params of ["", [], 5, () => {}, traps({}), revoked({})]) {
    await assertRefused(call("call", { path: "1", params }), "params");
  }
  let deep = {};
  for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };
  await assertRefused(call("call", { path: "1", params: { deep } }), "a deep parameter");
  for (const path of [
    "",
    "/",
    "1//2",
    "../1",
    "1/../2",
    "https://example.com",
    "1?a=b",
    "1#a",
    "a b",
    `1?access_token=${TOKEN}`,
    "\\",
    "%2e%2e",
  ]) {
    await assertRefused(call("call", { path }), `the path ${path}`);
  }
  for (const name of ["access_token", "method", "appsecret_proof", "\ud83d"]) {
    await assertRefused(call("call", { path: "1", params: { [name]: TOKEN } }), name);
  }
  for (const method of ["get", "PUT", "PATCH", "HEAD", ""]) {
    await assertRefused(call("call", { path: "1", method }), `the method ${method}`);
  }
});

test("a client refuses options of the wrong kind", async () => {
  const options = { pageId: "1", accessToken: TOKEN };
  const create = (options) => async () => new personas.GraphClient(options);
  const names = [
    ...["pageId", "accessToken", "version", "origin", "callStyle", "appSecretProof", "timeout"],
    ...["maxRetries", "fetch", "onExchange"],
  ];
  for (const [kind, make] of Object.entries(NEVER)) {
    await assertRefused(create(make()), `a client with ${kind}`);
    for (const name of names) {
      if (["timeout", "maxRetries"].includes(name) && kind === "a number") continue;
      const isFunction = ["a function", "an async function", "a class"].includes(kind);
      if (["fetch", "onExchange"].includes(name)) {
        if (isFunction || kind === "a revoked proxy of a function") continue;
      }
      await assertRefused(create({ ...options, [name]: make() }), `${kind} as ${name}`);
    }
  }
  for (const wrong of [
    ...[undefined, null, {}, { accessToken: TOKEN }, { pageId: "1" }, { ...options, pageID: "1" }],
    ...[
      { ...options, pageId: TOKEN },
      { ...options, accessToken: "" },
    ],
    ...[
      { ...options, accessToken: `${TOKEN}\n` + "x" },
      { ...options, version: "26" },
    ],
    ...[
      { ...options, origin: "graph.facebook.com" },
      { ...options, origin: `https://${TOKEN}@x/` },
    ],
    ...[
      { ...options, callStyle: "Form" },
      { ...options, appSecretProof: TOKEN },
    ],
    ...[
      { ...options, timeout: 0 },
      { ...options, timeout: 2 ** 31 },
      { ...options, maxRetries: 21 },
    ],
  ]) {
    await assertRefused(create(wrong), inspect(wrong));
  }
});

test("a getter is read once, so that the checked value is the one that is sent", async () => {
  const sent = [];
  const fetch = async (request) => {
    sent.push(await request.json());
    return new Response('{"message_id":"m_1"}');
  };
  const own = new personas.GraphClient({ pageId: "1", accessToken: TOKEN, fetch });
  const changing = (object, name, values) =>
    Object.defineProperty(object, name, { enumerable: true, get: () => values.shift() ?? "last" });
  const text = changing({}, "text", ["Hi"]);
  await own.messages.send({ recipient: { id: "2" }, message: text });
  const payload = { url: "https://example.com/a.png" };
  const attachment = changing({ payload }, "type", ["image", "template", "template"]);
  await own.messages.send({ recipient: { id: "2" }, message: { attachment } });
  assert.deepEqual(
    sent.map(({ message }) => message),
    [{ text: "Hi" }, { attachment: { type: "image", payload } }],
  );
});

test("a signal of another kind works, and one that is broken does not hang", async () => {
  const listeners = new Set();
  const foreign = (more) => ({
    aborted: false,
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
    ...more,
  });
  const never = () => new Promise(() => {});
  const quick = async () => new Response('{"id":"1"}');
  const get = (fetch, signal) =>
    new personas.GraphClient({ pageId: "1", accessToken: TOKEN, fetch }).personas.get("1", {
      ...{ signal, timeout: 1_000, maxRetries: 0 },
    });
  assert.deepEqual(await within(get(quick, foreign())), { id: "1" });
  assert.equal(listeners.size, 0, "no listener is left");
  for (const reason of ["left", undefined, { a: 1 }, new Error("mine")]) {
    assert.equal(await rejection(get(quick, foreign({ aborted: true, reason }))), reason);
    const signal = foreign();
    const call = rejection(get(never, signal));
    await Promise.resolve();
    Object.assign(signal, { aborted: true, reason });
    listeners.forEach((listener) => listener());
    assert.equal(await call, reason);
    assert.equal(listeners.size, 0);
  }
  const elsewhere = runInNewContext(
    `({ aborted: true, reason: "far", addEventListener() {}, removeEventListener() {} })`,
  );
  assert.equal(await rejection(get(quick, elsewhere)), "far");
  // An event without an abort has no effect.
  const spurious = foreign({ addEventListener: (_type, listener) => listener() });
  assert.deepEqual(await within(get(quick, spurious)), { id: "1" });
  const broken = [
    foreign({ addEventListener: thrower }),
    foreign({ removeEventListener: thrower }),
    Object.defineProperty(foreign(), "aborted", { get: thrower }),
    Object.defineProperty(foreign({ aborted: true }), "reason", { get: thrower }),
    foreign({ aborted: "yes", reason: "text" }),
    Object.create(AbortSignal.prototype),
  ];
  for (const signal of broken) {
    const end = await within(get(quick, signal).catch((error) => error));
    assert.ok(!(end instanceof Error) || end instanceof personas.RequestError, inspect(end));
  }
});
