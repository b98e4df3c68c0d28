// Creating and editing personas.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { connect, disconnect, openTab } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

let tab;
let close;
beforeEach(async () => {
  ({ tab, close } = await openTab(browser));
});
afterEach(() => close());

const picture = () => `${emulator.origin}/_emulator/pictures/zoe.svg`;
const listed = async () => {
  const url = `${emulator.origin}/me/personas?limit=100&access_token=${emulator.page.access_token}`;
  return (await (await fetch(url)).json()).data;
};
const fill = async (name, url = picture()) => {
  await tab.getByLabel("Name").fill(name);
  await tab.getByLabel("Picture URL").fill(url);
};
const button = (name) => tab.getByRole("button", { name });

test("a create that was never answered is looked for, and found", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("cut_body", "personas");
  await button("Create persona").click();
  await tab.getByText("Couldn't confirm that the persona was created").waitFor();
  assert.equal(await tab.getByLabel("Name").inputValue(), "Zoë");
  await button("Look for it").click();
  await tab.getByText("Zoë exists: it was created after all.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("pressing Create again while it is not known makes no second one", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("cut_body", "personas");
  await button("Create persona").click();
  await tab.getByText("Couldn't confirm that").waitFor();
  await button("Create persona").click();
  await tab.getByText("Zoë exists: it was created after all.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("one that is not there can be created again", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  // The browser itself asks once more over another connection.
  await emulator.fault("reset", "personas", { times: 2 });
  await button("Create persona").click();
  await button("Look for it").click();
  await tab.getByText("It was not created").waitFor();
  await button("Create persona").click();
  await tab.getByText("Zoë was created.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("what is unwise is said, and stands in nobody's way", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Adam of Jasper's Market");
  await tab.getByRole("listitem").filter({ hasText: "Page" }).waitFor();
  await fill("Mia R.");
  await tab.getByText("has the same name").waitFor();
  await button("Create persona").click();
  await tab.getByText("Mia R. was created.").first().waitFor();
});

test("the picture is tried as far as a browser can", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await tab.getByText(/The picture loads here: \d+ × \d+ pixels\./).waitFor();
  await tab.getByLabel("Picture URL").fill(`${emulator.origin}/_emulator/nothing.png`);
  await tab.getByText("This browser cannot show what is at this address.").waitFor();
});

/** Deletes the old persona in the second step, up to where the new one is shown. */
async function deleteOld(name) {
  await button("Delete old persona").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await tab.getByText("Mia R. will be deleted").waitFor();
}
const created = (name) => tab.getByRole("heading", { name: `${name} was created` });

test("a persona is edited: a new one first, its id shown, then the old one can be deleted", async () => {
  await connect(tab, emulator.origin, "/personas");
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Edit", exact: true }).click();
  await tab.getByRole("heading", { name: "Edit Mia R." }).waitFor();
  await tab.getByText("Meta cannot edit a persona, so a new persona with a new ID takes the place").waitFor();
  await button("Create new persona").click();
  await tab.getByText("Nothing has changed.").waitFor();
  await tab.getByLabel("Name").fill("Mia Rossi");
  await button("Create new persona").click();
  await created("Mia Rossi").waitFor();
  const { id } = (await listed()).find((persona) => persona.name === "Mia Rossi");
  await tab.getByText(`{"${old.id}":"${id}"}`).waitFor();
  assert.equal((await listed()).length, 4);
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button("Copy new ID").click();
  await tab.getByRole("status").filter({ hasText: "Copied the new ID." }).waitFor({ state: "attached" });
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), id);

  // It can be left half-way.
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Finish editing" }).click();
  await deleteOld("Mia Rossi");
  await tab.getByText("Mia R. will be deleted").waitFor({ state: "detached" });
  await tab.getByRole("status").filter({ hasText: "1 persona was deleted." }).waitFor({ state: "attached" });
  assert.ok(!(await listed()).some((persona) => persona.name === "Mia R."));
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
});

test("the old persona can be brought back, and editing be finished later", async () => {
  await connect(tab, emulator.origin, "/personas");
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await tab.goto(`${emulator.origin}/personas/${old.id}/replace`);
  await button("Connect to Jasper's Market").click();
  await tab.getByRole("heading", { name: "Edit Mia R." }).waitFor();
  assert.equal(new URL(tab.url()).pathname, `/personas/${old.id}/edit`);
  await tab.getByLabel("Name").fill("Mia Rossi");
  await button("Create new persona").click();
  await created("Mia Rossi").waitFor();
  await deleteOld("Mia Rossi");
  await button("Undo").click();
  await tab.goBack();
  await created("Mia Rossi").waitFor();
  await button("Delete old persona").waitFor();
  await button("Keep both").click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Edit", exact: true }).waitFor();
  assert.equal(await tab.getByRole("link", { name: "Finish editing" }).count(), 0);
  assert.equal((await listed()).length, 4);
});

test("an edit that is half done outlives a reload, until the connection is forgotten", async () => {
  await connect(tab, emulator.origin, "/personas");
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Edit", exact: true }).click();
  await tab.getByLabel("Name").fill("Mia Rossi");
  await button("Create new persona").click();
  await created("Mia Rossi").waitFor();
  const { id } = (await listed()).find((persona) => persona.name === "Mia Rossi");

  await tab.reload();
  await button("Connect to Jasper's Market").click();
  await created("Mia Rossi").waitFor();
  await tab.getByText(`{"${old.id}":"${id}"}`).waitFor();
  assert.equal((await listed()).length, 4);

  await disconnect(tab);
  await connect(tab, emulator.origin, `/personas/${old.id}/edit`);
  await button("Create new persona").waitFor();
  assert.equal(await created("Mia Rossi").count(), 0);
});

test("a refused deletion leaves the edit where it is, to be finished", async () => {
  await connect(tab, emulator.origin, "/personas");
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await tab.goto(`${emulator.origin}/personas/${old.id}/edit`);
  await button("Connect to Jasper's Market").click();
  await tab.getByLabel("Name").fill("Mia Rossi");
  await button("Create new persona").click();
  await created("Mia Rossi").waitFor();
  await deleteOld("Mia Rossi");
  await emulator.fault("permission", "personas");
  const alert = tab.getByRole("alert").filter({ hasText: "1 persona was not deleted" });
  await alert.waitFor();
  await tab.goBack();
  await created("Mia Rossi").waitFor();
  await alert.getByRole("button", { name: "Try again" }).click();
  await tab.getByText("This persona is being deleted.").waitFor();
  await tab.getByText("This persona was deleted.").waitFor();
  const left = (await listed()).map((persona) => persona.name);
  assert.ok(left.includes("Mia Rossi") && !left.includes("Mia R."));
  await tab.getByRole("link", { name: "Go to Mia Rossi" }).click();
  await tab.getByRole("heading", { level: 1, name: "Mia Rossi", exact: true }).waitFor();
});

test("the preview is shown in light and in dark", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  const colour = () =>
    tab.locator(".preview-window").evaluate((it) => getComputedStyle(it).backgroundColor);
  const light = await colour();
  await tab.getByRole("button", { name: "Light", exact: true, pressed: true }).waitFor();
  await tab.getByRole("button", { name: "Dark", exact: true }).click();
  assert.notEqual(await colour(), light);
  await tab.getByRole("button", { name: "Light", exact: true, pressed: false }).click();
  assert.equal(await colour(), light);
});

test("leaving the screen does not make a lost create forgotten", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("cut_body", "personas");
  await button("Create persona").click();
  await tab.getByText("Couldn't confirm that").waitFor();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByText("Couldn't confirm that").waitFor();
  await button("Create persona").click();
  await tab.getByText("Zoë exists: it was created after all.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("the persona that is edited is never taken for the new one", async () => {
  await connect(tab, emulator.origin, "/personas");
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await emulator.fault("transient", "personas", { times: 3 });
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("alert").waitFor();
  await emulator.control("faults", { fault: "transient", times: 0 });
  const listing = tab.waitForResponse(/\/\d+\/personas/);
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await (await listing).finished();
  const read = tab.waitForResponse(new RegExp(`/${old.id}`));
  await tab.getByRole("link", { name: "Edit", exact: true }).click();
  await (await read).finished();
  await tab.getByLabel("Picture URL").fill(picture());
  await tab.route(/\/v[\d.]+\//, (route) =>
    CREATES.test(route.request().postData() ?? "") ? route.abort("connectionreset") : route.fallback(),
  );
  await button("Create new persona").click();
  await button("Look for it").click();
  await tab.getByText("It was not created").waitFor();
  assert.ok((await listed()).some((persona) => persona.id === old.id));
});

/** Holds calls whose body fits back until `release` is called, and counts them. */
async function hold(body) {
  const held = { calls: 0 };
  const released = new Promise((resolve) => (held.release = resolve));
  await tab.route(/\/v[\d.]+\//, async (route) => {
    if (!body.test(route.request().postData() ?? "")) return route.fallback();
    held.calls += 1;
    await released;
    await route.continue();
  });
  return held;
}
const CREATES = /(^|&)profile_picture_url=/;
const goTo = (name) => tab.getByRole("link", { name, exact: true }).click();

test("whoever comes back while a persona is created makes no second one", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  const create = await hold(CREATES);
  await button("Create persona").click();
  await goTo("Conversations");
  await tab.goBack();
  await button("Creating…").click({ force: true });
  await tab.getByLabel("Name").press("Enter");
  create.release();
  await tab.getByText("Zoë was created.").first().waitFor();
  assert.equal(create.calls, 1);
});

test("a create that is refused meanwhile says so to whoever comes back", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("permission", "personas");
  const create = await hold(CREATES);
  await button("Create persona").click();
  await goTo("Conversations");
  create.release();
  await tab.getByRole("status").filter({ hasText: "The persona was not created" }).waitFor({ state: "attached" });
  await tab.goBack();
  await tab.getByRole("alert").getByText("The persona was not created").waitFor();
  assert.equal(await tab.getByLabel("Name").inputValue(), "Zoë");
  await goTo("Cancel");
  await goTo("New persona");
  await tab.getByRole("heading", { level: 1, name: "New persona" }).waitFor();
  assert.equal(await tab.getByRole("alert").filter({ hasText: "not created" }).count(), 0);
});

test("another persona than the one in doubt is created once that is known", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("cut_body", "personas");
  await button("Create persona").click();
  await tab.getByText("Couldn't confirm that the persona was created").waitFor();
  await fill("Bob");
  await button("Create persona").click();
  await tab.getByText("Bob was created.").first().waitFor();
  await tab.getByRole("banner").getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Zoë", exact: true }).waitFor();
  const names = (await listed()).map((persona) => persona.name);
  assert.deepEqual(names.filter((name) => ["Bob", "Zoë"].includes(name)).toSorted(), ["Bob", "Zoë"]);
});

test("the one in doubt is not made twice for another picture", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await emulator.fault("cut_body", "personas");
  await button("Create persona").click();
  await tab.getByText("Couldn't confirm that the persona was created").waitFor();
  await fill("Zoë", picture().replace("zoe", "zora"));
  await button("Create persona").click();
  await tab.getByText("Zoë exists: it was created after all.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("whoever comes back while the new persona is created makes no second one", async () => {
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await connect(tab, emulator.origin, `/personas/${old.id}/edit`);
  await tab.getByLabel("Name").fill("Mia Rossi");
  const create = await hold(CREATES);
  await button("Create new persona").click();
  await goTo("Conversations");
  await tab.goBack();
  await button("Creating…").click({ force: true });
  create.release();
  await created("Mia Rossi").waitFor();
  assert.equal(create.calls, 1);
});

/** Answers creates with a rate limit that ends after so many seconds, and counts them. */
async function limitCreates(seconds) {
  let calls = 0;
  const error = { message: "(#80006) There have been too many calls", type: "OAuthException", code: 80006 };
  const answer = (route) => {
    if (!CREATES.test(route.request().postData() ?? "")) return route.fallback();
    calls += 1;
    return route.fulfill({ status: 400, headers: { "retry-after": String(seconds) }, json: { error } });
  };
  await tab.route(/\/v[\d.]+\//, answer);
  return { calls: () => calls, end: () => tab.unroute(/\/v[\d.]+\//, answer) };
}
const pause = () => tab.getByRole("status").filter({ hasText: "Too many requests for now" });

test("a create that meets a rate limit counts down, and goes on by itself", async () => {
  await tab.clock.install();
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  const limit = await limitCreates(62);
  await button("Create persona").click();
  await pause().getByRole("timer").getByText(/Continuing in 1:0\d/).waitFor();
  assert.equal(await button("Try again").count(), 0);
  const create = button("Creating…");
  assert.equal(await create.getAttribute("aria-disabled"), "true");
  await create.click({ force: true });
  await tab.getByLabel("Name").press("Enter");
  await tab.clock.runFor(30_000);
  await pause().getByRole("timer").getByText(/Continuing in 0:3\d/).waitFor();
  assert.equal(limit.calls(), 1);
  // The same holds for who comes back.
  await goTo("Conversations");
  await tab.goBack();
  await pause().waitFor();
  await limit.end();
  await tab.clock.runFor(40_000);
  await tab.getByText("Zoë was created.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 1);
});

test("a create that waits for a rate limit is not sent once it is cancelled", async () => {
  await tab.clock.install();
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  await tab.getByText("The picture loads here").waitFor();
  const limit = await limitCreates(62);
  await button("Create persona").click();
  await pause().waitFor();
  await limit.end();
  await goTo("Cancel");
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await tab.clock.runFor(70_000);
  await goTo("New persona");
  await fill("Bob");
  await button("Create persona").click();
  await tab.getByText("Bob was created.").first().waitFor();
  assert.equal((await listed()).filter((persona) => persona.name === "Zoë").length, 0);
});

test("the create of an edit that meets a rate limit counts down, and goes on by itself", async () => {
  await tab.clock.install();
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await connect(tab, emulator.origin, `/personas/${old.id}/edit`);
  await tab.getByLabel("Name").fill("Mia Rossi");
  const limit = await limitCreates(62);
  await button("Create new persona").click();
  await pause().getByRole("timer").getByText(/Continuing in 1:0\d/).waitFor();
  assert.equal(await button("Creating…").getAttribute("aria-disabled"), "true");
  assert.equal(await button("Try again").count(), 0);
  await limit.end();
  await tab.clock.runFor(70_000);
  await created("Mia Rossi").waitFor();
  assert.equal(limit.calls(), 1);
});

test("a persona that is created while another screen is open is in the list, with a notice", async () => {
  await connect(tab, emulator.origin, "/personas/new");
  await fill("Zoë");
  const create = await hold(CREATES);
  await button("Create persona").click();
  await goTo("Personas");
  await tab.getByRole("table").waitFor();
  create.release();
  await tab.getByText("Zoë was created.").first().waitFor();
  await tab.getByRole("link", { name: "Zoë", exact: true }).waitFor();
  assert.equal(new URL(tab.url()).pathname, "/personas");
  // Nothing is left of it in the form.
  await goTo("New persona");
  assert.equal(await tab.getByLabel("Name").inputValue(), "");
  assert.equal(new URL(tab.url()).pathname, "/personas/new");
});

test("an edit that is cancelled while its persona is created can be finished", async () => {
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await connect(tab, emulator.origin, `/personas/${old.id}/edit`);
  await tab.getByLabel("Name").fill("Mia Rossi");
  const create = await hold(CREATES);
  await button("Create new persona").click();
  await button("Creating…").waitFor();
  await goTo("Cancel");
  await tab.getByRole("heading", { level: 1, name: "Mia R." }).waitFor();
  create.release();
  await tab.getByRole("link", { name: "Finish editing" }).click();
  await created("Mia Rossi").waitFor();
});

test("what is pending at Disconnect is aborted, and kept nowhere", async () => {
  const old = (await listed()).find((persona) => persona.name === "Mia R.");
  await connect(tab, emulator.origin, `/personas/${old.id}/edit`);
  await tab.getByLabel("Name").fill("Mia Rossi");
  const create = await hold(CREATES);
  await button("Create new persona").click();
  const aborted = tab.waitForEvent("requestfailed", (request) => CREATES.test(request.postData() ?? ""));
  await disconnect(tab);
  await tab.getByRole("heading", { level: 1, name: "Connect a Page" }).waitFor();
  await aborted;
  create.release();
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  assert.equal((await tab.content()).includes("Mia Rossi"), false);
});
