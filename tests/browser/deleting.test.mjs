// Deleting personas: later than asked, one or many, and what comes back.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { connect, disconnect, openTab, startEmulatorWith } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

let tab;
let close;
beforeEach(async () => {
  ({ tab, close } = await openTab(browser));
});
afterEach(() => close());

const row = (name) => tab.getByRole("row").filter({ hasText: name });
const names = async (origin, token) => {
  const url = `${origin}/me/personas?limit=100&access_token=${token}`;
  const { data } = await (await fetch(url)).json();
  return data.map((persona) => persona.name);
};
const demoNames = () => names(emulator.origin, emulator.page.access_token);

async function ask(name) {
  await row(name).getByRole("button", { name: `Delete ${name}` }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
}

/** Connects, and stops the clock. Time passes in `tab.clock.runFor` only. */
async function connectWithClock(origin = emulator.origin) {
  await tab.clock.install();
  await connect(tab, origin, "/personas");
  await tab.getByRole("table").waitFor();
  await tab.clock.pauseAt((await tab.evaluate(() => Date.now())) + 1000);
}
const focusedOn = (text) =>
  tab.waitForFunction((text) => document.activeElement?.textContent?.trim() === text, text);
const line = (name) => tab.getByText(`${name} will be deleted`);
const deletes = () => {
  const calls = [];
  tab.on("request", (request) => {
    if (/(^|&)(method=delete|batch=)/.test(request.postData() ?? "")) calls.push(request.url());
  });
  return calls;
};

test("for six seconds nothing is deleted, and it can be undone from the keyboard", async () => {
  const calls = deletes();
  await connectWithClock();
  await row("Mia R.").getByRole("button", { name: "Delete Mia R." }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByText("Mia R. will be deleted in 6 seconds").waitFor();
  assert.equal(await row("Mia R.").count(), 0);
  await focusedOn("David Mark");
  // The second of two quick presses, and one that is held, was meant for the dialog.
  await tab.keyboard.press("Enter");
  await tab.clock.runFor(600);
  assert.equal(new URL(tab.url()).pathname, "/personas");
  await tab.keyboard.press("Control+z");
  await row("Mia R.").waitFor();
  await focusedOn("Mia R.");
  await tab.getByRole("status").filter({ hasText: "Undone." }).waitFor({ state: "attached" });
  await tab.clock.runFor(10_000);
  assert.deepEqual(calls, []);
});

test("what was selected before a deletion is selected again when it is undone", async () => {
  await connectWithClock();
  const select = (name) => row(name).getByRole("checkbox");
  const isSelected = (names) => Promise.all(names.map((name) => select(name).isChecked()));
  await select("Mia R.").check();
  await select("Adam").check();
  await tab.getByRole("region", { name: "Selected personas" }).getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete 2 personas" }).click();
  await row("Mia R.").waitFor({ state: "detached" });
  assert.deepEqual(await isSelected(["David Mark"]), [false]);
  await select("David Mark").check();
  await tab.getByRole("button", { name: "Undo" }).click();
  await tab.getByText("3 selected").first().waitFor();
  assert.deepEqual(await isSelected(["Mia R.", "David Mark", "Adam"]), [true, true, true]);
  // A deletion of one row keeps what else was selected for its Undo.
  await select("Mia R.").uncheck();
  await ask("Mia R.");
  await tab.getByRole("button", { name: "Undo" }).click();
  await row("Mia R.").waitFor();
  assert.deepEqual(await isSelected(["Mia R.", "David Mark", "Adam"]), [false, true, true]);
});

test("each deletion has a countdown and an Undo of its own", async () => {
  await connectWithClock();
  await ask("Mia R.");
  await tab.getByText("Mia R. will be deleted in 6 seconds").waitFor();
  await tab.clock.runFor(2000);
  await tab.getByText("Mia R. will be deleted in 4 seconds").waitFor();
  await ask("Adam");
  await tab.getByText("Adam will be deleted in 6 seconds").waitFor();
  await tab.clock.runFor(1000);
  await tab.getByText("Mia R. will be deleted in 3 seconds").waitFor();
  await tab.getByText("Adam will be deleted in 5 seconds").waitFor();
  // The seconds are not read out.
  assert.equal(await line("Adam").getByRole("timer").getAttribute("aria-live"), "off");
  const undo = tab.getByRole("button", { name: "Undo" });
  assert.equal(await undo.count(), 2);
  await undo.first().click();
  await row("Mia R.").waitFor();
  await line("Mia R.").waitFor({ state: "detached" });
  assert.equal(await row("Adam").count(), 0);
  const deleted = tab.getByRole("status").filter({ hasText: "1 persona was deleted." });
  await tab.clock.runFor(5000);
  await deleted.waitFor({ state: "attached" });
  assert.deepEqual((await demoNames()).toSorted(), ["David Mark", "Mia R."]);
});

test("the focus goes to the next row, and to the restored one, and nothing scrolls", async () => {
  const many = await startEmulatorWith(Array.from({ length: 60 }, (_, place) => `P${place}.`));
  try {
    await connectWithClock(many.origin);
    const scroll = () => tab.evaluate(() => scrollY);
    await tab.evaluate(() => scrollTo(0, 1500));
    await row("P30.").getByRole("button", { name: "Delete P30." }).click();
    const before = await scroll();
    assert.ok(before > 500, `${before}`);
    await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
    await focusedOn("P31.");
    assert.equal(await scroll(), before);
    await tab.getByRole("button", { name: "Undo" }).click();
    await row("P30.").waitFor();
    await focusedOn("P30.");
    assert.equal(await scroll(), before);
    // Far from where it is brought back.
    await ask("P30.");
    await focusedOn("P31.");
    await tab.evaluate(() => scrollTo(0, 0));
    await tab.getByRole("button", { name: "Undo" }).click();
    await focusedOn("P30.");
    assert.equal(await scroll(), 0);
  } finally {
    await many.stop();
  }
});

test("after the last row the focus goes to the one before, and without rows to the heading", async () => {
  await connectWithClock();
  await ask("Mia R.");
  await focusedOn("David Mark");
  await ask("David Mark");
  await focusedOn("Adam");
  await ask("Adam");
  await focusedOn("Personas");
});

test("after six seconds it is deleted, also from another screen", async () => {
  await connectWithClock();
  await ask("Mia R.");
  await tab.getByRole("link", { name: "Conversations" }).click();
  await line("Mia R.").waitFor();
  await tab.clock.runFor(6000);
  await line("Mia R.").waitFor({ state: "detached" });
  await tab.getByRole("status").filter({ hasText: "1 persona was deleted." }).waitFor({ state: "attached" });
  assert.ok(!(await demoNames()).includes("Mia R."));
});

test("a reload in time asks first, deletes nothing, and says so afterwards", async () => {
  await connect(tab, emulator.origin, "/personas");
  await tab.getByRole("checkbox", { name: "Select Adam" }).click();
  await tab.getByRole("checkbox", { name: "Select David Mark" }).click();
  await tab.getByRole("region", { name: "Selected personas" }).getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete 2 personas" }).click();
  await tab.getByText("2 personas will be deleted").waitFor();
  const asked = tab.waitForEvent("dialog");
  const reloaded = tab.reload();
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.accept();
  await reloaded;
  const kept = await tab.evaluate(() => JSON.stringify(sessionStorage));
  assert.ok(kept.includes("personas.interrupted"), kept);
  for (const secret of [emulator.page.access_token, "Adam"]) assert.ok(!kept.includes(secret), kept);
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  const said = tab.getByText("2 personas were not deleted because the page was closed or reloaded.");
  await said.first().waitFor();
  await row("Adam").waitFor();
  assert.equal((await demoNames()).length, 3);
  // Once, and nothing is in the way of the next reload.
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  await tab.reload();
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await row("Adam").waitFor();
  assert.equal(await said.count(), 0);
});

test("a page that the browser brings back from its cache deletes nothing", async () => {
  const calls = deletes();
  await connectWithClock();
  await ask("Mia R.");
  await line("Mia R.").waitFor();
  await tab.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await tab.getByText("1 persona was not deleted because the page was closed or reloaded.").first().waitFor();
  await row("Mia R.").waitFor();
  await tab.clock.runFor(10_000);
  assert.deepEqual(calls, []);
});

test("other tabs learn which personas of the Page are new or gone, and nothing else", async () => {
  const messages = [];
  await tab.exposeFunction("overhear", (message) => messages.push(message));
  await tab.addInitScript(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      window.overhear(message);
      return post.call(this, message);
    };
  });
  const other = await tab.context().newPage();
  await connect(other, emulator.origin, "/personas");
  const there = (name) => other.getByRole("row").filter({ hasText: name });
  await there("Mia R.").waitFor();
  await connectWithClock();
  const { data } = await (
    await fetch(`${emulator.origin}/me/personas?access_token=${emulator.page.access_token}`)
  ).json();
  const { id } = data.find((persona) => persona.name === "Mia R.");
  await ask("Mia R.");
  await line("Mia R.").waitFor();
  await tab.clock.runFor(6000);
  await there("Mia R.").waitFor({ state: "detached" });
  await other.getByRole("status").filter({ hasText: "changed in another tab" }).waitFor({ state: "attached" });
  await there("Adam").waitFor();

  await tab.clock.resume();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByLabel("Name").fill("Zoë");
  await tab.getByLabel("Picture URL").fill(`${emulator.origin}/_emulator/pictures/zoe.svg`);
  await tab.getByRole("button", { name: "Create persona" }).click();
  await there("Zoë").waitFor();
  const known = /^\{"page":"\d+","created":\["\d+"\],"deleted":\[\]\}$/;
  const page = JSON.parse(messages[0]).page;
  assert.equal(messages.length, 2);
  assert.equal(messages[0], `{"page":"${page}","created":[],"deleted":["${id}"]}`);
  assert.match(messages[1], known);
});

test("a refused one comes back with its reason, and can be tried again", async () => {
  await connect(tab, emulator.origin, "/personas");
  await ask("Mia R.");
  await emulator.fault("permission", "personas");
  const alert = tab.getByRole("alert").filter({ hasText: "1 persona was not deleted" });
  await alert.waitFor({ timeout: 10_000 });
  await alert.getByText("Mia R.").waitFor();
  await row("Mia R.").waitFor();
  await alert.getByRole("button", { name: "Try again" }).click();
  await tab.getByText("will be deleted").waitFor();
  await tab.getByText("will be deleted").waitFor({ state: "detached", timeout: 10_000 });
  await row("Mia R.").waitFor({ state: "detached" });
  assert.ok(!(await demoNames()).includes("Mia R."));
});

test("many are deleted in batches, after their number was typed", async () => {
  const many = await startEmulatorWith(Array.from({ length: 120 }, (_, place) => `P${place}`));
  try {
    await connect(tab, many.origin, "/personas");
    await tab.getByText("120 personas").first().waitFor();
    await tab.getByRole("checkbox", { name: "Select all" }).click();
    await tab.getByRole("region", { name: "Selected personas" }).getByRole("button", { name: "Delete" }).click();
    const dialog = tab.getByRole("dialog", { name: "Delete 120 personas?" });
    const button = dialog.getByRole("button", { name: "Delete 120 personas" });
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    await dialog.getByLabel("Type 120 to confirm").fill("120");
    await button.click();
    await tab.getByText("120 personas will be deleted in 6 seconds").waitFor();
    const deleted = tab.getByRole("status").filter({ hasText: "120 personas were deleted." });
    await deleted.waitFor({ state: "attached" });
    await tab.getByRole("heading", { name: "No personas yet" }).waitFor();
    assert.deepEqual(await names(many.origin, many.page.access_token), []);
  } finally {
    await many.stop();
  }
});

test("a limit pauses the batch, which then goes on by itself", async () => {
  const many = await startEmulatorWith(["A", "B", "C"]);
  try {
    await connect(tab, many.origin, "/personas");
    await tab.getByRole("checkbox", { name: "Select all" }).click();
    await tab.getByRole("region", { name: "Selected personas" }).getByRole("button", { name: "Delete" }).click();
    await tab.getByRole("dialog").getByRole("button", { name: "Delete 3 personas" }).click();
    await many.fault("rate_limit_page", "personas", { times: 2 });
    await tab.getByText("Graph limits how often").waitFor({ timeout: 10_000 });
    await tab.getByRole("timer").waitFor();
    await tab.getByRole("heading", { name: "All personas are being deleted" }).waitFor();
  } finally {
    await many.stop();
  }
});

test("what is stopped in a pause comes back, and the next deletion waits for nothing", async () => {
  await connect(tab, emulator.origin, "/personas");
  await tab.getByRole("checkbox", { name: "Select Adam" }).click();
  await tab.getByRole("checkbox", { name: "Select David Mark" }).click();
  await tab.getByRole("region", { name: "Selected personas" }).getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete 2 personas" }).click();
  await emulator.fault("rate_limit_page", "personas", { times: 2 });
  await tab.getByText("Graph limits how often").waitFor({ timeout: 10_000 });
  await tab.getByRole("button", { name: "Stop" }).click();
  await tab.getByText("Graph limits how often").waitFor({ state: "detached" });
  await row("Adam").waitFor();
  await ask("Mia R.");
  await row("Adam").waitFor();
  await tab.getByRole("status").filter({ hasText: "1 persona was deleted." }).waitFor({ state: "attached", timeout: 10_000 });
  assert.deepEqual((await demoNames()).toSorted(), ["Adam", "David Mark"]);
});

test("one that Graph does not know is looked for, and comes back if it is listed", async () => {
  await connect(tab, emulator.origin, "/personas");
  await row("Mia R.").waitFor();
  await tab.route(/\/\d+$/, (route) => {
    if (!route.request().postData()?.includes("method=delete")) return route.fallback();
    const error = { message: "Unsupported delete request.", type: "GraphMethodException", code: 100, error_subcode: 33 };
    return route.fulfill({ status: 400, json: { error } });
  });
  await ask("Mia R.");
  await tab.getByText("will be deleted").waitFor({ state: "detached", timeout: 10_000 });
  await row("Mia R.").waitFor();
});

/** Asks for the deletion of these rows, all in one call. */
async function askForBoth(...both) {
  for (const name of both) await tab.getByRole("checkbox", { name: `Select ${name}` }).click();
  const bar = tab.getByRole("region", { name: "Selected personas" });
  await bar.getByRole("button", { name: "Delete" }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete 2 personas" }).click();
}

/** Holds back calls that `is` holds for, and tells how many there were. */
async function hold(is) {
  const held = { calls: 0 };
  const released = new Promise((resolve) => (held.release = resolve));
  await tab.route(/\/v[\d.]+(\/|$)/, async (route) => {
    if (!is(route.request().postData() ?? "")) return route.fallback();
    held.calls += 1;
    await released;
    await (held.answer ?? ((route) => route.continue()))(route);
  });
  return held;
}

test("after Stop nothing is asked for again, also when Graph wants a pause", async () => {
  await connect(tab, emulator.origin, "/personas");
  const batch = await hold((body) => body.includes("batch="));
  const error = { message: "(#4) Application request limit reached", type: "OAuthException", code: 4 };
  batch.answer = (route) => route.fulfill({ status: 400, json: { error } });
  await askForBoth("Adam", "David Mark");
  await tab.getByRole("button", { name: "Stop" }).click({ timeout: 10_000 });
  await tab.getByRole("button", { name: "Stopping…" }).waitFor();
  batch.release();
  await row("Adam").waitFor();
  await row("David Mark").waitFor();
  assert.equal(await tab.getByText("Graph limits how often").count(), 0);
  // The client itself asks three times.
  assert.equal(batch.calls, 3);
});

test("of a deletion whose answer is lost nothing is claimed, and the list tells", async () => {
  await connect(tab, emulator.origin, "/personas");
  await row("Mia R.").waitFor();
  await tab.route(/\/\d+$/, async (route) => {
    if (!route.request().postData()?.includes("method=delete")) return route.fallback();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await ask("Mia R.");
  const alert = tab.getByRole("alert");
  await alert.getByText("Couldn't confirm that 1 persona was deleted").waitFor({ timeout: 20_000 });
  await row("Mia R.").first().waitFor({ state: "detached" });
  assert.equal(await tab.getByText("No persona was deleted.").count(), 0);
  assert.ok(!(await demoNames()).includes("Mia R."));
});

test("a list that was asked for before brings nobody back", async () => {
  await connect(tab, emulator.origin, "/personas");
  await row("Mia R.").waitFor();
  await ask("Mia R.");
  let release;
  const deleted = new Promise((resolve) => (release = resolve));
  await tab.route(/\/\d+\/personas$/, async (route) => {
    const response = await route.fetch();
    await deleted;
    await route.fulfill({ response });
  });
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("status").filter({ hasText: "1 persona was deleted." }).waitFor({ state: "attached", timeout: 10_000 });
  release();
  await tab.getByText("2 personas", { exact: true }).first().waitFor();
  assert.equal(await row("Mia R.").count(), 0);
});

test("the persona's own screen says that it is being deleted", async () => {
  await connectWithClock();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("button", { name: "Delete", exact: true }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await focusedOn("Personas");
  await tab.goBack();
  await tab.getByText("This persona is being deleted.").waitFor();
  assert.equal(await tab.getByRole("link", { name: "Edit" }).count(), 0);
  await tab.getByRole("button", { name: "Undo" }).click();
  await tab.getByRole("link", { name: "Edit" }).waitFor();
  // What had the focus is gone.
  await focusedOn("Mia R.");
  await tab.getByRole("button", { name: "Delete", exact: true }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await tab.goBack();
  await tab.clock.runFor(6000);
  await tab.getByText("This persona was deleted.").waitFor();
});

test("a long name leaves the way back on a narrow screen", async () => {
  const many = await startEmulatorWith(["W".repeat(50)]);
  try {
    await tab.setViewportSize({ width: 320, height: 640 });
    await connect(tab, many.origin, "/personas");
    await tab.getByRole("button", { name: /^Delete W/ }).click();
    await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
    await tab.getByRole("button", { name: "Undo" }).waitFor();
    const widths = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth, scrollX]);
    assert.deepEqual(widths, [320, 320, 0]);
  } finally {
    await many.stop();
  }
});

test("a double click opens the question and does not answer it", async () => {
  await connect(tab, emulator.origin, "/personas");
  await row("Adam").getByRole("button", { name: "Delete Adam" }).dblclick();
  await tab.getByRole("dialog").getByRole("button", { name: "Cancel" }).waitFor();
  await tab.mouse.click(5, 400);
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
});

test("a deletion that waits is not dropped for a disconnect without a question", async () => {
  const calls = deletes();
  await connectWithClock();
  await ask("Mia R.");
  await disconnect(tab);
  const question = tab.getByRole("dialog", { name: "Something is under way" });
  await question.getByText("1 persona is about to be deleted. It will stay.").waitFor();
  await tab.keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  await tab.getByText("will be deleted").waitFor();
  await disconnect(tab);
  await question.getByRole("button", { name: "Disconnect anyway" }).click();
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  await tab.clock.runFor(10_000);
  assert.deepEqual(calls, []);
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
});
