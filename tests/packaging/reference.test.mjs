// API.md is generated from the types.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { apiFile, reference } from "./reference.mjs";

test("API.md is up to date", async () => {
  const committed = await readFile(apiFile, "utf8");
  assert.ok(committed === (await reference()), "update it: node tests/packaging/reference.mjs");
});

test("every link in API.md has a heading", async () => {
  const text = await reference();
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title.toLowerCase().replace(/[^\w-]/g, ""),
  );
  const links = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, link]) => link);
  assert.deepEqual(
    links.filter((link) => !anchors.includes(link)),
    [],
  );
});
