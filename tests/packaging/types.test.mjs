// The types, with each TypeScript that is in use and each set of libraries that a runtime has.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { installPackage } from "./installed.mjs";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../node_modules", import.meta.url));

let folder;

before(async () => {
  folder = await installPackage("types");
  await mkdir(join(folder, "node_modules/@types"));
  for (const name of ["@types/node", "undici-types"]) {
    await cp(join(modules, name), join(folder, "node_modules", name), { recursive: true });
  }
});

after(() => rm(folder, { recursive: true, force: true }));

const ALWAYS = ["everywhere.ts", "refused.ts"];
const SETS = [
  { lib: ["es2022"], types: [], files: [...ALWAYS, "inside.ts"] },
  { lib: ["es2022", "dom"], types: [], files: [...ALWAYS, "web.ts"] },
  { lib: ["es2022", "webworker"], types: [], files: [...ALWAYS, "web.ts"] },
  { lib: ["es2022"], types: ["node"], files: [...ALWAYS, "web.ts", "disposed.ts"] },
  { lib: ["es2022", "esnext.disposable"], types: [], files: [...ALWAYS, "disposed.ts"] },
  { lib: ["esnext", "dom"], types: ["node"], files: [...ALWAYS, "web.ts", "disposed.ts"] },
];

const OPTIONS = {
  ...{ noEmit: true, strict: true, skipLibCheck: false, target: "es2022", module: "nodenext" },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  // Without a configuration file they would be looked for where the test was started.
  typeRoots: ["./node_modules/@types"],
};

for (const version of [5, 6, 7]) {
  for (const set of SETS) {
    const name = [...set.lib, ...set.types].join(" and ");
    test(`TypeScript ${version} takes them with ${name}`, async () => {
      assert.equal(await (version === 7 ? byCommand(set) : inProcess(version, set)), "");
    });
  }
}

/** What TypeScript 7 has to say. */
async function byCommand({ lib, types, files }) {
  const project = join(folder, "tsconfig.json");
  const compilerOptions = { ...OPTIONS, lib, types };
  await writeFile(project, JSON.stringify({ compilerOptions, files }));
  const compiler = join(modules, "typescript-7/bin/tsc");
  return run(process.execPath, [compiler, "-p", project]).then(
    () => "",
    (error) => error.stdout || error.message,
  );
}

/** What an older TypeScript has to say about our files and the package's, not about its own. */
async function inProcess(version, { lib, types, files }) {
  const { default: ts } = await import(`typescript-${version}`);
  const compilerOptions = { ...OPTIONS, lib, types };
  const config = ts.parseJsonConfigFileContent({ compilerOptions, files }, ts.sys, folder);
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
