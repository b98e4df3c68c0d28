// What was typed and what was read is still there when one comes back to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, openTab, picture, speakAs, startEmulatorWith } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const field = (tab) => tab.getByRole("textbox", { name: "Message" });
const said = (tab, text) => tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: text });
const speaker = (tab) => tab.getByRole("combobox", { name: "Speak as" });

/** Opens a conversation of the list. */
async function open(tab, name) {
  await tab.getByRole("link", { name }).click();
  await tab.getByRole("heading", { level: 1, name }).waitFor();
}

/** Asks the emulator's Graph as the demo Page. */
async function graph(method, path, body = {}) {
  const { access_token } = emulator.page;
  const response = await fetch(`${emulator.origin}/v26.0/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ access_token, ...body }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const create = (name) =>
  graph("POST", `${emulator.page.id}/personas`, {
    name,
    profile_picture_url: picture(emulator.origin, "a"),
  });

/** Holds every call to the address until `release` is called, and counts them. */
async function hold(tab, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const held = { calls: 0, release };
  await tab.route(address, async (route) => {
    held.calls += 1;
    await released;
    await route.continue();
  });
  return held;
}

const SENDS = /\/v[\d.]+\/\d+\/messages/;

test("a Page with more personas than a listing holds can speak as each of them", async () => {
  for (let number = 1; number <= 105; number += 1) await create(`Persona ${number}`);
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  await speaker(tab).click();
  await tab.getByText("58 more. Type a name or an id to find one.").waitFor();
  assert.equal(await tab.getByRole("option").count(), 51);
  assert.match(await tab.getByRole("option").first().textContent(), /Jasper's Market \(the Page\)$/);
  await speakAs(tab, "David Mark");
  await field(tab).fill("I am the last.");
  await field(tab).press("Enter");
  await said(tab, "I am the last.").getByText("David Mark from").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("who speaks is found among many by keys alone", async () => {
  const names = Array.from({ length: 3000 }, (_, place) => `Persona ${place + 1}`);
  const many = await startEmulatorWith(names, [{ name: "Ana Petrova", messages: [{ text: "Hi", minutes_ago: 5 }] }]);
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, many.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  const page = "Jasper's Market (the Page)";
  assert.equal(await speaker(tab).inputValue(), page);
  await speaker(tab).focus();
  await tab.keyboard.press("ArrowDown");
  const active = tab.getByRole("option", { selected: true });
  assert.match(await active.textContent(), /the Page/);
  assert.equal(await speaker(tab).getAttribute("aria-expanded"), "true");
  assert.equal(await speaker(tab).getAttribute("aria-activedescendant"), await active.getAttribute("id"));
  await tab.keyboard.press("ArrowDown");
  assert.match(await active.textContent(), /Persona 1$/);
  await tab.keyboard.type("nobody");
  await tab.getByText("No persona has this name or id.").waitFor();
  await tab.keyboard.press("Escape");
  assert.equal(await speaker(tab).getAttribute("aria-expanded"), "false");
  assert.equal(await speaker(tab).inputValue(), page);
  await tab.keyboard.press("ControlOrMeta+a");
  await tab.keyboard.type("persona 2999");
  await tab.getByRole("option", { name: "Persona 2999" }).waitFor();
  await tab.keyboard.press("Enter");
  assert.equal(await speaker(tab).inputValue(), "Persona 2999");
  await field(tab).fill("I am one of many.");
  await field(tab).press("Enter");
  await said(tab, "I am one of many.").getByText("Persona 2999 from").waitFor();
  assert.deepEqual(complaints, []);
  await close();
  await many.stop();
});

test("the samples are few, however many personas there are", async () => {
  const many = await startEmulatorWith(Array.from({ length: 300 }, (_, place) => `Persona ${place + 1}`));
  const { tab, close } = await openTab(browser);
  await connect(tab, many.origin, "/personas/new");
  const samples = tab.getByRole("group", { name: "Sample pictures" }).getByRole("button");
  await samples.first().waitFor();
  assert.equal(await samples.count(), 6);
  await close();
  await many.stop();
});

test("what is being written to somebody belongs to the Page it was written for", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  await field(tab).fill("Half a sentence");
  const bar = tab.getByRole("banner");
  await bar.getByText("Jasper's Market", { exact: true }).click();
  await bar.getByRole("button", { name: "Switch to Jasper's Bakery" }).click();
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("region", { name: "People" }).getByRole("link").first().click();
  assert.equal(await field(tab).inputValue(), "");
  await bar.getByText("Jasper's Bakery", { exact: true }).click();
  await bar.getByRole("button", { name: "Switch to Jasper's Market" }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await open(tab, /Ana Petrova/);
  assert.equal(await field(tab).inputValue(), "Half a sentence");
  assert.deepEqual(complaints, []);
  await close();
});

test("a send that fails while another conversation is open is told, and its draft is kept", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  await emulator.fault("person_unavailable");
  const sends = await hold(tab, SENDS);
  await field(tab).fill("Are you there?");
  await field(tab).press("Enter");
  await tab.getByRole("button", { name: "Sending…" }).waitFor();
  await open(tab, /Dev Patel/);
  assert.equal(await field(tab).inputValue(), "");
  await field(tab).fill("Half a");
  sends.release();
  await tab
    .getByRole("status")
    .filter({ hasText: /Ana Petrova: Not sent/ })
    .waitFor({ state: "attached" });
  await tab.getByRole("link", { name: /Ana Petrova.*not sent/ }).waitFor();
  assert.equal(await tab.getByRole("alert").count(), 0);
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("table").waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await open(tab, /Ana Petrova/);
  await tab.getByRole("alert").getByText("this person cannot be reached").waitFor();
  assert.equal(await field(tab).inputValue(), "Are you there?");
  await open(tab, /Dev Patel/);
  assert.equal(await field(tab).inputValue(), "Half a");
  await close();
});

test("what is typed while a message is on its way is another message", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  const first = await hold(tab, SENDS);
  await field(tab).fill("One");
  await field(tab).press("Enter");
  await tab.getByRole("button", { name: "Sending…" }).waitFor();
  await field(tab).pressSequentially("Two");
  first.release();
  await said(tab, "One").waitFor();
  assert.equal(await field(tab).inputValue(), "Two");
  await tab.unroute(SENDS);

  await emulator.fault("person_unavailable");
  const second = await hold(tab, SENDS);
  await field(tab).press("Enter");
  await tab.getByRole("button", { name: "Sending…" }).waitFor();
  await field(tab).pressSequentially("Three");
  second.release();
  await tab.getByRole("alert").waitFor();
  assert.equal(await field(tab).inputValue(), "Two\nThree");
  await close();
});

test("a persona that was deleted elsewhere is named as the likely reason, and leaves the choice", async () => {
  const { id } = await create("Gone Soon");
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  await speakAs(tab, "Gone Soon");
  await graph("DELETE", id);
  await field(tab).fill("Hello?");
  await field(tab).press("Enter");
  await tab.getByRole("alert").getByText("may have been deleted: choose another one").waitFor();
  await tab.getByText("The persona that was chosen does not exist any more").waitFor();
  assert.equal(await speaker(tab).inputValue(), "");
  assert.equal(await speaker(tab).getAttribute("placeholder"), "Choose who speaks");
  await field(tab).press("Enter");
  await tab.getByText("the persona that was to speak is gone. Choose who speaks").waitFor();
  assert.equal(await field(tab).inputValue(), "Hello?");
  await speakAs(tab, "Jasper's Market (the Page)");
  await field(tab).press("Enter");
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Hello?" }).waitFor();
  await close();
});

test("the dots are hidden as whose they are, also after another speaker was chosen", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  await speakAs(tab, "Mia R.");
  await tab.getByRole("button", { name: "Show typing" }).click();
  const dots = tab.getByRole("img", { name: "Mia R. is typing" });
  await dots.waitFor();
  await speakAs(tab, "David Mark");
  await tab.getByRole("button", { name: "Hide typing" }).click();
  await dots.waitFor({ state: "detached", timeout: 5000 });
  assert.deepEqual(complaints, []);
  await close();
});

test("what the customer writes is delivered once", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await open(tab, /Ana Petrova/);
  const address = /\/_emulator\/people\/\d+\/messages/;
  let calls = 0;
  tab.on("request", (request) => {
    if (request.method() === "POST" && address.test(request.url())) calls += 1;
  });
  const customer = tab.getByRole("textbox", { name: "Write as Ana Petrova" });
  await customer.fill("Only once");
  for (let presses = 0; presses < 3; presses += 1) await customer.press("Enter");
  await said(tab, "Only once").waitFor();
  assert.equal(calls, 1);
  assert.equal(await customer.inputValue(), "");
  await close();
});

test("half a new persona is kept until it is created", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  const name = tab.getByRole("textbox", { name: "Name" });
  await name.fill("Half Done");
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).waitFor();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "New persona" }).click();
  assert.equal(await name.inputValue(), "Half Done");
  await tab.getByRole("textbox", { name: "Picture URL" }).fill(picture(emulator.origin, "half"));
  await tab.getByRole("button", { name: "Create persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Half Done" }).waitFor();
  await tab.getByRole("link", { name: "Create another" }).click();
  assert.equal(await name.inputValue(), "");
  assert.deepEqual(complaints, []);
  await close();
});

test("the list that was read is there at once when one comes back", async () => {
  for (let number = 1; number <= 105; number += 1) await create(`Persona ${number}`);
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByText("108 personas").waitFor();
  const lists = await hold(tab, /\/v[\d.]+\/\d+\/personas/);
  await tab.getByRole("link", { name: "Persona 105", exact: true }).click();
  await tab.getByRole("heading", { level: 1, name: "Persona 105" }).waitFor();
  await tab.goBack();
  await tab.getByText("108 personas").waitFor();
  assert.equal(await tab.getByRole("table").getAttribute("aria-rowcount"), "109");
  assert.equal(lists.calls, 0);
  assert.deepEqual(complaints, []);
  await close();
});
