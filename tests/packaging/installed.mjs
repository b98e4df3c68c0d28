// The packed package, installed in an empty folder.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Answers with the folder, which is the caller's to remove. The files of `consumer` are in it.
 *
 * @param {string} consumer a folder beside this file
 * @param {string} [parent] where the folder is made
 */
export async function installPackage(consumer, parent = tmpdir()) {
  const folder = await emptyFolder(parent);
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run("npm", ["install", ...options, process.env.TARBALL], { cwd: folder });
  await cp(here(consumer), folder, { recursive: true });
  return folder;
}

/**
 * The same for compilers, which need no build: without `TARBALL`, the package consists of its
 * declarations.
 *
 * @param {string} consumer a folder beside this file
 */
export async function installTypes(consumer) {
  if (process.env.TARBALL) return installPackage(consumer);
  const folder = await emptyFolder(tmpdir());
  await cp(here(consumer), folder, { recursive: true });
  const installed = join(folder, "node_modules/messenger-personas");
  await mkdir(join(installed, "dist"), { recursive: true });
  const exports = {};
  for (const [entry, name] of [
    [".", "index"],
    ["./slim", "slim"],
    ["./emulator", "emulator"],
  ]) {
    const source = here(`../../crates/messenger-personas-js/npm/dist/${name}.d.ts`);
    await cp(source, join(installed, `dist/${name}.d.ts`));
    exports[entry] = { import: `./dist/${name}.js` };
    if (entry === "./slim") continue;
    await cp(source, join(installed, `dist/${name}.d.cts`));
    exports[entry].require = `./dist/${name}.cjs`;
  }
  const description = { name: "messenger-personas", type: "module", exports };
  await writeFile(join(installed, "package.json"), JSON.stringify(description));
  return folder;
}

async function emptyFolder(parent) {
  const folder = await mkdtemp(join(parent, "messenger-personas-"));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return folder;
}
