// What the types say the package gives is what the built package gives, and what the core asks for.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { declaredAndBuilt } from "./declared.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

let folder;
let personas;
let types;

before(async () => {
  ({ folder, personas, types } = await declaredAndBuilt());
});

after(() => rm(folder, { recursive: true, force: true }));

test("what is given has every name that is declared, and no other", async () => {
  for (const [path, answer, item] of ANSWERS) {
    const asked = [];
    const fetch = async (request) => {
      const fields = new URL(request.url).searchParams.get("fields") ?? "";
      asked.push(...(fields.match(/\w+/g) ?? []));
      return new Response(JSON.stringify(answer));
    };
    const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
    const [space, method] = path.split(".");
    const input = INPUTS[path] ?? (item ? undefined : "1");
    const [value, read, there] = await watched(() => client[space][method](input));
    const unread = asked.filter((name) => !read.has(name) && !NOT_READ.includes(name));
    assert.deepEqual(unread, [], `${path}: what the core asks for is read`);
    const unknown = [...read].filter((name) => !there.has(name) && !NOT_HERE.includes(name));
    assert.deepEqual(unknown, [], `${path}: the answer above has every name that is read`);
    const declared = item ? types.named("Listing") : types.method(path).output;
    given(value, declared, path, item && types.named(item));
  }
});

test("every call that is declared for a batch can be in one, and gives what it gives alone", async () => {
  const calls = types.named("BatchCalls");
  for (const call of types.names(calls)) {
    const [, answer] = ANSWERS.find(([path]) => path === call) ?? [call, { success: true }];
    const items = [{ code: 200, body: JSON.stringify(answer) }];
    const fetch = async () => new Response(JSON.stringify(items));
    const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
    const [{ status, value }] = await client.batch([{ call, input: INPUTS[call] ?? "1" }]);
    assert.equal(status, "fulfilled", call);
    given(value, types.member(types.member(calls, call), "value"), call);
  }
});

test("an exchange has every name that is declared, and no other", async () => {
  const meter = { call_count: 1, total_time: 2, total_cputime: 3 };
  const business = { 134: [{ type: "messenger", ...meter, estimated_time_to_regain_access: 4 }] };
  const headers = {
    "x-app-usage": JSON.stringify(meter),
    "x-page-usage": JSON.stringify(meter),
    "x-business-use-case-usage": JSON.stringify(business),
  };
  const seen = [];
  const fetch = async () =>
    new Response('{"error":{"code":100,"message":"no"}}', { status: 400, headers });
  const onExchange = (exchange) => seen.push(exchange);
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch, onExchange });
  await client.personas.get("1").catch(() => {});
  assert.equal(seen.length, 1);
  given(seen[0], types.named("Exchange"), "exchange");
});

test("a refusal has every name that is declared, and its kinds are the core's", async () => {
  const fetch = async () => new Response('{"error":{"code":100,"message":"no"}}', { status: 400 });
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
  const error = await client.personas.get("1").catch((error) => error);
  const inherited = ["name", "message", "stack", "cause"];
  const own = [...Object.keys(error), ...inherited].sort();
  assert.deepEqual(own, types.names(types.named("GraphError")).sort());
  const classes = Object.keys(personas).filter((name) => name.endsWith("Error"));
  assert.deepEqual(types.words(types.named("ErrorName")).sort(), classes.sort());
  const core = await readFile(here("../../crates/messenger-personas/src/error.rs"), "utf8");
  const [, table] = /impl GraphErrorKind \{[^]*?fn as_str[^]*?match self \{([^]*?)\}/.exec(core);
  const kinds = [...table.matchAll(/=> "(\w+)"/g)].map(([, word]) => word);
  assert.deepEqual(types.words(types.named("GraphErrorKind")).sort(), kinds.sort());
});

test("what is said about a draft is of the kinds that are declared", async () => {
  const source = "../../crates/messenger-personas-js/src/operation/persona.rs";
  const persona = await readFile(here(source), "utf8");
  const kinds = [...persona.matchAll(/PersonaAdvice::\w+.*?=> \("(\w+)"/g)].map(([, word]) => word);
  const declared = types
    .kinds(types.named("PersonaAdvice"))
    .flatMap((kind) => types.words(types.member(kind, "kind")));
  assert.deepEqual(declared.sort(), kinds.sort());
});

/** What `call` gives, which names of its answer were read meanwhile, and which are there. */
async function watched(call) {
  const { parse } = JSON;
  const [read, there] = [new Set(), new Set()];
  const watch = (value) => {
    if (typeof value !== "object" || value === null) return value;
    if (!Array.isArray(value)) Object.keys(value).forEach((name) => there.add(name));
    return new Proxy(value, {
      get(target, name) {
        if (typeof name === "string" && !Array.isArray(target)) read.add(name);
        return watch(target[name]);
      },
    });
  };
  JSON.parse = (text) => watch(parse(text));
  try {
    return [await call(), read, there];
  } finally {
    JSON.parse = parse;
  }
}

/** Fields of a message that the core reads and the package's bindings leave out. */
const NOT_READ = ["attachments", "sticker", "shares", "reactions"];

/** Looked for in every answer, or in every listing. */
const NOT_HERE = ["error", "previous"];

function given(value, type, at, item) {
  if (Array.isArray(value)) {
    const each = item ?? types.item(type);
    for (const member of value) given(member, each, at);
  } else if (typeof value === "object" && value !== null) {
    assert.deepEqual(Object.keys(value).sort(), types.names(type).sort(), at);
    for (const [name, member] of Object.entries(value)) {
      given(member, types.member(type, name), `${at}.${name}`, name === "data" ? item : undefined);
    }
  }
}

/** Answers in which nothing is missing, and what is read of them. */
const who = { id: "9", name: "Ana", email: "ana@example.com" };
const message = {
  ...{ id: "m_1", created_time: "2026-07-12T19:11:07+0000", from: who, to: { data: [who] } },
  ...{ message: "Hi", reply_to: { mid: "m_0", is_self_reply: true } },
};
const messages = { data: [message], paging: { cursors: { after: "a", before: "b" }, next: "n" } };
const conversation = {
  ...{ id: "t_1", updated_time: "2026-07-12T19:11:07+0000", participants: { data: [who] } },
  ...{ snippet: "Hi", unread_count: 1, message_count: 2, can_reply: true, is_owner: false },
  ...{ link: "/inbox", messages },
};
const picture = { data: { url: "https://example.com/a.png" } };
const account = {
  ...{ id: "1", name: "Market", category: "Food", picture, tasks: ["MESSAGING"] },
  access_token: "EAAB",
};
const list = (item) => ({ ...messages, data: [item] });
const persona = { id: "1", name: "Adam", profile_picture_url: "https://example.com/a.png" };
const ANSWERS = [
  ["personas.create", { id: "1" }],
  ["personas.get", persona],
  ["personas.list", list(persona), "Persona"],
  ["personas.delete", { success: true }],
  ["messages.send", { message_id: "m_1", recipient_id: "2", attachment_id: "3" }],
  ["messages.senderAction", { recipient_id: "2" }],
  ["messages.get", message],
  ["pages.get", { id: "1", name: "Market", picture }],
  ["pages.accounts", list(account), "Account"],
  ["conversations.list", list(conversation), "Conversation"],
  ["conversations.get", conversation],
  [
    "people.get",
    { id: "2", name: "A B", first_name: "A", last_name: "B", profile_pic: "https://p" },
  ],
  ["threadControl.take", { success: true }],
  ["threadControl.owner", { data: [{ thread_owner: { app_id: "3", expiration: 1764000000 } }] }],
  ["attachments.upload", { attachment_id: "3" }],
];

/** What is taken, where it is not an id of digits. */
const INPUTS = {
  "personas.create": { name: "Adam", profilePictureUrl: "https://example.com/adam.png" },
  "messages.send": { recipient: { id: "2" }, text: "Hi" },
  "messages.senderAction": { recipient: { id: "2" }, action: "typing_on" },
  "threadControl.pass": { psid: "2", targetAppId: "3" },
  "threadControl.take": { psid: "2" },
  "threadControl.release": { psid: "2" },
  "threadControl.request": { psid: "2" },
  "threadControl.extend": { psid: "2", duration: 60 },
  "attachments.upload": { type: "image", url: "https://example.com/a.png" },
  "messages.get": "m_1",
  "conversations.get": "t_1",
};
