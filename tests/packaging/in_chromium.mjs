// Both stories of `consumer/story.mjs`, in a page in Chromium.
import assert from "node:assert/strict";

import { openPage, serveStrictly } from "./strict_page.mjs";
import { assertStory } from "./assert_story.mjs";

/**
 * Serves the folder `root` under a strict policy and checks `page` of it. Returns how many wasm
 * files it got.
 *
 * @param {{ browser: any, emulator: any }} running
 * @param {string} root
 * @param {string} page
 */
export async function assertStoryInChromium(running, root, page) {
  const server = await serveStrictly(root, [running.emulator.origin]);
  try {
    return await assertStoryAt(running, `${server.origin}/${page}`);
  } finally {
    server.stop();
  }
}

/**
 * Checks the page at `url`, whose script has set `runStory`, `runStoryInside` and `personas`. Returns how
 * many wasm files it got: the others it took from their copies in JavaScript.
 *
 * @param {{ browser: any, emulator: any }} running
 * @param {string} url
 */
export async function assertStoryAt({ browser, emulator }, url) {
  const { view, complaints, files } = await openPage(browser, url);
  try {
    await view.waitForFunction(() => globalThis.runStory !== undefined);
    for (const callStyle of ["form", "header"]) {
      const settings = [emulator.origin, emulator.page, { callStyle }];
      assertStory(await view.evaluate((settings) => globalThis.runStory(...settings), settings));
    }
    assertStory(await view.evaluate(() => globalThis.runStoryInside()));
    const methods = await view.evaluate(async () => {
      const methods = [];
      const fetch = async (request) => {
        methods.push(request.method);
        return new Response('{"success":true}');
      };
      const settings = { pageId: "1", accessToken: "T", fetch, maxRetries: 0 };
      await new globalThis.personas.GraphClient(settings).personas.delete("1");
      return methods;
    });
    assert.deepEqual(methods, ["POST"], "against Meta a browser sends forms");
    assert.deepEqual(complaints, []);
    return files.length;
  } finally {
    await view.close();
  }
}
