// facebook-nodejs-business-sdk. The address is a parameter of its `call` that its objects leave out,
// so they are given an API that fills it in.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import sdk from "facebook-nodejs-business-sdk";

import { startEmulator } from "../emulator.mjs";

const { FacebookAdsApi, Page, Persona } = sdk;
const WITHOUT_CRASH_REPORTS = false;
const profile_picture_url = "https://example.com/adam.png";

let emulator;
let api;
let page;
let psid;
let late;

class Api extends FacebookAdsApi {
  call(method, path, params, files, useMultipartFormData) {
    return super.call(method, path, params, files, useMultipartFormData, emulator.origin);
  }
}

before(async () => {
  emulator = await startEmulator();
});
after(() => emulator?.stop());

beforeEach(async () => {
  await emulator.control("reset", {});
  const { access_token, id, people } = emulator.page;
  api = new Api(access_token, "en_US", WITHOUT_CRASH_REPORTS);
  page = new Page(id, {}, undefined, api);
  psid = people.find((person) => person.window_open).psid;
  late = people.find((person) => !person.window_open).psid;
});

const persona = (id) => new Persona(id, {}, undefined, api);
const outbox = async () => (await emulator.control("outbox")).messages;
const typing = async () => (await emulator.control(`people/${psid}/messages`)).typing;
const refused = (code, subcode, message) => (error) => {
  assert.equal(error.name, "FacebookRequestError");
  assert.equal(error.status, 400);
  assert.equal(error.response.code, code);
  assert.equal(error.response.error_subcode, subcode);
  assert.equal(error.response.fbtrace_id, error.headers["x-fb-request-id"]);
  assert.match(error.message, message);
  return true;
};

test("a persona is created, read with and without fields, listed first and deleted", async () => {
  const { id } = await page.createPersona([], { name: "Zoë", profile_picture_url });
  assert.match(id, /^\d+$/);
  const whole = { name: "Zoë", profile_picture_url, id };
  assert.deepEqual((await persona(id).get()).exportAllData(), whole);
  assert.deepEqual((await persona(id).get(["name"])).exportAllData(), { name: "Zoë", id });
  const [first] = await page.getPersonas([Persona.Fields.name]);
  assert.deepEqual(first.exportAllData(), { name: "Zoë", id });
  assert.deepEqual(await persona(id).delete(), { success: true });
  const unsupported = /^Unsupported get request\. Object with ID/;
  await assert.rejects(persona(id).get(), refused(100, 33, unsupported));
});

test("its cursor walks forth and back over every persona", async () => {
  for (let number = 0; number < 4; number += 1) {
    await page.createPersona([], { name: `P${number}`, profile_picture_url });
  }
  const cursor = await page.getPersonas(["name"], { limit: 3 });
  const listings = [cursor.map((it) => it.name)];
  while (cursor.hasNext()) {
    await cursor.next();
    listings.push(cursor.map((it) => it.name));
  }
  assert.deepEqual(listings.map((names) => names.length), [3, 3, 1]);
  assert.equal(new Set(listings.flat()).size, 7);
  await cursor.previous();
  assert.deepEqual(cursor.map((it) => it.name), listings[1]);
  await cursor.previous();
  assert.deepEqual(cursor.map((it) => it.name), listings[0]);
  assert.equal(cursor.hasPrevious(), false);
});

test("a message goes out as the persona, and as the Page without one", async () => {
  const { id: persona_id } = await page.createPersona([], { name: "Adam", profile_picture_url });
  const message = { text: "Hello world!" };
  const recipient = { id: psid };
  const messaging_type = Page.MessagingType.response;
  const sent = await page.createMessage([], { recipient, messaging_type, message, persona_id });
  assert.equal(sent._data.recipient_id, psid);
  await page.createMessage([], { recipient, messaging_type, message });
  const [asAdam, asPage] = await outbox();
  assert.equal(asAdam.message_id, sent._data.message_id);
  assert.equal(asAdam.persona.name, "Adam");
  assert.equal(asAdam.messaging_type, "RESPONSE");
  assert.equal(asPage.persona, null);
});

test("typing dots begin and end as the persona", async () => {
  const { id: persona_id } = await page.createPersona([], { name: "Adam", profile_picture_url });
  const act = (sender_action) =>
    page.createMessage([], { recipient: { id: psid }, sender_action, persona_id });
  assert.equal((await act(Page.SenderAction.typing_on))._data.recipient_id, psid);
  assert.equal((await typing()).persona.name, "Adam");
  await act(Page.SenderAction.typing_off);
  assert.equal(await typing(), null);
});

test("it tells a refusal as Graph words it", async () => {
  const send = page.createMessage([], { recipient: { id: late }, message: { text: "Too late" } });
  await assert.rejects(send, refused(10, 2018278, /outside of allowed window/));
  const nameless = page.createPersona([], { profile_picture_url });
  await assert.rejects(nameless, refused(100, undefined, /name is required/));
  const stranger = new Api("nonsense", "en_US", WITHOUT_CRASH_REPORTS);
  const foreign = new Page(page.id, {}, undefined, stranger);
  await assert.rejects(foreign.getPersonas([]), refused(190, undefined, /Invalid OAuth/));
});

test("it reads the Page", async () => {
  const { id, name } = emulator.page;
  assert.deepEqual((await page.get(["name"])).exportAllData(), { name, id });
});
