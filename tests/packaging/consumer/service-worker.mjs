// A service worker that tells both stories to the page that asks.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

globalThis.runStory = (...server) => story(personas, ...server);
globalThis.runStoryInside = () => storyInside(personas, createEmulator);
addEventListener("message", async ({ ports, data }) => {
  const results = [await globalThis.runStory(...data), await globalThis.runStoryInside()];
  ports[0].postMessage(results);
});
