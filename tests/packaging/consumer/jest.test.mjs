// Both stories as a test of Jest.
import { writeFileSync } from "node:fs";

import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

test("the stories", async () => {
  const { origin, page } = JSON.parse(process.env.EMULATOR);
  const results = [await story(personas, origin, page), await storyInside(personas, createEmulator)];
  writeFileSync(process.env.RESULTS, JSON.stringify(results));
});
