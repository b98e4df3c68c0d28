// The API reference is that of the types.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { apiFile, reference } from "./reference.mjs";

test("API.md says what the types say", async () => {
  const written = await readFile(apiFile, "utf8");
  assert.ok(written === (await reference()), "write it anew: node tests/packaging/reference.mjs");
});

test("each link in it leads to a heading of it", async () => {
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
