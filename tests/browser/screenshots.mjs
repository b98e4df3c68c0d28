// Takes the pictures of the README: `node screenshots.mjs [FOLDER]`.
//
// docs/console.png is made anew. With a folder, the same screens also go there dark and narrow.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, openTab, startBrowser, startEmulator } from "./console.mjs";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const folder = process.argv[2];

const wide = { width: 1280, height: 800 };
const looks = {
  dark: { viewport: wide, colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 780 } },
  "narrow-dark": { viewport: { width: 360, height: 780 }, colorScheme: "dark" },
};

/** Writes to Ana as two of the Page's faces, and leaves the dots of the second on. */
async function talk(tab) {
  await tab.getByRole("link", { name: "Conversations" }).first().click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  const say = async (speaker, text) => {
    await tab.getByRole("combobox", { name: "Speak as" }).selectOption({ label: speaker });
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

/** Fills in the form, up to the button. */
async function draft(tab) {
  await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
  await tab.getByRole("link", { name: "New persona" }).click();
  await tab.getByRole("textbox", { name: "Name" }).fill("Olga S.");
  await tab.getByRole("button", { name: "Use the picture of Mia R." }).click();
  await tab.locator("figure li img").waitFor();
}

/** Waits until nothing moves and every picture is there, and takes the picture. */
async function take(tab, path) {
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await tab.screenshot({ path, animations: "disabled", caret: "hide" });
  console.log(path);
}

const browser = await startBrowser();
try {
  const shots = [["", { viewport: wide }], ...(folder ? Object.entries(looks) : [])];
  if (folder) await mkdir(folder, { recursive: true });
  for (const [look, options] of shots) {
    const emulator = await startEmulator();
    const { tab, close } = await openTab(browser, { reducedMotion: "reduce", ...options });
    const path = (screen) => join(folder, [screen, look].filter(Boolean).join("-") + ".png");
    await connect(tab, emulator.origin);
    await tab.getByRole("rowheader").first().waitFor();
    if (folder) await take(tab, path("personas"));
    await talk(tab);
    if (!look) await take(tab, join(docs, "console.png"));
    if (folder) {
      await take(tab, path("conversation"));
      await draft(tab);
      await take(tab, path("new-persona"));
    }
    await close();
    await emulator.stop();
  }
} finally {
  await browser.close();
}
