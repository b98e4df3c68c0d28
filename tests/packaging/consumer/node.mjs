// An ES module for servers: prints both stories.
import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "./story.mjs";

const [origin, page] = process.argv.slice(2);

async function main() {
  const results = [
    await story(personas, origin, JSON.parse(page)),
    await storyInside(personas, createEmulator),
  ];
  console.log(JSON.stringify(results));
}

main();
