// The packed package, installed in an empty folder.
import { execFile } from "node:child_process";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Answers with the folder, which is the caller's to remove. The files of `consumer` are in it.
 *
 * @param {string} consumer a folder beside this file
 */
export async function installPackage(consumer) {
  const folder = await mkdtemp(join(tmpdir(), "messenger-personas-"));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run("npm", ["install", ...options, process.env.TARBALL], { cwd: folder });
  await cp(fileURLToPath(new URL(consumer, import.meta.url)), folder, { recursive: true });
  return folder;
}
