// The input contract: what the types declare is what the built package accepts. Its errors name what
// it accepts, so every object of the samples in `types/everywhere.ts` gets an unknown name, every
// word another one, and every text and list too many characters and items.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { declaredAndBuilt, put } from "./declared.mjs";

let folder;
let personas;
let samples;
let types;

before(async () => {
  ({ folder, personas, samples, types } = await declaredAndBuilt());
});

after(() => rm(folder, { recursive: true, force: true }));

test("the names, words and limits that are declared are those that the package accepts", async () => {
  const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
  const query = { limit: 5, after: "c" };
  const { messages, actions, recipients, questions } = samples;
  const [first] = messages;
  const feedback = messages.find(
    (it) => it.message.attachment?.payload.template_type === "customer_feedback",
  );
  const question = [...["message", "attachment", "payload", "feedback_screens", 0, "questions", 0]];
  const recipient = { id: "2" };
  const file = { type: "image", payload: { url: "https://example.com/a.png", is_reusable: true } };
  const rows = [
    ["personas.create", adam],
    ["personas.list", query],
    ["pages.accounts", query],
    ["conversations.list", { ...query, user_id: "2" }],
    ...messages.map((message) => ["messages.send", message]),
    ...recipients.map((recipient) => ["messages.send", { ...first, recipient }]),
    ...questions.map((it) => ["messages.send", put(feedback, question, it)]),
    ...actions.map((action) => ["messages.senderAction", action]),
    ...recipients.map((recipient) => ["messages.senderAction", { ...actions[0], recipient }]),
    ["threadControl.pass", { recipient, target_app_id: "3", metadata: "why" }],
    ...["take", "release", "request"].map((it) => [
      ...[`threadControl.${it}`, { recipient, metadata: "why" }],
    ]),
    ["threadControl.extend", { recipient, duration: 3600 }],
    ["attachments.upload", { message: { attachment: file } }],
    ["call", { method: "GET", path: "1", params: { fields: "id" } }],
  ];
  const found = { names: {}, words: 0, limits: 0 };
  for (const [path, sample] of rows) {
    assert.equal(await refusal(path, sample), "", `${path} accepts ${JSON.stringify(sample)}`);
    await compare(path, sample, found);
  }
  for (const [key, { declared, accepted }] of Object.entries(found.names)) {
    assert.deepEqual([...accepted].sort(), [...declared].sort(), key);
  }
  assert.ok(
    found.words >= 80 && found.limits >= 80,
    `${found.words} words, ${found.limits} limits`,
  );
});

test("the members of options and contexts that are declared are those that the package accepts", async () => {
  const listed = (make) => {
    try {
      make();
    } catch (error) {
      return / it takes (.*)$/.exec(error.message)[1].split(", ").sort();
    }
  };
  const { GraphClient } = personas;
  const client = new GraphClient({ pageId: "1", accessToken: "T" });
  const adam = { name: "Adam", profile_picture_url: "https://example.com/adam.png" };
  const error = await client.personas.get("1", { nosuch: 1 }).catch((error) => error);
  const options = listed(() => {
    throw error;
  });
  const names = (name) => types.names(types.named(name)).sort();
  assert.deepEqual(
    listed(() => new GraphClient({ nosuch: 1 })),
    names("GraphClientOptions"),
  );
  assert.deepEqual(options, names("CallOptions"));
  const advice = listed(() => client.personas.advice(adam, { nosuch: 1 }));
  assert.deepEqual(advice, names("AdviceContext"));
  const batch = await client.batch([{ call: "personas.get", nosuch: 1 }]).catch((error) => error);
  assert.match(batch.message, /it takes call, input$/);
});

test("the client has every namespace and method that is declared, and no other", () => {
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T" });
  const declared = types.named("GraphClient");
  const own = [...Object.keys(client), "batch", "call", "dispose"].sort();
  const plain = types.names(declared).filter((name) => !name.startsWith("__@"));
  assert.deepEqual(own, plain.sort());
  for (const [name, member] of Object.entries(client)) {
    const methods = types.names(types.member(declared, name));
    assert.deepEqual(Object.keys(member).sort(), methods.sort(), name);
  }
});

/** The message of the error for `input`; empty if it is accepted. */
async function refusal(path, input) {
  const response = { id: "1", message_id: "m_1", attachment_id: "1", success: true, data: [] };
  const fetch = async () => new Response(JSON.stringify(response));
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T", fetch, maxRetries: 0 });
  const [space, method] = path.split(".");
  const call = method ? client[space][method] : client[space].bind(client);
  try {
    await call(input);
    return "";
  } catch (error) {
    assert.ok(error instanceof personas.PersonasError, `${path}: ${error}`);
    return error.message;
  }
}

/** The kinds of `type` with the tags of `value`, other than the tag `except`. */
function alike(type, value, except) {
  return types.kinds(type).filter((kind) =>
    TAGS.every((name) => {
      const known = name !== except && name in value && types.member(kind, name);
      return !known || types.words(known).includes(value[name]);
    }),
  );
}

/** The members that tell apart objects with different members. */
const TAGS = ["sender_action", "content_type", "control_type", "template_type", "type"];

/** Compares every value in `root`, the input of the method at `path`, with its type. */
async function compare(path, root, found) {
  const walk = async (value, type, place, above) => {
    const at = `${path} ${place.join(".")}`;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        await walk(item, types.item(type), [...place, index], above);
      }
      return;
    }
    if (typeof value !== "object" || types.isOpen(type)) return;
    const loose = alike(type, value);
    const strict = loose.filter((kind) =>
      Object.keys(value).every((name) => types.has(kind, name)),
    );
    assert.ok(strict.length > 0, `${at} is of its type`);
    const all = new Set(loose.flatMap((kind) => types.names(kind)));
    const own = new Set(strict.flatMap((kind) => types.names(kind)));
    const message = await refusal(path, put(root, [...place, "nosuch"], 1));
    const [, list] =
      /has no "nosuch": it takes (.*)$/.exec(message) ?? assert.fail(`${at}: ${message}`);
    const accepted = list.split(", ");
    const name = place.filter((it) => typeof it === "string").join(".");
    const key = [path, name, ...TAGS.map((tag) => value[tag])].join(" ");
    const names = (found.names[key] ??= { declared: new Set(), accepted: new Set() });
    all.forEach((it) => names.declared.add(it));
    accepted.forEach((it) => names.accepted.add(it));
    for (const it of own) assert.ok(accepted.includes(it), `${at}: ${it} is only declared`);
    for (const it of accepted) assert.ok(all.has(it), `${at}: ${it} is only accepted`);
    for (const [name, member] of Object.entries(value)) {
      const here = [...place, name];
      const known = types.member(strict[0], name);
      const around = [above, types.docOfType(strict[0])].join(" ");
      const doc = [types.docOfMember(strict[0], name), types.docOfType(known), around].join(" ");
      if (typeof member === "string")
        await compareText(at, here, known, doc, alike(type, value, name));
      else if (Array.isArray(member)) await compareCount(at, here, member, known, doc);
      await walk(member, known, here, around);
    }
  };
  const compareText = async (at, place, known, doc, kinds) => {
    const name = place.at(-1);
    if (types.words(known)) {
      const message = await refusal(path, put(root, place, "nosuch"));
      const list =
        / is not (.*)$/.exec(message)?.[1].split(/, | or /) ?? message.match(/[A-Z]+(_[A-Z]+)+/g);
      assert.ok(list, `${at}: the error names the words of ${name}: ${message}`);
      const declared = kinds.flatMap((kind) =>
        types.has(kind, name) ? types.words(types.member(kind, name)) : [],
      );
      assert.deepEqual([...new Set(declared)].sort(), list.sort(), `${at}: the words of ${name}`);
      found.words += 1;
    } else {
      const message = await refusal(path, put(root, place, "x".repeat(100_000)));
      const most = /takes at most (\d+)/.exec(message)?.[1];
      if (most) assert.match(doc, new RegExp(`\\b${most}\\b`), `${at}: ${name} takes ${most}`);
      if (most) found.limits += 1;
    }
  };
  const compareCount = async (at, place, member, known, doc) => {
    if (types.isTuple(known)) return;
    const message = await refusal(path, put(root, place, new Array(1000).fill(member[0])));
    const most = /takes at most (\d+)/.exec(message)?.[1];
    if (most)
      assert.match(doc, new RegExp(`\\b${most}\\b`), `${at}: ${place.at(-1)} takes ${most}`);
    if (most) found.limits += 1;
  };
  await walk(root, types.method(path).input, [], "");
}
