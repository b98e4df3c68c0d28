// Offline, slow, refused, expired, rate-limited, crashed: what is said, and that nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectByToken, hold, openTab, picture } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

test("a token that is not accepted any more is replaced in place, and the draft stays", async () => {
  const { tab, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await tab.getByRole("region", { name: "A Page's token" }).getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByRole("textbox", { name: "Name" }).fill("Half-written");
  await tab.getByRole("textbox", { name: "Picture URL" }).fill(picture(emulator.origin, "half"));
  await emulator.fault("token_expired", "personas");
  await tab.getByRole("button", { name: "Create persona" }).click();
  await tab.getByRole("alert").getByText("The access token is not accepted").waitFor();
  await tab.getByRole("alert").getByRole("button", { name: "Reconnect" }).click();
  const dialog = tab.getByRole("dialog", { name: "Reconnect Jasper's Market" });
  const field = dialog.getByLabel("Access token");
  await dialog.getByRole("button", { name: "Reconnect" }).click();
  await dialog.getByText("The access token is empty").waitFor();
  const { pages } = await emulator.control("pages");
  await field.fill(pages[1].access_token);
  await dialog.getByRole("button", { name: "Reconnect" }).click();
  await dialog.getByText("This token belongs to another Page").waitFor();
  await field.fill(pages[0].access_token);
  await dialog.getByRole("button", { name: "Reconnect" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await tab.getByRole("textbox", { name: "Name" }).inputValue(), "Half-written");
  await tab.getByRole("button", { name: "Create persona" }).click();
  await tab.getByRole("heading", { level: 1, name: "Half-written" }).waitFor();
  await close();
});

test("being offline is said, and what failed is asked for when the network is back", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.context().setOffline(true);
  await tab.getByRole("status").filter({ hasText: "You are offline" }).waitFor();
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("alert").getByText("does not answer").waitFor();
  assert.equal(await tab.getByRole("rowheader").count(), 3);
  await tab.context().setOffline(false);
  await tab.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await tab.getByText("You are offline").count(), 0);
  await close();
});

test("a slow answer is said to be slow", async () => {
  const { tab, close } = await openTab(browser);
  const release = await hold(tab);
  await connect(tab, emulator.origin);
  await tab.getByText("This takes longer than usual").waitFor();
  release();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await close();
});

test("a crash leaves a panel with a report to copy and a way to go on", async () => {
  const { tab, close } = await openTab(browser);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: emulator.origin });
  await connect(tab, emulator.origin);
  await tab.getByRole("table").waitFor();
  await tab.evaluate(() => dispatchEvent(new CustomEvent("personas:crash", { detail: "panicked at somewhere" })));
  const panel = tab.getByRole("alert");
  await panel.getByRole("heading", { level: 1, name: "The console stopped" }).waitFor();
  await panel.getByText("panicked at somewhere").waitFor();
  await panel.getByRole("button", { name: "Copy report" }).click();
  await panel.getByRole("button", { name: "Copied" }).waitFor();
  const report = await tab.evaluate(() => navigator.clipboard.readText());
  assert.match(report, /panicked at somewhere\n\/personas\n/);
  assert.equal(report.includes(emulator.page.access_token), false);
  await panel.getByRole("button", { name: "Reload" }).click();
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  await close();
});

for (const { what, answer } of [
  { what: "is missing", answer: { status: 404, body: "" } },
  { what: "is another", answer: { status: 200, contentType: "application/wasm", body: "\0asm" } },
]) {
  test(`a console whose program ${what} says so`, async () => {
    const { tab, close } = await openTab(browser);
    await tab.route("**/*.wasm", (route) => route.fulfill(answer));
    await tab.goto(emulator.origin);
    await tab.getByRole("alert").getByRole("heading", { name: "The console could not be loaded" }).waitFor();
    await close();
  });
}

/** Keeps the timers of the page that are yet to run in `timers`. */
function countTimers() {
  globalThis.timers = new Set();
  for (const [start, stop] of [
    ["setTimeout", "clearTimeout"],
    ["setInterval", "clearInterval"],
  ]) {
    const [started, stopped] = [globalThis[start], globalThis[stop]];
    globalThis[start] = (callback, wait) => {
      const run = () => {
        if (start === "setTimeout") timers.delete(id);
        callback();
      };
      const id = started(run, wait);
      timers.add(id);
      return id;
    };
    globalThis[stop] = (id) => {
      timers.delete(id);
      stopped(id);
    };
  }
}

test("a screen that was left waits for nothing any more", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.addInitScript(countTimers);
  await connect(tab, emulator.origin);
  const open = async (name) => {
    await tab.getByRole("link", { name, exact: true }).first().click();
    await tab.getByRole("heading", { level: 1, name }).waitFor();
  };
  await open("Conversations");
  await open("Personas");
  const before = await tab.evaluate(() => timers.size);
  for (let visit = 0; visit < 5; visit += 1) {
    await open("Conversations");
    await open("Personas");
  }
  await tab.waitForFunction((before) => timers.size <= before, before);
  assert.deepEqual(complaints, []);
  await close();
});

test("the page's policy is strict, and nothing comes from elsewhere", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const origins = new Set();
  tab.on("request", (request) => origins.add(new URL(request.url()).origin));
  const answer = await tab.goto(emulator.origin);
  await connect(tab, emulator.origin);
  await tab.getByRole("table").waitFor();
  const policies = [
    answer.headers()["content-security-policy"],
    await tab.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content"),
  ];
  for (const policy of policies) {
    const script = policy.split(";").find((part) => part.trim().startsWith("script-src"));
    assert.equal(script.trim(), "script-src 'self' 'wasm-unsafe-eval'");
    assert.equal(policy.includes("unsafe-inline"), false);
  }
  assert.equal(await tab.locator("script:not([src]), style, [onclick], [style*=':']:not(.gap)").count(), 0);
  assert.deepEqual([...origins], [emulator.origin]);
  assert.deepEqual(complaints, []);
  await close();
});
