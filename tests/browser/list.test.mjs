// The list of personas: long, searched, sorted, chosen from, and refused.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, focused, hold, openTab, picture, speakAs, startEmulatorWith } from "./console.mjs";
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

/** Waits for all personas of the long list. */
const loaded = (tab) => tab.getByText("2,345 personas", { exact: true }).waitFor();

/** Lets the first `count` requests for personas through, and the others once the answer is called. */
async function holdAfter(tab, count) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  let asked = 0;
  await tab.route(/\/personas$/, async (route) => {
    asked += route.request().method() === "POST";
    if (asked > count) await released;
    await route.continue().catch(() => {});
  });
  return release;
}

/** Answers requests for personas as Graph does when there were too many, until `unroute`. */
const limit = (tab, seconds) =>
  tab.route(/\/personas$/, (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const error = { message: "(#80006) There have been too many calls", type: "OAuthException", code: 80006 };
    return route.fulfill({ status: 400, headers: { "retry-after": String(seconds) }, json: { error } });
  });

/** Whether a row has the focus, by its name. */
const focusOn = (tab, name) => tab.waitForFunction((name) => document.activeElement?.textContent?.trim() === name, name);

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
  await loaded(tab);
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
  await loaded(tab);
  await tab.evaluate(() => scrollTo(0, 16_000));
  const name = "Persona 0365";
  await tab.getByRole("link", { name, exact: true }).focus();
  const row = tab.getByRole("row").filter({ has: tab.getByRole("link", { name, exact: true }) });
  for (const top of [15_000, 17_000, 40_000, 0, 8_000, 16_000]) {
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
  await loaded(tab);
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  await search(tab).fill("persona 1");
  await tab.waitForURL("**/personas?q=persona%201&sort=-name");
  assert.equal(await names(tab).first().textContent(), "Persona 1999");
  assert.equal(await tab.getByRole("columnheader", { name: "Persona" }).getAttribute("aria-sort"), "descending");
  await tab.getByText("1,000 of 2,345").waitFor();
  await tab.evaluate(() => scrollTo(0, 12_000));
  const link = tab.getByRole("table").getByRole("link", { name: /^Persona 17/ }).nth(20);
  const name = await link.textContent();
  await link.click();
  await tab.getByRole("heading", { level: 1, name }).waitFor();
  await tab.goBack();
  await tab.getByRole("table").getByRole("link", { name, exact: true }).waitFor();
  const box = await tab.getByRole("table").getByRole("link", { name, exact: true }).boundingBox();
  assert.ok(box.y > 0 && box.y < 800, `${name} is at ${box.y}`);
  await focusOn(tab, name);
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
  await tab.getByText("300 personas so far", { exact: true }).waitFor();
  assert.equal(await tab.getByRole("link", { name: "Persona 0001", exact: true }).count(), 1);
  await tab.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await loaded(tab);
  assert.equal(asked, 25);
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
  await tab.getByText("Loading personas… 3 so far").waitFor();
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
  await tab.getByRole("navigation", { name: "Filter" }).getByRole("link", { name: "Duplicates" }).click();
  await tab.waitForURL("**/personas?only=alike");
  await tab.getByText("2 of 4").waitFor();
  assert.deepEqual((await names(tab).allTextContents()).map((name) => name.trim().toLowerCase()), ["adam", "adam"]);

  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await speakAs(tab, "Mia R.");
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello!");
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
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

test("the rest is loaded by itself, can be stopped, and what is based on a part says so", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const release = await holdAfter(tab, 3);
  await connect(tab, long.origin);
  await tab.getByText("Loading personas… 300 so far").waitFor();
  await search(tab).fill("persona 03");
  await tab.getByText("Only the 300 personas that are loaded so far are searched.").waitFor();
  await tab.getByText("1 of 300").waitFor();
  await tab.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await bulk(tab).getByText("1 selected of the 300 loaded so far").waitFor();
  await tab.getByRole("button", { name: "Stop loading" }).click();
  await tab.getByText("300 personas so far", { exact: true }).waitFor();
  assert.match(await focused(tab), /Load the rest/);
  release();
  await tab.getByRole("button", { name: "Load the rest" }).click();
  await loaded(tab);
  await tab.getByText("100 of 2,345").waitFor();
  assert.equal(await tab.getByText(/loaded so far/).count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("a rate limit is waited for with a countdown, and loading continues by itself", async () => {
  const { tab, close } = await openTab(browser);
  await tab.clock.install();
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await limit(tab, 62);
  const refresh = tab.getByRole("button", { name: "Refresh" });
  await refresh.click();
  const notice = tab.getByRole("status").filter({ hasText: "Too many requests for now" });
  await notice.getByRole("timer").getByText(/Continuing in 1:0\d/).waitFor();
  assert.equal(await refresh.getAttribute("aria-disabled"), "true");
  assert.equal(await tab.getByRole("button", { name: "Try again" }).count(), 0);
  assert.equal(await names(tab).count(), 3);
  let asked = 0;
  await tab.unroute(/\/personas$/);
  tab.on("request", (request) => (asked += /\/personas$/.test(request.url()) && request.method() === "POST"));
  await refresh.click({ force: true });
  await tab.clock.runFor(30_000);
  await notice.getByRole("timer").getByText(/Continuing in 0:3\d/).waitFor();
  assert.equal(asked, 0);
  await tab.clock.runFor(40_000);
  await notice.waitFor({ state: "detached" });
  await tab.getByText("3 personas", { exact: true }).waitFor();
  assert.equal(await refresh.getAttribute("aria-disabled"), null);
  await close();
});

test("Back goes through sorts, filters and searches before it leaves the list", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await names(tab).first().waitFor();
  const start = tab.url();
  const entries = await tab.evaluate(() => history.length);
  await search(tab).pressSequentially("mia", { delay: 20 });
  await tab.waitForURL("**/personas?q=mia");
  await search(tab).pressSequentially(" r", { delay: 20 });
  await tab.waitForURL("**/personas?q=mia%20r");
  assert.equal(await tab.evaluate(() => history.length), entries + 1);
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  await tab.waitForURL("**/personas?q=mia%20r&sort=name");
  await tab.getByRole("navigation", { name: "Filter" }).getByRole("link", { name: "Not used here" }).click();
  await tab.waitForURL("**/personas?q=mia%20r&sort=name&only=unused");
  for (const [address, text, rows] of [
    ["?q=mia%20r&sort=name", "mia r", 1],
    ["?q=mia%20r", "mia r", 1],
    ["", "", 3],
  ]) {
    await tab.goBack();
    await tab.waitForURL(start + address);
    await tab.waitForFunction((text) => document.querySelector("#search").value === text, text);
    assert.equal(await names(tab).count(), rows);
  }
  await tab.goForward();
  await tab.waitForFunction(() => document.querySelector("#search").value === "mia r");
  assert.equal(await names(tab).count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test("a press beside the name opens the persona, unless text is selected or a tab is wanted", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  const row = tab.getByRole("row").filter({ has: tab.getByRole("link", { name: "Mia R.", exact: true }) });
  const id = await row.locator("code").textContent();
  const { x, y, width, height } = await row.locator("code").boundingBox();
  await tab.mouse.move(x + 1, y + height / 2);
  await tab.mouse.down();
  await tab.mouse.move(x + width - 1, y + height / 2, { steps: 5 });
  await tab.mouse.up();
  assert.match(id, new RegExp(await tab.evaluate(() => getSelection().toString().trim() || "nothing")));
  assert.equal(new URL(tab.url()).pathname, "/personas");
  for (const options of [{ modifiers: ["ControlOrMeta"] }, { button: "middle" }]) {
    const opened = tab.context().waitForEvent("page");
    await row.locator(".name").click({ position: { x: 300, y: 10 }, ...options });
    const other = await opened;
    await other.waitForURL(`**/personas/${id}`);
    await other.close();
  }
  assert.equal(new URL(tab.url()).pathname, "/personas");
  await row.locator(".name").click({ position: { x: 300, y: 10 } });
  await tab.waitForURL(`**/personas/${id}`);
  await tab.getByRole("heading", { level: 1, name: "Mia R." }).waitFor();
  await tab.goBack();
  await focusOn(tab, "Mia R.");
  assert.deepEqual(complaints, []);
  await close();
});

test("the menu of a row is a menu, and its actions are for that row", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: emulator.origin });
  await connect(tab, emulator.origin);
  const row = tab.getByRole("row").filter({ has: tab.getByRole("link", { name: "Mia R.", exact: true }) });
  const id = await row.locator("code").textContent();
  const button = tab.getByRole("button", { name: "More actions for Mia R." });
  const menu = tab.getByRole("menu", { name: "More actions for Mia R." });
  await button.focus();
  await tab.keyboard.press("Enter");
  await menu.waitFor();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await menu.getByRole("menuitem").allTextContents(), ["Edit", "Duplicate", "Copy id", "Write as Mia R.", "Delete"]);
  await focusOn(tab, "Edit");
  await tab.keyboard.press("ArrowUp");
  await focusOn(tab, "Delete");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  await focusOn(tab, "Duplicate");
  await tab.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await focusOn(tab, "More actions for Mia R.");
  await tab.getByRole("button", { name: "More actions for Mia R.", expanded: false }).waitFor();
  await button.click();
  await menu.getByRole("menuitem", { name: "Copy id" }).click();
  await tab.getByRole("status").filter({ hasText: "Copied the persona id" }).waitFor({ state: "attached" });
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), id);
  await button.click();
  await menu.getByRole("menuitem", { name: "Delete" }).click();
  await tab.getByRole("dialog", { name: "Delete Mia R.?" }).waitFor();
  await tab.keyboard.press("Escape");
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
  await button.click();
  await menu.getByRole("menuitem", { name: "Duplicate" }).click();
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  assert.equal(await tab.getByRole("textbox", { name: "Name" }).inputValue(), "Mia R.");
  assert.notEqual(await tab.getByRole("textbox", { name: "Picture URL" }).inputValue(), "");
  assert.deepEqual(complaints, []);
  await close();
});

test("rows can be compact, also after a reload", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  const height = async () => (await tab.locator(".row").first().boundingBox()).height;
  await names(tab).first().waitFor();
  assert.equal(await height(), 44);
  const compact = tab.getByRole("button", { name: "Compact rows" });
  await compact.click();
  assert.equal(await compact.getAttribute("aria-pressed"), "true");
  assert.ok((await height()) < 40);
  await tab.reload();
  await connect(tab, emulator.origin);
  await names(tab).first().waitFor();
  assert.ok((await height()) < 40);
  await close();
});

test("duplicates are grouped, and all but the first of a group are selected at once", async () => {
  const { tab, complaints, close } = await openTab(browser);
  for (const [index, name] of ["Alex", "alex", "Alex ", "Mia R."].entries()) {
    await create(name, picture(emulator.origin, `other-${index}`));
  }
  await connect(tab, emulator.origin);
  await tab.getByRole("navigation", { name: "Filter" }).getByRole("link", { name: "Duplicates" }).click();
  await tab.getByText("5 of 7").waitFor();
  await tab.getByRole("button", { name: /^Select all but the first/ }).first().waitFor();
  const heads = tab.locator(".group strong");
  assert.deepEqual((await heads.allTextContents()).sort(), ["Alex · 3", "Mia R. · 2"]);
  await tab.getByRole("button", { name: "Select all but the first: Alex · 3" }).click();
  await bulk(tab).getByText("2 selected").waitFor();
  assert.equal(await names(tab).count(), 5);
  assert.deepEqual(complaints, []);
  await close();
});

test("pictures that are missing have initials in every script", async () => {
  const alone = await startEmulatorWith(["\u{1f469}\u{200d}\u{1f33e}", "محمد علي", "Zoë Öz"]);
  const { tab, close } = await openTab(browser);
  await tab.route(/_emulator\/pictures/, (route) => route.abort());
  await connect(tab, alone.origin);
  await tab.locator(".row .initials").nth(2).waitFor();
  assert.deepEqual(await tab.locator(".row .initials").allTextContents(), ["\u{1f469}\u{200d}\u{1f33e}", "م", "ZÖ"]);
  await close();
  await alone.stop();
});
