// The same in CommonJS.
const personas = require("messenger-personas");
const { createEmulator } = require("messenger-personas/emulator");
const { story, storyInside } = require("./story.mjs");

const [origin, page] = process.argv.slice(2);

async function main() {
  const results = [
    await story(personas, origin, JSON.parse(page)),
    await storyInside(personas, createEmulator),
  ];
  console.log(JSON.stringify(results));
}

main();
