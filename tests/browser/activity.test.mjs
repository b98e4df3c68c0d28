// The requests to Graph: their screen, the panel beside every screen, and the rate limits.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { connect, focused, openTab, picture } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const lines = (tab) => tab.getByRole("row").filter({ has: tab.getByRole("rowheader") });
const line = (tab, method, status) => lines(tab).filter({ hasText: method }).filter({ hasText: String(status) });
const open = (row) => row.getByRole("button").click();
const region = (tab, name) => tab.getByRole("region", { name, exact: true });

/** A tab whose list was loaded, and that shows its requests. */
async function activity() {
  const { tab, ...rest } = await openTab(browser);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: emulator.origin });
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await toActivity(tab);
  return { tab, ...rest };
}

async function toActivity(tab) {
  await tab.keyboard.press("g");
  await tab.keyboard.press("a");
  await tab.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
}

/** Creates a persona on its screen, and comes back. */
async function create(tab, name) {
  await tab.keyboard.press("c");
  await tab.getByLabel("Name").fill(name);
  await tab.getByLabel("Picture URL").fill(picture(emulator.origin, "zoe"));
  await button(tab, "Create persona").click();
}

const clipboard = (tab) => tab.evaluate(() => navigator.clipboard.readText());

test("a list, a create and a failure are there with their requests and responses", async () => {
  const { tab, complaints, close } = await activity();
  await open(line(tab, "GET", 200));
  assert.match(await region(tab, "Request").textContent(), /"limit": "100"/);
  assert.match(await region(tab, "Response").textContent(), /"name": "Mia R\."/);
  await emulator.fault("permission", "personas");
  await create(tab, "Zoë");
  await tab.getByRole("alert").getByText("was not created").waitFor();
  await button(tab, "Create persona").click();
  await tab.getByRole("region", { name: "Created" }).waitFor();
  await toActivity(tab);
  await line(tab, "POST", 200).waitFor();
  await open(line(tab, "POST", 403).or(line(tab, "POST", 400)));
  assert.match(await region(tab, "Request").textContent(), /"name": "Zoë"/);
  assert.match(await region(tab, "Response").textContent(), /"code": (10|200)/);
  await button(tab, "Copy trace id").click();
  assert.match(await clipboard(tab), /^A/);
  const text = await tab.evaluate(() => document.documentElement.outerHTML);
  assert.ok(!text.includes(emulator.page.access_token));
  assert.deepEqual(complaints.filter((text) => !text.includes("Failed to load resource")), []);
  await close();
});

test("requests are filtered by text, method and failure", async () => {
  const { tab, complaints, close } = await activity();
  await create(tab, "Zoë");
  await tab.getByRole("region", { name: "Created" }).waitFor();
  await toActivity(tab);
  const all = await lines(tab).count();
  await button(tab, "POST").click();
  await tab.getByRole("status").filter({ hasText: "1 request" }).waitFor();
  assert.equal(await lines(tab).count(), 1);
  await button(tab, "All").click();
  const search = tab.getByRole("searchbox", { name: "Search requests" });
  await search.fill("mia r.");
  await line(tab, "POST", 200).waitFor({ state: "detached" });
  await search.fill("");
  await tab.getByRole("checkbox", { name: "Failed only" }).check();
  await tab.getByRole("heading", { name: "No requests match" }).waitFor();
  await button(tab, "Clear the filter").click();
  await line(tab, "POST", 200).waitFor();
  assert.equal(await lines(tab).count(), all);
  assert.equal(await focused(tab), "input Search requests");
  assert.deepEqual(complaints, []);
  await close();
});

test("a request is copied as code without the token, and the code works", async () => {
  const { tab, complaints, close } = await activity();
  await open(line(tab, "GET", 200));
  const code = region(tab, "Code");
  await button(tab, "Copy code").click();
  const curl = await clipboard(tab);
  assert.match(curl, /^curl -G http:\/\/127\.0\.0\.1:\d+\/v26\.0\/\d+\/personas/);
  assert.match(curl, /\$PAGE_TOKEN/);
  for (const [language, part] of [
    ["fetch", "await fetch("],
    ["JavaScript", "client.call("],
    ["Rust", "RawRequest::get("],
  ]) {
    await button(tab, language).click();
    await code.getByText(part).waitFor();
    assert.match(await code.textContent(), /PAGE_TOKEN/);
    assert.ok(!(await code.textContent()).includes(emulator.page.access_token));
  }
  await button(tab, "fetch").click();
  await button(tab, "Copy code").click();
  const fetched = await clipboard(tab);
  assert.ok(!curl.includes(emulator.page.access_token) && !fetched.includes(emulator.page.access_token));
  const { personas } = await run(fetched);
  assert.ok(personas.data.some(({ name }) => name === "Mia R."));
  assert.deepEqual(complaints, []);
  await close();
});

/** Runs copied JavaScript with the token of the demo. Returns what it writes. */
async function run(code) {
  let personas;
  const log = (value) => (personas = value);
  const AsyncFunction = (async () => {}).constructor;
  const env = { PAGE_TOKEN: emulator.page.access_token };
  await new AsyncFunction("console", "process", code)({ log }, { env });
  return { personas };
}

test("a read is replayed at once, and the new request is opened", async () => {
  const { tab, complaints, close } = await activity();
  const before = await lines(tab).count();
  await open(line(tab, "GET", 200).first());
  await button(tab, "Replay").click();
  await lines(tab).nth(before).waitFor();
  await tab.getByRole("status").filter({ hasText: /^Replayed: 200 in \d+ ms\.$/ }).waitFor({ state: "attached" });
  const first = lines(tab).first().getByRole("button");
  assert.equal(await first.getAttribute("aria-expanded"), "true");
  await tab.waitForFunction(() => document.activeElement?.getAttribute("aria-expanded") === "true");
  assert.deepEqual(complaints, []);
  await close();
});

test("a write asks before it is replayed", async () => {
  const { tab, complaints, close } = await activity();
  await create(tab, "Zoë");
  await tab.getByRole("region", { name: "Created" }).waitFor();
  await toActivity(tab);
  await open(line(tab, "POST", 200));
  await button(tab, "Replay").click();
  const dialog = tab.getByRole("dialog", { name: "Replay this request?" });
  await dialog.getByText("a second persona is created").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await line(tab, "POST", 200).count(), 1);
  await button(tab, "Replay").click();
  await dialog.getByRole("button", { name: "Replay" }).click();
  await line(tab, "POST", 200).nth(1).waitFor();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Zoë", exact: true }).nth(1).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("the requests are exported as a file without the token, and cleared", async () => {
  const { tab, complaints, close } = await activity();
  const [download] = await Promise.all([tab.waitForEvent("download"), button(tab, "Export").click()]);
  assert.match(download.suggestedFilename(), /^activity-\d+\.har$/);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(!text.includes(emulator.page.access_token));
  const { log } = JSON.parse(text);
  assert.equal(log.version, "1.2");
  const list = log.entries.find(({ request }) => request.url.endsWith("/personas"));
  assert.match(list.request.postData.text, /limit=100/);
  assert.match(list.response.content.text, /Mia R\./);
  assert.ok(!Number.isNaN(Date.parse(list.startedDateTime)));
  await button(tab, "Clear").click();
  await tab.getByRole("heading", { name: "No requests yet" }).waitFor();
  assert.equal(await focused(tab), "h1 Activity");
  assert.equal(await button(tab, "Export").count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("the panel opens beside a screen by keys, leads to a request, and closes with Escape", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.getByRole("button", { name: "Menu", exact: true }).focus();
  await tab.keyboard.press("Enter");
  await button(tab, "Activity").focus();
  await tab.keyboard.press("Enter");
  const panel = tab.getByRole("complementary", { name: "Activity" });
  await panel.getByRole("link", { name: /GET.*\/personas/ }).first().waitFor();
  await tab.waitForFunction(() => document.activeElement?.id === "activity-drawer-title");
  // The screen beside it can be used.
  await tab.getByRole("checkbox", { name: "Select Mia R." }).check();
  await panel.getByRole("link", { name: "View all" }).focus();
  await tab.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await focused(tab), "button Menu");
  assert.ok(await tab.getByRole("checkbox", { name: "Select Mia R." }).isChecked());
  await tab.keyboard.press("Control+k");
  await tab.getByRole("combobox", { name: "Command or persona" }).fill("beside");
  await tab.getByRole("option", { name: "Show activity beside the screen", selected: true }).waitFor();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.activeElement?.id === "activity-drawer-title");
  await panel.getByRole("link", { name: /GET.*\/personas/ }).first().click();
  await tab.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
  await region(tab, "Response").waitFor();
  await panel.waitFor({ state: "detached" });
  await tab.waitForFunction(() => document.activeElement?.getAttribute("aria-expanded") === "true");
  assert.deepEqual(complaints, []);
  await close();
});

test("the usage is in the bar once Graph reports it, and warns above 80 %", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  const meter = tab.getByRole("banner").getByRole("link", { name: /rate limit/ });
  assert.equal(await meter.count(), 0);
  await emulator.control("usage", { meter: "app", limit: 1000, percent: 28 });
  await button(tab, "Refresh").click();
  await tab.getByRole("link", { name: /^Used of the app rate limit: 2[89] %$/ }).waitFor();
  assert.equal(await meter.locator("svg").count(), 0);
  await emulator.control("usage", { meter: "app", limit: 1000, percent: 85 });
  await button(tab, "Refresh").click();
  await tab.getByRole("link", { name: /^Used of the app rate limit: 8[56] %$/ }).waitFor();
  assert.match(await meter.getAttribute("title"), /as last reported: app 8[56] %\. At 100 %/);
  assert.equal(await meter.locator("svg").count(), 1);
  await meter.click();
  await tab.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("a rate limit is counted down on every screen, once on each", async () => {
  const { tab, close } = await openTab(browser);
  await tab.clock.install();
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.route(/\/personas$/, (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const error = { message: "(#80006) There have been too many calls", type: "OAuthException", code: 80006 };
    return route.fulfill({ status: 400, headers: { "retry-after": "62" }, json: { error } });
  });
  await button(tab, "Refresh").click();
  const timer = tab.getByRole("timer");
  await timer.filter({ hasText: "Continuing in" }).waitFor();
  assert.equal(await timer.count(), 1);
  await toSettings(tab);
  await timer.filter({ hasText: /^Try again in 1:0\d\.$/ }).waitFor();
  assert.equal(await timer.count(), 1);
  await tab.unroute(/\/personas$/);
  await tab.clock.runFor(64_000);
  await timer.waitFor({ state: "detached" });
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await close();
});

async function toSettings(tab) {
  await tab.getByRole("button", { name: "Menu", exact: true }).click();
  await tab.getByRole("link", { name: "Settings" }).click();
  await tab.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
}

test("a new connection knows nothing of the requests of the last one", async () => {
  const { tab, complaints, close } = await activity();
  await tab.getByRole("button", { name: "Menu", exact: true }).click();
  await tab.getByRole("button", { name: "Disconnect" }).click();
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("banner").waitFor();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await toActivity(tab);
  const texts = await lines(tab).allTextContents();
  assert.equal(texts.length, 1, texts.join("\n"));
  assert.deepEqual(complaints, []);
  await close();
});
