// The types, with each TypeScript that is in use and each set of libraries that a runtime has.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { VERSIONS, compile, installWithNodeTypes } from "./compiled.mjs";

let folder;

before(async () => {
  folder = await installWithNodeTypes("types");
});

after(() => rm(folder, { recursive: true, force: true }));

const ALWAYS = ["everywhere.ts", "refused.ts", "commonjs.cts"];
const SETS = [
  { lib: ["es2022"], types: [], files: [...ALWAYS, "inside.ts"] },
  { lib: ["es2022", "dom"], types: [], files: [...ALWAYS, "web.ts"] },
  { lib: ["es2022", "webworker"], types: [], files: [...ALWAYS, "web.ts"] },
  { lib: ["es2022"], types: ["node"], files: [...ALWAYS, "web.ts", "disposed.ts"] },
  { lib: ["es2022", "esnext.disposable"], types: [], files: [...ALWAYS, "disposed.ts"] },
  { lib: ["esnext", "dom"], types: ["node"], files: [...ALWAYS, "web.ts", "disposed.ts"] },
];

for (const version of VERSIONS) {
  for (const set of SETS) {
    const name = [...set.lib, ...set.types].join(" and ");
    test(`TypeScript ${version} takes them with ${name}`, async () => {
      assert.equal(await compile(version, folder, set), "");
    });
  }
}
