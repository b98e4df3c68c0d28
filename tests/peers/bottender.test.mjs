// A bot on bottender, with the option `origin` of its Messenger channel. The emulator calls its
// webhook; bottender itself checks the verify token and the X-Hub-Signature of each body.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import bottender from "bottender";
import routes from "bottender/router.js";

import { startEmulator } from "../emulator.mjs";

const { MessengerBot, createServer } = bottender;
const { messenger, payload, router, text } = routes;
const appSecret = "5ec2e7".repeat(5);
const profilePictureUrl = "https://example.com/adam.png";
const path = "/webhook";

let emulator;
let server;
let url;
let psid;
/** The requests to the bot's server, and the status of each response. */
const requests = [];
/** The events that bottender accepted. Their keys are in camel case. */
const events = [];

const speakAsAdam = async (context) => {
  const { id } = await context.client.createPersona({ name: "Adam", profilePictureUrl });
  context.usePersona(id);
};

const answer = router([
  messenger.echo(() => {}),
  messenger.delivery(() => {}),
  messenger.read(() => {}),
  payload("RED", (context) => context.sendText("Red it is.")),
  payload("TALK", async (context) => {
    await speakAsAdam(context);
    await context.sendText(`You pressed "${context.event.postback.title}".`);
  }),
  text("Colours?", (context) =>
    context.sendText("Which one?", {
      quickReplies: [{ contentType: "text", title: "Red", payload: "RED" }],
    }),
  ),
  text("Help!", (context) =>
    context.sendButtonTemplate("Whom would you like to talk to?", [
      { type: "postback", title: "A person", payload: "TALK" },
    ]),
  ),
  text("Adam?", async (context) => {
    await speakAsAdam(context);
    await context.typingOn();
    await context.sendText("Speaking.");
  }),
  text("Still there?", async (context) => {
    await speakAsAdam(context);
    await context.markSeen();
    await context.typingOn();
  }),
  text("*", (context) => context.sendText(`You said: ${context.event.text}`)),
]);

/** Listens before there is a bot, which needs the emulator's address: requests wait for it. */
async function startServer(bot) {
  server = createHttpServer(async (request, response) => {
    response.on("finish", () => requests.push({ request, status: response.statusCode }));
    createServer(await bot, { path })(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${server.address().port}${path}`;
}

before(async () => {
  let started;
  await startServer(new Promise((resolve) => (started = resolve)));
  const verifyToken = "meatyhamhock";
  const flags = ["--webhook", url, "--verify-token", verifyToken, "--app-secret", appSecret];
  emulator = await startEmulator(flags);
  const { origin, page } = emulator;
  const { id: appId } = await emulator.control("app");
  const accessToken = page.access_token;
  const bot = new MessengerBot({ accessToken, appId, appSecret, verifyToken, origin });
  started(
    bot.onEvent((context) => {
      events.push(context.event);
      return answer;
    }),
  );
  psid = page.people.find((person) => person.window_open).psid;
});
after(async () => {
  await emulator?.stop();
  server?.close();
});

const conversation = () => emulator.control(`people/${psid}/messages`);

/** Waits until `look` returns something truthy, and returns that. */
async function until(look) {
  for (const end = Date.now() + 5_000; Date.now() < end; await sleep(20)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`still not, after five seconds: ${look}`);
}

/** Acts as the person through the control plane, and returns the Page's next message. */
async function answerTo(what, body) {
  const { length } = (await conversation()).messages;
  await emulator.control(`people/${psid}/${what}`, body);
  return until(async () => {
    const { messages } = await conversation();
    return messages.slice(length).find((message) => message.from === "page");
  });
}

const event = (is) => until(() => events.find(is));

test("its webhook is verified before anything else is sent to it", async () => {
  await answerTo("messages", { text: "Hi!" });
  const [{ request, status }] = requests;
  assert.equal(request.method, "GET");
  assert.equal(status, 200);
  const { searchParams } = new URL(request.url, url);
  assert.equal(searchParams.get("hub.mode"), "subscribe");
  assert.match(searchParams.get("hub.challenge"), /^\d+$/);
});

test("a message reaches it with both signatures, and its answer reaches the person", async () => {
  const reply = await answerTo("messages", { text: "Do you have avocados?" });
  assert.equal(reply.text, "You said: Do you have avocados?");
  assert.equal(reply.persona, null);
  const { messages } = await emulator.control("outbox");
  assert.equal(messages.at(-1).message_id, reply.message_id);
  assert.equal(messages.at(-1).messaging_type, "RESPONSE");

  const { rawEvent } = await event(({ text }) => text === "Do you have avocados?");
  assert.deepEqual(rawEvent.sender, { id: psid });
  assert.deepEqual(rawEvent.recipient, { id: emulator.page.id });
  assert.match(rawEvent.message.mid, /^m_/);
  const age = Date.now() - rawEvent.timestamp;
  assert.ok(age >= 0 && age < 60_000, `${rawEvent.timestamp} is a time in milliseconds`);
  const { request, status } = requests.at(-1);
  assert.equal(status, 200);
  assert.equal(request.headers["content-type"], "application/json");
  assert.match(request.headers["x-hub-signature"], /^sha1=[0-9a-f]{40}$/);
  assert.match(request.headers["x-hub-signature-256"], /^sha256=[0-9a-f]{64}$/);
});

test("letters beyond ASCII and emoji arrive as they were written", async () => {
  const said = 'Größe "40" für 50 % – 日本 👍🏽 a/b <c> @d';
  assert.equal((await answerTo("messages", { text: said })).text, `You said: ${said}`);
});

test("it answers as a persona that it has created", async () => {
  const reply = await answerTo("messages", { text: "Adam?" });
  assert.equal(reply.text, "Speaking.");
  assert.equal(reply.persona.name, "Adam");
  const { messages } = await emulator.control("outbox");
  assert.equal(messages.at(-1).persona.id, reply.persona.id);
});

test("it types as a persona, and has seen what the person wrote", async () => {
  await emulator.control(`people/${psid}/messages`, { text: "Still there?" });
  const { typing, seen_at } = await until(async () => {
    const shown = await conversation();
    return shown.typing && shown;
  });
  assert.equal(typing.persona.name, "Adam");
  assert.ok(seen_at);
});

test("a tapped quick reply arrives with its payload", async () => {
  const { quick_replies } = await answerTo("messages", { text: "Colours?" });
  const [{ title, payload }] = quick_replies;
  const reply = await answerTo("messages", { text: title, quick_reply: { payload } });
  assert.equal(reply.text, "Red it is.");
  const tapped = await event(({ isQuickReply }) => isQuickReply);
  assert.equal(tapped.text, "Red");
  assert.deepEqual(tapped.quickReply, { payload: "RED" });
});

test("a pressed button arrives with its title and payload, and a persona answers", async () => {
  const { attachments } = await answerTo("messages", { text: "Help!" });
  const [{ title, payload }] = attachments[0].payload.buttons;
  const reply = await answerTo("postbacks", { title, payload });
  assert.equal(reply.text, 'You pressed "A person".');
  assert.equal(reply.persona.name, "Adam");
  const pressed = await event(({ isPostback }) => isPostback);
  assert.equal(pressed.payload, "TALK");
});

test("it hears of its own messages, of their delivery and of reactions to them", async () => {
  const { message_id: mid } = await answerTo("messages", { text: "Echo" });
  const echo = await event(({ isEcho, message }) => isEcho && message.mid === mid);
  assert.equal(echo.rawEvent.sender.id, emulator.page.id);
  assert.equal(echo.rawEvent.recipient.id, psid);
  assert.equal(echo.message.text, "You said: Echo");
  assert.equal(String(echo.message.appId), (await emulator.control("app")).id);
  await event(({ isDelivery, delivery }) => isDelivery && delivery.mids?.includes(mid));

  await emulator.control(`people/${psid}/reactions`, { message_id: mid, reaction: "❤️" });
  const { reaction } = await event(({ isReaction }) => isReaction);
  assert.deepEqual(reaction, { mid, action: "react", emoji: "❤️", reaction: "love" });
});

test("what one person does reaches it in order", async () => {
  const said = Array.from({ length: 20 }, (_, number) => `Line ${number}`);
  for (const text of said) await emulator.control(`people/${psid}/messages`, { text });
  const lines = () =>
    events
      .filter(({ isEcho, text }) => !isEcho && text?.startsWith("Line "))
      .map(({ text }) => text);
  await until(() => lines().length >= said.length);
  assert.deepEqual(lines(), said);
});

test("it refuses a body that another secret has signed, and one without a signature", async () => {
  const message = { mid: "m_forged", text: "Hi!" };
  const event = { sender: { id: psid }, recipient: { id: emulator.page.id }, message };
  const body = JSON.stringify({ object: "page", entry: [{ messaging: [event] }] });
  for (const signature of [{ "x-hub-signature": `sha1=${"0".repeat(40)}` }, {}]) {
    const headers = { "content-type": "application/json", ...signature };
    assert.equal((await fetch(url, { method: "POST", headers, body })).status, 400);
  }
  assert.ok(!events.some(({ message }) => message?.mid === "m_forged"));
});
