// What is not needed to connect comes later: when it is asked for, what is seen meanwhile, and what
// happens when it does not arrive.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectByToken, focused, hold, openTab } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const WORKSPACE = /personas-console-[0-9a-f]{16}\/split_workspace\.wasm$/;

/** A tab, and how often it asked for the screens behind connecting. */
async function openCounting() {
  const opened = await openTab(browser);
  let asked = 0;
  opened.tab.on("request", (request) => {
    if (WORKSPACE.test(request.url())) asked += 1;
  });
  return { ...opened, asked: () => asked };
}

const demo = (tab) => tab.getByRole("button", { name: "Connect to Jasper's Market" });

for (const [deed, act] of [
  ["key", (tab) => tab.keyboard.press("Tab")],
  ["click", (tab) => tab.getByText("Advanced", { exact: true }).click()],
]) {
  test(`the first ${deed} fetches the screens behind connecting, and nothing before it does`, async () => {
    const { tab, asked, complaints, close } = await openCounting();
    await tab.goto(emulator.origin);
    await demo(tab).waitFor();
    await tab.waitForLoadState("networkidle");
    assert.equal(asked(), 0);
    const arrived = tab.waitForResponse(WORKSPACE);
    await act(tab);
    assert.equal((await arrived).status(), 200);
    await demo(tab).click();
    await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
    assert.equal(asked(), 1);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test("a tab that is kept connected fetches them at once, and shows the screen of its address", async () => {
  const { tab, asked, complaints, close } = await openCounting();
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await tab.getByRole("checkbox", { name: "Keep for this tab" }).check();
  await tab.getByRole("region", { name: "A Page's token" }).getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.reload();
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  assert.equal(asked(), 2);
  assert.deepEqual(complaints, []);
  await close();
});

test("on a slow line it is said that they are coming, and the focus goes where they are", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const release = await hold(tab, WORKSPACE);
  await tab.goto(emulator.origin);
  await demo(tab).click();
  await tab.getByRole("status").getByText("Loading the screens…").waitFor();
  release();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.match(await focused(tab), /^h1 Personas/);
  assert.match(await tab.title(), /^Personas · /);
  assert.deepEqual(complaints, []);
  await close();
});

test("nothing moves when they come", async () => {
  for (const width of [400, 1280]) {
    const { tab, close } = await openTab(browser, { viewport: { width, height: 800 } });
    const release = await hold(tab, WORKSPACE);
    await tab.goto(emulator.origin);
    await demo(tab).click();
    await tab.getByRole("status").getByText("Loading the screens…").waitFor();
    const top = () => tab.getByRole("main").evaluate((main) => main.getBoundingClientRect().top);
    const before = await top();
    release();
    await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
    assert.equal(await top(), before);
    await close();
  }
});

test("when they do not arrive that is said, and they can be asked for again", async () => {
  const { tab, close } = await openTab(browser);
  await tab.route(WORKSPACE, (route) => route.abort());
  await tab.goto(emulator.origin);
  await demo(tab).click();
  await tab.getByRole("alert").getByText("Part of the console did not arrive").waitFor();
  await tab.waitForFunction(() => document.activeElement?.tagName === "H1");
  const again = tab.getByRole("button", { name: "Try again" });
  await again.click();
  await tab.getByRole("alert").getByText("Part of the console did not arrive").waitFor();
  await tab.unroute(WORKSPACE);
  await tab.route(WORKSPACE, (route) => route.fulfill({ status: 404, body: "gone" }));
  await again.click();
  await tab.getByRole("alert").getByText("Part of the console did not arrive").waitFor();
  await tab.unroute(WORKSPACE);
  await again.click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  assert.equal(await tab.getByRole("alert").count(), 0);
  await close();
});

test("they run from a server that does not know what a wasm file is", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-type": "application/octet-stream" };
    await route.fulfill({ response, headers });
  });
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
