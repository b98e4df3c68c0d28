// The entries that have their wasm files inside.
import * as personas from "messenger-personas/inline";
import { createEmulator } from "messenger-personas/emulator/inline";

import { story, storyInside } from "./story.mjs";

globalThis.tell = (...server) => story(personas, ...server);
globalThis.tellInside = () => storyInside(personas, createEmulator);
globalThis.personas = personas;
