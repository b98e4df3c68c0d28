// The console by keyboard, and by ear.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, focused, hold, openTab, picture } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

/** Presses Tab until the focus is on something called `name`. */
async function tabTo(tab, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await tab.keyboard.press("Tab");
    if ((await focused(tab)).includes(name)) return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

test("a persona is created by keyboard alone, be the machine as slow as it likes", async () => {
  const { tab, complaints, close } = await openTab(browser);
  // A key may come before the next frame, and before a dialog has said that it is closed.
  await tab.addInitScript(() => {
    const soon = requestAnimationFrame;
    window.requestAnimationFrame = (run) => setTimeout(() => soon(run), 200);
    addEventListener("close", (event) => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      setTimeout(() => event.target.dispatchEvent(new Event("close")), 200);
    }, { capture: true });
  });
  await tab.goto(emulator.origin);
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).waitFor();
  await tabTo(tab, "Connect to Jasper's Market");
  await tab.keyboard.press("Enter");
  await tab.getByRole("table").waitFor();
  await tabTo(tab, "New persona");
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  assert.equal(await focused(tab), "input Name");
  await tab.keyboard.type("Keyboard Kim");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "input Picture URL");
  // As pasted: the picture of an address that is half typed is looked for, and not found.
  await tab.keyboard.insertText(picture(emulator.origin, "kim"));
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "Keyboard Kim" }).waitFor();
  await tab.keyboard.press("g");
  await tab.keyboard.press("p");
  await tab.getByRole("link", { name: "Keyboard Kim", exact: true }).waitFor();

  await tabTo(tab, "Delete Keyboard Kim");
  await tab.keyboard.press("Enter");
  await tab.getByRole("dialog").waitFor();
  assert.equal(await focused(tab), "button Cancel");
  await tab.keyboard.press("Escape");
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
  assert.equal(await focused(tab), "button Delete Keyboard Kim");
  await tab.keyboard.press("Enter");
  await tabTo(tab, "Delete persona");
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "Keyboard Kim", exact: true }).waitFor({ state: "detached" });
  await tab.waitForFunction(() => document.activeElement?.textContent === "Adam");
  assert.deepEqual(complaints, []);
  await close();
});

test("every screen has one heading, a title, and the focus on arrival", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  for (const [link, heading, focus = `h1 ${heading}`] of [
    ["New persona", "New persona", "input Name"],
    ["Personas", "Personas"],
    ["Import and export", "Import and export"],
    ["Personas", "Personas"],
    ["Mia R.", "Mia R."],
    ["Edit", "Edit Mia R."],
    ["Conversations", "Conversations"],
    [/Ana Petrova/, "Ana Petrova"],
  ]) {
    await tab.getByRole("link", { name: link, exact: typeof link === "string" }).first().click();
    await tab.getByRole("heading", { level: 1, name: heading }).waitFor();
    const [element, text] = [focus.slice(0, focus.indexOf(" ")), focus.slice(focus.indexOf(" ") + 1)];
    await tab.waitForFunction(
      ([element, text]) => {
        const { activeElement } = document;
        const name = activeElement.labels?.[0]?.textContent ?? activeElement.textContent;
        return activeElement.localName === element && name.trim() === text;
      },
      [element, text],
    );
    await tab.waitForFunction((text) => document.title.replace(/^\(\d+\) /, "").startsWith(text), heading);
    await tab.getByRole("status").filter({ hasText: heading }).first().waitFor({ state: "attached" });
    assert.equal(await tab.getByRole("heading", { level: 1 }).count(), 1);
    assert.equal(await tab.getByRole("main").count(), 1);
  }
  await close();
});

test("the focus goes somewhere when what had it leaves", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  await tab.getByRole("textbox", { name: "Name" }).fill("Zoe");
  await tab.getByRole("textbox", { name: "Picture URL" }).fill(picture(emulator.origin, "zoe"));
  const release = await hold(tab);
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "Conversations" }).click();
  release();
  const onHeading = () => tab.waitForFunction(() => document.activeElement?.tagName === "H1");
  /** Presses a button that goes by being pressed. */
  const press = async (name) => {
    await tab.getByRole("button", { name, exact: true }).focus();
    await tab.keyboard.press("Enter");
  };
  await tab.getByRole("status").filter({ hasText: "Zoe was created." }).waitFor({ state: "attached" });
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await press("Dismiss");
  await onHeading();
  await tab.getByRole("checkbox", { name: "Select Adam" }).check();
  await press("Clear the selection");
  await onHeading();
  await tab.getByRole("searchbox", { name: "Search" }).fill("nobody");
  await tab.getByRole("link", { name: "Clear the search" }).focus();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.activeElement?.id === "search");

  await tab.getByText("Jasper's Market", { exact: true }).first().click();
  await tab.getByRole("button", { name: "Switch to Jasper's Bakery" }).focus();
  await tab.keyboard.press("Escape");
  await tab.waitForFunction(() => document.activeElement?.id === "page-switch");

  await emulator.fault("permission", "personas");
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("alert").getByText("The personas could not be listed").waitFor();
  await press("Try again");
  await onHeading();
  await close();
});

test("the skip link comes first and leads behind the bar", async () => {
  const { tab, close } = await openTab(browser);
  await tab.goto(emulator.origin);
  await tab.getByRole("heading", { level: 1 }).waitFor();
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "a Skip to content");
  await tab.keyboard.press("Enter");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "main");
  await close();
});

test("with forced colours the buttons of a row stand apart", async () => {
  const { tab, close } = await openTab(browser, { forcedColors: "active" });
  await connect(tab, emulator.origin);
  const write = tab.getByRole("link", { name: "Write as Mia R." });
  await write.waitFor();
  const left = await write.boundingBox();
  const right = await tab.getByRole("button", { name: "Delete Mia R." }).boundingBox();
  assert.ok(right.x - (left.x + left.width) >= 4, `${right.x - left.x - left.width} px`);
  await close();
});

test("for those who asked for it, nothing moves", async () => {
  const { tab, close } = await openTab(browser, { reducedMotion: "reduce" });
  const still = async () => assert.deepEqual(await tab.evaluate(() => document.getAnimations().length), 0);
  await connect(tab, emulator.origin);
  await tab.getByRole("checkbox", { name: "Select Mia R." }).check();
  await still();
  await tab.keyboard.press("Control+k");
  await tab.getByRole("option").first().waitFor();
  await still();
  await tab.keyboard.press("Escape");
  await tab.getByRole("button", { name: "Delete Mia R." }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("button", { name: "Undo" }).waitFor();
  await still();
  await tab.getByRole("button", { name: "Undo" }).click();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("button", { name: "Show typing" }).click();
  await tab.getByRole("img", { name: "Jasper's Market is typing" }).waitFor();
  await still();
  await close();
});
