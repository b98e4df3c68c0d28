// What keys do: the palette, the sheet, and single keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, focused, openTab } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

/** A tab on the list, with the rows there. */
async function list() {
  const { tab, ...rest } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  return { tab, ...rest };
}

const focusOn = (tab, text) =>
  tab.waitForFunction((text) => document.activeElement?.textContent?.trim() === text, text);

test("what is typed after c is the name of the new persona", async () => {
  const { tab, complaints, close } = await list();
  await tab.keyboard.press("c");
  await tab.keyboard.type("gpx Jane");
  const name = tab.getByRole("textbox", { name: "Name" });
  await name.waitFor();
  assert.equal(await name.inputValue(), "gpx Jane");
  await tab.getByRole("status").filter({ hasText: "New persona" }).waitFor({ state: "attached" });
  assert.deepEqual(complaints, []);
  await close();
});

test("the palette finds commands and personas, and gives the focus back", async () => {
  const { tab, complaints, close } = await list();
  await tab.getByRole("link", { name: "Adam", exact: true }).focus();
  await tab.keyboard.press("Control+k");
  const field = tab.getByRole("combobox", { name: "Command or persona" });
  await field.waitFor();
  await tab.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  const chosen = tab.getByRole("option", { selected: true });
  assert.match(await chosen.textContent(), /New persona/);
  await tab.keyboard.press("ArrowDown");
  await tab.getByRole("option", { name: /^Personas/, selected: true }).waitFor();
  assert.equal(await field.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("ArrowUp");
  await tab.getByRole("option", { name: /^List density: Compact/, selected: true }).waitFor();
  await tab.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  assert.equal(await focused(tab), "a Adam");

  await tab.keyboard.press("Control+k");
  await tab.keyboard.type("david");
  await tab.getByText("4 results", { exact: true }).waitFor();
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "David Mark" }).waitFor();
  await tab.getByRole("button", { name: "Search or jump to…" }).click();
  await field.fill("bakery");
  await tab.getByRole("option", { name: "Switch to Jasper's Bakery" }).click();
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("single keys go through the list and through the screens", async () => {
  const { tab, complaints, close } = await list();
  await tab.keyboard.press("j");
  await focusOn(tab, "Adam");
  await tab.keyboard.press("j");
  await focusOn(tab, "David Mark");
  await tab.keyboard.press("x");
  await tab.getByRole("region", { name: "Selected personas" }).getByText("1 selected").waitFor();
  await tab.keyboard.press("Escape");
  await tab.getByRole("region", { name: "Selected personas" }).waitFor({ state: "detached" });
  await tab.keyboard.press("x");
  await tab.keyboard.press("k");
  await focusOn(tab, "Adam");
  await tab.keyboard.press("Delete");
  await tab.getByRole("dialog", { name: "Delete David Mark?" }).waitFor();
  await tab.keyboard.press("c");
  await tab.keyboard.press("Escape");
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
  // Escape closed the dialog, and nothing else.
  await tab.getByRole("region", { name: "Selected personas" }).getByText("1 selected").waitFor();
  await tab.keyboard.press("/");
  await tab.keyboard.type("cj/?");
  assert.equal(await tab.getByRole("searchbox", { name: "Search" }).inputValue(), "cj/?");
  await tab.getByRole("searchbox", { name: "Search" }).fill("");
  await tab.getByRole("link", { name: "Adam", exact: true }).focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "Adam" }).waitFor();
  await tab.keyboard.press("g");
  await tab.keyboard.press("c");
  await tab.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
  await tab.keyboard.press("g");
  await tab.keyboard.press("p");
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await tab.keyboard.press("c");
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("the sheet shows what keys do, and switches single ones off, also after a reload", async () => {
  const { tab, close } = await list();
  await tab.keyboard.press("?");
  const sheet = tab.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByText("Go to the conversations").waitFor();
  await sheet.getByRole("checkbox", { name: /Single-key shortcuts/ }).uncheck();
  await sheet.getByRole("button", { name: "Close" }).click();
  await sheet.waitFor({ state: "hidden" });
  await tab.keyboard.press("c");
  await tab.keyboard.press("j");
  assert.equal(await tab.getByRole("heading", { level: 1 }).textContent(), "Personas");
  await tab.reload();
  await connect(tab, emulator.origin);
  await tab.keyboard.press("?");
  assert.equal(await sheet.count(), 0);
  await tab.keyboard.press("Control+k");
  await tab.keyboard.type("shortcuts");
  await tab.keyboard.press("Enter");
  await sheet.getByRole("checkbox", { name: /Single-key shortcuts/ }).check();
  await close();
});
