// The entries that find their own wasm files.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

globalThis.tell = (...server) => story(personas, ...server);
globalThis.tellInside = () => storyInside(personas, createEmulator);
globalThis.personas = personas;
