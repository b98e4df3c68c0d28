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
 * @param {{ scripts?: string[] }} options what scripts may come from, and do
 */
export async function serveStrictly(folder, connect = [], { scripts = SCRIPTS } = {}) {
  const server = createServer(async (request, response) => {
    const path = join(folder, new URL(request.url, "http://localhost").pathname);
    try {
      const body = await readFile(path);
      response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain");
      if (extname(path) === ".html") {
        response.setHeader("content-security-policy", await policy(String(body), connect, scripts));
      }
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** `scripts`, the page's import map, and calls of `connect`. */
async function policy(html, connect, scripts) {
  const [, map] = /importmap">([^]*?)<\/script>/.exec(html) ?? [];
  const hash = map && (await crypto.subtle.digest("SHA-256", new TextEncoder().encode(map)));
  const hashes = hash ? [`'sha256-${Buffer.from(hash).toString("base64")}'`] : [];
  const allowed = [...scripts, ...hashes].join(" ");
  return `default-src 'none'; script-src ${allowed}; connect-src 'self' ${connect.join(" ")}`;
}

/** Those of the same origin, and compiled wasm. */
const SCRIPTS = ["'self'", "'wasm-unsafe-eval'"];

/** A page, all that Chromium complains of from now on, and the wasm files that it gets. */
export async function openPage(browser, url) {
  const view = await browser.newPage();
  const complaints = [];
  view.on("console", (message) => {
    // Expected: errors of Graph, a missing favicon, and a module that is replaced by its copy.
    const isExpected =
      message.text().includes("400 (Bad Request)") ||
      /(favicon\.ico|_bg\.wasm)$/.test(message.location().url);
    if (["error", "warning"].includes(message.type()) && !isExpected)
      complaints.push(message.text());
  });
  view.on("pageerror", (error) => complaints.push(String(error)));
  const files = [];
  view.on("response", (response) => {
    const isModule = response.headers()["content-type"] === "application/wasm";
    if (isModule && response.ok()) files.push(response.url());
  });
  await view.goto(url);
  return { view, complaints, files };
}
