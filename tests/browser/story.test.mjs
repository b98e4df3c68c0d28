// What the console is for: a newcomer creates a persona and writes to a customer as it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectByToken, disconnect, hideEmulator, openTab, picture, speakAs } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

test("a persona is created, speaks, is deleted, and what it said keeps its face", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  assert.equal(new URL(tab.url()).pathname, "/personas");
  const bar = tab.getByRole("banner");
  await bar.getByText("Jasper's Market").waitFor();
  await bar.getByText("Emulator").waitFor();

  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  await tab.getByRole("textbox", { name: "Name" }).fill("Zoë from Support");
  await tab.getByRole("textbox", { name: "Picture URL" }).fill(picture(emulator.origin, "zoe"));
  await tab.getByText("16/50").waitFor();
  await tab.getByText("Zoë from Support from Jasper's Market").waitFor();
  await tab.getByRole("textbox", { name: "Name" }).fill("Zoë");
  await tab.getByRole("figure").getByText("Zoë from Jasper's Market").waitFor();
  await tab.getByRole("button", { name: "Create persona" }).click();

  await tab.getByRole("heading", { level: 1, name: "Zoë" }).waitFor();
  const created = tab.getByRole("region", { name: "Created" });
  await created.getByText("Zoë was created.").waitFor();
  const id = new URL(tab.url()).pathname.split("/").at(-1);
  await created.getByText(id).waitFor();
  await created.getByRole("link", { name: "Create another" }).waitFor();
  await tab.getByRole("region", { name: "Code" }).getByText(`persona_id=${id}`).waitFor();

  await bar.getByRole("link", { name: "Personas", exact: true }).click();
  const row = tab.getByRole("row").filter({ has: tab.getByRole("link", { name: "Zoë", exact: true }) });
  await row.waitFor();
  await row.getByRole("link", { name: "Write as Zoë" }).click();

  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("heading", { level: 1, name: "Ana Petrova" }).waitFor();
  const speaker = tab.getByRole("combobox", { name: "Speak as" });
  assert.equal(await speaker.inputValue(), "Zoë");
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello world!");
  await tab.getByRole("button", { name: "Send" }).click();

  const thread = tab.getByRole("region", { name: "Messages" });
  const said = thread.getByRole("listitem").filter({ hasText: "Hello world!" });
  await said.getByText("Zoë from Jasper's Market").waitFor();
  assert.match(await said.locator("img").getAttribute("src"), /\/pictures\/zoe\.svg$/);
  assert.equal(await tab.getByRole("textbox", { name: "Message" }).inputValue(), "");

  await tab.getByRole("button", { name: "Show typing" }).click();
  const dots = thread.getByRole("listitem").filter({ has: tab.getByRole("img", { name: "Zoë is typing" }) });
  await dots.waitFor();
  assert.match(await dots.locator("span img").getAttribute("src"), /\/pictures\/zoe\.svg$/);
  await tab.getByRole("button", { name: "Hide typing" }).click();
  await dots.waitFor({ state: "detached" });

  await speakAs(tab, "Jasper's Market (the Page)");
  await tab.getByRole("textbox", { name: "Message" }).fill("Our shop is open till eight.");
  await tab.getByRole("textbox", { name: "Message" }).press("Enter");
  const plain = thread.getByRole("listitem").filter({ hasText: "open till eight" });
  await plain.waitFor();
  assert.equal(await plain.getByText("from Jasper's Market").count(), 0);

  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await row.getByRole("button", { name: "Delete Zoë" }).click();
  const dialog = tab.getByRole("dialog", { name: "Delete Zoë?" });
  await dialog.getByText("keep the name and the picture").waitFor();
  await dialog.getByRole("button", { name: "Delete persona" }).click();
  await dialog.waitFor({ state: "hidden" });
  await row.waitFor({ state: "detached" });
  await tab.getByRole("status").filter({ hasText: "1 persona was deleted." }).waitFor({ state: "attached" });

  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await said.getByText("Zoë from Jasper's Market").waitFor();
  assert.match(await said.locator("img").getAttribute("src"), /\/pictures\/zoe\.svg$/);
  await speaker.click();
  await tab.getByRole("option").first().waitFor();
  assert.equal(await tab.getByRole("option", { name: "Zoë" }).count(), 0);

  await disconnect(tab);
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  assert.equal(new URL(tab.url()).pathname, "/connect");
  assert.deepEqual(complaints, []);
  await close();
});

test("a persona has a screen of its own, and can be deleted there", async () => {
  await emulator.reset();
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "David Mark", exact: true }).click();
  await tab.getByRole("heading", { level: 1, name: "David Mark" }).waitFor();
  await tab.getByText("David Mark from Jasper's Market").waitFor();
  assert.match(await tab.title(), /^David Mark · /);
  await tab.getByRole("link", { name: "Write as David Mark" }).waitFor();
  await tab.getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
  await tab.getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  assert.equal(await tab.getByRole("link", { name: "David Mark", exact: true }).count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("the list is searched by name and by id, and the address holds the search", async () => {
  await emulator.reset();
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  const names = tab.getByRole("table").getByRole("rowheader");
  await names.first().waitFor();
  assert.equal(await names.count(), 3);
  await tab.getByRole("searchbox", { name: "Search" }).fill("david");
  await tab.waitForURL("**/personas?q=david");
  assert.deepEqual(await names.allTextContents(), ["David Mark"]);
  await tab.getByRole("searchbox", { name: "Search" }).fill("nobody");
  await tab.getByRole("link", { name: "Clear the search" }).click();
  await names.nth(2).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("a customer who writes again can be answered again", async () => {
  await emulator.reset();
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await tab.getByRole("link", { name: /Dev Patel.*Reply window closed/ }).click();
  await tab.getByRole("textbox", { name: "Message" }).fill("You are welcome!");
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByRole("alert").getByText("more than 24 hours ago").waitFor();
  assert.equal(await tab.getByRole("textbox", { name: "Message" }).inputValue(), "You are welcome!");
  await tab.getByRole("textbox", { name: "Write as Dev Patel" }).fill("One more thing");
  await tab.getByRole("button", { name: "Deliver" }).click();
  await tab.getByRole("link", { name: /Dev Patel.*23 hours left/ }).waitFor();
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "You are welcome!" }).waitFor();
  assert.equal(await tab.getByRole("alert").count(), 0);
  await close();
});

test("a Page that is connected by its token has an inbox", async () => {
  const page = emulator.page;
  const { tab, complaints, close } = await openTab(browser);
  await hideEmulator(tab);
  await connectByToken(tab, emulator.origin, page.access_token, "/conversations");
  await tab.getByRole("region", { name: "A Page's token" }).getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("link", { name: /Ana Petrova.*I need about ten.*2 unread/ }).click();
  await tab.getByRole("heading", { level: 1, name: "Ana Petrova" }).waitFor();
  const thread = tab.getByRole("region", { name: "Messages" });
  await thread.getByRole("listitem").filter({ hasText: "I need about ten" }).waitFor();
  assert.equal(await tab.getByRole("textbox", { name: "Write as Ana Petrova" }).count(), 0);
  await speakAs(tab, "Adam");
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello world!");
  await tab.getByRole("button", { name: "Send" }).click();
  const said = thread.getByRole("listitem").filter({ hasText: "Hello world!" });
  await said.getByText("Adam from Jasper's Market").waitFor();
  await tab.getByRole("button", { name: "Show typing" }).click();
  await tab.getByRole("img", { name: "Adam is typing" }).waitFor();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("table").waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova.*Hello world!/ }).click();
  await said.getByText("Adam from Jasper's Market").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
