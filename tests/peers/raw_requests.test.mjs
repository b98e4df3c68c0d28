// The requests of clients in PHP, Ruby and C#, of n8n and of inboxes, sent as raw bytes. They are
// written from what the code of these clients does, without that code; the source is beside each.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, beforeEach, test } from "node:test";

import { startEmulator } from "../emulator.mjs";

let emulator;
let token;
let psid;
let page;

before(async () => {
  emulator = await startEmulator();
  page = emulator.page;
  token = page.access_token;
  psid = page.people.find((person) => person.window_open).psid;
});
after(() => emulator?.stop());
beforeEach(() => emulator.control("reset", {}));

const EMPTY_LINE = "\r\n\r\n";
const endOfHead = (bytes) => {
  const at = bytes.indexOf(EMPTY_LINE);
  return at < 0 ? Infinity : at + EMPTY_LINE.length;
};

/** Returns a function that reads from `socket` up to the length that `end` finds in the bytes. */
function reader(socket) {
  const chunks = socket[Symbol.asyncIterator]();
  let bytes = Buffer.alloc(0);
  return async (end) => {
    while (end(bytes) > bytes.length) {
      const { value, done } = await chunks.next();
      assert.ok(!done, `the connection ended after "${bytes}"`);
      bytes = Buffer.concat([bytes, value]);
    }
    const taken = bytes.subarray(0, end(bytes));
    bytes = bytes.subarray(taken.length);
    return taken.toString();
  };
}

/** Sends a request over a connection of its own, and reads the response. */
async function send(method, target, headers, body = "") {
  const { hostname, port, host } = new URL(emulator.origin);
  const length = method === "GET" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...headers, ...length];
  const socket = connect({ host: hostname, port });
  const read = reader(socket);
  try {
    socket.write(head.join("\r\n") + EMPTY_LINE);
    if (headers.includes("Expect: 100-continue")) {
      assert.match(await read(endOfHead), /^HTTP\/1\.1 100 /);
    }
    socket.write(body);
    const answer = await read(endOfHead);
    const [, status] = answer.match(/^HTTP\/1\.1 (\d+) /);
    const [, bytes] = answer.match(/\r\ncontent-length: (\d+)\r\n/i);
    return { status: Number(status), body: JSON.parse(await read(() => Number(bytes))) };
  } finally {
    socket.destroy();
  }
}

const FORM = "Content-Type: application/x-www-form-urlencoded";
const JSON_BODY = "Content-Type: application/json";

/** `POST` as PHP's curl functions send a form. */
const form = (target, body, ...headers) =>
  send("POST", target, ["Accept: */*", FORM, ...headers], body);
const json = (target, body) =>
  send("POST", target, ["Accept: application/json", JSON_BODY], JSON.stringify(body));

/** `POST` of a multipart form, as php-graph-sdk and form-data write it. */
function multipart(target, parts) {
  const boundary = "65b8f1d2c3a4e";
  const written = parts.map(([headers, value]) => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; ${headers}`;
    return `${head}${EMPTY_LINE}${value}\r\n`;
  });
  const type = `Content-Type: multipart/form-data; boundary=${boundary}`;
  return send("POST", target, [type], `${written.join("")}--${boundary}--\r\n`);
}

const outbox = async () => (await emulator.control("outbox")).messages;

/** Asserts that one message was sent to the person, and returns it as the outbox has it. */
async function sent({ status, body }) {
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.recipient_id, psid);
  const messages = await outbox();
  assert.deepEqual(
    messages.map((message) => message.message_id),
    [body.message_id],
  );
  return messages[0];
}

/** Asserts that Graph's code 100 was answered with these words, and that nothing was sent. */
async function refused({ status, body }, message, error_subcode) {
  assert.ok(body.error, `it was taken: ${JSON.stringify(body)}`);
  const { fbtrace_id, ...error } = body.error;
  const code = { code: 100, ...(error_subcode && { error_subcode }) };
  assert.deepEqual(error, { message, type: "OAuthException", ...code });
  assert.equal(status, 400);
  assert.match(fbtrace_id, /./);
  assert.deepEqual(await outbox(), []);
}

const person = () => `recipient%5Bid%5D=${psid}`;

// botman/driver-facebook, src/FacebookDriver.php; botman/botman, src/Http/Curl.php: nested arrays
// go through PHP's http_build_query, which drops null and writes true and false as 1 and 0.
test("BotMan says something", async () => {
  const text = "message%5Btext%5D=Gr%C3%BC%C3%9Fe%21+50+%25+%26+more";
  const body = `messaging_type=RESPONSE&${person()}&${text}&access_token=${token}`;
  const message = await sent(await form("/v3.0/me/messages", body));
  assert.equal(message.text, "Grüße! 50 % & more");
  assert.equal(message.messaging_type, "RESPONSE");
});

test("BotMan asks a question with buttons, which become quick replies", async () => {
  const reply = (number, title) => {
    const key = `message%5Bquick_replies%5D%5B${number}%5D`;
    const payload = title.toUpperCase();
    const type = `${key}%5Bcontent_type%5D=text`;
    return `${type}&${key}%5Btitle%5D=${title}&${key}%5Bpayload%5D=${payload}`;
  };
  const question = `message%5Btext%5D=Which+colour%3F&${reply(0, "Red")}&${reply(1, "Blue")}`;
  const body = `messaging_type=RESPONSE&${person()}&${question}&access_token=${token}`;
  const { text, quick_replies } = await sent(await form("/v3.0/me/messages", body));
  assert.equal(text, "Which colour?");
  assert.deepEqual(quick_replies, [
    { content_type: "text", title: "Red", payload: "RED" },
    { content_type: "text", title: "Blue", payload: "BLUE" },
  ]);
});

test("BotMan types, and says that it has seen", async () => {
  for (const action of ["typing_on", "mark_seen"]) {
    const body = `${person()}&access_token=${token}&sender_action=${action}`;
    const answer = await form("/v3.0/me/messages", body);
    assert.deepEqual(answer, { status: 200, body: { recipient_id: psid } });
  }
  const { typing, seen_at } = await emulator.control(`people/${psid}/messages`);
  assert.ok(typing && seen_at);
});

test("BotMan hands over to the Page's inbox", async () => {
  const body = `${person()}&target_app_id=263902037430900`;
  const answer = await form(`/v3.0/me/pass_thread_control?access_token=${token}`, body);
  assert.deepEqual(answer, { status: 200, body: { success: true } });
});

// Older versions of libcurl wait for "100 Continue" before they send more than 1,024 bytes.
test("BotMan's long message waits until it may go on", async () => {
  const text = "word ".repeat(300).trim();
  const message = `message%5Btext%5D=${text.replaceAll(" ", "+")}`;
  const body = `messaging_type=RESPONSE&${person()}&${message}&access_token=${token}`;
  const answer = await form("/v3.0/me/messages", body, "Expect: 100-continue");
  assert.equal((await sent(answer)).text, text);
});

// As people write it by hand: curl -d "recipient[id]=…&message[text]=…"
test("curl sends brackets as they are", async () => {
  const body = `recipient[id]=${psid}&message[text]=Hi&access_token=${token}`;
  assert.equal((await sent(await form("/v24.0/me/messages", body))).text, "Hi");
});

// facebookarchive/php-graph-sdk, src/Facebook/FacebookRequest.php, FacebookClient.php, Http/
const phpSdk = ["User-Agent: fb-php-5.7.0", "Accept-Encoding: *"];

test("php-graph-sdk sends a template", async () => {
  const payload = "message%5Battachment%5D%5Bpayload%5D";
  const button = `${payload}%5Bbuttons%5D%5B0%5D`;
  const template = `${payload}%5Btemplate_type%5D=button&${payload}%5Btext%5D=Where+to%3F`;
  const type = `${button}%5Btype%5D=postback`;
  const postback = `${type}&${button}%5Btitle%5D=Home&${button}%5Bpayload%5D=HOME`;
  const message = `message%5Battachment%5D%5Btype%5D=template&${template}&${postback}`;
  const body = `${person()}&${message}&access_token=${token}`;
  const { attachments } = await sent(await form("/v2.10/me/messages", body, ...phpSdk));
  assert.deepEqual(attachments[0].payload, {
    template_type: "button",
    text: "Where to?",
    buttons: [{ type: "postback", title: "Home", payload: "HOME" }],
  });
});

test("php-graph-sdk sends a file, with brackets in the names of the other parts", async () => {
  const answer = await multipart("/v2.10/me/messages", [
    ['name="recipient[id]"', psid],
    ['name="message[attachment][type]"', "image"],
    ['name="message[attachment][payload][is_reusable]"', "1"],
    ['name="access_token"', token],
    ['name="filedata"; filename="menu.png"\r\nContent-Type: image/png', "PNG"],
  ]);
  const { attachments } = await sent(answer);
  assert.equal(attachments[0].type, "image");
  assert.match(answer.body.attachment_id, /^\d+$/);
});

test("php-graph-sdk puts several sends into one batch", async () => {
  const call = (text) => ({
    headers: phpSdk,
    method: "POST",
    relative_url: "/v2.10/me/messages",
    body: `${person()}&message%5Btext%5D=${text}&access_token=${token}`,
  });
  const batch = encodeURIComponent(JSON.stringify([call("One"), call("Two")]));
  const body = `batch=${batch}&include_headers=1&access_token=${token}`;
  const answer = await form("/v2.10", body, ...phpSdk);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(
    answer.body.map(({ code }) => code),
    [200, 200],
  );
  assert.deepEqual((await outbox()).map(({ text }) => text).sort(), ["One", "Two"]);
});

test("php-graph-sdk reads with an empty body that is labelled as a form", async () => {
  const target = `/v2.10/me?fields=id%2Cname&access_token=${token}`;
  const answer = await send("GET", target, [...phpSdk, FORM]);
  assert.deepEqual(answer, { status: 200, body: { name: page.name, id: page.id } });
});

// pimax/fb-messenger-php, FbBotApp.php: until June 2018 it labelled http_build_query's form as
// JSON, and sent bodies with DELETE too; since then the body is JSON.
const pimax = (method, path, body) =>
  send(method, `/v2.12/${path}`, ["Accept: */*", JSON_BODY], body);

test("pimax sends a form that is labelled as JSON, with the token in it", async () => {
  const kind = "notification_type=REGULAR&messaging_type=RESPONSE";
  const body = `${person()}&message%5Btext%5D=Hi%21&${kind}&access_token=${token}`;
  const message = await sent(await pimax("POST", "me/messages", body));
  assert.equal(message.text, "Hi!");
  assert.equal(message.notification_type, "REGULAR");
});

test("pimax deletes with such a form", async () => {
  const started = `get_started%5Bpayload%5D=START&access_token=${token}`;
  const success = { status: 200, body: { result: "success" } };
  assert.deepEqual(await pimax("POST", "me/messenger_profile", started), success);
  const fields = `fields%5B0%5D=get_started&access_token=${token}`;
  assert.deepEqual(await pimax("DELETE", "me/messenger_profile", fields), success);
});

test("pimax sends several messages as one batch of forms", async () => {
  const call = (text) => ({
    method: "POST",
    relative_url: "me/messages",
    body: `${person()}&message%5Btext%5D=${text}&notification_type=REGULAR&messaging_type=RESPONSE`,
  });
  const batch = JSON.stringify([call("One"), call("Two")]);
  const answer = await pimax("POST", "me/messages", JSON.stringify({ batch, access_token: token }));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(
    answer.body.map(({ code }) => code),
    [200, 200],
  );
});

test("pimax writes null for what a message does not have", async () => {
  const quick_replies = [{ content_type: "text", payload: "RED", title: "Red", image_url: null }];
  const body = {
    recipient: { id: psid },
    message: { text: "Which colour?", quick_replies },
    tag: null,
    notification_type: "REGULAR",
    messaging_type: "RESPONSE",
    access_token: token,
  };
  const message = await sent(await pimax("POST", "me/messages", JSON.stringify(body)));
  assert.equal(message.messaging_type, "RESPONSE");
  assert.equal(message.quick_replies[0].title, "Red");
});

// Ruby bots on HTTParty: the message is in the URL, lists may begin at 1, and the body is empty.
test("HTTParty posts a template in the query, with a list that begins at 1", async () => {
  const payload = "message[attachment][payload]";
  const button = `${payload}[buttons][1]`;
  const query = [
    `access_token=${token}`,
    `recipient[id]=${psid}`,
    "message[attachment][type]=template",
    `${payload}[template_type]=button`,
    `${payload}[text]=Would+you+like+to+see+the+shop?`,
    `${button}[type]=web_url`,
    `${button}[url]=https://example.com/shop`,
    `${button}[title]=Shop+now`,
  ].join("&");
  const headers = ["Accept-Encoding: identity", "Accept: */*", "User-Agent: Ruby", FORM];
  const answer = await send("POST", `/v2.6/me/messages?${query}`, headers);
  const { attachments } = await sent(answer);
  assert.deepEqual(attachments[0].payload.buttons, [
    { type: "web_url", url: "https://example.com/shop", title: "Shop now" },
  ]);
  assert.equal(attachments[0].payload.text, "Would you like to see the shop?");
});

// n8n-io/n8n, packages/nodes-base/nodes/Facebook/FacebookGraphApi.node.ts, "Query Parameters JSON":
// axios 1 writes nested objects with brackets, axios 0 wrote them as JSON.
const n8n = (query) => {
  const headers = ["Accept: application/json,text/*;q=0.99", FORM, "User-Agent: n8n"];
  return send("POST", `/v22.0/me/messages?access_token=${token}&${query}`, headers);
};

test("n8n posts a message in the query", async () => {
  const adam = "name=Adam&profile_picture_url=https%3A%2F%2Fexample.com%2Fadam.png";
  const { id } = (await form(`/v22.0/me/personas?access_token=${token}`, adam)).body;
  const reply = "message[quick_replies][0]";
  const query = [
    `recipient[id]=${psid}`,
    "messaging_type=RESPONSE",
    "message[text]=Gr%C3%BC%C3%9Fe+%26+more?",
    `${reply}[content_type]=text&${reply}[title]=Red&${reply}[payload]=RED`,
    `persona_id=${id}`,
  ].join("&");
  const message = await sent(await n8n(query));
  assert.equal(message.text, "Grüße & more?");
  assert.equal(message.persona.id, id);
  assert.deepEqual(message.quick_replies, [{ content_type: "text", title: "Red", payload: "RED" }]);
});

test("n8n with an older axios posts JSON in the query", async () => {
  const query = `recipient=%7B%22id%22:%22${psid}%22%7D&message=%7B%22text%22:%22Hi,+you%22%7D`;
  assert.equal((await sent(await n8n(query))).text, "Hi, you");
});

// BotMan writes booleans as 0 and 1, Python's requests and C# as False and True; in JSON there are
// numbers and words in quotes.
const flags = [
  ["0", false],
  ["1", true],
  ["false", false],
  ["true", true],
  ["False", false],
  ["True", true],
];

test("is_reusable is a boolean in each language's writing", async () => {
  const payload = "message[attachment][payload]";
  const picture = `message[attachment][type]=image&${payload}[url]=https://example.com/a.png`;
  const written = flags.map(([flag, means]) => {
    const body = `recipient[id]=${psid}&${picture}&${payload}[is_reusable]=${flag}`;
    return [form(`/v3.0/me/messages?access_token=${token}`, body), means, `${flag} in a form`];
  });
  const inJson = [0, 1, ...flags.map(([flag]) => flag)].map((is_reusable) => {
    const attachment = {
      type: "image",
      payload: { url: "https://example.com/a.png", is_reusable },
    };
    const body = { recipient: { id: psid }, message: { attachment } };
    const means = /^(1|true)$/i.test(is_reusable);
    const what = `${JSON.stringify(is_reusable)} in JSON`;
    return [json(`/v3.0/me/messages?access_token=${token}`, body), means, what];
  });
  for (const [answer, means, what] of [...written, ...inJson]) {
    const { status, body } = await answer;
    assert.equal(status, 200, `${what}: ${JSON.stringify(body)}`);
    assert.equal("attachment_id" in body, means, what);
  }
});

test("sharable is one, too", async () => {
  for (const sharable of [0, 1, ...flags.map(([flag]) => flag)]) {
    const elements = [{ title: "Avocados", subtitle: "Ripe" }];
    const payload = { template_type: "generic", sharable, elements };
    const message = { attachment: { type: "template", payload } };
    const body = { recipient: { id: psid }, message };
    const answer = await json(`/v3.0/me/messages?access_token=${token}`, body);
    assert.equal(answer.status, 200, `${JSON.stringify(sharable)}: ${JSON.stringify(answer.body)}`);
  }
});

test("messenger_extensions is one, too, on a domain that BotMan has whitelisted", async () => {
  const domains = "whitelisted_domains%5B0%5D=https%3A%2F%2Fexample.com";
  const profile = await form(`/v3.0/me/messenger_profile?access_token=${token}`, domains);
  assert.deepEqual(profile, { status: 200, body: { result: "success" } });
  for (const [flag] of flags) {
    const payload = "message[attachment][payload]";
    const button = `${payload}[buttons][0]`;
    const link = `${button}[title]=Open&${button}[url]=https://example.com/`;
    const body = [
      `recipient[id]=${psid}&message[attachment][type]=template`,
      `${payload}[template_type]=button&${payload}[text]=Shop`,
      `${button}[type]=web_url&${link}&${button}[messenger_extensions]=${flag}`,
    ].join("&");
    const answer = await form(`/v3.0/me/messages?access_token=${token}`, body);
    assert.equal(answer.status, 200, `${flag}: ${JSON.stringify(answer.body)}`);
  }
});

// Python's str() of a dict, as str.format and urllib's urlencode put it into a form.
test("a message may be a Python dict in a form", async () => {
  const message = encodeURIComponent("{'text': 'Hi', 'metadata': 'm'}");
  const body = `recipient=${encodeURIComponent(`{'id': '${psid}'}`)}&message=${message}`;
  const answer = await form(`/v2.6/me/messages?access_token=${token}`, body);
  assert.equal((await sent(answer)).text, "Hi");
});

// botpress/v12#788, restfb/restfb#541, rehabstudio/fbmessenger#63, remixz/messenger-bot#38,
// crisboarna/fb-messenger-bot-api#86, microsoft/botframework-sdk#2427
test("a message with a key that Graph does not know is refused", async () => {
  const say = (message) =>
    json(`/v3.0/me/messages?access_token=${token}`, { recipient: { id: psid }, message });
  const unknown = (keys, param) => `(#100) Invalid keys "${keys}" were found in param "${param}".`;

  await refused(await say({ text: "ok", preview: "ok" }), unknown("preview", "message"));
  await refused(await say({ text: "ok", quickReplies: [] }), unknown("quickReplies", "message"));
  const button = { type: "web_url", title: "Web button", url: "https://example.com" };
  await refused(await say(button), unknown("type, title, url", "message"));
  const reply = { content_type: "text", title: "Red", payload: "RED", id: "1" };
  await refused(
    await say({ text: "Which?", quick_replies: [reply] }),
    unknown("id", "message[quick_replies][0]"),
  );
  const body = `recipient[id]=${psid}&message[text]=ok&message[preview]=ok&access_token=${token}`;
  await refused(await form("/v3.0/me/messages", body), unknown("preview", "message"));
});

// botpress/v12#270
test("a recipient whose id is no number is refused", async () => {
  const words = '(#100) Param recipient[id] must be a valid ID string (e.g., "123")';
  const path = `/v3.0/me/messages?access_token=${token}`;
  for (const id of ["visitor-42", "", "undefined"]) {
    await refused(await json(path, { recipient: { id }, message: { text: "Hello" } }), words);
    await refused(await form(path, `recipient[id]=${id}&message[text]=Hello`), words);
  }
});

// bottenderjs/messaging-apis#334 and #223, pimax/fb-messenger-php#142
test("a file without a file name is none", async () => {
  const words = "(#100) Incorrect number of files uploaded. Must upload exactly one file.";
  const path = `/v2.11/me/messages?access_token=${token}`;
  const octets = 'name="filedata"\r\nContent-Type: application/octet-stream';
  for (const file of ['name="filedata"', octets]) {
    const answer = await multipart(path, [
      ['name="recipient"', JSON.stringify({ id: psid })],
      ['name="message"', JSON.stringify({ attachment: { type: "file", payload: {} } })],
      [file, "name,amount\nAvocados,10\n"],
    ]);
    await refused(answer, words, 2018005);
  }
  const attachment = { type: "image", payload: { is_reusable: false } };
  const filedata = { name: "/var/tmp/a.jpg", mime: "image/jpeg", postname: "a.jpg" };
  const body = { recipient: { id: psid }, message: { attachment }, filedata };
  await refused(await json(path, body), words, 2018005);
});

// fbsamples/messenger-bot-samples#24
test("a button whose address still has a placeholder in it is refused", async () => {
  const url = "${SHOP_URL}/";
  const payload = { template_type: "button", text: "Shop", buttons: [] };
  payload.buttons.push({ type: "web_url", title: "Open", url });
  const message = { attachment: { type: "template", payload } };
  const body = { recipient: { id: psid }, message };
  const answer = await json(`/v3.0/me/messages?access_token=${token}`, body);
  await refused(answer, "(#100) Invalid data", 2018032);
});

// Inboxes in React, Flask, C#, Angular and NestJS. fetch sends braces as they are; Python's
// requests and C#'s HttpClient encode them.
for (const [who, encode] of [
  ["fetch", (fields) => fields],
  ["requests", encodeURIComponent],
]) {
  test(`edges are fields of a node, with arguments and fields of their own: ${who}`, async () => {
    const inner = "messages.limit(1){message,from,attachments}";
    const fields = encode(`id,name,conversations.limit(2){senders,${inner}}`);
    const target = `/v21.0/me?fields=${fields}&access_token=${token}`;
    const answer = await send("GET", target, ["Accept: */*"]);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { conversations, ...rest } = answer.body;
    assert.deepEqual(rest, { id: page.id, name: page.name });
    assert.equal(conversations.data.length, 2);
    assert.equal(typeof conversations.paging.cursors.after, "string");
    assert.equal(typeof conversations.paging.next, "string");
    const [first] = conversations.data;
    assert.match(first.id, /^t_/);
    assert.ok(first.senders.data.some(({ id }) => id === psid));
    assert.equal(first.messages.data.length, 1);
    const [{ id, message, from, ...nothing }] = first.messages.data;
    assert.match(id, /^m_/);
    assert.equal(message, "I need about ten, for tonight.");
    assert.equal(from.id, psid);
    assert.deepEqual(nothing, {});
  });
}

test("a Page's personas are a field of it", async () => {
  const fields = "personas.limit(2){name}";
  const target = `/v21.0/me?fields=${fields}&access_token=${token}`;
  const answer = await send("GET", target, ["Accept: */*"]);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { personas, id } = answer.body;
  assert.equal(id, page.id);
  assert.equal(personas.data.length, 2);
  for (const persona of personas.data)
    assert.deepEqual(Object.keys(persona).sort(), ["id", "name"]);
  assert.equal(typeof personas.paging.next, "string");
});
