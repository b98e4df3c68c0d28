// The console in a real browser, over an emulator of its own.

import { fileURLToPath } from "node:url";
import { launchChromium } from "../chromium.mjs";
import { startEmulator as start } from "../emulator.mjs";

const dist = process.env.CONSOLE_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** Starts an emulator that serves the console. */
export async function startEmulator() {
  const emulator = await start(["--console", dist]);
  return {
    ...emulator,
    reset: () => emulator.control("reset", {}),
    fault: (fault, on) => emulator.control("faults", { fault, times: 1, on }),
  };
}

export const startBrowser = launchChromium;

/**
 * A fresh tab. `complaints` gathers what a browser complains about: errors on its console, what
 * the policy refused, what was thrown.
 */
export async function openTab(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(15_000);
  const complaints = [];
  tab.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  tab.on("pageerror", (error) => complaints.push(String(error)));
  return { tab, complaints, close: () => context.close() };
}

/** Connects to the demo Page, from whatever screen `path` is. */
export async function connect(tab, origin, path = "/") {
  await tab.goto(origin + path);
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("button", { name: "Disconnect" }).waitFor();
}

/** The picture of a persona that the emulator draws. */
export const picture = (origin, name) => `${origin}/_emulator/pictures/${name}.svg`;

/** What the focus is on. */
export const focused = (tab) =>
  tab.evaluate(() => {
    const element = document.activeElement;
    const name = element.labels?.[0]?.textContent ?? element.textContent;
    return `${element.tagName.toLowerCase()} ${name.trim()}`;
  });
