// The console by keyboard, and by ear.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { connect, focused, openTab, picture, startBrowser, startEmulator } from "./console.mjs";

let emulator, browser;
before(async () => {
  [emulator, browser] = await Promise.all([startEmulator(), startBrowser()]);
});
beforeEach(() => emulator.reset());
after(async () => {
  await browser?.close();
  await emulator?.stop();
});

/** Presses Tab until the focus is on something called `name`. */
async function tabTo(tab, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await tab.keyboard.press("Tab");
    if ((await focused(tab)).includes(name)) return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

test("a persona is created by keyboard alone", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.goto(emulator.origin);
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).waitFor();
  await tabTo(tab, "Connect to Jasper's Market");
  await tab.keyboard.press("Enter");
  await tab.getByRole("table").waitFor();
  await tabTo(tab, "New persona");
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  await tabTo(tab, "Name");
  await tab.keyboard.type("Keyboard Kim");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "input Picture URL");
  await tab.keyboard.type(picture(emulator.origin, "kim"));
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "Keyboard Kim", exact: true }).waitFor();

  await tabTo(tab, "Delete Keyboard Kim");
  await tab.keyboard.press("Enter");
  await tab.getByRole("dialog").waitFor();
  assert.equal(await focused(tab), "button Keep");
  await tab.keyboard.press("Escape");
  await tab.getByRole("dialog").waitFor({ state: "hidden" });
  assert.equal(await focused(tab), "button Delete Keyboard Kim");
  await tab.keyboard.press("Enter");
  await tabTo(tab, "Delete persona");
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "Keyboard Kim", exact: true }).waitFor({ state: "detached" });
  await tab.waitForFunction(() => document.activeElement?.textContent === "Undo");
  assert.deepEqual(complaints, []);
  await close();
});

test("every screen has one heading, a title, and the focus on arrival", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  for (const [link, heading] of [
    ["New persona", "New persona"],
    ["Personas", "Personas"],
    ["Conversations", "Conversations"],
    [/Ana Petrova/, "Ana Petrova"],
  ]) {
    await tab.getByRole("link", { name: link, exact: typeof link === "string" }).first().click();
    await tab.getByRole("heading", { level: 1, name: heading }).waitFor();
    await tab.waitForFunction((text) => document.activeElement?.textContent === text, heading);
    await tab.waitForFunction((text) => document.title.startsWith(text), heading);
    await tab.getByRole("status").filter({ hasText: heading }).first().waitFor({ state: "attached" });
    assert.equal(await tab.getByRole("heading", { level: 1 }).count(), 1);
    assert.equal(await tab.getByRole("main").count(), 1);
  }
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

for (const width of [320, 360]) {
  test(`nothing is cut off at ${width} pixels, and nothing that is pressed is smaller than 24`, async () => {
    const { tab, close } = await openTab(browser, { viewport: { width, height: 640 } });
    const sound = async (screen) => {
      const { beyond, small } = await tab.evaluate(() => ({
        beyond: document.documentElement.scrollWidth - innerWidth,
        small: [...document.querySelectorAll("button, input, select, textarea, summary, a.button, nav a")]
          // A box to tick is pressed on its label too.
          .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(({ element }) => element.outerHTML),
      }));
      assert.ok(beyond <= 0, `${screen} is ${beyond} px too wide`);
      assert.deepEqual(small, [], screen);
    };
    await tab.goto(emulator.origin);
    await tab.getByRole("button", { name: "Connect to Jasper's Market" }).waitFor();
    await sound("connect");
    await connect(tab, emulator.origin);
    await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
    await sound("personas");
    await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
    await tab.getByRole("button", { name: "Delete" }).waitFor();
    await sound("persona");
    await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
    await tab.getByRole("link", { name: "New persona" }).click();
    await tab.getByRole("textbox", { name: "Name" }).fill("W".repeat(50));
    await sound("new persona");
    const url = `${picture(emulator.origin, "w")}?${"w".repeat(200)}`;
    await tab.getByRole("textbox", { name: "Picture URL" }).fill(url);
    await tab.getByRole("button", { name: "Create persona" }).click();
    await tab.getByRole("link", { name: "W".repeat(50), exact: true }).waitFor();
    await sound("personas with a wide name");
    await tab.getByRole("searchbox", { name: "Search" }).fill("W".repeat(60));
    await tab.getByRole("link", { name: "Clear the search" }).waitFor();
    await sound("personas without a match");
    await tab.getByRole("link", { name: "Clear the search" }).click();
    await tab.getByRole("button", { name: `Delete ${"W".repeat(50)}` }).click();
    await tab.getByRole("dialog").getByText("Meta does not say which").waitFor();
    await sound("delete");
    await tab.getByRole("button", { name: "Keep" }).click();
    await tab.getByRole("link", { name: "W".repeat(50), exact: true }).click();
    await tab.getByRole("link", { name: /Write as W/ }).waitFor();
    await sound("persona with a wide name");
    await tab.getByRole("link", { name: "Conversations" }).click();
    await tab.getByRole("link", { name: /Dev Patel/ }).click();
    await tab.getByRole("textbox", { name: "Message" }).fill("Hello?");
    await tab.getByRole("button", { name: "Send" }).click();
    await tab.getByText("What Graph said").click();
    await sound("conversation");
    await close();
  });
}

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
