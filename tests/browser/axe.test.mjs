// axe-core finds nothing on any screen, in any state: light, dark and narrow.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { connect, openTab, startEmulatorWith } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";
import { tours } from "./tour.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page, a line each. */
async function sound(tab, state) {
  // The page's policy forbids a script tag; the browser itself may run what it likes.
  await tab.evaluate(axe);
  const lines = await tab.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
  assert.deepEqual(lines, [], state);
}

const looks = {
  light: {},
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 700 } },
};

for (const [look, options] of Object.entries(looks)) {
  for (const [name, tour] of Object.entries(tours)) {
    test(`axe finds nothing: ${name}, ${look}`, async () => {
      const { tab, close } = await openTab(browser, { reducedMotion: "reduce", ...options });
      await tour(tab, emulator, (state) => sound(tab, `${state}, ${look}`));
      await close();
    });
  }
}

test("axe finds nothing where there is nothing", async () => {
  const none = await startEmulatorWith([]);
  const { tab, close } = await openTab(browser);
  await connect(tab, none.origin);
  await tab.getByRole("heading", { name: "No personas yet" }).waitFor();
  await sound(tab, "personas, empty");
  await close();
  await none.stop();
});
