// What Lighthouse says of the console's first screens: `node lighthouse.mjs`.
//
// Each is loaded several times, as a phone and as a computer on the networks that Lighthouse simulates,
// and the median of its performance is taken. `CONSOLE_DIST` is the built console, `GRAPH_EMULATOR_BIN`
// the emulator.

import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";
import { startEmulator } from "../../browser/console.mjs";
import { CHROMIUM_FLAGS } from "../../chromium.mjs";

const ROUNDS = 3;
const GOALS = { performance: 90, accessibility: 100, "best-practices": 100 };

/** Connects with a token that is kept for this tab, so that the list can be loaded by its address. */
async function keepConnected(page, emulator) {
  await page.goto(`${emulator.origin}/connect`);
  await page.locator("::-p-aria(Page or user access token)").fill(emulator.page.access_token);
  await page.locator("::-p-text(Advanced)").click();
  await page.locator('::-p-aria(Graph address[role="textbox"])').fill(emulator.origin);
  await page.locator('::-p-aria(Continue[role="button"])').click();
  await page.locator('main input[type="checkbox"]').click();
  await page.locator("main button.choice").click();
  await page.waitForSelector("table");
}

const screens = [
  { name: "connect", path: "/connect", ready: async () => {} },
  { name: "list", path: "/personas", ready: keepConnected },
];
const devices = [
  { name: "phone", config: undefined },
  { name: "computer", config: desktopConfig },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const line = (cells) => console.log(cells.map((cell, at) => (at < 2 ? cell.padEnd(10) : cell.padStart(20))).join(""));

const emulator = await startEmulator();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: CHROMIUM_FLAGS,
});
try {
  line(["screen", "as", ...Object.keys(GOALS)]);
  const found = new Set();
  for (const screen of screens) {
    for (const device of devices) {
      const scores = Object.fromEntries(Object.keys(GOALS).map((category) => [category, []]));
      for (let round = 0; round < ROUNDS; round += 1) {
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        await screen.ready(page, emulator);
        const flags = { onlyCategories: Object.keys(GOALS), disableStorageReset: true, logLevel: "error" };
        const { lhr } = await lighthouse(emulator.origin + screen.path, flags, device.config, page);
        if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
        for (const category of Object.values(lhr.categories)) {
          scores[category.id].push(category.score * 100);
          if (category.id === "performance") continue;
          for (const { id, weight } of category.auditRefs) {
            const { score, title, details } = lhr.audits[id];
            if (weight > 0 && score !== null && score < 1) found.add(`${screen.name}, ${device.name}: ${title} ${JSON.stringify(details?.items ?? [])}`);
          }
        }
        await context.close();
      }
      const told = Object.entries(GOALS).map(([category, goal]) => {
        const score = median(scores[category]);
        return `${Math.round(score)} (≥ ${goal} ${score >= goal ? "met" : "missed"})`;
      });
      line([screen.name, device.name, ...told]);
    }
  }
  for (const finding of found) console.log(finding);
} finally {
  await browser.close();
  await emulator.stop();
}
