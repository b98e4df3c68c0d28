// Takes the pictures of the documentation: `node screenshots.mjs [FOLDER]`.
//
// docs/console.png and docs/screenshots/ are made anew; with a folder, that is filled instead.

import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, openTab, speakAs, startBrowser, startEmulator } from "./console.mjs";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const folder = process.argv[2] ?? join(docs, "screenshots");

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 780 };
const looks = {
  wide: { viewport: wide },
  dark: { viewport: wide, colorScheme: "dark" },
  narrow: { viewport: narrow },
};

/** Names that the list is filled up with. */
const NAMES = ["Ines from Orders", "Jonas B.", "Kiri T.", "Lea from Delivery", "Marek", "Noor A.", "Otis", "Priya from Support", "Sam L."];

/** Creates personas, the first one last, so that it stands first. */
async function fill({ origin, page }) {
  for (const name of NAMES.toReversed()) {
    const picture = `${origin}/_emulator/pictures/${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.svg`;
    const body = new URLSearchParams({ name, profile_picture_url: picture, access_token: page.access_token });
    const answer = await fetch(`${origin}/${page.id}/personas`, { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

/** Writes to Ana as two of the Page's faces, and leaves the dots of the second on. */
async function talk(tab) {
  await tab.getByRole("link", { name: "Conversations" }).first().click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  const say = async (speaker, text) => {
    await speakAs(tab, speaker);
    await tab.getByRole("textbox", { name: "Message" }).fill(text);
    await tab.getByRole("button", { name: "Send" }).click();
    await tab.getByRole("listitem").filter({ hasText: text }).waitFor();
  };
  await say("Jasper's Market (the Page)", "Thanks for writing! A colleague will be with you in a moment.");
  await say("Mia R.", "Hi Ana, Mia here. We got a fresh crate this morning.");
  await say("Mia R.", "Shall I put ten aside for you?");
  await tab.getByRole("textbox", { name: "Write as Ana Petrova" }).fill("Yes, please! I come at six.");
  await tab.getByRole("button", { name: "Deliver" }).click();
  await tab.getByRole("listitem").filter({ hasText: "I come at six." }).waitFor();
  await tab.getByRole("button", { name: "Show typing" }).click();
  await tab.getByRole("img", { name: "Mia R. is typing" }).waitFor();
  await tab.getByRole("textbox", { name: "Message" }).fill("Perfect, see you at six.");
  // The focus ring is for who is there to type.
  await tab.getByRole("heading", { level: 1 }).focus();
}

/** Chooses three personas of the list. */
async function choose(tab) {
  for (const name of ["Jonas B.", "Kiri T.", "Marek"]) {
    await tab.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await tab.getByRole("heading", { level: 1 }).focus();
}

/** Deletes what is chosen, up to the moment at which it can still be undone. */
async function deleteChosen(tab) {
  await tab.getByRole("button", { name: "Delete", exact: true }).click();
  await tab.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
  await tab.getByRole("button", { name: "Undo" }).waitFor();
}

/** Edits Mia R. */
async function edit(tab) {
  await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
  await tab.getByRole("link", { name: "Mia R.", exact: true }).click();
  await tab.getByRole("link", { name: "Edit", exact: true }).click();
  await tab.getByLabel("Name").fill("Mia Rossi");
  await tab.getByRole("heading", { level: 1 }).focus();
}

/** Checks rows in which something new, something known and something wrong is. */
async function check(tab, origin) {
  await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
  await tab.getByRole("link", { name: "Import and export" }).click();
  const picture = (name) => `${origin}/_emulator/pictures/${name}.svg`;
  const rows = [
    ["name", "profile_picture_url"],
    ["Tess from Returns", picture("tess")],
    ["Otis", picture("otis-new")],
    ["Umar K.", "umar.png"],
    ["Vera", picture("vera")],
  ];
  await tab.getByLabel("Rows").fill(rows.map((row) => row.join("\t")).join("\n"));
  await tab.getByRole("button", { name: "Preview import" }).click();
  await tab.getByRole("rowheader").first().waitFor();
  await tab.getByRole("heading", { level: 1 }).focus();
}

/** Waits until nothing moves and every picture is there, and takes the picture. */
async function take(tab, path, more = {}) {
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await tab.screenshot({ path, animations: "disabled", caret: "hide", ...more });
  const { size } = await stat(path);
  if (size > LARGEST) throw new Error(`${path} has ${size} bytes`);
  console.log(path);
}

const LARGEST = 150_000;

const browser = await startBrowser();
try {
  await mkdir(folder, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    const emulator = await startEmulator();
    await fill(emulator);
    const { tab, close } = await openTab(browser, { reducedMotion: "reduce", ...options });
    const path = (screen) => join(folder, `${screen}-${look}.png`);
    if (look === "wide") {
      await tab.goto(emulator.origin);
      await tab.getByRole("button", { name: "Connect to Jasper's Market" }).waitFor();
      await take(tab, path("connect"));
    }
    await connect(tab, emulator.origin);
    await tab.getByRole("rowheader").first().waitFor();
    await choose(tab);
    await take(tab, path("personas"));
    if (look === "dark") {
      await tab.keyboard.press("Control+k");
      await tab.getByRole("combobox", { name: "Command or persona" }).fill("pri");
      await take(tab, path("palette"));
      await tab.keyboard.press("Escape");
    }
    if (look === "narrow") {
      await deleteChosen(tab);
      await take(tab, path("deleting"));
      await tab.getByRole("button", { name: "Undo" }).click();
      await tab.getByRole("button", { name: "Clear the selection" }).click();
    }
    await edit(tab);
    if (look !== "narrow") await take(tab, path("edit"), { fullPage: true });
    await check(tab, emulator.origin);
    await take(tab, path("import"));
    await talk(tab);
    if (look === "wide") await take(tab, process.argv[2] ? path("conversation") : join(docs, "console.png"));
    if (look === "narrow") await take(tab, path("conversation"));
    await close();
    await emulator.stop();
  }
} finally {
  await browser.close();
}
