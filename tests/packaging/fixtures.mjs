// The examples in Meta's documentation, with ids in place of their placeholders.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";

const folder = new URL("../fixtures/graph/", import.meta.url);

/** The names of all examples. */
export async function fixtureNames() {
  return (await readdir(folder)).map((file) => file.replace(".json", ""));
}

/** An example: `request`, `answer`, and where the package sends something else (`differences`). */
export async function fixture(name) {
  let text = await readFile(new URL(`${name}.json`, folder), "utf8");
  for (const [placeholder, value] of Object.entries(VALUES)) {
    text = text.replaceAll(placeholder, value);
  }
  return JSON.parse(text);
}

/** The same values as in `tests/it/fixtures.rs`. No placeholder is part of another. */
const VALUES = {
  "LATEST-API-VERSION": "v26.0",
  "APP-ID": "771",
  "ATTACHMENT-ID": "1745",
  "COMMENT-ID": "134_902",
  "CONVERSATION-ID": "t_102",
  "MESSAGE-ID": "m_9qE4",
  "PAGE-A-ID": "135",
  "PAGE-B-ID": "136",
  "PAGE-ID": "134",
  "PAGE-POST-ID": "134_901",
  "PERSONA-A-ID": "311",
  "PERSONA-B-ID": "312",
  "PERSONA-ID": "311",
  "PRODUCT-A-ID": "501",
  "PRODUCT-B-ID": "502",
  PSID: "251",
  "USER-REF": "visitor-8812",
};

/** A list as the package returns it: cursors and links become members of the listing. */
export function listing({ data, paging = {}, ...rest }) {
  assert.deepEqual(rest, {});
  return {
    data,
    hasMore: "next" in paging,
    hasPrevious: "previous" in paging,
    after: paging.cursors?.after ?? null,
    before: paging.cursors?.before ?? null,
    malformed: [],
  };
}
