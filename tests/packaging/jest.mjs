// Runs the stories in Jest, which loads every module with `require`.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What both stories return in the given environment of Jest.
 *
 * @param {string} folder
 * @param {{ origin: string, page: any }} emulator
 * @param {string} environment
 */
export async function runStoriesInJest(folder, { origin, page }, environment) {
  const config = {
    rootDir: folder,
    testEnvironment: environment,
    testMatch: ["<rootDir>/jest.test.mjs"],
    moduleFileExtensions: ["js", "mjs", "cjs", "json"],
    transform: { "\\.mjs$": here("jest_transform.cjs") },
    cacheDirectory: join(folder, ".jest"),
    watchman: false,
    // The stories wait for an emulator, on a machine that may be busy.
    testTimeout: 60_000,
  };
  const results = join(folder, "jest-results.json");
  const env = { ...process.env, EMULATOR: JSON.stringify({ origin, page }), RESULTS: results };
  const jest = here("../node_modules/jest/bin/jest.js");
  await run(process.execPath, [jest, "--config", JSON.stringify(config)], { cwd: folder, env });
  return JSON.parse(await readFile(results, "utf8"));
}
