// The inbox: reading, what is new, sending without doubt, and who said what.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, openTab, speakAs } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const field = (tab) => tab.getByRole("textbox", { name: "Message" });
const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const said = (tab, text) => tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: text });
const line = (tab, name) => tab.getByRole("region", { name: "People" }).getByRole("link", { name });
const person = (name) => emulator.page.people.find((one) => one.name === name).psid;
const write = (name, body) => emulator.control(`people/${person(name)}/messages`, body);

async function open(tab, name) {
  await connect(tab, emulator.origin, "/conversations");
  await line(tab, new RegExp(name)).click();
  await tab.getByRole("heading", { level: 1, name }).waitFor();
}

/** Counts the requests to Graph. */
function count(tab, address = /\/v[\d.]+\//) {
  const counted = { requests: 0 };
  tab.on("request", (request) => {
    if (address.test(request.url())) counted.requests += 1;
  });
  return counted;
}

/** Everything that the browser stores for the console. */
const stored = (tab) =>
  tab.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("messenger-personas");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = {};
    for (const name of database.objectStoreNames) {
      all[name] = await new Promise((resolve) => {
        const request = database.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    }
    database.close();
    return { all, session: { ...sessionStorage }, local: { ...localStorage } };
  });

test("a new message moves its conversation up, counts, and is read without a reload", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await line(tab, /Dev Patel/).waitFor();
  const first = tab.getByRole("region", { name: "People" }).getByRole("link").first();
  assert.match(await first.textContent(), /Ana Petrova/);
  await write("Dev Patel", { text: "Are you open today?" });
  await first.getByText("Are you open today?").waitFor();
  await first.getByText(/\d unread/).waitFor();
  assert.match(await tab.title(), /^\(\d\) Conversations/);
  await first.click();
  await said(tab, "Are you open today?").waitFor();
  await first.getByText(/\d unread/).waitFor({ state: "detached" });
  await write("Dev Patel", { text: "Hello?" });
  await said(tab, "Hello?").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("conversations are searched by name and text", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await line(tab, /Ana Petrova/).waitFor();
  const search = tab.getByRole("searchbox", { name: "Search conversations" });
  await search.fill("dev");
  await line(tab, /Ana Petrova/).waitFor({ state: "detached" });
  await line(tab, /Dev Patel/).waitFor();
  await search.fill("about ten");
  await line(tab, /Ana Petrova/).waitFor();
  await search.fill("nobody");
  await tab.getByText("No loaded conversation has this name, text or PSID.").waitFor();
  await close();
});

test("what is no text is shown, and what a customer sees can be seen", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  const url = `${emulator.origin}/_emulator/pictures/ana-petrova.svg`;
  await write("Ana Petrova", { attachment: { type: "image", url } });
  await tab.getByRole("region", { name: "Messages" }).getByRole("link").getByRole("img").waitFor();
  await write("Ana Petrova", { attachment: { type: "file", url: "https://shop.example/order.pdf" } });
  await tab.getByRole("region", { name: "Messages" }).locator('a[href*="order.pdf"]').waitFor();
  const bubble = said(tab, "I need about ten");
  const left = async () => (await bubble.boundingBox()).x;
  const before = await left();
  await tab.getByRole("checkbox", { name: "View as customer" }).check();
  assert.ok((await left()) > before);
  await close();
});

test("a send without a response is found in the conversation, and not sent twice", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  await speakAs(tab, "Adam");
  await emulator.fault("cut_body", "messages");
  await field(tab).fill("Only once");
  await field(tab).press("Enter");
  await tab.getByText("The message is in the conversation: it was sent.").waitFor();
  await said(tab, "Only once").getByText("Adam from Jasper's Market").waitFor();
  assert.equal(await field(tab).inputValue(), "");
  const { messages } = await emulator.control("outbox");
  assert.equal(messages.filter((message) => message.text === "Only once").length, 1);
  await close();
});

test("a send that never arrived is put back into the field after a look", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  const sends = count(tab, /\/v[\d.]+\/\d+\/messages/);
  await tab.route(/\/v[\d.]+\/\d+\/messages/, (route) => route.abort());
  await field(tab).fill("Hello?");
  await field(tab).press("Enter");
  await tab.getByText("Couldn't confirm that it was sent. Looking in the conversation…").waitFor();
  await field(tab).fill("More");
  await field(tab).press("Enter");
  assert.equal(sends.requests, 1);
  await tab.getByText("The message is not in the conversation: it was not sent.").first().waitFor();
  assert.equal(await field(tab).inputValue(), "Hello?\nMore");
  await close();
});

test("who said what survives a reload, without texts and tokens, and can be erased", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  await speakAs(tab, "Adam");
  await field(tab).fill("A secret of ours");
  await field(tab).press("Enter");
  await said(tab, "A secret of ours").getByText("Adam from Jasper's Market").waitFor();
  // What is being written when a page is left is not kept by every browser.
  for (let attempt = 0; attempt < 500 && (await stored(tab)).all.sent.length === 0; attempt += 1) {
    await tab.evaluate(() => new Promise(requestAnimationFrame));
  }
  await open(tab, "Ana Petrova");
  await said(tab, "A secret of ours").getByText("Adam from Jasper's Market").waitFor();
  assert.equal(await tab.getByRole("combobox", { name: "Speak as" }).inputValue(), "Adam");
  const kept = await stored(tab);
  assert.equal(kept.all.sent.length, 1);
  assert.equal(kept.all.sent[0].persona.name, "Adam");
  const text = JSON.stringify(kept);
  assert.ok(!text.includes("secret") && !text.includes(emulator.page.access_token), text);
  await tab.getByRole("button", { name: "Menu", exact: true }).click();
  await tab.getByRole("link", { name: "Settings" }).click();
  await tab.getByRole("button", { name: /^Erase.*this Page/ }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Erase", exact: true }).click();
  await tab.getByRole("status").filter({ hasText: "erased" }).first().waitFor();
  assert.equal((await stored(tab)).all.sent.length, 0);
  await tab.getByRole("link", { name: "Conversations" }).click();
  await line(tab, /Ana Petrova/).click();
  await said(tab, "A secret of ours").waitFor();
  assert.equal(await tab.getByText("Adam from Jasper's Market").count(), 0);
  await close();
});

test("an inbox that nobody looks at reads nothing, and one that is idle little", async () => {
  const { tab, close } = await openTab(browser);
  await tab.clock.install();
  await connect(tab, emulator.origin, "/conversations");
  await line(tab, /Ana Petrova/).waitFor();
  await tab.waitForLoadState("networkidle");
  const reads = count(tab);
  await tab.clock.runFor(30_000);
  await tab.waitForLoadState("networkidle");
  assert.ok(reads.requests >= 1 && reads.requests <= 3, String(reads.requests));
  await tab.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  const before = reads.requests;
  await tab.clock.runFor(120_000);
  await write("Dev Patel", { text: "Is anybody there?" });
  await tab.clock.runFor(60_000);
  assert.equal(reads.requests, before);
  await tab.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await line(tab, /Is anybody there/).waitFor();
  await close();
});

test("a token that may not read conversations still writes by PSID", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("table").waitFor();
  await emulator.fault("permission", "pages", { times: 1000 });
  await tab.getByRole("link", { name: "Conversations" }).click();
  const alert = tab.getByRole("alert");
  await alert.getByText("This token may not read conversations").waitFor();
  await alert.getByText("pages_read_engagement").waitFor();
  await tab.getByRole("textbox", { name: "PSID" }).fill("12/3");
  await button(tab, "Open conversation").click();
  await tab.getByText("has '/' at position 3").waitFor();
  const psid = person("Ana Petrova");
  await tab.getByRole("textbox", { name: "PSID" }).fill(psid);
  await button(tab, "Open conversation").click();
  await tab.getByRole("heading", { level: 1, name: `Person ${psid}` }).waitFor();
  await field(tab).fill("Hello!");
  await field(tab).press("Enter");
  await tab.getByRole("status").filter({ hasText: "Sent as Jasper's Market" }).waitFor({ state: "attached" });
  await line(tab, new RegExp(psid)).waitFor();
  await close();
});

test("a closed window is said before anything is typed, and a person may use the tag", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Dev Patel");
  await tab.getByText("Reply window closed: this person last wrote more than 24 hours ago").waitFor();
  await tab.getByRole("checkbox", { name: /human agent tag/ }).check();
  await field(tab).fill("Sorry for the wait.");
  await field(tab).press("Enter");
  await said(tab, "Sorry for the wait.").waitFor();
  await emulator.control(`people/${person("Dev Patel")}/messages`, { text: "No problem" });
  await tab.getByText(/^Reply window open, 23 hours left/).waitFor();
  await close();
});

test("a conversation of another app says so, and is taken back", async () => {
  const { tab, close } = await openTab(browser);
  await emulator.control(`people/${person("Ana Petrova")}/thread_owner`, { app_id: "263902037430900" });
  await open(tab, "Ana Petrova");
  await tab.getByRole("alert").getByText("Another app controls this conversation").waitFor();
  await line(tab, /Ana Petrova.*Other app/).waitFor();
  await button(tab, "Take control").click();
  await tab.getByRole("alert").waitFor({ state: "detached" });
  await field(tab).fill("It is me again.");
  await field(tab).press("Enter");
  await said(tab, "It is me again.").waitFor();
  await close();
});

test("a conversation is handed over from a bot to a person, and back", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await emulator.control(`people/${person("Ana Petrova")}/thread_owner`, { app_id: "263902037430900" });
  await open(tab, "Ana Petrova");
  await tab.getByRole("alert").getByText("Another app controls this conversation").waitFor();
  await button(tab, "Hand over to…").click();
  const dialog = tab.getByRole("dialog", { name: "Hand over to a person" });
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await dialog.getByText("Choose the persona of the person who takes over.").waitFor();
  await dialog.getByRole("combobox", { name: "Persona" }).fill("Adam");
  await dialog.getByRole("option", { name: "Adam" }).click();
  const greeting = dialog.getByRole("textbox", { name: "Greeting" });
  assert.equal(await greeting.inputValue(), "Hi Ana, this is Adam. I’ll take it from here.");
  await greeting.fill("Hi, Adam here. Ten are fine.");
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await tab.getByRole("img", { name: "Adam is typing" }).waitFor();
  await said(tab, "Hi, Adam here. Ten are fine.").getByText("Adam from Jasper's Market").waitFor();
  await tab.getByText("Handed over to Adam.").waitFor();
  assert.equal(await tab.getByRole("combobox", { name: "Speak as" }).inputValue(), "Adam");
  assert.equal(await tab.getByRole("alert").count(), 0);
  await button(tab, "Hand back to the bot").click();
  await tab.getByRole("status").filter({ hasText: "Control of the conversation was released." }).waitFor({ state: "attached" });
  assert.deepEqual(complaints, []);
  await close();
});

test("a hand-off that is refused says nothing to the customer", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  await emulator.fault("person_unavailable", "messages");
  await speakAs(tab, "Adam");
  await button(tab, "Hand over to…").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Hand over" }).click();
  await tab.getByRole("alert").getByText("cannot be reached").waitFor();
  const { messages } = await emulator.control("outbox");
  assert.equal(messages.filter((message) => message.text?.startsWith("Hi Ana")).length, 0);
  assert.equal(await tab.getByText("Handed over to").count(), 0);
  await close();
});

test("a message to a conversation of another app is refused with a way to get it", async () => {
  const { tab, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  await emulator.fault("thread_taken", "messages");
  await field(tab).fill("Hello?");
  await field(tab).press("Enter");
  const alert = tab.getByRole("alert");
  await alert.getByRole("button", { name: "Take control" }).click();
  await alert.waitFor({ state: "detached" });
  await field(tab).press("Enter");
  await said(tab, "Hello?").waitFor();
  await close();
});

test("a file is sent by its address, and quick replies under a message", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await open(tab, "Ana Petrova");
  await speakAs(tab, "Adam");
  await button(tab, "Attach file…").click();
  const dialog = tab.getByRole("dialog", { name: "Send a file" });
  await dialog.getByRole("button", { name: "Send file" }).click();
  await dialog.getByText(/^The URL/).waitFor();
  const url = `${emulator.origin}/_emulator/pictures/adam.svg`;
  await dialog.getByRole("textbox", { name: "File URL" }).fill(url);
  await dialog.getByRole("img", { name: "Picture" }).waitFor();
  await dialog.getByRole("button", { name: "Send file" }).click();
  await dialog.waitFor({ state: "hidden" });
  await tab.getByRole("region", { name: "Messages" }).getByText("Adam from Jasper's Market").waitFor();
  await tab.getByText("Quick replies", { exact: true }).click();
  await tab.getByRole("textbox", { name: "Quick replies" }).fill("Yes, No");
  await field(tab).fill("Is that the one?");
  await field(tab).press("Enter");
  await said(tab, "Is that the one?").waitFor();
  assert.equal(await tab.getByRole("textbox", { name: "Quick replies" }).inputValue(), "");
  await emulator.control(`people/${person("Ana Petrova")}/messages`, { quick_reply: { payload: "Yes" } });
  await said(tab, "Yes").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
