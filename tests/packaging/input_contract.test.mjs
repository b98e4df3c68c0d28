// What the types say the package takes is what the built package takes. The module names what it
// takes in its refusals: every object of the samples in `types/everywhere.ts` is given a name too
// many, every word another, every text and list too much.
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

test("what the types declare is what the module takes, word for word and limit for limit", async () => {
  const draft = { name: "Adam", profilePictureUrl: "https://example.com/adam.png" };
  const query = { limit: 5, after: "c" };
  const { messages, actions, recipients, questions } = samples;
  const [first] = messages;
  const feedback = messages.find((it) => it.template?.templateType === "customer_feedback");
  const rows = [
    ["personas.create", draft],
    ["personas.list", query],
    ["pages.accounts", query],
    ["conversations.list", { ...query, userId: "2" }],
    ...messages.map((message) => ["messages.send", message]),
    ...recipients.map((recipient) => ["messages.send", { ...first, recipient }]),
    ...questions.map((question) => [
      "messages.send",
      put(feedback, ["template", "feedbackScreens", 0, "questions", 0], question),
    ]),
    ...actions.map((action) => ["messages.senderAction", action]),
    ...recipients.map((recipient) => ["messages.senderAction", { ...actions[0], recipient }]),
    ["threadControl.pass", { psid: "2", targetAppId: "3", metadata: "why" }],
    ...["take", "release", "request"].map((it) => [
      `threadControl.${it}`,
      { psid: "2", metadata: "why" },
    ]),
    ["threadControl.extend", { psid: "2", duration: 3600 }],
    ["attachments.upload", { type: "image", url: "https://example.com/a.png" }],
    ["call", { method: "GET", path: "1", params: { fields: "id" } }],
  ];
  const found = { sums: {}, words: 0, limits: 0 };
  for (const [path, sample] of rows) {
    assert.equal(await refusal(path, sample), "", `${path} ${JSON.stringify(sample)} is taken`);
    await hold(path, sample, found);
  }
  for (const [key, { declared, taken }] of Object.entries(found.sums)) {
    assert.deepEqual([...taken].sort(), [...declared].sort(), key);
  }
  assert.ok(
    found.words >= 80 && found.limits >= 80,
    `${found.words} words, ${found.limits} limits`,
  );
});

test("settings, options and what a draft is looked at beside are declared as they are taken", async () => {
  const listed = (make) => {
    try {
      make();
    } catch (error) {
      return / it takes (.*)$/.exec(error.message)[1].split(", ").sort();
    }
  };
  const { GraphClient } = personas;
  const client = new GraphClient({ pageId: "1", accessToken: "T" });
  const draft = { name: "Adam", profilePictureUrl: "https://example.com/adam.png" };
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
  const advice = listed(() => client.personas.advice(draft, { nosuch: 1 }));
  assert.deepEqual(advice, names("AdviceContext"));
  const batch = await client.batch([{ call: "personas.get", nosuch: 1 }]).catch((error) => error);
  assert.match(batch.message, /it takes call, input$/);
});

test("every namespace and method that is declared is there, and no other", () => {
  const client = new personas.GraphClient({ pageId: "1", accessToken: "T" });
  const declared = types.named("GraphClient");
  const own = [...Object.keys(client), "batch", "call", "dispose"].sort();
  const plain = types.names(declared).filter((name) => !name.startsWith("__@"));
  assert.deepEqual(own, plain.sort());
  for (const name of Object.keys(client)) {
    const methods = types.names(types.member(declared, name));
    assert.deepEqual(Object.keys(client[name]).sort(), methods.sort(), name);
  }
});

/** What the package says to an input that it refuses. Nothing is asked of Graph. */
async function refusal(path, input) {
  const answer = { id: "1", message_id: "m_1", attachment_id: "1", success: true, data: [] };
  const fetch = async () => new Response(JSON.stringify(answer));
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

/**
 * The kinds of `type` that say the same as `value` where kinds are told apart, but for `except`.
 */
function alike(type, value, except) {
  return types.kinds(type).filter((kind) =>
    KIND.every((name) => {
      const known = name !== except && name in value && types.member(kind, name);
      return !known || types.words(known).includes(value[name]);
    }),
  );
}

/** The names by which the module tells kinds apart that take different names. */
const KIND = ["action", "contentType", "controlType", "templateType", "type"];

/** Holds every object in `root`, the input of the method at `path`, against its type. */
async function hold(path, root, found) {
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
    const said = await refusal(path, put(root, [...place, "nosuch"], 1));
    const [, list] = /has no nosuch: it takes (.*)$/.exec(said) ?? assert.fail(`${at}: ${said}`);
    const taken = list.split(", ");
    const name = place.filter((it) => typeof it === "string").join(".");
    const key = [path, name, ...KIND.map((kind) => value[kind])].join(" ");
    const sums = (found.sums[key] ??= { declared: new Set(), taken: new Set() });
    all.forEach((it) => sums.declared.add(it));
    taken.forEach((it) => sums.taken.add(it));
    for (const it of own) assert.ok(taken.includes(it), `${at}: ${it} is declared and not taken`);
    for (const it of taken) assert.ok(all.has(it), `${at}: ${it} is taken and not declared`);
    for (const [name, member] of Object.entries(value)) {
      const here = [...place, name];
      const known = types.member(strict[0], name);
      const around = [above, types.saidOf(strict[0])].join(" ");
      const doc = [types.said(strict[0], name), types.saidOf(known), around].join(" ");
      if (typeof member === "string")
        await holdText(at, here, known, doc, alike(type, value, name));
      else if (Array.isArray(member)) await holdCount(at, here, member, known, doc);
      await walk(member, known, here, around);
    }
  };
  const holdText = async (at, place, known, doc, kinds) => {
    const name = place.at(-1);
    if (types.words(known)) {
      const said = await refusal(path, put(root, place, "nosuch"));
      const list = / is "(.*)"$/.exec(said)?.[1].split('" or "') ?? said.match(/[A-Z]+(_[A-Z]+)+/g);
      assert.ok(list, `${at}: ${name} says which words it takes: ${said}`);
      const declared = kinds.flatMap((kind) =>
        types.has(kind, name) ? types.words(types.member(kind, name)) : [],
      );
      assert.deepEqual([...new Set(declared)].sort(), list.sort(), `${at}: the words of ${name}`);
      found.words += 1;
    } else {
      const said = await refusal(path, put(root, place, "x".repeat(100_000)));
      const most = /takes at most (\d+)/.exec(said)?.[1];
      if (most) assert.match(doc, new RegExp(`\\b${most}\\b`), `${at}: ${name} takes ${most}`);
      if (most) found.limits += 1;
    }
  };
  const holdCount = async (at, place, member, known, doc) => {
    if (types.isTuple(known)) return;
    const said = await refusal(path, put(root, place, new Array(1000).fill(member[0])));
    const most = /takes at most (\d+)/.exec(said)?.[1];
    if (most)
      assert.match(doc, new RegExp(`\\b${most}\\b`), `${at}: ${place.at(-1)} takes ${most}`);
    if (most) found.limits += 1;
  };
  await walk(root, types.method(path).input, [], "");
}
