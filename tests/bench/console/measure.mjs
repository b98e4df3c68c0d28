// The console with 10,000 personas beside the console with few, in one browser: `node measure.mjs`.
//
// What is compared is measured in turns, and medians are taken, because a machine is never as fast
// twice. `CONSOLE_DIST` is the built console, `GRAPH_EMULATOR_BIN` the emulator.

import { connect, openTab, startBrowser, startEmulatorWith } from "../../browser/console.mjs";

const ROUNDS = 7;
const VISITS = 50;
const FRAMES = 90;
const DISTANCE = 2_700;
// Each finds the same first rows among many as among few: what differs is how many there are.
const QUERIES = ["a", "an", "ann", "anna", "anna 0", "anna 00", "", "b", "be", "bert", "berta", "berta 000", "", "nobody", ""];
const PERSON = { name: "Ana Petrova", messages: [{ text: "Hello!", minutes_ago: 5 }] };

const name = (index) => `${index % 2 ? "Berta" : "Anna"} ${String(index).padStart(5, "0")}`;
const names = (count) => Array.from({ length: count }, (_, index) => name(index));
const FIRST = name(0);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const link = (tab, name) => tab.getByRole("link", { name, exact: true }).first();
const heading = (tab, name) => tab.getByRole("heading", { level: 1, name }).waitFor();

/** What is measured inside the page. */
function instruments() {
  // A message that is sent before a frame is drawn is delivered after it.
  const message = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
  const frame = () => new Promise(requestAnimationFrame);
  const type = (field, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const until = async (is) => {
    while (!is()) await message();
  };

  globalThis.bench = {
    /** Milliseconds from a keystroke in the search to the frame that shows what it found, on average. */
    async keystroke(queries) {
      let time = 0;
      for (const query of queries) {
        await frame();
        const start = performance.now();
        type(document.querySelector("input[type=search]"), query);
        await message();
        time += performance.now() - start;
        await frame();
      }
      return time / queries.length;
    },

    /** Milliseconds from a press of `opens` to a preview that follows what is typed into the new form. */
    async interactive(opens) {
      const name = `Zoë ${performance.now()}`;
      const start = performance.now();
      opens.click();
      await until(() => document.querySelector("form #name") === document.activeElement && document.hasFocus());
      type(document.activeElement, name);
      await until(() => document.querySelector("figure")?.textContent.includes(name));
      document.body.getBoundingClientRect();
      const time = performance.now() - start;
      type(document.activeElement, "");
      return time;
    },

    /** How many frames are missing while the list is scrolled `distance` down and up again. */
    async dropped(frames, distance) {
      const half = frames / 2;
      let missing = 0;
      let last = await frame();
      for (let step = 0; step <= frames; step += 1) {
        scrollTo(0, distance * (1 - Math.abs(half - step) / half));
        const now = await frame();
        missing += Math.max(0, Math.round((now - last) / (1_000 / 60)) - 1);
        last = now;
      }
      return missing;
    },
  };

  // There is no other way to the memory of the wasm module.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      globalThis.bench.memory ??= (made.instance ?? made).exports.memory;
      return made;
    };
  }
}

async function start(browser, count, people) {
  const emulator = await startEmulatorWith(names(count), people);
  const open = async (path) => {
    const { tab, close } = await openTab(browser);
    tab.setDefaultTimeout(120_000);
    await tab.addInitScript(instruments);
    await tab.goto(emulator.origin + path);
    return { tab, close };
  };
  const { tab } = await open("/");
  await connect(tab, emulator.origin);
  await tab.getByText(`${count.toLocaleString("en-US")} personas`, { exact: true }).waitFor();
  return { tab, open, stop: () => emulator.stop() };
}

const search = ({ tab }) => tab.evaluate((queries) => bench.keystroke(queries), QUERIES);

const scroll = ({ tab }) => tab.evaluate(([frames, distance]) => bench.dropped(frames, distance), [FRAMES, DISTANCE]);

/** From the list. */
async function create({ tab }) {
  const time = await tab.evaluate(() => bench.interactive(document.querySelector('main a[href="/personas/new"]')));
  await link(tab, "Personas").click();
  await heading(tab, "Personas");
  return time;
}

/** As the first screen, while the personas are loaded. */
async function createFirst({ open }) {
  const { tab, close } = await open("/personas/new");
  const button = tab.getByRole("button", { name: "Connect to Jasper's Market" });
  await button.waitFor();
  await tab.bringToFront();
  const time = await button.evaluate((button) => bench.interactive(button));
  await close();
  return time;
}

/** The medians of what `measured` says of both, in turns. */
async function compare(measured, many, few) {
  const values = { many: [], few: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const turns = Object.entries({ few, many });
    // Each is the first as often as the other.
    if (round % 2 === 0) turns.reverse();
    for (const [name, console] of turns) {
      await console.tab.bringToFront();
      const found = await measured(console);
      // The first round loads the pictures, and compiles.
      if (round > 0) values[name].push(found);
    }
  }
  return [median(values.many), median(values.few)];
}

const row = (what, many, few, ratio, goal) =>
  console.log([what.padEnd(42), many.padStart(13), few.padStart(13), ratio.padStart(8), `  ${goal}`].join(""));
const verdict = (met, goal) => `${goal} ${met ? "met" : "missed"}`;

async function times(what, measured, many, few, goal) {
  const [slow, fast] = await compare(measured, many, few);
  const ratio = slow / fast;
  row(what, `${slow.toFixed(1)} ms`, `${fast.toFixed(1)} ms`, ratio.toFixed(2), verdict(ratio <= goal, `≤ ${goal.toFixed(2)}`));
}

async function frames(what, measured, many, few) {
  const [slow, fast] = await compare(measured, many, few);
  row(what, `${slow} of ${FRAMES}`, `${fast} of ${FRAMES}`, "", verdict(slow <= fast, "no more"));
}

/** The screens, and how one gets there from another one. */
const screens = [
  { name: "list", from: ["Conversations", "Conversations"], links: ["Personas"], title: "Personas" },
  { name: "persona", links: [FIRST], title: FIRST },
  { name: "new", links: ["New persona"], title: "New persona" },
  { name: "edit", links: [FIRST, "Edit"], title: `Edit ${FIRST}` },
  { name: "import", links: ["Import and export"], title: "Import and export" },
  { name: "conversations", links: ["Conversations"], title: "Conversations" },
  { name: "a conversation", links: ["Conversations", /^Ana Petrova/], title: "Ana Petrova" },
];

/** What is alive once what can be collected is. */
async function alive(tab, cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  // What wasm let go of can be collected only after the browser has run its finalizers.
  await tab.evaluate(() => new Promise(requestAnimationFrame));
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  const wasm = await tab.evaluate(() => bench.memory.buffer.byteLength);
  return { heap: usedSize, wasm, nodes, listeners: jsEventListeners };
}

/** Whether it stays flat while a screen is opened and left. */
async function heap({ tab }) {
  const cdp = await tab.context().newCDPSession(tab);
  await tab.bringToFront();
  for (const { name, links, title, from = ["Personas", "Personas"] } of screens) {
    const visits = [];
    for (let visit = 0; visit < VISITS; visit += 1) {
      await link(tab, from[0]).click();
      await heading(tab, from[1]);
      for (const name of links) await tab.getByRole("link", { name, exact: true }).first().click();
      await heading(tab, title);
      visits.push(await alive(tab, cdp));
    }
    const print = (kind, scale, unit) => {
      // Something that is let go of late is no leak: what counts is whether the lowest rises.
      const at = (values) => Math.min(...values.map((value) => value[kind]));
      const [late, early] = [at(visits.slice(-10)), at(visits.slice(10, 20))];
      const ratio = late / early;
      const round = (value) => `${Math.round(value / scale).toLocaleString("en-US")}${unit}`;
      row(`${name}, ${kind}`, round(late), round(early), ratio.toFixed(3), verdict(ratio <= 1.02, "≤ 1.02"));
    };
    print("heap", 1024, " KiB");
    print("wasm", 1024, " KiB");
    print("nodes", 1, "");
    print("listeners", 1, "");
  }
}

const browser = await startBrowser();
const started = [];
try {
  for (const [count, people] of [[10_000], [100, [PERSON]], [10]]) started.push(await start(browser, count, people));
  const [many, hundred, ten] = started;
  row("console", "10,000 rows", "100 rows", "ratio", "goal");
  await times("search, keystroke to painted", search, many, hundred, 2);
  await frames("scrolling, frames dropped", scroll, many, hundred);
  row("", "10,000 rows", "10 rows", "ratio", "goal");
  await times("New persona, until it follows typing", create, many, ten, 1.5);
  await times("the same, as the first screen", createFirst, many, ten, 1.5);
  row(`heap, ${VISITS} visits of a screen`, "last ten", "10 to 20", "ratio", "goal");
  await heap(hundred);
} finally {
  await browser.close();
  await Promise.allSettled(started.map((console) => console.stop()));
}
