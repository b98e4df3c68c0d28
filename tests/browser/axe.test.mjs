// axe-core finds nothing on any screen, in any state: light, dark and narrow.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { connect, connectByToken, openTab, startBrowser, startEmulator, startEmulatorWith } from "./console.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let emulator, browser;
before(async () => {
  [emulator, browser] = await Promise.all([startEmulator(), startBrowser()]);
});
beforeEach(() => emulator.reset());
after(async () => {
  await browser?.close();
  await emulator?.stop();
});

/** What axe finds on the page, a line each. */
async function sound(tab, state) {
  // The page's policy forbids a script tag; the browser itself may run what it likes.
  await tab.evaluate(axe);
  const lines = await tab.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
  assert.deepEqual(lines, [], state);
}

const looks = {
  light: {},
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 700 } },
};

for (const [look, options] of Object.entries(looks)) {
  test(`axe finds nothing: ${look}`, { timeout: 120_000 }, async () => {
    const { tab, close } = await openTab(browser, { reducedMotion: "reduce", ...options });
    const check = (state) => sound(tab, `${state}, ${look}`);
    await tab.goto(emulator.origin);
    await tab.getByRole("button", { name: "Connect to Jasper's Market" }).waitFor();
    await tab.getByRole("button", { name: "Continue" }).click();
    await check("connect, wrong");
    await connectByToken(tab, emulator.origin, "EAABwrong");
    await tab.getByRole("alert").waitFor();
    await check("connect, refused");
    await connectByToken(tab, emulator.origin, "EAABemulatorDemoUserTokenZDZD");
    await tab.getByRole("heading", { level: 2, name: /choose a Page/ }).waitFor();
    await check("connect, offered");

    await tab.route(/-later-/, (route) => route.abort());
    await tab.reload();
    await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
    await tab.getByRole("alert").getByText("did not arrive").waitFor();
    await check("screens missing");
    await tab.unroute(/-later-/);

    await emulator.fault("slow", "personas", { ms: 2_000 });
    await connect(tab, emulator.origin);
    await tab.getByText("Loading the personas").waitFor();
    await check("personas, loading");
    await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
    await tab.getByRole("checkbox", { name: "Select Mia R." }).check();
    await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
    // What stands above the end of the page covers whatever lies under it.
    await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await check("personas, one selected");
    await tab.getByRole("button", { name: "Delete Mia R." }).click();
    await tab.getByRole("dialog").waitFor();
    await check("personas, delete");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("?");
    await tab.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await check("shortcuts");
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("Control+k");
    await tab.getByRole("option").first().waitFor();
    await check("palette");
    await tab.keyboard.press("Escape");
    await tab.getByRole("banner").getByText("Jasper's Market", { exact: true }).click();
    await check("switch");
    await tab.getByRole("searchbox", { name: "Search" }).fill("nobody");
    await tab.getByRole("link", { name: "Clear the search" }).waitFor();
    await check("personas, nothing found");
    await tab.getByRole("link", { name: "Clear the search" }).click();
    await emulator.fault("token_expired", "personas");
    await tab.getByRole("button", { name: "Refresh" }).click();
    await tab.getByRole("alert").waitFor();
    await tab.getByText("What Graph said").click();
    await check("personas, refused");
    await tab.getByRole("button", { name: "Reconnect" }).click();
    await tab.getByRole("dialog").waitFor();
    await check("reconnect");
    await tab.keyboard.press("Escape");
    await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
    await tab.getByRole("button", { name: "Delete" }).waitFor();
    await check("persona");
    await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
    await tab.getByRole("link", { name: "New persona" }).click();
    await tab.getByRole("button", { name: "Create persona" }).click();
    await check("new persona, wrong");
    await tab.getByRole("link", { name: "Conversations" }).click();
    await tab.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
    await check("conversations");
    await tab.getByRole("link", { name: /Ana Petrova/ }).click();
    await tab.getByRole("textbox", { name: "Message" }).fill("Hello!");
    await tab.getByRole("button", { name: "Send" }).click();
    await tab.getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
    await check("conversation");
    await tab.context().setOffline(true);
    await tab.getByText("You are offline").waitFor();
    await check("offline");
    await tab.context().setOffline(false);
    await tab.evaluate(() => dispatchEvent(new CustomEvent("personas:crash", { detail: "a report" })));
    await tab.getByRole("heading", { name: "The console stopped" }).waitFor();
    await check("crashed");
    await connect(tab, emulator.origin, "/nowhere");
    await tab.getByRole("heading", { level: 1, name: "Nothing is here" }).waitFor();
    await check("not found");
    await close();
  });
}

test("axe finds nothing where there is nothing", async () => {
  const none = await startEmulatorWith([]);
  const { tab, close } = await openTab(browser);
  await connect(tab, none.origin);
  await tab.getByRole("heading", { name: "No personas yet" }).waitFor();
  await sound(tab, "personas, empty");
  await close();
  await none.stop();
});
