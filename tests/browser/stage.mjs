// An emulator and a browser for the tests of a file. What was done in the emulator is forgotten before
// each of them.

import { after, before, beforeEach } from "node:test";
import { startBrowser, startEmulator } from "./console.mjs";

export let emulator, browser;

before(async () => {
  [emulator, browser] = await Promise.all([startEmulator(), startBrowser()]);
});
beforeEach(() => emulator.reset());
after(async () => {
  await browser?.close();
  await emulator?.stop();
});
