// Starts an emulator for one test file, on a port of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const built = fileURLToPath(new URL("../target/debug/graph-emulator", import.meta.url));

/**
 * Starts an emulator with the demo Pages.
 *
 * @param {string[]} [args] more of its arguments, such as `["--console", "dist"]`
 * @param {string} [seed] what it starts with: `demo`, `empty` or the path of a JSON file
 */
export async function startEmulator(args = [], seed = "demo") {
  const child = spawn(
    process.env.GRAPH_EMULATOR_BIN ?? built,
    ["--port", "0", "--seed", seed, ...args],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(() => Promise.reject(new Error("the emulator ended before it was ready"))),
  ]);
  const origin = line.replace("listening on ", "");
  const control = async (path, body) => {
    const method = body === undefined ? "GET" : "POST";
    const response = await fetch(`${origin}/_emulator/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    origin,
    control,
    /** The first demo Page, with its token and its people. */
    page: (await control("pages")).pages[0],
    async stop() {
      child.kill();
      await ended;
    },
  };
}
