// What `consumer/story.mjs` returns in every runtime.
import assert from "node:assert/strict";

export function assertStory(story) {
  const { id, messageId, names, ...rest } = story;
  assert.match(id, /^\d+$/);
  assert.match(messageId, /^m_/);
  assert.equal(names.length, new Set(names).size);
  assert.ok(names.includes("Zoë & Ko 🙂"));
  assert.deepEqual(rest, {
    first: { count: 2, hasMore: true },
    sentTo: true,
    replacedBySame: false,
    deleted: true,
    refused: [true, "GraphError", "unknown_object", 400],
    invalid: [
      true,
      "the persona id has '.' at position 1: it is digits only, like 1007240332817468",
    ],
  });
}
