// The console with 10,000 personas beside the console with 100, in one browser: `node measure.mjs`.
//
// What is compared is measured in turns, and a median is taken, because a machine is never as fast
// twice. `CONSOLE_DIST` is the built console, `GRAPH_EMULATOR_BIN` the emulator.

import { connect, openTab, startBrowser, startEmulatorWith } from "../../browser/console.mjs";

const ROUNDS = 7;
const QUERIES = ["p", "pe", "per", "persona", "persona 0", "persona 00", "persona 001", "", "9", "99", "nobody", ""];
const names = (count) => Array.from({ length: count }, (_, index) => `Persona ${String(index + 1).padStart(5, "0")}`);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A tab with every persona of an emulator of its own. */
async function open(browser, count) {
  const emulator = await startEmulatorWith(names(count));
  const { tab, close } = await openTab(browser);
  tab.setDefaultTimeout(120_000);
  await connect(tab, emulator.origin);
  if (count > 1_000) {
    await tab.getByRole("button", { name: "Load the rest" }).click();
  }
  await tab.getByText(`${count.toLocaleString("en-US")} personas`, { exact: true }).waitFor();
  return { tab, close: () => Promise.all([close(), emulator.stop()]) };
}

/** Milliseconds from a keystroke in the search to the frame that shows what it found. */
const search = (tab) =>
  tab.evaluate(async (queries) => {
    const field = document.querySelector("input[type=search]");
    const times = [];
    for (const query of queries) {
      times.push(
        await new Promise((done) =>
          requestAnimationFrame(() => {
            const start = performance.now();
            field.value = query;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            // A message that is sent before a frame is drawn is delivered after it.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done(performance.now() - start);
            port2.postMessage(0);
          }),
        ),
      );
      await new Promise((done) => setTimeout(done, 60));
    }
    return times;
  }, QUERIES);

/** How many frames are missing while the list is scrolled down and up again. */
const scroll = (tab) =>
  tab.evaluate(async () => {
    let missing = 0;
    let last = await new Promise(requestAnimationFrame);
    for (let step = 0; step < 240; step += 1) {
      scrollTo(0, 3_600 - Math.abs(3_600 - step * 30));
      const now = await new Promise(requestAnimationFrame);
      missing += Math.max(0, Math.round((now - last) / (1_000 / 60)) - 1);
      last = now;
    }
    return missing;
  });

/** Bytes and nodes that are alive once what can be collected is. */
async function alive(cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await cdp.send("Runtime.getHeapUsage");
  const { nodes } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize + backingStorageSize, nodes };
}

/** Opens and leaves a screen so many times. */
async function visit(tab, { links, heading }, times) {
  for (let time = 0; time < times; time += 1) {
    for (const link of links) await tab.getByRole("link", { name: link, exact: true }).first().click();
    await tab.getByRole("heading", { level: 1, name: heading }).waitFor();
    await tab.getByRole("link", { name: "Personas", exact: true }).first().click();
    await tab.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  }
}

const row = (what, many, few, ratio, goal) =>
  console.log([what.padEnd(40), many.padStart(12), few.padStart(12), ratio.padStart(8), `  ${goal}`].join(""));
const verdict = (met, goal) => `${goal} ${met ? "met" : "missed"}`;

const browser = await startBrowser();
const many = await open(browser, 10_000);
const few = await open(browser, 100);
try {
  row("console", "10,000 rows", "100 rows", "ratio", "goal");
  const keys = { many: [], few: [] };
  const frames = { many: [], few: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const turns = Object.entries({ few, many });
    // Each is the first as often as the other.
    if (round % 2 === 0) turns.reverse();
    for (const [name, { tab }] of turns) {
      await tab.bringToFront();
      const times = await search(tab);
      const missing = await scroll(tab);
      // The first round loads the pictures.
      if (round === 0) continue;
      keys[name].push(...times);
      frames[name].push(missing);
    }
  }
  const [slow, fast] = [median(keys.many), median(keys.few)];
  row("search, keystroke to painted", `${slow.toFixed(1)} ms`, `${fast.toFixed(1)} ms`, (slow / fast).toFixed(2), verdict(slow <= 2 * fast, "≤ 2.00"));
  const dropped = [median(frames.many), median(frames.few)];
  row("scrolling, frames dropped of 240", String(dropped[0]), String(dropped[1]), "", verdict(dropped[0] <= dropped[1], "no more"));

  row("heap", "after 60", "after 10", "ratio", "");
  const { tab } = few;
  await tab.bringToFront();
  const cdp = await tab.context().newCDPSession(tab);
  for (const screen of [
    { links: ["New persona"], heading: "New persona" },
    { links: ["Import and export"], heading: "Import and export" },
    { links: ["Persona 00001"], heading: "Persona 00001" },
    { links: ["Persona 00001", "Replace"], heading: "Replace Persona 00001" },
    { links: ["Conversations"], heading: "Conversations" },
  ]) {
    await visit(tab, screen, 10);
    const before = await alive(cdp);
    await visit(tab, screen, 50);
    const after = await alive(cdp);
    const ratio = after.heap / before.heap;
    const kilobytes = (bytes) => `${Math.round(bytes / 1024)} KiB`;
    row(`${screen.heading} (${after.nodes - before.nodes} nodes more)`, kilobytes(after.heap), kilobytes(before.heap), ratio.toFixed(2), verdict(ratio <= 1.05, "≤ 1.05"));
  }
} finally {
  await browser.close();
  await Promise.allSettled([many.close(), few.close()]);
}
