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

test("for six seconds nothing is deleted, and it can be undone from the keyboard", async () => {
  await connect(tab, emulator.origin, "/personas");
  await ask("Mia R.");
  await tab.getByText("Mia R. will be deleted in 6 seconds.").waitFor();
  assert.equal(await row("Mia R.").count(), 0);
  const focused = await tab.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, "Undo");
  // The second of two quick presses, and one that is held, was meant for the dialog.
  await tab.keyboard.press("Enter");
  await tab.waitForTimeout(600);
  await tab.getByText("Mia R. will be deleted in 6 seconds.").waitFor();
  await tab.keyboard.press("Enter");
  await row("Mia R.").waitFor();
  await tab.waitForTimeout(6500);
  assert.ok((await demoNames()).includes("Mia R."));
});

test("after six seconds it is deleted, also from another screen", async () => {
  await connect(tab, emulator.origin, "/personas");
  await ask("Mia R.");
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByText("will be deleted").waitFor();
  await tab.getByText("will be deleted").waitFor({ state: "detached", timeout: 10_000 });
  for (let tries = 0; (await demoNames()).includes("Mia R.") && tries < 50; tries += 1) {
    await tab.waitForTimeout(100);
  }
  assert.ok(!(await demoNames()).includes("Mia R."));
});

test("leaving the page in time deletes nothing", async () => {
  await connect(tab, emulator.origin, "/personas");
  await ask("Mia R.");
  await tab.getByText("will be deleted").waitFor();
  await tab.goto("about:blank");
  await new Promise((later) => setTimeout(later, 6500));
  assert.ok((await demoNames()).includes("Mia R."));
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
    await dialog.getByLabel("Type the number of personas to delete").fill("120");
    await button.click();
    await tab.getByText("120 personas will be deleted in 6 seconds.").waitFor();
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
    await tab.getByText("wants a pause").waitFor({ timeout: 10_000 });
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
  await tab.getByText("wants a pause").waitFor({ timeout: 10_000 });
  await tab.getByRole("button", { name: "Stop" }).click();
  await tab.getByText("wants a pause").waitFor({ state: "detached" });
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
  assert.equal(await tab.getByText("wants a pause").count(), 0);
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
  await alert.getByText("It is not known whether 1 persona was deleted").waitFor({ timeout: 20_000 });
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

test("the persona's own screen tells that it goes, and keeps the focus on Undo", async () => {
  await connect(tab, emulator.origin, "/personas");
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("button", { name: "Delete", exact: true }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "Undo");
  await tab.goBack();
  await tab.getByText("This persona is being deleted.").waitFor();
  assert.equal(await tab.getByRole("link", { name: "Replace" }).count(), 0);
  await tab.getByText("This persona was deleted.").waitFor({ timeout: 10_000 });
  // What had the focus is gone.
  await tab.waitForFunction(() => document.activeElement?.tagName === "H1");
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
  await tab.getByRole("dialog").getByRole("button", { name: "Keep" }).waitFor();
  await tab.mouse.click(5, 400);
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
});

test("a deletion that waits is not dropped for a disconnect without a question", async () => {
  await connect(tab, emulator.origin, "/personas");
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
  await tab.waitForTimeout(6500);
  assert.ok((await demoNames()).includes("Mia R."));
});
