// Connecting: what a token may do is said before it is used, and it is kept nowhere unasked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectByToken, disconnect, hideEmulator, openTab, picture, startEmulator } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const USER_TOKEN = "EAABemulatorDemoUserTokenZDZD";
const offered = (tab, name) =>
  tab.getByRole("region", { name: /token|what answers/ }).getByRole("button", { name: `Connect to ${name}` });
const bar = (tab) => tab.getByRole("banner");

/** Goes on as another Page. */
async function switchTo(tab, from, to) {
  await bar(tab).getByText(from, { exact: true }).click();
  await bar(tab).getByRole("button", { name: `Switch to ${to}` }).click();
}

test("a Page's token tells its Page, permissions and end before it is used", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, ` ${emulator.page.access_token}\n`);
  await tab.getByRole("heading", { level: 2, name: "A Page's token" }).waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "A Page's token");
  await tab.getByText("It may manage personas and send messages.").waitFor();
  await tab.getByText("Details").click();
  await tab.getByText("pages_show_list, pages_messaging").waitFor();
  await tab.getByText("Never expires").waitFor();
  assert.equal(await bar(tab).count(), 0);
  await offered(tab, "Jasper's Market").click();
  await bar(tab).getByText("Emulator", { exact: true }).waitFor();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  assert.deepEqual(await tab.evaluate(() => [sessionStorage.length, localStorage.length]), [0, 0]);
  await tab.reload();
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("an emulator that is entered by its address is the emulator, also after a reload", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await tab.getByRole("checkbox", { name: "Keep for this tab" }).check();
  await offered(tab, "Jasper's Market").click();
  for (const reload of [false, true]) {
    if (reload) await tab.reload();
    await bar(tab).getByText("Emulator", { exact: true }).waitFor();
    await tab.getByRole("link", { name: "Conversations" }).click();
    await tab.getByRole("link", { name: /Ana Petrova/ }).waitFor();
  }
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByRole("group", { name: "Sample pictures" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("what does not say that it is an emulator is live", async () => {
  const { tab, close } = await openTab(browser);
  await hideEmulator(tab);
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await offered(tab, "Jasper's Market").click();
  await bar(tab).getByText("Live", { exact: true }).waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("textbox", { name: "Message" }).waitFor();
  assert.equal(await tab.getByRole("textbox", { name: /^Write as/ }).count(), 0);
  await close();
});

test("where no emulator serves the console, one is found by its address", async () => {
  const other = await startEmulator();
  const { tab, close } = await openTab(browser);
  await tab.route(`${emulator.origin}/_emulator/**`, (route) => route.fulfill({ status: 404 }));
  await tab.goto(`${emulator.origin}/connect`);
  const address = tab.getByRole("textbox", { name: "Emulator address" });
  const find = tab.getByRole("button", { name: "Find its Pages" });
  assert.equal(await address.inputValue(), "http://127.0.0.1:4010");
  await address.fill("https://graph.facebook.com");
  await find.click();
  await tab.getByText("The emulator has to run on this computer").waitFor();
  await address.fill(emulator.origin);
  await find.click();
  await tab.getByRole("alert").getByText("The emulator does not answer").waitFor();
  await address.fill(other.origin);
  await find.click();
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await bar(tab).getByText("Emulator", { exact: true }).waitFor();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("textbox", { name: "Write as Ana Petrova" }).fill("From over there");
  await tab.getByRole("button", { name: "Deliver" }).click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "From over there" }).waitFor();
  await close();
  await other.stop();
});

test("how to get a token is answered, and a token that is none is told when the field is left", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.goto(`${emulator.origin}/connect`);
  await tab.getByText("How do I get a token?").click();
  await tab.getByText("does not expire").waitFor();
  await tab.getByRole("link", { name: "Meta's documentation" }).waitFor();
  const token = tab.getByLabel("Page or user access token");
  await token.fill("two words");
  assert.equal(await token.getAttribute("aria-invalid"), null);
  await token.press("Tab");
  await tab.waitForFunction(() => document.getElementById("token").getAttribute("aria-invalid") === "true");
  assert.deepEqual(complaints, []);
  await close();
});

test("a person's token offers its Pages, and one switches between them without the token", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, USER_TOKEN);
  await tab.getByRole("heading", { level: 2, name: "A person's token: choose a Page" }).waitFor();
  await tab.getByText(/May: .*MESSAGING/).first().waitFor();
  await offered(tab, "Jasper's Bakery").click();
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByRole("textbox", { name: "Name" }).fill("Half-written");
  await switchTo(tab, "Jasper's Bakery", "Jasper's Market");
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  assert.equal(await tab.getByRole("link", { name: "Nora K.", exact: true }).count(), 0);
  await tab.getByRole("link", { name: "New persona" }).click();
  const name = tab.getByRole("textbox", { name: "Name" });
  assert.equal(await name.inputValue(), "");
  await name.fill("Of the Market");
  await switchTo(tab, "Jasper's Market", "Jasper's Bakery");
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  await tab.getByRole("link", { name: "New persona" }).click();
  assert.equal(await name.inputValue(), "Half-written");
  assert.deepEqual(complaints, []);
  await close();
});

test("a token without Pages or permissions is told apart", async () => {
  const { tab, close } = await openTab(browser);
  await tab.route("**/debug_token", (route) =>
    route.fulfill({ json: { data: { type: "USER", scopes: ["email"], expires_at: 1795344000, is_valid: true } } }),
  );
  await connectByToken(tab, emulator.origin, USER_TOKEN);
  await tab.getByText("It lacks pages_messaging").waitFor();
  await tab.getByText(/2026/).waitFor();
  await tab.getByRole("button", { name: "Use another token" }).click();
  assert.equal(await tab.getByLabel("Page or user access token").inputValue(), USER_TOKEN);
  await tab.route("**/me/accounts", (route) => route.fulfill({ json: { data: [] } }));
  await tab.getByRole("button", { name: "Continue" }).click();
  await tab.getByRole("alert").getByText("This token opens no Page").waitFor();
  await close();
});

test("a token that is kept for the tab outlives a reload, until it is forgotten", async () => {
  const { tab, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await tab.getByRole("checkbox", { name: "Keep for this tab" }).check();
  await offered(tab, "Jasper's Market").click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.reload();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await disconnect(tab);
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  await close();
});

test("a browser without room for the connection says that it is not kept", async () => {
  const { tab, close } = await openTab(browser);
  await tab.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await tab.getByRole("checkbox", { name: "Keep for this tab" }).check();
  await offered(tab, "Jasper's Market").click();
  await tab.getByText("This browser has no room to keep the connection").first().waitFor();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await close();
});

test("a gateway needs no token here", async () => {
  const { tab, close } = await openTab(browser);
  await tab.route("**/gateway/**", (route) => {
    assert.equal(route.request().headers().authorization, undefined);
    const url = route.request().url().replace("/gateway", "");
    const authorization = `Bearer ${emulator.page.access_token}`;
    return route.continue({ url, headers: { ...route.request().headers(), authorization } });
  });
  await tab.goto(`${emulator.origin}/connect`);
  await tab.getByRole("radio", { name: "Gateway without a token" }).check();
  await tab.getByRole("textbox", { name: "Gateway address" }).fill(`${emulator.origin}/gateway`);
  await tab.getByRole("button", { name: "Continue" }).click();
  await offered(tab, "Jasper's Market").click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await close();
});

test("a badge tells the emulator from the rest, and the demo's other Page is at hand", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await bar(tab).getByText("Emulator", { exact: true }).waitFor();
  await switchTo(tab, "Jasper's Market", "Jasper's Bakery");
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  await bar(tab).getByText("Emulator", { exact: true }).waitFor();
  await close();
});

test("what was created for a Page is no persona of the one that one switched to meanwhile", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  await tab.getByRole("textbox", { name: "Name" }).fill("Zoe");
  await tab.getByRole("textbox", { name: "Picture URL" }).fill(picture(emulator.origin, "zoe"));
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await tab.route(/\/v[\d.]+\/\d+\/personas$/, async (route) => {
    if (/(^|&)name=Zoe/.test(route.request().postData())) await released;
    await route.continue();
  });
  await tab.getByRole("button", { name: "Create persona" }).click();
  await switchTo(tab, "Jasper's Market", "Jasper's Bakery");
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  release();
  await tab.getByText("Zoe was created for Jasper's Market.").first().waitFor();
  assert.equal(await tab.getByRole("link", { name: "Zoe", exact: true }).count(), 0);
  await switchTo(tab, "Jasper's Bakery", "Jasper's Market");
  await tab.getByRole("link", { name: "Zoe", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("a wrong token is refused in words, stays in the field and stands nowhere else", async () => {
  const { tab, close } = await openTab(browser);
  await connectByToken(tab, emulator.origin, "EAABwrong");
  await tab.getByRole("alert").getByText("The access token is not accepted").waitFor();
  const field = tab.getByLabel("Page or user access token");
  assert.equal(await field.inputValue(), "EAABwrong");
  assert.equal((await tab.content()).includes("EAABwrong"), false);
  assert.equal(tab.url().includes("EAAB"), false);
  await field.fill("");
  await tab.getByRole("alert").waitFor({ state: "detached" });
  await close();
});

test("the first wrong field of a connection takes the focus, folded away or not", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await tab.goto(`${emulator.origin}/connect`);
  const token = tab.getByLabel("Page or user access token");
  const address = tab.getByRole("textbox", { name: "Graph address" });
  const submit = tab.getByRole("button", { name: "Continue" });
  const focusOn = (id) => tab.waitForFunction((id) => document.activeElement?.id === id, id);
  await submit.click();
  await focusOn("token");
  await token.fill("two words");
  await submit.click();
  await focusOn("token");
  await token.fill("EAABwrong");
  await tab.getByText("Advanced", { exact: true }).click();
  await address.fill("nowhere");
  await tab.getByText("Advanced", { exact: true }).click();
  await submit.click();
  await focusOn("origin");
  await tab.getByRole("radio", { name: "Gateway without a token" }).check();
  await tab.getByRole("textbox", { name: "Gateway address" }).fill("nowhere");
  await submit.click();
  await focusOn("gateway");
  assert.deepEqual(complaints, []);
  await close();
});
