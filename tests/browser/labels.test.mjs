// Labels, notes and the last use of personas, which the browser keeps in IndexedDB.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectByToken, openTab, speakAs, startEmulatorWith } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

/** The demo Page, among those of a person's token. */
const offered = (tab) =>
  tab.getByRole("region", { name: /token|what answers/ }).getByRole("button", { name: "Connect to Jasper's Market" });
const USER_TOKEN = "EAABemulatorDemoUserTokenZDZD";
const link = (tab, name) => tab.getByRole("link", { name, exact: true });
const row = (tab, name) => tab.getByRole("row").filter({ has: link(tab, name) });
const names = (tab) => tab.getByRole("table").getByRole("rowheader").getByRole("link").allTextContents();
const labelField = (tab) => tab.getByRole("combobox", { name: "Labels" });
const labels = (tab) => tab.getByRole("list", { name: "Labels" }).getByRole("listitem");
const note = (tab) => tab.getByRole("textbox", { name: "Note" });
const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const spoken = (tab, text) => tab.getByRole("status").filter({ hasText: text }).waitFor({ state: "attached" });
const found = (tab, text) => tab.getByText(text, { exact: true }).waitFor();

/** Everything in the database. */
const stored = (tab) =>
  tab.evaluate(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    if (!(await indexedDB.databases()).some(({ name }) => name === "messenger-personas")) return [];
    const database = await done(indexedDB.open("messenger-personas"));
    const stores = ["personas"];
    const transaction = database.transaction(stores);
    const values = await Promise.all(stores.map((store) => done(transaction.objectStore(store).getAll())));
    database.close();
    return values.flat();
  });

/** Waits until the database has what `expected` says. */
async function storedBecomes(tab, expected) {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (expected(await stored(tab))) return;
    await tab.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.fail(JSON.stringify(await stored(tab)));
}

/** Goes to the screen of a persona, from any other. */
async function open(tab, name) {
  await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
  await link(tab, name).click();
  await tab.getByRole("heading", { level: 1, name }).waitFor();
}

/** Adds labels to the persona whose screen is shown. */
async function addLabels(tab, ...texts) {
  for (const text of texts) {
    await labelField(tab).fill(text);
    await labelField(tab).press("Enter");
    await labels(tab).filter({ hasText: text }).waitFor();
  }
}

async function writeNote(tab, text) {
  await note(tab).fill(text);
  await labelField(tab).focus();
  await tab.getByText("Saved", { exact: true }).waitFor();
}

/** The settings, from the menu: nothing is read anew. */
async function openSettings(tab) {
  await button(tab, "Menu").click();
  await tab.getByRole("link", { name: "Settings" }).click();
  await tab.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
}

/** The personas' own list, by its link: nothing is read anew. */
const back = (tab) => tab.getByRole("link", { name: "Personas", exact: true }).first().click();

test("labels and a note survive a reload, and no token is stored with them", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "Mia R.");
  await addLabels(tab, "  Night shift ", "support");
  await labelField(tab).fill("SUPPORT");
  await labelField(tab).press("Enter");
  assert.equal(await labels(tab).count(), 2);
  await writeNote(tab, "Speaks French.");
  await storedBecomes(tab, ([record]) => record?.note === "Speaks French.");
  const { page, persona, ...rest } = (await stored(tab))[0];
  assert.match(`${page} ${persona}`, /^\d+ \d+$/);
  assert.deepEqual(rest, { labels: ["Night shift", "support"], note: "Speaks French." });
  assert.ok(!JSON.stringify(await stored(tab)).includes("EAA"));

  await tab.reload();
  await connect(tab, emulator.origin, new URL(tab.url()).pathname);
  assert.deepEqual(await labels(tab).allTextContents(), ["Night shift", "support"]);
  assert.equal(await note(tab).inputValue(), "Speaks French.");
  await back(tab);
  assert.deepEqual(await row(tab, "Mia R.").getByRole("list", { name: "Labels" }).getByRole("listitem").allTextContents(), [
    "Night shift",
    "support",
  ]);
  assert.deepEqual(complaints, []);
  await close();
});

test("personas are filtered by label, and a search finds labels and notes", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "Mia R.");
  await addLabels(tab, "support");
  await open(tab, "Adam");
  await addLabels(tab, "Support", "weekend");
  await writeNote(tab, "Knows all about returns.");
  await back(tab);

  await button(tab, "Label").click();
  await tab.getByRole("link", { name: "support 2" }).click();
  await tab.waitForURL("**/personas?label=support");
  await found(tab, "2 of 3");
  assert.deepEqual((await names(tab)).toSorted(), ["Adam", "Mia R."]);
  await button(tab, "Label: support").click();
  await tab.getByRole("link", { name: "Any label" }).click();
  await tab.waitForURL("**/personas");

  const search = tab.getByRole("searchbox", { name: "Search" });
  await search.fill("WEEKEND");
  await found(tab, "1 of 3");
  assert.deepEqual(await names(tab), ["Adam"]);
  await search.fill("about returns");
  await found(tab, "1 of 3");
  await tab.goto(`${emulator.origin}/personas?label=nobody+has+it`);
  await connect(tab, emulator.origin, "/personas?label=nobody+has+it");
  await tab.getByText("No loaded persona has the label nobody has it.").waitFor();
  await tab.getByRole("link", { name: "Show all" }).click();
  await tab.getByRole("row").nth(3).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("labels and note go with an edit, and go away with a deletion", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "David Mark");
  await addLabels(tab, "support");
  await writeNote(tab, "Speaks French.");
  await tab.getByRole("link", { name: "Edit" }).click();
  await tab.getByLabel("Name").fill("David M.");
  await button(tab, "Create new persona").click();
  await tab.getByRole("heading", { level: 2, name: "David M. was created" }).waitFor();
  await button(tab, "Delete old persona").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "David M." }).waitFor();
  assert.deepEqual(await labels(tab).allTextContents(), ["support"]);
  assert.equal(await note(tab).inputValue(), "Speaks French.");
  await tab.getByRole("status").filter({ hasText: "was deleted" }).waitFor({ state: "attached" });
  await storedBecomes(tab, (records) => records.length === 1);

  await button(tab, "Delete").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await storedBecomes(tab, (records) => records.length === 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("labels and note go with an edit that ends while another Page is worked on", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  const bar = tab.getByRole("banner");
  const switchTo = async (from, to) => {
    await bar.getByText(from, { exact: true }).click();
    await bar.getByRole("button", { name: `Switch to ${to}` }).click();
  };
  await open(tab, "David Mark");
  await addLabels(tab, "support");
  await writeNote(tab, "Speaks French.");
  await storedBecomes(tab, ([record]) => record?.note === "Speaks French.");
  const [{ page }] = await stored(tab);
  await tab.getByRole("link", { name: "Edit" }).click();
  await tab.getByLabel("Name").fill("David M.");
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await tab.route(/\/v[\d.]+\//, async (route) => {
    if (/profile_picture_url=/.test(route.request().postData() ?? "")) await released;
    await route.fallback();
  });
  await button(tab, "Create new persona").click();
  await button(tab, "Creating…").waitFor();
  await switchTo("Jasper's Market", "Jasper's Bakery");
  await link(tab, "Nora K.").waitFor();
  release();
  await tab.getByText("David M. was created for Jasper's Market.").first().waitFor();
  await storedBecomes(tab, (records) => records.length === 2);
  for (const record of await stored(tab)) {
    assert.deepEqual([record.page, record.labels, record.note], [page, ["support"], "Speaks French."]);
  }
  await switchTo("Jasper's Bakery", "Jasper's Market");
  await open(tab, "David M.");
  assert.deepEqual(await labels(tab).allTextContents(), ["support"]);
  assert.equal(await note(tab).inputValue(), "Speaks French.");
  await open(tab, "David Mark");
  await tab.getByRole("link", { name: "Finish editing" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("another Page has other labels", async () => {
  const { tab, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, USER_TOKEN);
  await offered(tab).click();
  await open(tab, "Mia R.");
  await addLabels(tab, "support");
  await storedBecomes(tab, (records) => records.length === 1);
  await tab.getByRole("banner").getByText("Jasper's Market", { exact: true }).click();
  await tab.getByRole("button", { name: "Switch to Jasper's Bakery" }).click();
  await open(tab, "Nora K.");
  await labelField(tab).waitFor();
  assert.equal(await labels(tab).count(), 0);
  assert.equal(await tab.locator("#label-suggestions option").count(), 0);
  await back(tab);
  await button(tab, "Label").click();
  await tab.getByText("No labels yet").waitFor();
  await close();
});

test("an export that is imported after everything is erased gives the same", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "Mia R.");
  await addLabels(tab, "Night shift", "support");
  await writeNote(tab, "Speaks French.");
  await storedBecomes(tab, ([record]) => record?.note !== "");
  const before = await stored(tab);

  await openSettings(tab);
  const [download] = await Promise.all([tab.waitForEvent("download"), button(tab, "Export labels and notes").click()]);
  assert.match(download.suggestedFilename(), /^labels-\d+\.json$/);
  const file = await download.path();

  await button(tab, "Erase everything").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Erase", exact: true }).click();
  await tab.getByText("Labels and notes were erased.").waitFor();
  assert.deepEqual(await stored(tab), []);

  const choose = tab.getByLabel("Import…");
  await choose.setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await tab.getByRole("alert").filter({ hasText: "was not exported from here" }).waitFor();
  await choose.setInputFiles(file);
  await tab.getByText("Imported labels and notes of 1 persona.").waitFor();
  await storedBecomes(tab, (records) => records.length === 1);
  assert.deepEqual(await stored(tab), before);
  await open(tab, "Mia R.");
  assert.deepEqual(await labels(tab).allTextContents(), ["Night shift", "support"]);

  await openSettings(tab);
  await button(tab, "Erase for this Page").click();
  await tab.getByRole("dialog", { name: /Jasper's Market/ }).getByRole("button", { name: "Erase", exact: true }).click();
  await storedBecomes(tab, (records) => records.length === 0);
  assert.deepEqual(complaints, []);
  await close();
});

for (const [how, refuse] of Object.entries({
  refuses: () => {
    indexedDB.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  },
  "has none": () => Object.defineProperty(window, "indexedDB", { value: undefined }),
})) {
  test(`labels work for one visit in a browser whose IndexedDB ${how}`, async () => {
    const { tab, complaints, close } = await openTab(browser);
    await tab.addInitScript(refuse);
    await connectByToken(tab, emulator.origin, USER_TOKEN);
    await offered(tab).click();
    await open(tab, "Mia R.");
    await tab.getByRole("status").filter({ hasText: "kept for this visit only" }).waitFor();
    await addLabels(tab, "support");
    for (const [from, to] of [["Market", "Bakery"], ["Bakery", "Market"]]) {
      await tab.getByRole("banner").getByText(`Jasper's ${from}`, { exact: true }).click();
      await tab.getByRole("button", { name: `Switch to Jasper's ${to}` }).click();
      await tab.getByRole("banner").getByText(`Jasper's ${to}`, { exact: true }).waitFor();
    }
    await back(tab);
    await row(tab, "Mia R.").getByRole("listitem").filter({ hasText: "support" }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
}

test("several personas are labelled at once", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "Mia R.");
  await addLabels(tab, "support");
  await back(tab);
  for (const name of ["Mia R.", "Adam"]) await tab.getByRole("checkbox", { name: `Select ${name}` }).check();
  await button(tab, "Label…").click();
  const dialog = tab.getByRole("dialog", { name: "Label 2 personas" });
  const support = dialog.getByRole("checkbox", { name: "support" });
  assert.equal(await support.evaluate((input) => input.indeterminate), true);
  await support.check();
  await spoken(tab, "Added support to 1 persona.");
  await dialog.getByRole("textbox", { name: "New label" }).fill("weekend");
  await dialog.getByRole("textbox", { name: "New label" }).press("Enter");
  await dialog.getByRole("checkbox", { name: "weekend", checked: true }).waitFor();
  await support.uncheck();
  await spoken(tab, "Removed support from 2 personas.");
  await dialog.getByRole("button", { name: "Done" }).click();
  await row(tab, "Mia R.").getByRole("listitem").filter({ hasText: "weekend" }).waitFor();
  assert.equal(await row(tab, "Mia R.").getByRole("listitem").count(), 1);
  assert.equal(await row(tab, "Adam").getByRole("listitem").count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test("labels are edited without a pointer", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await open(tab, "Mia R.");
  await labelField(tab).focus();
  for (const text of ["one", "two", "three"]) {
    await tab.keyboard.type(text);
    await tab.keyboard.press("Enter");
  }
  assert.deepEqual(await labels(tab).allTextContents(), ["one", "two", "three"]);
  await tab.keyboard.press("Backspace");
  await spoken(tab, "Removed the label three.");
  await tab.keyboard.press("Shift+Tab");
  await tab.keyboard.press("Shift+Tab");
  await tab.keyboard.press("Enter");
  assert.deepEqual(await labels(tab).allTextContents(), ["two"]);
  await tab.waitForFunction(() => document.activeElement?.id === "label");
  await tab.keyboard.type("   ");
  await tab.keyboard.press("Enter");
  await tab.getByRole("alert").filter({ hasText: "Enter a label." }).waitFor();
  await close();
});

test("the last use is known after a message, and the list is sorted by it", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await row(tab, "Mia R.").getByText("Not used here").waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await speakAs(tab, "Mia R.");
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello!");
  await button(tab, "Send").click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
  await back(tab);
  const time = row(tab, "Mia R.").getByRole("time");
  await time.filter({ hasText: "Just now" }).waitFor();
  assert.match(await time.getAttribute("datetime"), /^\d{4}-\d\d-\d\dT.*Z$/);
  const head = tab.getByRole("columnheader", { name: "Last used" });
  await head.getByRole("button").click();
  await tab.waitForURL("**/personas?sort=used");
  assert.equal((await names(tab)).at(-1), "Mia R.");
  await head.getByRole("button").click();
  await tab.waitForURL("**/personas?sort=-used");
  assert.equal((await names(tab))[0], "Mia R.");
  await storedBecomes(tab, (records) => records.length === 1 && records[0].lastUsed > 1.7e12);
  assert.ok(!JSON.stringify(await stored(tab)).includes("Hello"));
  assert.deepEqual(complaints, []);
  await close();
});

test("the number of duplicates leads to them", async () => {
  const twins = await startEmulatorWith(["Adam", "Mia R.", "adam"]);
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, twins.origin);
  await tab.getByRole("link", { name: "Show 2 personas named Adam", exact: true }).click();
  await tab.waitForURL("**/personas?q=Adam");
  await found(tab, "2 of 3");
  assert.deepEqual(complaints, []);
  await close();
  await twins.stop();
});

test("another tab shows the label at once", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  const other = await tab.context().newPage();
  await connect(other, emulator.origin);
  await link(other, "Mia R.").waitFor();
  await open(tab, "Mia R.");
  await addLabels(tab, "support");
  await row(other, "Mia R.").getByRole("listitem").filter({ hasText: "support" }).waitFor();
  await close();
});
