// Compares the packed package with its peers, in rounds in which each is measured once.
//
// Prints a line of JSON for each comparison: { name, peer, unit, goal, rounds: [[ours, peer], …] }.
// The environment has PACKAGE, the package's folder; EMULATOR, an origin; CHROMIUM.
import { join } from "node:path";

import { inChromium } from "./chromium.mjs";
import { inNode } from "./node.mjs";

const ROUNDS = 11;
const packageFolder = process.env.PACKAGE;
const emulator = process.env.EMULATOR;
const pages = await (await fetch(`${emulator}/_emulator/pages`)).json();
const [{ id: pageId, access_token: accessToken }] = pages.pages;
const setting = {
  packageFolder,
  entry: join(packageFolder, "dist/node.js"),
  emulator,
  pageId,
  accessToken,
};

for (const prepare of [inNode, inChromium]) {
  const { comparisons, end } = await prepare(setting);
  for (const { name, unit, ours, peers } of comparisons) {
    process.stderr.write(`${name}\n`);
    const rounds = peers.map(() => []);
    // The first round is for the compilers.
    for (let round = 0; round <= ROUNDS; round += 1) {
      // Alternates the order: the first may find the machine in another state.
      const order = round % 2 ? [ours, ...peers.map(({ measure }) => measure)] : [];
      const reversed = round % 2 ? [] : [ours, ...peers.map(({ measure }) => measure)].reverse();
      const measured = [];
      for (const measure of order) measured.push(await measure());
      for (const measure of reversed) measured.unshift(await measure());
      const [own, ...others] = measured;
      if (round > 0) others.forEach((other, at) => rounds[at].push([own, other]));
    }
    peers.forEach(({ peer, goal }, at) =>
      console.log(JSON.stringify({ name, peer, unit, goal, rounds: rounds[at] })),
    );
  }
  await end();
}
