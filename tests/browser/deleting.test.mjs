// Deleting personas: later than asked, one or many, and what comes back.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { connect, openTab, startEmulatorWith } from "./console.mjs";
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
