// Requests have the members that the caller passed, under the same names.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { declaredAndBuilt, put } from "./declared.mjs";
import { fixture, fixtureNames } from "./fixtures.mjs";

let folder;
let personas;
let samples;

before(async () => {
  ({ folder, personas, samples } = await declaredAndBuilt());
});

after(() => rm(folder, { recursive: true, force: true }));

/** A client, and the requests that it sends. */
function recorder(callStyle) {
  const requests = [];
  const fetch = async (request) => {
    requests.push({
      url: new URL(request.url),
      method: request.method,
      body: await request.text(),
    });
    return new Response('{"message_id":"m_1","attachment_id":"1","success":true,"id":"1"}');
  };
  const options = { pageId: "134", accessToken: "T", callStyle, fetch };
  return { client: new personas.GraphClient(options), requests };
}

test("a body is sent as it was passed", async () => {
  const { client, requests } = recorder("header");
  const { messages, recipients, questions, actions } = samples;
  const feedback = messages.find(
    (it) => it.message.attachment?.payload.template_type === "customer_feedback",
  );
  const question = [...["message", "attachment", "payload", "feedback_screens", 0, "questions", 0]];
  const bodies = [
    ...messages,
    ...recipients.map((recipient) => ({ ...messages[0], recipient })),
    ...questions.map((it) => put(feedback, question, it)),
  ];
  for (const body of bodies) {
    await client.messages.send(body);
    const expected = { messaging_type: "RESPONSE", ...body, message: sentValue(body.message) };
    assert.deepEqual(JSON.parse(requests.pop().body), expected);
  }
  for (const action of actions) {
    await client.messages.senderAction(action);
    assert.deepEqual(JSON.parse(requests.pop().body), action);
  }
});

test("an example in Meta's documentation is sent as it is documented", async () => {
  const names = (await fixtureNames()).filter((name) => CALLS[callOf(name)]);
  assert.ok(names.length >= 35, `${names.length} examples`);
  for (const name of names) {
    const { request, differences = [] } = await fixture(name);
    const params = parameters(request);
    for (const callStyle of ["form", "header"]) {
      const { client, requests } = recorder(callStyle);
      const [space, method] = CALLS[callOf(name)].split(".");
      await client[space][method](params);
      const [sent] = requests;
      const expected = sentValue({ ...params, ...added(differences) });
      assert.deepEqual(sentParameters(sent), expected, `${name}, ${callStyle}`);
      assert.equal(sent.url.pathname, request.path.replace(/^\/(?!v\d)/, "/v26.0/"), name);
    }
  }
});

/** The calls that take the body of an example, by its name. */
const CALLS = {
  create_persona: "personas.create",
  send: "messages.send",
  sender_action: "messages.senderAction",
  typing_on: "messages.senderAction",
  pass_thread_control: "threadControl.pass",
  take_thread_control: "threadControl.take",
  release_thread_control: "threadControl.release",
  request_thread_control: "threadControl.request",
  extend_thread_control: "threadControl.extend",
  upload_attachment: "attachments.upload",
};

function callOf(name) {
  return name
    .replace(/^sender_action_.*/, "sender_action")
    .replace(/^send_.*/, (it) => (it.startsWith("sender") ? it : "send"));
}

/** The parameters of an example, in query or body. */
function parameters({ query, body }) {
  const { access_token: _, ...rest } = query;
  const entries = Object.entries(rest).map(([name, text]) => [name, parameter(text)]);
  const { duration, ...params } = { ...Object.fromEntries(entries), ...body };
  return duration === undefined ? params : { ...params, duration: Number(duration) };
}

/** A parameter of a query, which is JSON if it is an object. Some of Meta's have single quotes. */
function parameter(text) {
  if (!/^[{[]/.test(text)) return text;
  return JSON.parse(/^\{ *'/.test(text) ? text.replaceAll("'", '"') : text);
}

/** Parameters that the package adds to those of an example. */
function added(differences) {
  const entries = differences
    .filter(({ at, page, core }) => /^\/params\/\w+$/.test(at) && page === undefined && core)
    .map(({ at, core }) => [at.replace("/params/", ""), core]);
  return Object.fromEntries(entries);
}

/** The parameters of a request in either call style. */
function sentParameters({ url, body }) {
  if (body.startsWith("{")) return JSON.parse(body);
  const {
    access_token: _,
    method: __,
    ...params
  } = Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
  const entries = Object.entries(params).map(([name, text]) => [name, parameter(text)]);
  return Object.fromEntries(entries);
}

/** The value as it is sent: amounts as numbers, times as text, empty address lines left out. */
function sentValue(value, name) {
  if (AMOUNTS.includes(name)) return Number(value);
  if (["timestamp", "duration"].includes(name)) return String(value);
  if (Array.isArray(value)) return value.map((item) => sentValue(item));
  if (typeof value !== "object") return value;
  const all = { ...value, ...(value.score_option ? {} : DEFAULT_SCORES[value.type]) };
  const entries = Object.entries(all)
    .filter(([name, member]) => name !== "street_2" || member)
    .map(([name, member]) => [name, sentValue(member, name)]);
  return Object.fromEntries(entries);
}

const AMOUNTS = ["amount", "price", "shipping_cost", "subtotal", "total_cost", "total_tax"];
/** Messenger requires the scale of a question. */
const DEFAULT_SCORES = {
  csat: { score_option: "five_stars" },
  nps: { score_option: "zero_to_ten" },
  ces: { score_option: "one_to_seven" },
};
