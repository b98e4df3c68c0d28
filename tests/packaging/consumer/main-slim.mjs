// The wasm files as files of the bundler, handed to the entries that do not know where they are.
import { createEmulator } from "messenger-personas/emulator";
import emulatorModule from "messenger-personas/emulator_bg.wasm";
import personasModule from "messenger-personas/personas_bg.wasm";
import * as slim from "messenger-personas/slim";

import { story, storyInside } from "./story.mjs";

const personas = { ...slim, default: () => slim.default(personasModule) };
globalThis.runStory = (...server) => story(personas, ...server);
globalThis.runStoryInside = () => storyInside(personas, createEmulator, { module: emulatorModule });
globalThis.personas = personas;
