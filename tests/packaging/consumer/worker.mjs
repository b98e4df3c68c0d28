// A Worker that tells both stories.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

export default {
  async fetch(request) {
    const { origin, page } = await request.json();
    const results = [await story(personas, origin, page), await storyInside(personas, createEmulator)];
    return Response.json(results);
  },
};
