// messaging-api-messenger, with its option `origin`.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import messaging from "messaging-api-messenger";

import { startEmulator } from "../emulator.mjs";

const { MessengerClient } = messaging;
const profilePictureUrl = "https://example.com/adam.png";

let emulator;
let client;
let psid;
let late;

before(async () => {
  emulator = await startEmulator();
});
after(() => emulator?.stop());

beforeEach(async () => {
  await emulator.control("reset", {});
  const { access_token: accessToken, people } = emulator.page;
  client = new MessengerClient({ accessToken, origin: emulator.origin, version: "26.0" });
  psid = people.find((person) => person.window_open).psid;
  late = people.find((person) => !person.window_open).psid;
});

const outbox = async () => (await emulator.control("outbox")).messages;
const typing = async () => (await emulator.control(`people/${psid}/messages`)).typing;
const refused = (code, message) => (error) => {
  assert.equal(error.response.status, 400);
  assert.equal(error.response.data.error.code, code);
  assert.match(error.message, message);
  return true;
};

test("a persona is created, read, listed first and deleted", async () => {
  const { id } = await client.createPersona({ name: "Zoë", profilePictureUrl });
  const persona = { name: "Zoë", profilePictureUrl, id };
  assert.deepEqual(await client.getPersona(id), persona);
  assert.deepEqual((await client.getPersonas()).data[0], persona);
  assert.deepEqual(await client.deletePersona(id), { success: true });
  const unsupported = /^Messenger API - 100 GraphMethodException Unsupported get request\. Object/;
  await assert.rejects(client.getPersona(id), refused(100, unsupported));
});

test("its walk over every persona comes to an end and misses nobody", async () => {
  for (let number = 0; number < 52; number += 1) {
    await client.createPersona({ name: `P${number}`, profilePictureUrl });
  }
  const names = (await client.getAllPersonas()).map((persona) => persona.name);
  assert.equal(names.length, 55);
  assert.equal(new Set(names).size, 55);
  assert.deepEqual(names.slice(0, 2), ["P51", "P50"]);
});

test("a message goes out as the persona, and as the Page without one", async () => {
  const { id: personaId } = await client.createPersona({ name: "Adam", profilePictureUrl });
  const sent = await client.sendText(psid, "Hello world!", { personaId });
  assert.equal(sent.recipientId, psid);
  await client.sendText(psid, "From the Page", { messagingType: "RESPONSE" });
  const [asAdam, asPage] = await outbox();
  assert.equal(asAdam.message_id, sent.messageId);
  assert.equal(asAdam.text, "Hello world!");
  assert.equal(asAdam.persona.name, "Adam");
  assert.equal(asAdam.messaging_type, "UPDATE");
  assert.equal(asPage.persona, null);
});

test("typing dots begin and end as the persona", async () => {
  const { id: personaId } = await client.createPersona({ name: "Adam", profilePictureUrl });
  assert.deepEqual(await client.typingOn(psid, { personaId }), { recipientId: psid });
  assert.equal((await typing()).persona.name, "Adam");
  assert.deepEqual(await client.typingOff(psid, { personaId }), { recipientId: psid });
  assert.equal(await typing(), null);
  assert.deepEqual(await client.markSeen(psid), { recipientId: psid });
});

test("it tells a refusal as Graph words it", async () => {
  const window = /^Messenger API - 10 OAuthException .*outside of allowed window/;
  await assert.rejects(client.sendText(late, "Too late"), refused(10, window));
  await assert.rejects(client.createPersona({ profilePictureUrl }), refused(100, /name is required/));
  const stranger = new MessengerClient({ accessToken: "nonsense", origin: emulator.origin });
  await assert.rejects(stranger.getPersonas(), refused(190, /Invalid OAuth access token/));
});

test("its default version, v6.0, is answered by the oldest one there is", async () => {
  const { accessToken } = client;
  const old = new MessengerClient({ accessToken, origin: emulator.origin });
  const { data } = await old.axios.get(`/me/personas?access_token=${accessToken}&limit=1`);
  assert.match(data.paging.next, /\/v21\.0\/\d+\/personas\?/);
});

test("it reads the Page", async () => {
  const { id, name } = emulator.page;
  assert.deepEqual(await client.getPageInfo(), { id, name });
});

test("it proves that it knows the app's secret", async () => {
  const { secret } = await emulator.control("app");
  await emulator.control("settings", { require_app_secret: true });
  await assert.rejects(client.getPersonas(), refused(100, /appsecret_proof/));
  const { accessToken } = client;
  const { origin } = emulator;
  const proving = new MessengerClient({ accessToken, appSecret: secret, origin, version: "26.0" });
  assert.equal((await proving.getPersonas()).data.length, 3);
  const wrong = new MessengerClient({ accessToken, appSecret: "wrong", origin, version: "26.0" });
  await assert.rejects(wrong.getPersonas(), refused(100, /Invalid appsecret_proof/));
});

test("several calls go in one batch", async () => {
  const { id } = await client.createPersona({ name: "Adam", profilePictureUrl });
  const relativeUrl = "me/messages";
  const body = { recipient: { id: psid }, message: { text: "Hi" }, personaId: id };
  const answers = await client.sendBatch([
    { method: "POST", relativeUrl, body },
    { method: "GET", relativeUrl: "me/personas?limit=1" },
    { method: "DELETE", relativeUrl: "1" },
  ]);
  assert.deepEqual(
    answers.map((answer) => answer.code),
    [200, 200, 400],
  );
  assert.equal(answers[0].body.recipientId, psid);
  assert.equal(answers[1].body.data[0].id, id);
  assert.equal((await outbox())[0].persona.name, "Adam");
});

test("a file is uploaded by its address and sent", async () => {
  const url = "https://example.com/menu.png";
  const { attachmentId } = await client.uploadAttachment("image", url, { isReusable: true });
  await client.sendImage(psid, { attachmentId });
  assert.equal((await outbox())[0].attachments[0].payload.attachment_id, attachmentId);
});

test("an uploaded file's own bytes are taken in", async () => {
  const bytes = Buffer.from("PNG");
  const { attachmentId } = await client.uploadAttachment("image", bytes, {
    isReusable: true,
    filename: "menu.png",
  });
  await client.sendImage(psid, { attachmentId });
  assert.equal((await outbox())[0].attachments[0].payload.attachment_id, attachmentId);
});

test("a template with buttons is sent", async () => {
  await client.sendButtonTemplate(psid, "What would you like?", [
    { type: "postback", title: "Talk to a person", payload: "TALK" },
    { type: "web_url", title: "Open the shop", url: "https://example.com" },
  ]);
  const [{ attachments }] = await outbox();
  assert.equal(attachments[0].payload.template_type, "button");
  assert.equal(attachments[0].payload.buttons.length, 2);
});

test("it reads the person, and who has the conversation", async () => {
  const { firstName } = await client.getUserProfile(psid);
  assert.equal(firstName, emulator.page.people[0].name.split(" ")[0]);
  const { appId } = await client.getThreadOwner(psid);
  assert.match(String(appId), /^\d+$/);
  await client.passThreadControl(psid, 263902037430900, "over to you");
  assert.equal(String((await client.getThreadOwner(psid)).appId), "263902037430900");
});
