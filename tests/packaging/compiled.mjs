// Files that use the package, checked by each TypeScript that is in use.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { installTypes } from "./installed.mjs";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../node_modules", import.meta.url));

export const VERSIONS = [5, 6, 7];

/**
 * Installs the package's types and Node's, with the files of `consumer`. The caller removes the
 * folder.
 */
export async function installWithNodeTypes(consumer) {
  const folder = await installTypes(consumer);
  await mkdir(join(folder, "node_modules/@types"));
  for (const name of ["@types/node", "undici-types"]) {
    await cp(join(modules, name), join(folder, "node_modules", name), { recursive: true });
  }
  return folder;
}

/** The errors that this TypeScript finds in these files of the folder; empty if there are none. */
export function compile(version, folder, { lib, types, files }) {
  const options = { compilerOptions: { ...OPTIONS, lib, types }, files };
  return version === 7 ? byCommand(folder, options) : inProcess(version, folder, options);
}

const OPTIONS = {
  ...{ noEmit: true, strict: true, skipLibCheck: false, target: "es2022", module: "nodenext" },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  // Without a configuration file they would be looked for where the test was started.
  typeRoots: ["./node_modules/@types"],
};

/** TypeScript 7 has no compiler API yet. */
async function byCommand(folder, options) {
  const project = join(folder, "tsconfig.json");
  await writeFile(project, JSON.stringify(options));
  const compiler = join(modules, "typescript-7/bin/tsc");
  return run(process.execPath, [compiler, "-p", project]).then(
    () => "",
    (error) => error.stdout || error.message,
  );
}

/** The errors in our files and the package's, not those in TypeScript's own. */
async function inProcess(version, folder, options) {
  const { default: ts } = await import(`typescript-${version}`);
  const config = ts.parseJsonConfigFileContent(options, ts.sys, folder);
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes("/lib.")) return read(name, ...rest);
    return (libraries[version + name] ??= read(name, ...rest));
  };
  const program = ts.createProgram(config.fileNames, config.options, host);
  const ours = program
    .getSourceFiles()
    .filter((file) => !/\/(typescript-\d|@types)\//.test(file.fileName));
  const names = ours.map((file) => file.fileName.slice(folder.length + 1));
  assert.ok(names.includes("node_modules/messenger-personas/dist/index.d.ts"), names.join());
  const found = [
    ...config.errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...ours.flatMap((file) => ts.getPreEmitDiagnostics(program, file)),
  ];
  return ts.formatDiagnostics(found, host);
}

/** The libraries of each version, which are read once. */
const libraries = {};
