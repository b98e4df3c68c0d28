// The entries that have their wasm files inside.
import * as personas from "messenger-personas/inline";
import { createEmulator } from "messenger-personas/emulator/inline";

import { story, storyInside } from "./story.mjs";

globalThis.runStory = (...server) => story(personas, ...server);
globalThis.runStoryInside = () => storyInside(personas, createEmulator);
globalThis.personas = personas;
