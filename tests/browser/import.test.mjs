// Several personas at once: a dry run, then the import, and all of them as a file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { connect, focused, hold, openTab, picture } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";

const IMPORT = "/personas/import";
const rows = (tab) => tab.getByRole("textbox", { name: "Rows" });
const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const row = (tab, name) => tab.getByRole("row").filter({ has: tab.getByRole("rowheader", { name }) });
const face = (name) => picture(emulator.origin, name);
const fault = (fault, times = 1, on = "personas") =>
  emulator.control("faults", { fault, times, on });
/** The personas of the demo Page, as its Graph lists them. */
async function personas() {
  const { id, access_token } = emulator.page;
  const response = await fetch(
    `${emulator.origin}/v26.0/${id}/personas?limit=100&access_token=${access_token}`,
  );
  return (await response.json()).data;
}
const named = async (name) => (await personas()).filter((persona) => persona.name === name);

/** Opens the import with these rows, up to the preview. */
async function preview(tab, text) {
  await connect(tab, emulator.origin, IMPORT);
  await rows(tab).fill(text);
  await button(tab, "Preview import").click();
  await tab.getByRole("heading", { level: 2, name: "Preview" }).waitFor();
}

const fileField = (tab) => tab.getByLabel("Choose a file or drop it here");

const chooseFile = (tab, name, buffer) =>
  fileField(tab).setInputFiles({ name, mimeType: "text/csv", buffer });

/** Waits until the import has finished. */
const finished = (tab) => tab.getByRole("heading", { level: 2, name: "Import finished" }).waitFor();

/** What the browser saved when `press` was done. */
async function saved(tab, press) {
  const download = tab.waitForEvent("download");
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("rows of a spreadsheet are checked before anything is created, and then created", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const before = (await personas()).length;
  await connect(tab, emulator.origin);
  await tab.getByRole("link", { name: "Import and export" }).click();
  await tab.getByRole("heading", { level: 1, name: "Import and export" }).waitFor();
  const mia = (await named("Mia R."))[0];
  await rows(tab).fill(
    [
      "Name\tPicture URL\tID",
      `Ada Import\t${face("ada")}\t`,
      `Mia R.\t${mia.profile_picture_url}\t${mia.id}`,
      `David Mark\t${face("other")}\t`,
      `\tada.png\t1.00724E+15`,
      `Ada Import\t${face("ada")}\t`,
    ].join("\n"),
  );
  await button(tab, "Preview import").click();
  await tab.getByText("1 new, 1 changed, 2 duplicates, 1 invalid. Nothing has been created yet.").waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "Preview");
  await row(tab, "Mia R.").getByText("Already on this Page.").waitFor();
  await row(tab, "David Mark").getByText("Currently has another picture URL.").waitFor();
  const invalid = row(tab, "No name");
  await invalid.getByText("The name is empty").waitFor();
  await invalid.getByText("a spreadsheet may have rounded it").waitFor();
  await row(tab, "Ada Import").getByText("Same as row 2.").waitFor();
  assert.equal((await personas()).length, before);

  await tab.getByRole("button", { name: "Duplicates 2" }).click();
  assert.equal(await tab.getByRole("rowheader").count(), 2);
  assert.equal(await tab.getByRole("cell", { name: "Duplicate", exact: true }).count(), 2);
  assert.equal(
    await tab.getByRole("button", { name: "Duplicates 2" }).getAttribute("aria-pressed"),
    "true",
  );
  await tab.getByRole("button", { name: "All 5" }).click();

  await button(tab, "Create 1 persona").click();
  await finished(tab);
  await tab.getByText("1 created.", { exact: true }).waitFor();
  const [ada] = await named("Ada Import");
  await row(tab, "Ada Import").getByText(`Its id is ${ada.id}.`).waitFor();
  await row(tab, "David Mark").getByText("Not replaced.").waitFor();
  assert.equal((await personas()).length, before + 1);
  await tab.getByRole("link", { name: "Back to personas" }).click();
  await tab.getByRole("link", { name: "Ada Import", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("what cannot be read at all is said at the field, which keeps the focus", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  await button(tab, "Preview import").click();
  await tab.getByRole("alert").getByText("There are no rows").waitFor();
  assert.equal(await focused(tab), "textarea Or paste rows");
  assert.equal(await rows(tab).getAttribute("aria-invalid"), "true");
  for (const [text, words] of [
    ["[{", "an error in line 1, column 2"],
    ["{}", "not a list of personas"],
  ]) {
    await rows(tab).fill(text);
    assert.equal(await rows(tab).getAttribute("aria-invalid"), null);
    await button(tab, "Preview import").click();
    await tab.getByRole("alert").getByText(words).waitFor();
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("a file that is not text is refused at the drop zone, with the way to save it as CSV", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  for (const [name, buffer, words] of [
    ["team.xlsx", Buffer.from("PK\x03\x04\x14\0"), "In Excel, choose File > Save As > “CSV UTF-8”"],
    ["team.numbers", Buffer.from("PK\x03\x04\x14\0"), "In Numbers, choose File > Export To > “CSV”"],
    ["team.ods", Buffer.from("PK\x03\x04\x14\0"), "In LibreOffice, choose File > Save As > “Text CSV”"],
    ["team.csv", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), "not a text file"],
    ["team.csv", Buffer.alloc(5_000_001, 97), "larger than 5 MB"],
  ]) {
    await chooseFile(tab, name, buffer);
    await tab.getByRole("alert").getByText(words).waitFor();
    assert.equal(await fileField(tab).getAttribute("aria-invalid"), "true");
    assert.match(await focused(tab), /^input Choose a file/);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("files of Excel are read in the encoding that they have", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  const text = `Zo\u00eb I.;${face("zoe")}\r\n`;
  const note = tab.getByText("it was read as Windows-1252");
  for (const [buffer, notes] of [
    [Buffer.from(`sep=;\r\n${text}`, "latin1"), 1],
    [Buffer.from(`\ufeff${text}`, "utf16le"), 0],
    [Buffer.from(`\ufeff${text}`), 0],
  ]) {
    await chooseFile(tab, "excel.csv", buffer);
    await row(tab, "Zo\u00eb I.").getByText("New", { exact: true }).waitFor();
    assert.equal(await note.count(), notes);
    await button(tab, "Edit rows").click();
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("an export is saved in both forms, and read back it changes nothing", async () => {
  const { id, access_token } = emulator.page;
  await fetch(`${emulator.origin}/v26.0/${id}/personas`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ access_token, name: "=1+1", profile_picture_url: face("sum") }),
  });
  const all = await personas();
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  for (const form of ["CSV", "JSON"]) {
    const { name, text } = await saved(tab, () => button(tab, `Export as ${form}`).click());
    assert.equal(name, `personas-${id}.${form.toLowerCase()}`);
    if (form === "CSV") {
      assert.ok(text.startsWith("\ufeffname,profile_picture_url,id\r\n"), text);
      assert.ok(text.includes("\r\n'=1+1,"), text);
    } else {
      assert.deepEqual(JSON.parse(text), all);
    }
    const buffer = Buffer.from(text);
    await chooseFile(tab, name, buffer);
    await tab.getByText(`${all.length} duplicates. Nothing has been created yet.`).waitFor();
    assert.equal(await button(tab, "Nothing to import").getAttribute("aria-disabled"), "true");
    await button(tab, "Edit rows").click();
    await rows(tab).waitFor();
    await tab.waitForFunction(() => document.activeElement?.id === "import-rows");
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("a changed persona is replaced only if that is wanted, and its new id is told", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const [old] = await named("David Mark");
  await preview(tab, `[{"id":"${old.id}","name":"David M.","picture":"${face("david")}"}]`);
  assert.equal(await button(tab, "Nothing to import").getAttribute("aria-disabled"), "true");
  await tab.getByRole("checkbox", { name: "Replace 1 changed persona" }).check();
  await button(tab, "Replace 1 persona").click();
  await finished(tab);
  const [made] = await named("David M.");
  assert.deepEqual(await named("David Mark"), []);
  await row(tab, "David M.").getByText(`${old.id} is now ${made.id}.`).waitFor();
  const { name, text } = await saved(tab, () => button(tab, "Save results as JSON").click());
  assert.equal(name, `import-${emulator.page.id}.json`);
  const [result] = JSON.parse(text);
  assert.deepEqual(
    [result.result, result.old_id, result.id],
    ["replaced", old.id, made.id],
  );
  assert.deepEqual(complaints, []);
  await close();
});

test("a replacement that stops half-way only deletes the old persona when it goes on", async () => {
  const { tab, close } = await openTab(browser);
  const [old] = await named("David Mark");
  await preview(tab, `name,picture,id\nDavid M.,${face("david")},${old.id}`);
  await tab.getByRole("checkbox", { name: "Replace 1 changed persona" }).check();
  await tab.route(new RegExp(`/${old.id}`), (route) => route.abort());
  await button(tab, "Replace 1 persona").click();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await tab.getByText("1 pending.", { exact: true }).waitFor();
  assert.deepEqual([(await named("David M.")).length, (await named("David Mark")).length], [1, 1]);
  await tab.unroute(new RegExp(`/${old.id}`));
  await button(tab, "Continue").click();
  await finished(tab);
  await tab.getByText("1 replaced.", { exact: true }).waitFor();
  assert.deepEqual([(await named("David M.")).length, (await named("David Mark")).length], [1, 0]);
  await close();
});

test("an import that is stopped ends with the call that is on its way", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  const release = await hold(tab);
  await button(tab, "Create 2 personas").click();
  await button(tab, "Stop").click();
  assert.equal(await button(tab, "Stopping…").getAttribute("aria-disabled"), "true");
  release();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await tab.getByText("1 created, 1 pending.", { exact: true }).waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "Import stopped");
  assert.deepEqual([(await named("Ada")).length, (await named("Bea")).length], [1, 0]);
  await button(tab, "Continue").click();
  await tab.getByText("2 created.", { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("too many calls pause the import, which goes on when it is told to", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  await fault("rate_limit_page");
  await button(tab, "Create 2 personas").click();
  await tab.getByRole("heading", { level: 2, name: "Import paused" }).waitFor();
  await tab.getByText(/The import continues in \d+ s\./).waitFor();
  await button(tab, "Stop").click();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await fault("rate_limit_app");
  await button(tab, "Continue").click();
  await button(tab, "Continue now").click();
  await finished(tab);
  await tab.getByText("2 created.", { exact: true }).waitFor();
  assert.deepEqual([(await named("Ada")).length, (await named("Bea")).length], [1, 1]);
  await close();
});

test("a lost answer stops the import; what it made is found and not made twice", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  await fault("cut_body");
  await button(tab, "Create 2 personas").click();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await tab.getByRole("alert").getByText("Couldn't confirm that the persona was created").waitFor();
  await row(tab, "Ada").getByText("Unknown").waitFor();
  await button(tab, "Look for it and continue").click();
  await finished(tab);
  await tab.getByText("2 created.", { exact: true }).waitFor();
  assert.deepEqual([(await named("Ada")).length, (await named("Bea")).length], [1, 1]);
  await close();
});

test("what was lost and is not there is tried again only when it is told to", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  await fault("html_500");
  await button(tab, "Create 2 personas").click();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await button(tab, "Look for it and continue").click();
  await finished(tab);
  await row(tab, "Ada").getByText("Not found").waitFor();
  assert.deepEqual(await named("Ada"), []);
  await button(tab, "Retry 1 row").click();
  await tab.getByText("2 created.", { exact: true }).waitFor();
  assert.equal((await named("Ada")).length, 1);
  await close();
});

test("a row that is refused says why and holds nothing up, and the result can be imported", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  await fault("blocked_url");
  await button(tab, "Create 2 personas").click();
  await finished(tab);
  await tab.getByText("1 created, 1 failed.", { exact: true }).waitFor();
  await row(tab, "Ada").getByText("Failed", { exact: true }).waitFor();
  await tab.getByRole("button", { name: "Failed 1" }).click();
  assert.equal(await tab.getByRole("rowheader").count(), 1);
  const { name, text } = await saved(tab, () => button(tab, "Save results as CSV").click());
  await button(tab, "New import").click();
  const buffer = Buffer.from(text);
  await chooseFile(tab, name, buffer);
  await tab.getByText("1 new, 1 duplicate. Nothing has been created yet.").waitFor();
  await button(tab, "Create 1 persona").click();
  await finished(tab);
  assert.deepEqual([(await named("Ada")).length, (await named("Bea")).length], [1, 1]);
  await close();
});

test("an expired token stops the import before the rest is tried", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}\nBea,${face("b")}`);
  await fault("token_expired");
  await button(tab, "Create 2 personas").click();
  await tab.getByRole("alert").getByText("The access token is not accepted").waitFor();
  await tab.getByText("2 pending.", { exact: true }).waitFor();
  await button(tab, "Continue").click();
  await finished(tab);
  await tab.getByText("2 created.", { exact: true }).waitFor();
  await close();
});

test("the import goes on while one looks at other screens", async () => {
  const { tab, close } = await openTab(browser);
  const many = Array.from({ length: 12 }, (_, number) => `Extra ${number},${face("x")}`);
  await preview(tab, many.join("\n"));
  const release = await hold(tab);
  await button(tab, "Create 12 personas").click();
  await tab.getByRole("link", { name: "Conversations" }).click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).waitFor();
  await tab.getByRole("status").filter({ hasText: "Conversations" }).waitFor({ state: "attached" });
  release();
  await tab.getByRole("status").filter({ hasText: "12 created" }).waitFor({ state: "attached" });
  await tab.getByRole("link", { name: "Personas", exact: true }).click();
  await tab.getByRole("link", { name: "Extra 11", exact: true }).waitFor();
  await tab.getByRole("link", { name: "Import and export" }).click();
  await finished(tab);
  await close();
});

test("an import that is under way asks before the tab is left", async () => {
  const { tab, close } = await openTab(browser);
  await preview(tab, `Ada,${face("a")}`);
  await fault("rate_limit_page");
  await button(tab, "Create 1 persona").click();
  await button(tab, "Continue now").waitFor();
  const asked = tab.waitForEvent("dialog");
  const left = tab.reload().catch(() => undefined);
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await button(tab, "Stop").click();
  await tab.getByRole("heading", { level: 2, name: "Import stopped" }).waitFor();
  await close();
  await left;
});

test("a refused list leaves the rows where they are", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  await rows(tab).fill(`Ada,${face("a")}`);
  await fault("permission");
  await button(tab, "Preview import").click();
  await tab.getByRole("alert").getByText("The personas could not be listed").waitFor();
  assert.equal(await rows(tab).inputValue(), `Ada,${face("a")}`);
  await button(tab, "Preview import").click();
  await button(tab, "Create 1 persona").waitFor();
  await close();
});

test("rows that change while they are checked are checked anew", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  await rows(tab).fill(`Ada,${face("a")}`);
  const answer = await hold(tab);
  await button(tab, "Preview import").click();
  await tab.getByRole("button", { name: /^Comparing…/ }).waitFor();
  await rows(tab).fill(`Bea,${face("b")}`);
  await button(tab, "Preview import").waitFor();
  answer();
  await button(tab, "Preview import").click();
  await button(tab, "Create 1 persona").waitFor();
  await tab.getByRole("rowheader", { name: /^Bea/ }).waitFor();
  // So does a file that is chosen meanwhile.
  await button(tab, "Edit rows").click();
  const again = await hold(tab);
  await button(tab, "Preview import").click();
  await tab.getByRole("button", { name: /^Comparing…/ }).waitFor();
  const buffer = Buffer.from(`Cleo,${face("c")}`);
  await chooseFile(tab, "rows.csv", buffer);
  await tab.waitForFunction(() => document.querySelector("textarea").value.startsWith("Cleo"));
  again();
  await button(tab, "Create 1 persona").waitFor();
  await tab.getByRole("rowheader", { name: /^Cleo/ }).waitFor();
  await close();
});

test("whose persona is about to be deleted is new to an import", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas");
  const { name, profile_picture_url } = (await personas()).find((one) => one.name === "Mia R.");
  await tab.getByRole("button", { name: "Delete Mia R." }).click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await tab.getByRole("link", { name: "Import and export" }).click();
  await rows(tab).fill(`${name},${profile_picture_url}`);
  await button(tab, "Preview import").click();
  await button(tab, "Create 1 persona").waitFor();
  await close();
});

test("a row that is half done says so, and can be finished on the persona's own screen", async () => {
  const { tab, close } = await openTab(browser);
  const old = (await personas()).find((one) => one.name === "Mia R.");
  await preview(tab, `id,name,picture_url\n${old.id},Mia Rossi,${face("m")}`);
  await tab.getByRole("checkbox", { name: "Replace 1 changed persona" }).check();
  await tab.route(new RegExp(`/${old.id}$`), (route) => {
    if (!/method=delete/.test(route.request().postData() ?? "")) return route.fallback();
    const error = { message: "(#200) no", type: "OAuthException", code: 200 };
    return route.fulfill({ status: 400, json: { error } });
  });
  await button(tab, "Replace 1 persona").click();
  const row = tab.getByRole("row").filter({ hasText: "Mia Rossi" });
  await row.getByText("Half done", { exact: true }).waitFor();
  await row.getByText(`${old.id} still exists`).waitFor();
  await tab.getByRole("link", { name: "Back to personas" }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Finish editing" }).click();
  await tab.getByRole("heading", { name: "Mia Rossi was created" }).waitFor();
  await close();
});

test("an import is given up for another Page only after a question, and half of a replacement is kept", async () => {
  const { tab, complaints, close } = await openTab(browser);
  const old = (await personas()).find((one) => one.name === "Mia R.");
  await preview(tab, `id,name,picture_url\n${old.id},Mia Rossi,${face("m")}`);
  await tab.getByRole("checkbox", { name: "Replace 1 changed persona" }).check();
  let release;
  const released = new Promise((resolve) => (release = resolve));
  let ends = 0;
  await tab.route(/\/v[\d.]+\//, async (route) => {
    const body = route.request().postData() ?? "";
    if (/method=delete/.test(body)) ends += 1;
    if (/profile_picture_url=/.test(body)) await released;
    await route.fallback();
  });
  await button(tab, "Replace 1 persona").click();
  await tab.getByRole("heading", { level: 2, name: "Importing" }).waitFor();
  const leave = async () => {
    await tab.getByText("Jasper's Market", { exact: true }).first().click();
    await tab.getByRole("button", { name: "Switch to Jasper's Bakery" }).click();
  };
  const question = tab.getByRole("dialog", { name: "Something is under way" });
  await leave();
  await question.getByText("An import is running.").waitFor();
  await question.getByRole("button", { name: "Stay" }).click();
  await question.waitFor({ state: "hidden" });
  await tab.getByRole("heading", { level: 2, name: "Importing" }).waitFor();
  await leave();
  await question.getByRole("button", { name: "Switch anyway" }).click();
  await tab.getByRole("link", { name: "Nora K.", exact: true }).waitFor();
  const answered = tab.waitForResponse((response) => /profile_picture_url=/.test(response.request().postData() ?? ""));
  release();
  await answered;
  await tab.getByText("Jasper's Bakery", { exact: true }).first().click();
  await tab.getByRole("button", { name: "Switch to Jasper's Market" }).click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Finish editing" }).click();
  await tab.getByRole("heading", { name: "Mia Rossi was created" }).waitFor();
  assert.equal(ends, 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("an import is made by keyboard alone", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  await rows(tab).focus();
  await tab.keyboard.insertText(`Ada,${face("a")}`);
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "button Preview import");
  const answer = await hold(tab);
  await tab.keyboard.press("Enter");
  await tab.getByRole("button", { name: /^Comparing…/ }).waitFor();
  assert.match(await focused(tab), /^button Comparing…/);
  answer();
  await tab.waitForFunction(() => document.activeElement?.tagName === "H2");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "button Create 1 persona");
  await tab.keyboard.press("Enter");
  await finished(tab);
  await tab.waitForFunction(() => document.activeElement?.textContent === "Import finished");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "button New import");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.activeElement?.id === "import-rows");
  assert.deepEqual(complaints, []);
  await close();
});

test("a file that is dropped on the screen is checked, and on any other screen it opens nothing", async () => {
  const { tab, close } = await openTab(browser);
  /** Drops a file on the heading, or holds it there. Returns whether the page took the events. */
  const drop = (name, text, types = ["dragover", "drop"]) =>
    tab.getByRole("heading", { level: 1 }).evaluate((heading, [name, text, types]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      const event = (type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
      return types.map((type) => !heading.dispatchEvent(event(type)));
    }, [name, text, types]);
  await connect(tab, emulator.origin, "/personas/new");
  await tab.getByRole("textbox", { name: "Name" }).fill("Ada");
  assert.deepEqual(await drop("rows.csv", "x"), [true, true]);
  assert.equal(await tab.getByRole("textbox", { name: "Name" }).inputValue(), "Ada");

  await tab.getByRole("link", { name: "Personas" }).click();
  await tab.getByRole("link", { name: "Import and export" }).click();
  await rows(tab).waitFor();
  assert.deepEqual(await drop("rows.csv", "x", ["dragover"]), [true]);
  await tab.getByText("Drop the file to preview it").waitFor();
  assert.deepEqual(await drop("rows.csv", `Ada,${face("a")}\nBea,${face("b")}`), [true, true]);
  await button(tab, "Create 2 personas").waitFor();
  // What is planned is not replaced by a slip of the hand.
  assert.deepEqual(await drop("others.csv", `Cleo,${face("c")}`), [true, true]);
  await button(tab, "Edit rows").click();
  assert.equal(await rows(tab).inputValue(), `Ada,${face("a")}\nBea,${face("b")}`);
  await close();
});

test("unknown columns are chosen by hand, by keyboard too", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  const people = [["Ada", face("a")], ["Bea", face("b")], ["Cleo", face("c")], ["Dora", face("d")]];
  const lines = people.map(([name, url]) => `${name}@example.com;${url};${name}`);
  await fileField(tab).focus();
  await chooseFile(tab, "team.csv", Buffer.from(`E-Mail;Portr\u00e4t;Mitarbeiter\n${lines.join("\n")}`));
  await tab.getByRole("heading", { level: 2, name: "Choose columns" }).waitFor();
  await tab.waitForFunction(() => document.activeElement?.textContent === "Choose columns");
  await tab.getByRole("status").filter({ hasText: "Not all columns were recognized" }).waitFor({ state: "attached" });
  const name = tab.getByRole("combobox", { name: "Name" });
  const picture = tab.getByRole("combobox", { name: "Picture URL" });
  const chosen = (field) => field.evaluate((select) => select.selectedOptions[0].textContent);
  assert.deepEqual([await chosen(name), await chosen(picture)], ["Mitarbeiter", "Portr\u00e4t"]);
  assert.equal(await chosen(tab.getByRole("combobox", { name: "Persona ID (optional)" })), "None");

  const cells = tab.locator("#import-name-preview li");
  await name.selectOption("E-Mail");
  assert.deepEqual(await cells.allTextContents(), ["Ada@example.com", "Bea@example.com", "Cleo@example.com"]);
  await name.selectOption("Mitarbeiter");
  assert.deepEqual(await cells.allTextContents(), ["Ada", "Bea", "Cleo"]);
  await picture.selectOption("Choose a column");
  await button(tab, "Preview import").click();
  await tab.getByRole("alert").getByText("Choose a column.").waitFor();
  assert.equal(await picture.getAttribute("aria-invalid"), "true");
  assert.equal(await focused(tab), "select Picture URL");
  await picture.selectOption("Mitarbeiter");
  await tab.getByRole("alert").getByText("This column is already used for “Name”.").waitFor();

  const header = tab.getByRole("checkbox", { name: "The first row has column names" });
  await header.uncheck();
  assert.deepEqual(await cells.allTextContents(), ["Mitarbeiter", "Ada", "Bea"]);
  assert.equal(await chosen(name), "Column 3");
  await header.focus();
  await tab.keyboard.press("Space");
  await tab.keyboard.press("Tab");
  assert.equal(await focused(tab), "select Name");
  await tab.keyboard.press("ArrowUp");
  assert.equal(await chosen(name), "Portr\u00e4t");
  await tab.keyboard.press("ArrowDown");
  assert.equal(await chosen(name), "Mitarbeiter");
  await picture.selectOption("Portr\u00e4t");
  await button(tab, "Preview import").press("Enter");
  await tab.getByText("4 new. Nothing has been created yet.").waitFor();
  await tab.getByRole("rowheader", { name: /^Ada/ }).waitFor();
  await button(tab, "Edit rows").click();
  assert.match(await rows(tab).inputValue(), /^E-Mail;/);
  assert.deepEqual(complaints, []);
  await close();
});

test("the template is downloaded, and it can be imported", async () => {
  const { tab, complaints, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  const { name, text } = await saved(tab, () => button(tab, "Download a template").click());
  assert.equal(name, "personas-template.csv");
  assert.ok(text.startsWith("\ufeffname,profile_picture_url\r\n"), text);
  await chooseFile(tab, name, Buffer.from(text));
  await row(tab, "John Z.").getByText("New", { exact: true }).waitFor();
  assert.equal(await tab.getByRole("rowheader").count(), 2);
  assert.deepEqual(complaints, []);
  await close();
});

test("a file is chosen by click and by keyboard", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, IMPORT);
  const open = [
    () => tab.getByText("Choose a file or drop it here").click(),
    async () => {
      await fileField(tab).focus();
      await tab.keyboard.press("Enter");
    },
  ];
  for (const press of open) {
    const [chooser] = await Promise.all([tab.waitForEvent("filechooser"), press()]);
    const buffer = Buffer.from(`Ada,${face("a")}`);
    await chooser.setFiles({ name: "rows.csv", mimeType: "text/csv", buffer });
    await button(tab, "Create 1 persona").waitFor();
    await button(tab, "Edit rows").click();
  }
  await close();
});

test("ten thousand rows are checked with few of them on the screen", async () => {
  const { tab, close } = await openTab(browser);
  const many = Array.from({ length: 10_000 }, (_, number) => `Extra ${number},${face("x")}`);
  await connect(tab, emulator.origin, IMPORT);
  const buffer = Buffer.from(many.join("\n"));
  await chooseFile(tab, "many.csv", buffer);
  await button(tab, "Create 10,000 personas").waitFor();
  assert.equal(await tab.getByRole("rowheader").count(), 100);
  await tab.getByRole("button", { name: "Show more of 10,000 rows" }).click();
  assert.equal(await tab.getByRole("rowheader").count(), 200);
  await close();
});

test("rows that are selected in the list are exported alone", async () => {
  const { tab, close } = await openTab(browser);
  await connect(tab, emulator.origin, "/personas");
  await tab.getByRole("checkbox", { name: "Select Mia R." }).click();
  const bar = tab.getByRole("region", { name: "Selected personas" });
  const [file] = await Promise.all([
    tab.waitForEvent("download"),
    bar.getByRole("button", { name: "Export" }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  assert.match(text, /Mia R\./);
  assert.doesNotMatch(text, /David Mark/);
  await close();
});
