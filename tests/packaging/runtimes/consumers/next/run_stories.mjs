// Both stories on the server.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

export async function runStories() {
  const { origin, page } = JSON.parse(process.env.EMULATOR);
  return [await story(personas, origin, page), await storyInside(personas, createEmulator)];
}
