// The output contract: what calls return is what the types declare, what the core requests, and what
// the examples in Meta's documentation have.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { declaredAndBuilt } from "./declared.mjs";
import { fixture, listing } from "./fixtures.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

let folder;
let personas;
let types;

before(async () => {
  ({ folder, personas, types } = await declaredAndBuilt());
});

after(() => rm(folder, { recursive: true, force: true }));

test("a result has every member that is declared, of its type, and no other", async () => {
  for (const [path, response, item] of RESPONSES) {
    const fields = [];
    const fetch = async (request) => {
      const query = new URL(request.url).searchParams.get("fields") ?? "";
      fields.push(...(query.match(/\w+/g) ?? []));
      return new Response(JSON.stringify(response));
    };
    const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
    const [space, method] = path.split(".");
    const input = INPUTS[path] ?? (item ? undefined : "1");
    const { result, read, present } = await watch(() => client[space][method](input));
    const unread = fields.filter((name) => !read.has(name));
    assert.deepEqual(unread, [], `${path}: every requested field is read`);
    const missing = [...read].filter((name) => !present.has(name) && name !== "previous");
    assert.deepEqual(missing, [], `${path}: the response above has every field that is read`);
    const declared = item ? types.named("Listing") : types.method(path).output;
    assertDeclared(result, declared, path, item && types.named(item));
  }
});

test("a result has every value of the example in Meta's documentation", async () => {
  for (const [name, path, input] of EXAMPLES) {
    const { body } = (await fixture(name)).answer;
    const fetch = async () => new Response(JSON.stringify(body));
    const client = new personas.GraphClient({ pageId: "134", accessToken: "T", fetch });
    const [space, method] = path.split(".");
    assert.deepEqual(await client[space][method](input), expected(name, body), name);
  }
});

test("a batch returns every value of the example in Meta's documentation", async () => {
  const { body } = (await fixture("batch")).answer;
  const fetch = async () => new Response(JSON.stringify(body));
  const client = new personas.GraphClient({ pageId: "134", accessToken: "T", fetch });
  const calls = ["135", "136"].map((input) => ({ call: "pages.get", input }));
  const values = body.map((item) => ({ status: "fulfilled", value: JSON.parse(item.body) }));
  assert.deepEqual(await client.batch(calls), values);
});

test("an unexpected value of a field is left out, and the rest is returned", async () => {
  const wrong = [null, 5.5, true, {}, [], "", [[]], { data: 5 }];
  for (const [path, response, item] of RESPONSES) {
    const row = item ? response.data[0] : response;
    for (const name of Object.keys(row)) {
      for (const value of wrong) {
        const changed = { ...row, [name]: value };
        const body = JSON.stringify(item ? { ...response, data: [changed, row] } : changed);
        const fetch = async () => new Response(body);
        const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
        const [space, method] = path.split(".");
        const call = async () => client[space][method](INPUTS[path] ?? (item ? undefined : "1"));
        const result = await call().catch((error) => error);
        const at = `${path} with ${JSON.stringify(value)} as ${name}`;
        if (result instanceof Error) {
          assert.ok(result instanceof personas.ResponseError, `${at}: ${result}`);
        } else if (item) {
          const { data, malformed } = result;
          assert.deepEqual([data.length + malformed.length, malformed.at(0) ?? 0], [2, 0], at);
          assertWithin(data, types.named("Listing"), at, types.named(item));
        } else {
          assertWithin(result, types.method(path).output, at);
        }
      }
    }
  }
});

test("every call that is declared for a batch can be in one, with the same result as alone", async () => {
  const calls = types.named("BatchCalls");
  for (const call of types.names(calls)) {
    const [, response] = RESPONSES.find(([path]) => path === call) ?? [call, { success: true }];
    const items = [{ code: 200, body: JSON.stringify(response) }];
    const fetch = async () => new Response(JSON.stringify(items));
    const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch });
    const [{ status, value }] = await client.batch([{ call, input: INPUTS[call] ?? "1" }]);
    assert.equal(status, "fulfilled", call);
    assertDeclared(value, types.member(types.member(calls, call), "value"), call);
  }
});

test("an exchange has every member that is declared, and no other", async () => {
  const meter = { call_count: 1, total_time: 2, total_cputime: 3 };
  const business = { 134: [{ type: "messenger", ...meter, estimated_time_to_regain_access: 4 }] };
  const headers = {
    "x-app-usage": JSON.stringify(meter),
    "x-page-usage": JSON.stringify(meter),
    "x-business-use-case-usage": JSON.stringify(business),
  };
  const exchanges = [];
  const fetch = async () =>
    new Response('{"error":{"code":100,"message":"no"}}', { status: 400, headers });
  const onExchange = (exchange) => exchanges.push(exchange);
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch, onExchange });
  await client.personas.get("1").catch(() => {});
  assert.equal(exchanges.length, 1);
  assertDeclared(exchanges[0], types.named("Exchange"), "exchange");
});

test("a GraphError has every member that is declared, and its kinds are the core's", async () => {
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

test("the kinds of advice are those that are declared", async () => {
  const source = "../../crates/messenger-personas-js/src/personas.rs";
  const text = await readFile(here(source), "utf8");
  const kinds = [...text.matchAll(/PersonaAdvice::\w+.*?=> \("(\w+)"/g)].map(([, kind]) => kind);
  const declared = types
    .kinds(types.named("PersonaAdvice"))
    .flatMap((kind) => types.words(types.member(kind, "kind")));
  assert.deepEqual(declared.sort(), [...kinds, "other"].sort());
});

/** What `call` returns, the names in its response that were read, and those that are present. */
async function watch(call) {
  const { parse } = JSON;
  const [read, present] = [new Set(), new Set()];
  const observe = (value) => {
    if (typeof value !== "object" || value === null) return value;
    if (!Array.isArray(value)) Object.keys(value).forEach((name) => present.add(name));
    return new Proxy(value, {
      get(target, name) {
        if (typeof name === "string" && !Array.isArray(target)) read.add(name);
        return observe(target[name]);
      },
    });
  };
  JSON.parse = (text) => observe(parse(text));
  try {
    return { result: await call(), read, present };
  } finally {
    JSON.parse = parse;
  }
}

/** Fails unless `value` has all members of `type` and no other; `item` is that of a listing. */
function assertDeclared(value, type, at, item) {
  assertWithin(value, type, at, item);
  if (Array.isArray(value)) {
    for (const member of value) assertDeclared(member, item ?? types.item(type), at);
  } else if (typeof value === "object" && value !== null) {
    assert.deepEqual(Object.keys(value).sort(), types.names(type).sort(), at);
    for (const [name, member] of Object.entries(value)) {
      const items = name === "data" ? item : undefined;
      assertDeclared(member, types.member(type, name), `${at}.${name}`, items);
    }
  }
}

/** Fails if `value` has a member that `type` has not, or one of another type. */
function assertWithin(value, type, at, item) {
  if (Array.isArray(value)) {
    for (const member of value) assertWithin(member, item ?? types.item(type), at);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      assert.ok(types.has(type, name), `${at}.${name} is declared`);
      const items = name === "data" ? item : undefined;
      if (member === null) assert.ok(types.isNullable(type, name), `${at}.${name} is null`);
      else assertWithin(member, types.member(type, name), `${at}.${name}`, items);
    }
  } else {
    assert.ok(types.accepts(type, value), `${at} is ${value}`);
  }
}

/** The value that the package returns for the response `body` of an example. */
function expected(name, body) {
  switch (name) {
    case "get_page": {
      const { url } = body.picture?.data ?? {};
      return body.picture ? { ...body, picture: { data: { url } } } : body;
    }
    case "get_conversation":
      return { ...body, messages: listing(body.messages) };
    case "list_accounts": {
      const rows = body.data.map(({ category_list: _, ...account }) => ({
        ...{ ...account, mayMessage: account.tasks.includes("MANAGE") },
      }));
      return listing({ ...body, data: rows });
    }
    case "thread_owner":
      return body.data[0].thread_owner;
    default:
      return "data" in body ? listing(body) : body;
  }
}

/** Responses in which no field is missing. */
const ana = { id: "9", name: "Ana", email: "ana@example.com" };
const media = {
  ...{ width: 1, height: 2, url: "https://example.com/a.png" },
  preview_url: "https://example.com/b.png",
};
const attachment = {
  ...{ id: "4", mime_type: "image/png", name: "a.png", size: 5 },
  ...{ file_url: "https://example.com/a.pdf", image_data: media, video_data: media },
};
const share = { id: "6", name: "Shoes", description: "Red", link: "https://example.com/shoes" };
const message = {
  ...{ id: "m_1", created_time: "2026-07-12T19:11:07+0000", from: ana, to: { data: [ana] } },
  ...{ message: "Hi", reply_to: { mid: "m_0", is_self_reply: true } },
  ...{ attachments: { data: [attachment] }, sticker: "https://example.com/sticker.png" },
  shares: { data: [share] },
  reactions: { data: [{ reaction: "love", emoji: "❤", users: [ana] }] },
};
const messages = { data: [message], paging: { cursors: { after: "a", before: "b" }, next: "n" } };
const conversation = {
  ...{ id: "t_1", updated_time: "2026-07-12T19:11:07+0000", participants: { data: [ana] } },
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
const RESPONSES = [
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

/** Inputs, where they are not an id of digits. */
const recipient = { id: "2" };
const file = { type: "image", payload: { url: "https://example.com/a.png" } };
const INPUTS = {
  "personas.create": { name: "Adam", profile_picture_url: "https://example.com/adam.png" },
  "messages.send": { recipient, message: { text: "Hi" } },
  "messages.senderAction": { recipient, sender_action: "typing_on" },
  "threadControl.pass": { recipient, target_app_id: "3" },
  "threadControl.take": { recipient },
  "threadControl.release": { recipient },
  "threadControl.request": { recipient },
  "threadControl.extend": { recipient, duration: 60 },
  "attachments.upload": { message: { attachment: file } },
  "messages.get": "m_1",
  "conversations.get": "t_1",
};

/** Examples in Meta's documentation, with the call that returns them. */
const EXAMPLES = [
  ["create_persona", "personas.create", INPUTS["personas.create"]],
  ["get_persona", "personas.get", "311"],
  ["list_personas", "personas.list"],
  ["delete_persona", "personas.delete", "311"],
  ["send_message", "messages.send", INPUTS["messages.send"]],
  ["send_reusable_attachment", "messages.send", INPUTS["messages.send"]],
  ["send_user_ref", "messages.send", INPUTS["messages.send"]],
  ["typing_on", "messages.senderAction", INPUTS["messages.senderAction"]],
  ["get_message", "messages.get", "m_1"],
  ["get_page", "pages.get", "123"],
  ["list_accounts", "pages.accounts"],
  ["list_conversations", "conversations.list"],
  ["find_conversation", "conversations.list", { user_id: "251" }],
  ["get_conversation", "conversations.get", "t_1"],
  ["get_person", "people.get", "251"],
  ["pass_thread_control", "threadControl.pass", INPUTS["threadControl.pass"]],
  ["take_thread_control", "threadControl.take", INPUTS["threadControl.take"]],
  ["release_thread_control", "threadControl.release", INPUTS["threadControl.release"]],
  ["request_thread_control", "threadControl.request", INPUTS["threadControl.request"]],
  ["extend_thread_control", "threadControl.extend", INPUTS["threadControl.extend"]],
  ["thread_owner", "threadControl.owner", "251"],
  ["upload_attachment", "attachments.upload", INPUTS["attachments.upload"]],
];
