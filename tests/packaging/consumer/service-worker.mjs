// A service worker that tells both stories to the page that asks.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

globalThis.tell = (...server) => story(personas, ...server);
globalThis.tellInside = () => storyInside(personas, createEmulator);
addEventListener("message", async ({ ports, data }) => {
  const told = [await globalThis.tell(...data), await globalThis.tellInside()];
  ports[0].postMessage(told);
});
