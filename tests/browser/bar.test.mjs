// The bar above every screen: the menu, the colours, and what goes on elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, focused, openTab, picture } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const bar = (tab) => tab.getByRole("banner");
const menu = (tab) => bar(tab).getByRole("button", { name: "Menu", exact: true });
const background = (tab) => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the colours are chosen in the menu and stay, in the system's way unless they are", async () => {
  const { tab, complaints, close } = await openTab(browser, { colorScheme: "light" });
  await connect(tab, emulator.origin);
  const light = await background(tab);
  await menu(tab).click();
  const choice = (name) => bar(tab).getByRole("group", { name: "Theme" }).getByRole("button", { name });
  assert.equal(await choice("System").getAttribute("aria-pressed"), "true");
  await choice("Dark").click();
  const dark = await background(tab);
  assert.notEqual(dark, light);
  // A new page has them before the console is there.
  await tab.route("**/*.wasm", (route) => route.abort());
  await tab.reload();
  await tab.getByRole("heading", { name: "The console could not be loaded" }).waitFor();
  assert.equal(await background(tab), dark);
  await tab.unroute("**/*.wasm");
  await connect(tab, emulator.origin);
  await menu(tab).click();
  assert.equal(await choice("Dark").getAttribute("aria-pressed"), "true");
  await choice("Light").click();
  await tab.emulateMedia({ colorScheme: "dark" });
  assert.equal(await background(tab), light);
  await choice("System").click();
  assert.equal(await background(tab), dark);
  assert.equal(await tab.evaluate(() => localStorage.length), 0);
  assert.deepEqual(complaints.filter((text) => !text.includes(".wasm")), []);
  await close();
});

test("the menu opens and closes by keys, and gives the focus back", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await menu(tab).focus();
  await tab.keyboard.press("Enter");
  assert.equal(await menu(tab).getAttribute("aria-expanded"), "true");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "button System");
  await tab.keyboard.press("Escape");
  assert.equal(await menu(tab).getAttribute("aria-expanded"), "false");
  assert.equal(await focused(tab), "button Menu");
  await tab.keyboard.press("Enter");
  await bar(tab).getByRole("button", { name: "Keyboard shortcuts" }).click();
  const sheet = tab.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  await tab.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.equal(await focused(tab), "button Menu");
  await menu(tab).click();
  await bar(tab).getByRole("button", { name: "Reconnect with another token" }).click();
  await tab.getByRole("dialog", { name: "Reconnect Jasper's Market" }).waitFor();
  await tab.keyboard.press("Escape");
  await menu(tab).click();
  await tab.getByRole("main").click({ position: { x: 5, y: 5 } });
  assert.equal(await menu(tab).getAttribute("aria-expanded"), "false");
  assert.deepEqual(complaints, []);
  await close();
});

test("an import that runs is in sight on other screens, and one click away", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/import");
  const rows = ["Ada", "Bea"].map((name) => `${name},${picture(emulator.origin, name)}`);
  await tab.getByRole("textbox", { name: "Rows" }).fill(rows.join("\n"));
  await tab.getByRole("button", { name: "Preview import" }).click();
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await tab.route(/\/personas$/, async (route) => {
    if (route.request().postData()?.includes("Bea")) await released;
    await route.continue();
  });
  await tab.getByRole("button", { name: "Create 2 personas" }).click();
  const progress = bar(tab).getByRole("link", { name: "Importing 1 of 2" });
  assert.equal(await progress.count(), 0);
  await tab.getByRole("link", { name: "Conversations" }).click();
  await progress.click();
  await tab.getByRole("heading", { level: 1, name: "Import and export" }).waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await progress.waitFor();
  release();
  await progress.waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
  await close();
});
