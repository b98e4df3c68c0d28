// Everything a person can do wrong answers with a sentence, and what was typed is still there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, openTab, picture, startEmulator } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

/** The fields of the new persona, and what stands in them. */
const fields = (tab) => ({
  name: tab.getByRole("textbox", { name: "Name" }),
  picture: tab.getByRole("textbox", { name: "Picture URL" }),
  create: tab.getByRole("button", { name: "Create persona" }),
});

/** What is said about a field to those who cannot see it. */
const description = (field) =>
  field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );

for (const { title, name, picture, wrong, sentence } of [
  { title: "an empty name", name: "", picture: "https://example.com/a.jpg", wrong: "name", sentence: /name is empty/ },
  { title: "a name of 51 characters", name: "é".repeat(51), picture: "https://example.com/a.jpg", wrong: "name", sentence: /51 characters/ },
  { title: "an empty picture", name: "Adam", picture: "", wrong: "picture", sentence: /picture URL is empty/ },
  { title: "a picture that is no URL", name: "Adam", picture: "adam.jpg", wrong: "picture", sentence: /starts with https/ },
  { title: "a picture that is no web address", name: "Adam", picture: "file:///adam.jpg", wrong: "picture", sentence: /cannot be fetched/ },
]) {
  test(`${title} is said beside its field`, async () => {
    const { tab, complaints, close } = await openTab(browser);
    await connect(tab, emulator.origin, "/personas/new");
    const form = fields(tab);
    await form.name.fill(name);
    await form.picture.fill(picture);
    await form.create.click();
    await tab.getByText(sentence).first().waitFor();
    assert.match(await description(form[wrong]), sentence);
    assert.equal(await form[wrong].getAttribute("aria-invalid"), "true");
    assert.equal(await form[wrong].evaluate((field) => field === document.activeElement), true);
    assert.deepEqual([await form.name.inputValue(), await form.picture.inputValue()], [name, picture]);
    assert.deepEqual(complaints.filter((text) => !text.includes("Failed to load")), []);
    await close();
  });
}

test("a refused create keeps what was typed, and shows what Graph said", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  const form = fields(tab);
  await form.name.fill("Adam");
  await form.picture.fill(picture(emulator.origin, "adam"));
  await emulator.fault("permission");
  await form.create.click();
  const alert = tab.getByRole("alert");
  await alert.getByText("The persona was not created").waitFor();
  await alert.getByText("pages_messaging").first().waitFor();
  await alert.getByText("What Graph said").click();
  await alert.getByText("Trace id", { exact: true }).waitFor();
  await alert.getByRole("button", { name: "Copy trace id" }).waitFor();
  assert.equal(await form.name.inputValue(), "Adam");
  await form.create.click();
  await tab.getByRole("heading", { level: 1, name: "Adam" }).waitFor();
  await close();
});

test("a create that nobody can be sure of is not repeated but looked for", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  const form = fields(tab);
  await form.name.fill("Adam");
  await form.picture.fill(picture(emulator.origin, "adam"));
  await emulator.fault("html_500");
  await form.create.click();
  await tab.getByRole("alert").getByText("Couldn't confirm that the persona was created").waitFor();
  assert.equal(await form.name.inputValue(), "Adam");
  await tab.getByRole("alert").getByRole("link", { name: "Look at the list" }).click();
  await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await close();
});

test("conversations that cannot be read are there once Graph answers", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin);
  await tab.getByRole("table").waitFor();
  await tab.route(/\/v[\d.]+\/\d+\/conversations$/, (route) => route.abort());
  await tab.getByRole("link", { name: "Conversations" }).click();
  const alert = tab.getByRole("alert");
  await alert.getByText("The emulator does not answer").waitFor();
  await tab.unroute(/\/v[\d.]+\/\d+\/conversations$/);
  await alert.getByRole("button", { name: "Try again" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).waitFor();
  assert.equal(await alert.count(), 0);
  await close();
});

for (const { path, sentence } of [
  { path: "/personas/999", sentence: "There is no such persona" },
  { path: "/personas/12%2F3", sentence: "has '/' at position 3" },
  { path: "/personas/12/3", sentence: "This address leads to no screen" },
  { path: "/conversations/999", sentence: "No messages yet" },
  { path: "/conversations/12%2F3", sentence: "has '/' at position 3" },
  { path: "/nowhere", sentence: "This address leads to no screen" },
]) {
  test(`the address ${path} says what is wrong with it`, async () => {
    const { tab, close } = await openTab(browser);
    await connect(tab, emulator.origin, path);
    await tab.getByText(sentence).first().waitFor();
    assert.equal(new URL(tab.url()).pathname, path);
    assert.equal(await tab.getByRole("heading", { level: 1 }).count(), 1);
    await close();
  });
}

test("a name that is too long is told while one types, a picture by http once its field is left", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas/new");
  const form = fields(tab);
  await form.name.fill("é".repeat(51));
  await tab.getByText(/51 characters/).first().waitFor();
  await form.name.fill("");
  await form.picture.fill("http://shop.example/adam.jpg");
  await form.picture.press("Tab");
  await tab.getByText("The picture is at an http: address, which Meta may refuse").waitFor();
  await form.picture.fill(picture(emulator.origin, "adam"));
  await tab.getByText("The picture is at an http: address").waitFor({ state: "detached" });
  assert.deepEqual(complaints.filter((text) => !text.includes("shop.example")), []);
  await close();
});

for (const fault of ["html_500", "cut_body", "reset", "transient"]) {
  test(`a list that fails with ${fault} can just be read again`, async () => {
    const { tab, close } = await openTab(browser);
    await connect(tab, emulator.origin);
    await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
    await emulator.fault(fault, "personas", { times: 9 });
    await tab.getByRole("button", { name: "Refresh" }).click();
    const alert = tab.getByRole("alert");
    await alert.getByText("try again").first().waitFor();
    assert.doesNotMatch(await alert.textContent(), /whether|happened|again and again/);
    await close();
  });
}

test("a blank message is not sent", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/conversations");
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("textbox", { name: "Message" }).fill("  ");
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByText("The message is empty").waitFor();
  await tab.getByRole("textbox", { name: "Message" }).fill("x".repeat(2001));
  await tab.getByText("2 too many").waitFor();
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByText("The message has 2001 characters").waitFor();
  assert.equal((await tab.getByRole("textbox", { name: "Message" }).inputValue()).length, 2001);
  assert.deepEqual(complaints, []);
  await close();
});

test("an emulator that stops is named, with the command that starts it", async () => {
  const own = await startEmulator();
  const { tab, close } = await openTab(browser);
  await connect(tab, own.origin, "/conversations");
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello?");
  await own.stop();
  await tab.getByRole("alert").getByText("The emulator does not answer").waitFor();
  await tab.getByRole("alert").getByText("cargo xtask demo").waitFor();
  await tab.getByRole("button", { name: "Send" }).click();
  await tab.getByText("Couldn't confirm that it was sent, and the conversation can't be read.").first().waitFor();
  await tab.getByRole("button", { name: "Edit again" }).click();
  assert.equal(await tab.getByRole("textbox", { name: "Message" }).inputValue(), "Hello?");

  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).waitFor();
  await tab.getByRole("button", { name: "Refresh" }).click();
  await tab.getByRole("alert").getByText("The emulator does not answer").waitFor();
  await tab.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
  await close();
});
