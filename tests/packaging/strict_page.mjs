// Serves a folder under a strict policy, and opens a page of it in Chromium.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * @param {string} folder
 * @param {string[]} connect origins beside its own that its pages may call
 */
export async function serveStrictly(folder, connect = []) {
  const server = createServer(async (request, response) => {
    const path = join(folder, new URL(request.url, "http://localhost").pathname);
    try {
      const body = await readFile(path);
      response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain");
      if (extname(path) === ".html") {
        response.setHeader("content-security-policy", await policy(String(body), connect));
      }
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** Scripts of this origin, the page's import map, and compiled wasm. */
async function policy(html, connect) {
  const [, map] = /importmap">([^]*?)<\/script>/.exec(html) ?? [];
  const hash = map && (await crypto.subtle.digest("SHA-256", new TextEncoder().encode(map)));
  const scripts = ["'self'", "'wasm-unsafe-eval'"];
  if (hash) scripts.push(`'sha256-${Buffer.from(hash).toString("base64")}'`);
  return `default-src 'none'; script-src ${scripts.join(" ")}; connect-src 'self' ${connect.join(" ")}`;
}

/** A page, and all that Chromium complains of from now on. */
export async function openPage(browser, url) {
  const view = await browser.newPage();
  const complaints = [];
  view.on("console", (message) => {
    // What Graph refuses is an error of its own to Chromium.
    const isRefusal = message.text().includes("400 (Bad Request)");
    if (["error", "warning"].includes(message.type()) && !isRefusal)
      complaints.push(message.text());
  });
  view.on("pageerror", (error) => complaints.push(String(error)));
  await view.goto(url);
  return { view, complaints };
}
