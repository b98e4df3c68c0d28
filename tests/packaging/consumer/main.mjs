// The entries that find their own wasm files.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

globalThis.runStory = (...server) => story(personas, ...server);
globalThis.runStoryInside = () => storyInside(personas, createEmulator);
globalThis.personas = personas;
