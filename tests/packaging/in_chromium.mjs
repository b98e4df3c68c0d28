// Both stories of `consumer/story.mjs`, in a page in Chromium.
import assert from "node:assert/strict";

import { openPage, serveStrictly } from "./strict_page.mjs";
import { assertTold } from "./told.mjs";

/**
 * Opens `page` of the folder `root`, whose script has set `tell`, `tellInside` and `personas`.
 *
 * @param {{ browser: any, emulator: any }} running
 * @param {string} root
 * @param {string} page
 */
export async function assertToldInChromium({ browser, emulator }, root, page) {
  const server = await serveStrictly(root, [emulator.origin]);
  try {
    const { view, complaints } = await openPage(browser, `${server.origin}/${page}`);
    await view.waitForFunction(() => globalThis.tell !== undefined);
    for (const callStyle of ["form", "header"]) {
      const settings = [emulator.origin, emulator.page, { callStyle }];
      assertTold(await view.evaluate((settings) => globalThis.tell(...settings), settings));
    }
    assertTold(await view.evaluate(() => globalThis.tellInside()));
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
  } finally {
    server.stop();
  }
}
