// The emulator of the packed package, without a server.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { installPackage } from "./installed.mjs";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

let folder;
let createEmulator;
let GraphClient;
let personas;

before(async () => {
  folder = await installPackage("sample");
  const dist = join(folder, "node_modules/messenger-personas/dist");
  ({ createEmulator } = await import(join(dist, "emulator/node.js")));
  personas = await import(join(dist, "node.js"));
  ({ GraphClient } = personas);
});

after(() => rm(folder, { recursive: true, force: true }));

const zoe = { name: "Zoë", profile_picture_url: "https://example.com/zoe.png" };
const A_DAY = 24 * 60 * 60 * 1000;

test("unit tests of an app run with the packed package alone", async () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = { cwd: folder, env };
  const { stdout } = await run(process.execPath, ["--test", "--test-reporter=tap"], options).catch(
    (error) => assert.fail(error.stdout),
  );
  assert.match(stdout, /^# pass 4$/m);
  assert.match(stdout, /^# fail 0$/m);
});

test("a Page has the options of its client", async () => {
  const graph = await createEmulator();
  const [market, bakery] = graph.pages;
  assert.deepEqual([market.name, bakery.name], ["Jasper's Market", "Jasper's Bakery"]);
  assert.deepEqual(Object.keys(market), ["pageId", "accessToken", "fetch"]);
  for (const settings of [
    market,
    { ...market, callStyle: "form" },
    { ...market, origin: "https://gateway.example" },
  ]) {
    const { id } = await new GraphClient(settings).personas.create(zoe);
    assert.equal((await new GraphClient(market).personas.get(id)).name, "Zoë");
  }
  assert.equal((await new GraphClient(bakery).personas.list()).data.length, 1);
});

test("emulators share nothing", async () => {
  const [one, other] = await Promise.all([createEmulator(), createEmulator()]);
  await new GraphClient(one.pages[0]).personas.create(zoe);
  assert.equal((await new GraphClient(other.pages[0]).personas.list()).data.length, 3);
});

test("the same calls have the same responses at a fixed time", async () => {
  const responses = async () => {
    const graph = await createEmulator({ now: new Date("2026-01-01T00:00:00Z"), frozen: true });
    const { pageId, accessToken, fetch } = graph.pages[0];
    const url = `https://graph.facebook.com/${pageId}/personas?access_token=${accessToken}`;
    const body = new URLSearchParams(zoe);
    const received = [];
    for (const init of [{ method: "POST", body }, {}]) {
      const response = await fetch(url, init);
      received.push([...response.headers], await response.text());
    }
    return [received, graph.now.toISOString(), graph.people];
  };
  const first = await responses();
  assert.equal(first[1], "2026-01-01T00:00:00.000Z");
  assert.deepEqual(await responses(), first);
});

test("time can be frozen, advanced and unfrozen", async () => {
  const start = Date.UTC(2030, 0, 1);
  const graph = await createEmulator({ now: start });
  const passed = () => graph.now - start;
  assert.ok(passed() >= 0 && passed() < 60_000);
  const frozen = graph.freeze() - start;
  await new Promise((late) => setTimeout(late, 5));
  assert.equal(passed(), frozen);
  assert.equal(graph.advance(1500) - start, frozen + 1500);
  assert.equal(passed(), frozen + 1500);
  graph.unfreeze();
  const ran = passed() - frozen - 1500;
  assert.ok(ran >= 0 && ran < 60_000, `${ran}`);
  assert.throws(() => graph.advance(-1), /advance_ms/);
});

test("a window closes with time, and opens when the person writes", async () => {
  const graph = await createEmulator();
  const [{ psid }] = graph.people;
  const isOpen = () => graph.people[0].windowOpen;
  assert.ok(isOpen());
  graph.advance(A_DAY);
  assert.ok(!isOpen());
  const message = graph.write(psid, "Hi!");
  assert.deepEqual([message.from, message.text], ["person", "Hi!"]);
  assert.ok(isOpen());
  assert.throws(() => graph.write("1", "Hi!"), /no person has this page-scoped id/);
});

test("a person can react to a message and block the Page", async () => {
  const graph = await createEmulator();
  const client = new GraphClient({ ...graph.pages[0], maxRetries: 0 });
  const [{ psid }] = graph.people;
  const events = [];
  graph.on("*", (event) => events.push(event.type));
  const [{ messageId }] = graph.conversation(psid).messages;
  assert.equal(graph.react(psid, messageId, "😊").personReaction, "😊");
  assert.equal(graph.react(psid, messageId, null).personReaction, null);
  graph.block(psid);
  const message = { recipient: { id: psid }, message: { text: "Hi" } };
  await assert.rejects(client.messages.send(message), personas.GraphError);
  graph.block(psid, false);
  await client.messages.send(message);
  const [blocks, sent] = [["person_blocked", "person_blocked"], "message_sent"];
  assert.deepEqual(events, ["person_reacted", "person_reacted", ...blocks, sent]);
});

test("a sent message is reported as it was sent", async () => {
  const graph = await createEmulator();
  const [{ pageId, accessToken, fetch }] = graph.pages;
  const [{ psid }] = graph.people;
  const quick_replies = [{ content_type: "text", title: "Yes", payload: "yes_1" }];
  const message = { text: "Tea?", quick_replies };
  const events = [];
  graph.on("message_sent", (event) => events.push(event));
  const response = await fetch(`https://graph.facebook.com/v26.0/${pageId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({ recipient: { id: psid }, messaging_type: "RESPONSE", message }),
  });
  const { message_id: messageId } = await response.json();
  const [sent] = graph.outbox();
  assert.deepEqual(
    [sent.messageId, sent.text, sent.messagingType],
    [messageId, "Tea?", "RESPONSE"],
  );
  assert.deepEqual(sent.quickReplies, quick_replies);
  assert.deepEqual(graph.conversation(psid).messages.at(-1).quickReplies, quick_replies);
  assert.deepEqual([events[0].messageId, events[0].quickReplies], [messageId, quick_replies]);
});

test("a response is a Response of fetch", async () => {
  const graph = await createEmulator();
  const [{ accessToken, fetch }] = graph.pages;
  const url = `https://graph.facebook.com/me?access_token=${accessToken}`;
  for (const response of [
    await fetch(url),
    await fetch(new URL(url)),
    await fetch(new Request(url)),
  ]) {
    assert.ok(response instanceof Response && response.ok);
    assert.equal(response.url, url);
    assert.equal(response.headers.get("facebook-api-version"), "v26.0");
    assert.equal((await response.json()).name, "Jasper's Market");
  }
  assert.equal((await fetch(url, { method: "HEAD" })).body, null);
  assert.equal((await fetch(url, { method: "OPTIONS" })).status, 200);
  assert.equal(
    (await fetch("https://a.example/_emulator/health", { method: "OPTIONS" })).status,
    204,
  );
  await assert.rejects(fetch("no address"), TypeError);
  const long = { method: "POST", body: "x".repeat(1024 * 1024 + 1) };
  assert.match((await (await fetch(url, long)).json()).error.message, /1 MiB/);
});

test("a fault looks to the caller like a fault of the network", async () => {
  const graph = await createEmulator();
  const [{ accessToken, fetch }] = graph.pages;
  const url = `https://graph.facebook.com/me?access_token=${accessToken}`;

  graph.fault("reset");
  await assert.rejects(fetch(url), TypeError);

  graph.fault("cut_body");
  const cut = await fetch(url);
  assert.equal(cut.status, 200);
  await assert.rejects(cut.text(), TypeError);

  graph.fault({ fault: "slow", ms: 30 });
  const start = performance.now();
  await fetch(url);
  assert.ok(performance.now() - start >= 25);

  for (const fault of ["slow", "no_answer"]) {
    graph.fault(fault);
    const controller = new AbortController();
    const reason = { why: "left" };
    const response = fetch(url, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    assert.equal(await response.catch((thrown) => thrown), reason);
  }
  const gone = AbortSignal.abort("before");
  graph.fault("transient");
  assert.equal(await fetch(url, { signal: gone }).catch((thrown) => thrown), "before");
  assert.equal(graph.faults.length, 1, "an aborted request is not sent");
});

test("each fault is an error of its class in the client", async () => {
  const graph = await createEmulator();
  const [page] = graph.pages;
  const client = new GraphClient({ ...page, maxRetries: 0 });
  for (const [fault, name] of [
    ["token_expired", "AccessTokenError"],
    ["permission", "PermissionError"],
    ["rate_limit_app", "RateLimitError"],
    ["transient", "GraphError"],
    ["html_500", "ResponseError"],
    ["truncated_json", "ResponseError"],
    ["reset", "ConnectionError"],
    ["cut_body", "ConnectionError"],
    ["no_answer", "TimeoutError"],
  ]) {
    graph.fault({ fault, on: "personas" });
    const timeout = name === "TimeoutError" ? 50 : undefined;
    const error = await client.personas.list({}, { timeout }).catch((error) => error);
    assert.equal(error.name, name, fault);
    assert.ok(error instanceof personas[name], fault);
  }
  assert.deepEqual(graph.faults, []);
  assert.throws(() => graph.fault("nonsense"), /there is token_expired/);
  assert.throws(
    () => graph.fault({ fault: "window_closed", on: "pages" }),
    /it can be on messages/,
  );
});

test("events are reported until the listener is removed, and without a token", async () => {
  const graph = await createEmulator();
  const client = new GraphClient(graph.pages[0]);
  const all = [];
  const off = graph.on("*", (event) => all.push(event.type));
  const events = graph.events();
  const { id } = await client.personas.create(zoe);
  await client.personas.delete(id);
  const seen = [];
  for await (const event of events) {
    seen.push([event.type, event.persona?.profilePictureUrl ?? event.personaId]);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, [
    ["persona_created", zoe.profile_picture_url],
    ["persona_deleted", id],
  ]);
  off();
  graph.reset();
  assert.deepEqual(all, ["persona_created", "persona_deleted"]);
  assert.deepEqual(await events.next(), { done: true, value: undefined });
});

test("a custom seed is accepted, and an error in it is named", async () => {
  const graph = await createEmulator({
    seed: {
      userAccessToken: "EAABuser",
      pages: [
        {
          name: "Shop",
          accessToken: "EAABshop",
          personas: [{ name: "Kim" }],
          people: [{ name: "Lu" }],
        },
      ],
    },
  });
  assert.equal(graph.userAccessToken, "EAABuser");
  const [shop] = graph.pages;
  assert.deepEqual([shop.name, shop.accessToken], ["Shop", "EAABshop"]);
  assert.deepEqual([graph.people[0].name, graph.people[0].windowOpen], ["Lu", false]);
  assert.equal((await new GraphClient(shop).personas.list()).data[0].name, "Kim");
  await assert.rejects(
    createEmulator({ seed: { pages: [{ name: "Shop", personas: [{ name: " " }] }] } }),
    /^Error: createEmulator: the seed cannot be used: pages\[0\]\.personas\[0\]\.name: /,
  );
  assert.deepEqual((await createEmulator({ seed: "empty" })).pages, []);
});

test("settings last until the reset, which restores the seed", async () => {
  const graph = await createEmulator();
  const before = graph.configure({ requireAppSecret: true });
  assert.deepEqual(before, { requireAppSecret: true, unknownPersona: "refused" });
  const client = new GraphClient({ ...graph.pages[0], maxRetries: 0 });
  await assert.rejects(client.personas.create(zoe), personas.GraphError);
  graph.fault("transient");
  graph.advance(A_DAY);
  graph.reset();
  assert.deepEqual(graph.faults, []);
  assert.ok(graph.people[0].windowOpen);
  await client.personas.create(zoe);
  assert.equal(graph.control("GET", "settings").require_app_secret, false);
  assert.throws(() => graph.control("GET", "nope"), /nothing is at this address/);
});

test("reported objects have the members that the types declare", async () => {
  const graph = await createEmulator();
  const client = new GraphClient(graph.pages[0]);
  const [{ psid }] = graph.people;
  await client.messages.send({ recipient: { id: psid }, message: { text: "Hi" } });
  const types = await readFile(
    join(folder, "node_modules/messenger-personas/dist/emulator.d.ts"),
    "utf8",
  );
  const declared = (name) => {
    const [, base, body] = new RegExp(`interface ${name}(?: extends (\\w+))? {([^]*?)\n}`).exec(
      types,
    );
    const own = [...body.matchAll(/^ {2}readonly (\w+):/gm)].map(([, member]) => member);
    return base ? [...declared(base), ...own] : own;
  };
  const [page] = graph.pages;
  graph.fault("slow");
  for (const [name, value] of [
    ["SentMessage", graph.outbox()[0]],
    ["ConversationMessage", graph.conversation(psid).messages.at(-1)],
    ["EmulatedConversation", graph.conversation(psid)],
    ["EmulatedPerson", graph.people[0]],
    ["ArmedFault", graph.faults[0]],
    ["Guess", graph.unverified[0]],
  ]) {
    assert.deepEqual(Object.keys(value).sort(), declared(name).sort(), name);
  }
  for (const name of declared("EmulatedPage")) assert.notEqual(page[name], undefined, name);
});

test("the types compile with three compilers, with the DOM, in a worker, in Node and without libraries", async () => {
  const node = ["es2022", "--types", "node", "--typeRoots", here("../node_modules/@types")];
  const libs = {
    5: [["es2022"], node],
    6: [["es2022,dom"], ["es2022,webworker"]],
    7: [["es2022"], node],
  };
  for (const [version, each] of Object.entries(libs)) {
    const compiler = here(`../node_modules/typescript-${version}/bin/tsc`);
    const checked = each.map(async (lib) => {
      const options = [
        ...["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022"],
        ...["--module", "nodenext", "--lib", ...lib, "emulated.ts"],
      ];
      await run(process.execPath, [compiler, ...options], { cwd: folder }).catch((error) =>
        assert.fail(`TypeScript ${version}, ${lib}: ${error.stdout}`),
      );
    });
    await Promise.all(checked);
  }
});

test("a listener gets webhook events in order, one at a time per person, and again if it fails", async () => {
  const graph = await createEmulator();
  const client = new GraphClient(graph.pages[0]);
  const [{ psid }, other] = graph.people;
  const texts = [];
  const echoes = [];
  let running = 0;
  let failures = 2;
  let finished;
  const done = new Promise((resolve) => (finished = resolve));
  const remove = graph.onWebhook(async ({ object, entry: [{ id, messaging: [event] }] }) => {
    assert.equal(object, "page");
    assert.equal(id, graph.pages[0].id);
    if (event.message?.is_echo) echoes.push(event.message.text);
    if (!event.message || event.message.is_echo || event.sender.id !== psid) return;
    running += 1;
    assert.equal(running, 1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    if (event.message.text === "2" && failures-- > 0) throw new Error("not yet");
    texts.push(event.message.text);
    const recipient = { id: event.sender.id };
    await client.messages.send({ recipient, message: { text: `re: ${event.message.text}` } });
    if (event.message.text === "4") finished();
  });
  for (const text of ["1", "2", "3", "4"]) graph.write(psid, text);
  graph.write(other.psid, "Hi");
  await done;
  assert.deepEqual(texts, ["1", "2", "3", "4"]);
  const delivered = () => graph.control("GET", "webhooks").events;
  while (delivered().some(({ state }) => state !== "delivered"))
    await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual(echoes, ["re: 1", "re: 2", "re: 3", "re: 4"]);
  assert.equal(delivered().find(({ body }) => JSON.stringify(body).includes('"2"')).attempts, 3);

  remove();
  graph.write(psid, "Not heard");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(texts.length, 4);
});

test("a listener hears of pressed buttons, also after a reset", async () => {
  const graph = await createEmulator();
  const client = new GraphClient(graph.pages[0]);
  const [{ psid }] = graph.people;
  const heard = [];
  graph.onWebhook(({ entry: [{ messaging: [event] }] }) => heard.push(event));
  graph.reset();
  const button = { type: "postback", title: "Talk", payload: "TALK" };
  const payload = { template_type: "button", text: "Hi", buttons: [button] };
  const message = { attachment: { type: "template", payload } };
  await client.messages.send({ recipient: { id: psid }, message });
  const pressed = graph.control("POST", `people/${psid}/postbacks`, { payload: "TALK" });
  while (!heard.some(({ postback }) => postback))
    await new Promise((resolve) => setTimeout(resolve, 1));
  const { sender, postback } = heard.find(({ postback }) => postback);
  assert.equal(sender.id, psid);
  assert.deepEqual(postback, { title: "Talk", payload: "TALK", mid: pressed.message_id });
  const refused = () => graph.control("POST", "webhooks", { url: "http://127.0.0.1:1/" });
  assert.throws(refused, /graph\.onWebhook/);
});

test("people press what the Messenger profile has, and other apps request conversations", async () => {
  const graph = await createEmulator();
  const client = new GraphClient(graph.pages[0]);
  const [{ psid }] = graph.people;
  const heard = [];
  graph.onWebhook(({ entry: [{ messaging: [event] }] }) => heard.push(event));
  const help = { type: "postback", title: "Help", payload: "HELP" };
  const params = {
    get_started: { payload: "START" },
    persistent_menu: [{ locale: "default", call_to_actions: [help] }],
  };
  await client.call({ method: "POST", path: "me/messenger_profile", params });
  const press = (payload) => graph.control("POST", `people/${psid}/postbacks`, { payload });
  assert.throws(() => press("OTHER"), /"START".*get_started/);
  press("START");
  press("HELP");
  const request = { app_id: "263902037430900", metadata: "A human can help" };
  graph.control("POST", `people/${psid}/request_thread_control`, request);
  while (heard.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  const titles = heard.flatMap(({ postback }) => postback?.title ?? []);
  assert.deepEqual(titles, ["Get Started", "Help"]);
  assert.deepEqual(heard[2].request_thread_control, {
    requested_owner_app_id: request.app_id,
    metadata: request.metadata,
  });
});

test("undocumented behaviour is listed", async () => {
  const { unverified } = await createEmulator();
  assert.ok(unverified.length > 20);
  assert.ok(unverified.every(({ situation, emulated }) => situation && emulated));
});
