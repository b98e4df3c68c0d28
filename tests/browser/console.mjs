// The console in a real browser, over an emulator of its own.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../chromium.mjs";
import { startEmulator as start } from "../emulator.mjs";

const dist = process.env.CONSOLE_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** Starts an emulator that serves the console. */
export async function startEmulator(seed) {
  const emulator = await start(["--console", dist], seed);
  return {
    ...emulator,
    reset: () => emulator.control("reset", {}),
    fault: (fault, on, more = {}) => emulator.control("faults", { fault, times: 1, on, ...more }),
  };
}

/** An emulator whose Page has personas with these names, the newest first, and these people. */
export async function startEmulatorWith(names, people = []) {
  const folder = await mkdtemp(join(tmpdir(), "personas-seed-"));
  const file = join(folder, "seed.json");
  const personas = names.map((name) => ({ name }));
  const page = { name: "Jasper's Market", access_token: "EAABemulatorManyPersonasZDZD", personas, people };
  try {
    await writeFile(file, JSON.stringify({ pages: [page] }));
    return await startEmulator(file);
  } finally {
    await rm(folder, { recursive: true });
  }
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
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  tab.on("pageerror", (error) => complaints.push(String(error)));
  return { tab, complaints, close: () => context.close() };
}

/** Connects to the demo Page, from whatever screen `path` is. */
export async function connect(tab, origin, path = "/") {
  await tab.goto(origin + path);
  await tab.getByRole("button", { name: "Connect to Jasper's Market" }).click();
  await tab.getByRole("banner").waitFor();
}

/** Ends the connection, as far as nothing is in the way. */
export async function disconnect(tab) {
  await tab.getByRole("button", { name: "Menu", exact: true }).click();
  await tab.getByRole("button", { name: "Disconnect" }).click();
}

/** Chooses who speaks, by a name that only one has. */
export async function speakAs(tab, name) {
  await tab.getByRole("combobox", { name: "Speak as" }).fill(name);
  await tab.getByRole("option", { name, exact: true }).click();
}

/** Lets the emulator be taken for Meta: it does not say that it is one. */
export const hideEmulator = (tab) => tab.route("**/_emulator/health", (route) => route.fulfill({ json: {} }));

/** Hands a token over, as one does with Meta's, up to where the console says what it may do. */
export async function connectByToken(tab, origin, token, path = "/connect") {
  await tab.goto(origin + path);
  await tab.getByLabel("Page or user access token").fill(token);
  await tab.getByText("Advanced", { exact: true }).click();
  await tab.getByRole("textbox", { name: "Graph address" }).fill(origin);
  await tab.getByRole("button", { name: "Continue" }).click();
}

/** Holds every request to `address`, the list of personas unless told, until the answer is called. */
export async function hold(tab, address = /\/v[\d.]+\/\d+\/personas/) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await tab.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
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
