// The unit tests of that app: no server, no network, no mock.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { GraphClient, GraphError } from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { answerAs, status } from "./desk.mjs";

let graph;
let client;

beforeEach(async () => {
  graph = await createEmulator({ seed: "demo" });
  client = new GraphClient({ ...graph.pages[0], maxRetries: 0 });
});

test("a colleague replies with name and picture", async () => {
  const [ana] = graph.people;

  await answerAs(client, "Zoë", ana.psid, "Ten ripe avocados are waiting.");

  const [message] = graph.outbox();
  assert.equal(message.text, "Ten ripe avocados are waiting.");
  assert.equal(message.persona.name, "Zoë");
  assert.equal(message.psid, ana.psid);
});

test("the persona of a colleague is created once", async () => {
  const [ana] = graph.people;

  const created = [];
  graph.on("persona_created", (event) => created.push(event.persona.name));
  await answerAs(client, "Zoë", ana.psid, "Hello");
  await answerAs(client, "Zoë", ana.psid, "Hello again");

  assert.deepEqual(created, ["Zoë"]);
});

test("a reply after 24 hours is rejected", async () => {
  const [ana] = graph.people;
  graph.advance(24 * 60 * 60 * 1000);

  const refused = await answerAs(client, "Adam", ana.psid, "Hello").catch((error) => error);

  assert.ok(refused instanceof GraphError);
  assert.equal(refused.subcode, 2018278);
  graph.write(ana.psid, "Are you still there?");
  await answerAs(client, "Adam", ana.psid, "Yes!");
  assert.equal(graph.outbox().length, 1);
});

test("a rate limit is reported in a sentence", async () => {
  graph.fault("rate_limit_page");

  assert.equal(await status(client), "too many calls, try again later");
  assert.equal(await status(client), "3 colleagues");
});
