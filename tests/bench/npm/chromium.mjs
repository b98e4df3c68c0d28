// In Chromium: the time until the first call can be made, and the processor time of a call.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import esbuild from "esbuild";

import { launchChromium } from "../../chromium.mjs";

const CALLS = 200;

export async function inChromium({ packageFolder, emulator, pageId, accessToken }) {
  const files = await bundles(join(packageFolder, "dist"));
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/html", "<!doctype html><title>bench</title>"];
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await launchChromium();
  const processes = await browser.newBrowserCDPSession();
  const options = { origin: emulator, pageId, accessToken, callStyle: "form" };

  /** Milliseconds until a client is created, in a browser with an empty cache. */
  const started = (bundle) => async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    const took = await page.evaluate(
      async ([bundle, options]) => {
        const start = performance.now();
        await (await import(bundle)).start(options);
        return performance.now() - start;
      },
      [bundle, options],
    );
    await context.close();
    return took;
  };

  /** Microseconds of all of Chromium's processes for one call among many. */
  const used = async (bundle) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(origin);
    await page.evaluate(
      async ([bundle, options]) => {
        globalThis.call = await (await import(bundle)).start(options);
      },
      [bundle, options],
    );
    return async () => {
      const before = await cpuTime();
      await page.evaluate(async (calls) => {
        for (let left = calls; left > 0; left -= 1) await globalThis.call();
      }, CALLS);
      return ((await cpuTime()) - before) * (1e6 / CALLS);
    };
  };

  async function cpuTime() {
    const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((total, { cpuTime }) => total + cpuTime, 0);
  }

  return {
    comparisons: [
      {
        name: "import and init, Chromium",
        unit: "ms",
        ours: started("/ours.js"),
        peers: [
          { peer: "axios", goal: 1.2, measure: started("/axios.js") },
          { peer: "bare fetch", measure: started("/bare.js") },
        ],
      },
      {
        name: "processor time of a call to the emulator's server, Chromium",
        unit: "µs",
        ours: await used("/ours.js"),
        peers: [
          { peer: "bare fetch", goal: 1.15, measure: await used("/bare.js") },
          { peer: "axios", measure: await used("/axios.js") },
        ],
      },
    ],
    async end() {
      await browser.close();
      server.close();
    },
  };
}

/** Three equivalent bundles: `start(options)` returns a function that lists a persona. */
async function bundles(dist) {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const form = `const form = () => new URLSearchParams({ method: "get", limit: "1",
    fields: "id,name,profile_picture_url", access_token: accessToken });
    const url = origin + "/v26.0/" + pageId + "/personas";`;
  const sources = {
    "/ours.js": `import init, { GraphClient } from ${JSON.stringify(join(dist, "index.js"))};
      export async function start(options) {
        await init();
        const client = new GraphClient(options);
        return () => client.personas.list({ limit: 1 });
      }`,
    "/axios.js": `import axios from "axios";
      export async function start({ origin, pageId, accessToken }) {
        ${form}
        const client = axios.create();
        return () => client.post(url, form());
      }`,
    "/bare.js": `export async function start({ origin, pageId, accessToken }) {
        ${form}
        return async () => (await fetch(url, { method: "POST", body: form() })).json();
      }`,
  };
  const files = {};
  for (const [name, contents] of Object.entries(sources)) {
    const { outputFiles } = await esbuild.build({
      stdin: { contents, resolveDir: here },
      // The package's fallback is a chunk that is not loaded here.
      ...{ bundle: true, splitting: true, outdir: "/", write: false },
      ...{ minify: true, format: "esm", platform: "browser" },
    });
    for (const { path, contents } of outputFiles) {
      files[path === "/stdin.js" ? name : path] = ["text/javascript", contents];
    }
  }
  files["/personas_bg.wasm"] = ["application/wasm", await readFile(join(dist, "personas_bg.wasm"))];
  return files;
}
