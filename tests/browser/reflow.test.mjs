// Every screen, in every state, on a small window, at 400 %, from right to left and in a language of
// longer words: nothing is cut off, and what is pressed is large enough.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTab } from "./console.mjs";
import { browser, emulator } from "./stage.mjs";
import { tours } from "./tour.mjs";

/** What does not fit: the page into the window, and what is written into what carries it. */
function misfits() {
  const beyond = document.documentElement.scrollWidth - innerWidth;
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const sticksOut = [...document.querySelectorAll("button, a, summary, label, h1, h2, h3, p, li, th, td, dt, dd")]
    .filter((element) => {
      const { overflowX, display } = getComputedStyle(element);
      return overflowX === "visible" && display !== "inline" && shown(element) && !element.closest(".visually-hidden");
    })
    .filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${element.outerHTML.slice(0, 200)} sticks out by ${element.scrollWidth - element.clientWidth} px`);
  return beyond > 0 ? [`the page is ${beyond} px too wide`, ...sticksOut] : sticksOut;
}

/** What is hard to hit. A box to tick is pressed on its label too. */
function small() {
  return [...document.querySelectorAll("button, input, select, textarea, summary, a.button, nav a")]
    .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
    .map(([element]) => element.outerHTML);
}

/** Makes every text on the page 40 % longer, or takes that back. */
function lengthen(on) {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  window.before ??= new Map();
  if (!on) {
    for (const [node, text] of window.before) node.data = text;
    window.before.clear();
    return;
  }
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.trim()) found.push(texts.currentNode);
  for (const node of found) {
    window.before.set(node, node.data);
    const more = "e".repeat(Math.ceil(node.data.trim().length * 0.4));
    node.data = `${node.data.trimEnd()}${more.replaceAll(/(.{8})/g, "$1 ")}`;
  }
}

const checks = {
  fits: async (tab) => tab.evaluate(misfits),
  "can be hit": async (tab) => tab.evaluate(small),
  "fits from right to left": async (tab) => {
    await tab.evaluate(() => (document.documentElement.dir = "rtl"));
    const found = await tab.evaluate(misfits);
    await tab.evaluate(() => document.documentElement.removeAttribute("dir"));
    return found;
  },
  "fits in longer words": async (tab) => {
    await tab.evaluate(lengthen, true);
    const found = await tab.evaluate(misfits);
    await tab.evaluate(lengthen, false);
    return found;
  },
};

/** 320 by 256 is what 400 % leaves of 1280 by 1024. */
const windows = { "320 × 640": [320, 640], "320 × 256": [320, 256], "1280 × 800": [1280, 800] };

for (const [size, [width, height]] of Object.entries(windows)) {
  for (const [name, tour] of Object.entries(tours)) {
    test(`nothing is cut off at ${size}: ${name}`, async () => {
      const { tab, close } = await openTab(browser, { reducedMotion: "reduce", viewport: { width, height } });
      const found = [];
      await tour(tab, emulator, async (state) => {
        for (const [what, check] of Object.entries(checks)) {
          for (const finding of await check(tab)) found.push(`${state}: ${what}: ${finding}`);
        }
      });
      assert.deepEqual(found, []);
      await close();
    });
  }
}
