// The list of personas: long, searched, sorted, chosen from, and refused.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, focused, hold, openTab, picture, startEmulatorWith } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const MANY = 2_345;
const many = Array.from({ length: MANY }, (_, index) => `Persona ${String(index + 1).padStart(4, "0")}`);

let long;
before(async () => {
  long = await startEmulatorWith(many);
});
after(() => long?.stop());

const names = (tab) => tab.getByRole("table").getByRole("rowheader");
const search = (tab) => tab.getByRole("searchbox", { name: "Search" });
const nodes = (tab) => tab.evaluate(() => document.querySelectorAll("*").length);
const bulk = (tab) => tab.getByRole("region", { name: "Selected personas" });
const tick = (tab, name) => tab.getByRole("checkbox", { name: `Select ${name}`, exact: true });

/** All personas of the long list. */
async function loadAll(tab) {
  await tab.getByText("1,000 personas so far").first().waitFor();
  await tab.getByRole("button", { name: "Load the rest" }).click();
  await tab.getByText("2,345 personas", { exact: true }).waitFor();
}

/** Creates a persona behind the console's back. */
async function create(name, picture) {
  const answer = await fetch(`${emulator.origin}/${emulator.page.id}/personas`, {
    method: "POST",
    body: new URLSearchParams({ name, profile_picture_url: picture, access_token: emulator.page.access_token }),
  });
  assert.equal(answer.status, 200);
}

test("a long list is loaded listing by listing, and no more of it is on the page than can be seen", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, long.origin);
  await loadAll(tab);
  const few = await nodes(tab);
  assert.ok(few < 1_500, `${few} nodes`);
  assert.equal(await tab.getByRole("table").getAttribute("aria-rowcount"), String(MANY + 1));
  await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await tab.getByRole("link", { name: "Persona 2345", exact: true }).waitFor();
  const last = tab.getByRole("row").filter({ has: tab.getByRole("link", { name: "Persona 2345", exact: true }) });
  assert.equal(await last.getAttribute("aria-rowindex"), String(MANY + 1));
  assert.equal(await tab.getByRole("link", { name: "Persona 0001", exact: true }).count(), 0);
  assert.ok((await nodes(tab)) < few + 400);
  assert.deepEqual(complaints, []);
  await close();
});

test("a row with the focus stays on the page, wherever one scrolls, and keeps the focus", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, long.origin);
  await tab.getByText("1,000 personas so far").first().waitFor();
  await tab.evaluate(() => scrollTo(0, 20_000));
  const name = "Persona 0385";
  await tab.getByRole("link", { name, exact: true }).focus();
  const row = tab.getByRole("row").filter({ has: tab.getByRole("link", { name, exact: true }) });
  for (const top of [19_000, 21_000, 40_000, 0, 10_000, 20_000]) {
    await tab.evaluate((top) => scrollTo(0, top), top);
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await focused(tab), `a ${name}`);
    assert.equal(await row.count(), 1);
  }
  await close();
});

test("search, order and filter stand in the address, and Back brings list and place back", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, long.origin);
  await loadAll(tab);
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  await search(tab).fill("persona 1");
  await tab.waitForURL("**/personas?q=persona%201&sort=-name");
  assert.equal(await names(tab).first().textContent(), "Persona 1999");
  assert.equal(await tab.getByRole("columnheader", { name: "Persona" }).getAttribute("aria-sort"), "descending");
  await tab.getByText("1,000 of 2,345").waitFor();
  await tab.evaluate(() => scrollTo(0, 15_000));
  const link = tab.getByRole("table").getByRole("link", { name: /^Persona 17/ }).nth(20);
  const name = await link.textContent();
  await link.click();
  await tab.getByRole("heading", { level: 1, name }).waitFor();
  await tab.goBack();
  await tab.getByRole("table").getByRole("link", { name, exact: true }).waitFor();
  const box = await tab.getByRole("table").getByRole("link", { name, exact: true }).boundingBox();
  assert.ok(box.y > 0 && box.y < 800, `${name} is at ${box.y}`);
  assert.equal(await search(tab).inputValue(), "persona 1");
  await search(tab).fill("");
  await tab.waitForURL("**/personas?sort=-name");
  assert.deepEqual(complaints, []);
  await close();
});

test("a name is found in any case, in every script", async () => {
  for (const name of ["Zoë Öz", "Жук Ёлкин"]) await create(name, picture(emulator.origin, "zoe"));
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  for (const [query, name] of [
    ["ZOË", "Zoë Öz"],
    ["жук", "Жук Ёлкин"],
    ["ö", "Zoë Öz"],
    ["ЁЛ", "Жук Ёлкин"],
  ]) {
    await search(tab).fill(query);
    await names(tab).filter({ hasText: name }).waitFor();
    await names(tab).filter({ hasNotText: name }).first().waitFor({ state: "detached" });
  }
  await close();
});

test("rows are chosen one by one, as a range and all at once, and their ids are copied", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: long.origin });
  await connect(tab, long.origin);
  await tick(tab, "Persona 0002").check();
  await bulk(tab).getByText("1 selected").waitFor();
  await tick(tab, "Persona 0005").click({ modifiers: ["Shift"] });
  await bulk(tab).getByText("4 selected").waitFor();
  assert.equal(await tick(tab, "Persona 0004").isChecked(), true);
  const all = tab.getByRole("checkbox", { name: "Select all that are shown" });
  assert.equal(await all.evaluate((box) => box.indeterminate), true);
  await search(tab).fill("0004");
  await bulk(tab).getByText("1 selected").waitFor();
  await bulk(tab).getByRole("button", { name: "Copy ids" }).click();
  await tab.getByRole("status").filter({ hasText: "Copied 1 id." }).waitFor({ state: "attached" });
  assert.match(await tab.evaluate(() => navigator.clipboard.readText()), /^\d+$/);
  await search(tab).fill("persona 01");
  await bulk(tab).waitFor({ state: "detached" });
  await all.check();
  await bulk(tab).getByText("100 selected").waitFor();
  await bulk(tab).getByRole("button", { name: "Clear the selection" }).click();
  await bulk(tab).waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
  await close();
});

test("a list that is refused half-way keeps its rows and goes on where it stopped", async () => {
  const { tab, close } = await openTab(browser);
  await tab.goto(long.origin);
  let asked = 0;
  const bodies = [];
  await tab.route(/\/personas$/, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    asked += 1;
    bodies.push(route.request().postData());
    if (asked !== 4) return route.fallback();
    const error = { message: "(#10) Application does not have permission", type: "OAuthException", code: 10 };
    return route.fulfill({ status: 400, contentType: "application/json", body: JSON.stringify({ error }) });
  });
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("alert").getByText("The personas could not be listed").waitFor();
  await tab.getByText("300 personas so far").first().waitFor();
  assert.equal(await tab.getByRole("link", { name: "Persona 0001", exact: true }).count(), 1);
  await tab.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await tab.getByText("1,000 personas so far").first().waitFor();
  assert.equal(asked, 11);
  assert.equal(bodies[4], bodies[3]);
  assert.equal(await tab.getByRole("alert").count(), 0);
  await close();
});

test("a list that is loaded anew keeps its rows until they are replaced", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await create("Zoë", picture(emulator.origin, "zoe"));
  const release = await hold(tab);
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByText("3 personas so far").first().waitFor();
  assert.equal(await names(tab).count(), 3);
  release();
  await tab.getByText("4 personas", { exact: true }).waitFor();
  assert.equal(await names(tab).first().textContent(), "Zoë");
  await close();
});

test("duplicates and personas that never spoke from here can be found", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await create("adam ", picture(emulator.origin, "other"));
  await connect(tab, emulator.origin);
  await tab.getByRole("navigation", { name: "Filter" }).getByRole("link", { name: "Look alike" }).click();
  await tab.waitForURL("**/personas?only=alike");
  await tab.getByText("2 of 4").waitFor();
  assert.deepEqual((await names(tab).allTextContents()).map((name) => name.trim().toLowerCase()), ["adam", "adam"]);

  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("combobox", { name: "Speak as" }).selectOption({ label: "Mia R." });
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello!");
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("navigation", { name: "Filter" }).getByRole("link", { name: "Not used here" }).click();
  await tab.getByText("3 of 4").waitFor();
  assert.equal(await tab.getByRole("link", { name: "Mia R.", exact: true }).count(), 0);
  await search(tab).fill("nobody");
  await tab.getByRole("link", { name: "Clear the search" }).click();
  await tab.waitForURL("**/personas");
  assert.deepEqual(complaints, []);
  await close();
});

test("loading, empty, nothing found and refused look different", async () => {
  const { tab, close } = await openTab(browser);
  const release = await hold(tab);
  await connect(tab, emulator.origin);
  await tab.getByRole("status").filter({ hasText: "Loading the personas" }).waitFor();
  release();
  await names(tab).first().waitFor();
  await search(tab).fill("nobody");
  await tab.getByRole("heading", { name: "None of the loaded personas match" }).waitFor();
  await tab.getByRole("link", { name: "Clear the search" }).click();
  await emulator.fault("permission", "personas");
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("alert").getByText("The personas could not be listed").waitFor();
  assert.equal(await names(tab).count(), 3);
  await close();
  const none = await startEmulatorWith([]);
  const other = await openTab(browser);
  await connect(other.tab, none.origin);
  await other.tab.getByRole("heading", { name: "No personas yet" }).waitFor();
  await other.tab.getByRole("link", { name: "Create the first persona" }).waitFor();
  await other.close();
  await none.stop();
});
