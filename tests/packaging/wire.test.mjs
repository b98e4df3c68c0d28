// What the types declare reaches Graph, whole and under Graph's names.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { declaredAndBuilt, put } from "./declared.mjs";

let folder;
let personas;
let samples;

before(async () => {
  ({ folder, personas, samples } = await declaredAndBuilt());
});

after(() => rm(folder, { recursive: true, force: true }));

test("what is declared reaches Graph under Graph's names", async () => {
  const sent = [];
  const fetch = async (request) => {
    sent.push(await request.json());
    return new Response('{"message_id":"m_1"}');
  };
  const client = new personas.GraphClient({
    pageId: "1",
    accessToken: "T",
    callStyle: "header",
    fetch,
  });
  const { messages, recipients, questions, actions } = samples;
  const feedback = messages.find((it) => it.template?.templateType === "customer_feedback");
  const asked = ["template", "feedbackScreens", 0, "questions", 0];
  const all = [
    ...messages,
    ...recipients.map((recipient) => ({ ...messages[0], recipient })),
    ...questions.map((question) => put(feedback, asked, question)),
  ];
  for (const message of all) {
    await client.messages.send(message);
    assert.deepEqual(sent.pop(), wireOf(message));
  }
  for (const { action, messageId, ...around } of actions) {
    await client.messages.senderAction({ action, ...around, ...(messageId && { messageId }) });
    const { recipient, reaction, ...rest } = around;
    const payload = messageId && { message_id: messageId, ...(reaction && { reaction }) };
    const expected = { recipient, sender_action: action, ...inGraphsWords(rest) };
    assert.deepEqual(sent.pop(), { ...expected, ...(payload && { payload }) });
  }
});

/** What Graph gets for a message. */
function wireOf({
  text,
  attachment,
  images,
  template,
  raw,
  quickReplies,
  metadata,
  replyTo,
  ...around
}) {
  const file = ({ type, ...payload }) => ({ type, payload: inGraphsWords(payload) });
  const message = raw ?? {
    ...(text && { text }),
    ...(attachment && { attachment: file(attachment) }),
    ...(images && { attachments: images.map((image) => file({ type: "image", ...image })) }),
    ...(template && { attachment: file({ type: "template", ...template }) }),
    ...(quickReplies && { quick_replies: inGraphsWords(quickReplies) }),
    ...(metadata && { metadata }),
  };
  const reply = replyTo && { reply_to: { mid: replyTo } };
  return { messaging_type: "RESPONSE", ...inGraphsWords(around), message, ...reply };
}

/** The same in Graph's spelling: snake_case, money as numbers, times as texts. */
function inGraphsWords(value) {
  if (Array.isArray(value)) return value.map(inGraphsWords);
  if (typeof value !== "object") return value;
  const entries = Object.entries({
    ...value,
    ...DEFAULT_SCORES[value.scoreOption ? "" : value.type],
  });
  const written = entries.map(([name, member]) => {
    const wire = name.replace(/[A-Z]|\d+$/g, (part) => `_${part.toLowerCase()}`);
    if (MONEY.includes(name)) return [wire, Number(member)];
    return [wire, name === "timestamp" ? String(member) : inGraphsWords(member)];
  });
  return Object.fromEntries(written);
}

const MONEY = ["amount", "price", "shippingCost", "subtotal", "totalCost", "totalTax"];
/** What Messenger wants to be told in any case. */
const DEFAULT_SCORES = {
  csat: { scoreOption: "five_stars" },
  nps: { scoreOption: "zero_to_ten" },
  ces: { scoreOption: "one_to_seven" },
};
