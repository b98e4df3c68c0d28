// How a call is carried: what `fetch` is asked, and what is made of whatever it does.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { installPackage } from "./installed.mjs";

let folder;
let personas;

before(async () => {
  folder = await installPackage("consumer");
  const entry = join(folder, "node_modules/messenger-personas/dist/node.js");
  personas = await import(pathToFileURL(entry));
});

after(() => rm(folder, { recursive: true, force: true }));

const kept = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout };
afterEach(() => Object.assign(globalThis, kept));

const settings = { pageId: "12", accessToken: "EAASECRETTOKEN", maxRetries: 0 };
const draft = { name: "Adam", profilePictureUrl: "https://example.com/a.png" };
const failure = (promise) =>
  promise.then(
    () => assert.fail("it is refused"),
    (error) => error,
  );

/** A client over `fetch`, given to it or put in the runtime's place. */
const clients = {
  injected: (fetch, more) => new personas.GraphClient({ ...settings, ...more, fetch }),
  global(fetch, more) {
    globalThis.fetch = fetch;
    return new personas.GraphClient({ ...settings, ...more });
  },
};

for (const [way, client] of Object.entries(clients)) {
  test(`no redirect, cookie, cache or referrer, ${way} fetch`, async () => {
    let asked;
    const { personas: calls } = client(async (...args) => {
      asked = new Request(...args);
      return new Response('{"id":"1"}');
    });
    await calls.create(draft);
    const { method, redirect, credentials, cache, referrerPolicy, headers } = asked;
    assert.deepEqual(
      [method, redirect, credentials, cache, referrerPolicy],
      ["POST", "manual", "omit", "no-store", "no-referrer"],
    );
    assert.equal(headers.get("authorization"), "Bearer EAASECRETTOKEN");
    assert.ok(!asked.url.includes("EAASECRETTOKEN"));
    assert.match(await asked.text(), /Adam/);
  });

  test(`whatever fetch does is an error of ours, ${way} fetch`, async () => {
    const broken = new ReadableStream({ start: (it) => it.error(new Error("cut")) });
    const throwing = {
      get message() {
        throw "no";
      },
    };
    for (const [fetch, said] of [
      [async () => Promise.reject(new TypeError("Failed to fetch")), "Failed to fetch"],
      [() => assert.fail("at once"), "at once"],
      [async () => Promise.reject("text"), "text"],
      [async () => Promise.reject(), "fetch gave no reason"],
      [async () => Promise.reject(null), "fetch gave no reason"],
      [async () => Promise.reject({ message: 5 }), "fetch gave no reason"],
      [async () => Promise.reject(throwing), "fetch gave no reason"],
      [async () => undefined, ""],
      [async () => ({}), ""],
      [async () => ({ status: 200, text: () => 5 }), "no response"],
      [async () => ({ status: 0, text: async () => "" }), "no response"],
      [async () => ({ type: "opaqueredirect", text: async () => "" }), "leads to another one"],
      [async () => new Response(broken), "cut"],
    ]) {
      const error = await failure(client(fetch).personas.get("1"));
      assert.ok(error instanceof personas.ConnectionError, String(error));
      assert.ok(error.message.includes(said), `${error.message} has ${said}`);
    }
  });

  test(`a create is in doubt only if it may have been sent, ${way} fetch`, async () => {
    const cut = await failure(
      client(async () => {
        throw new TypeError("cut");
      }).personas.create(draft),
    );
    assert.equal(cut.mayHaveHappened, true);
    // An address that looks like one, and that no runtime takes.
    const nowhere = client(() => assert.fail("asked"), { origin: "https://256.1.1.1" });
    const unsent = await failure(nowhere.personas.create(draft));
    assert.ok(unsent instanceof personas.RequestError, String(unsent));
    assert.equal(unsent.mayHaveHappened, false);
  });

  test(`what fetch says of a call loses the token, ${way} fetch`, async () => {
    const said = client(async (...args) => {
      throw new Error(`refused: ${new Request(...args).headers.get("authorization")}`);
    });
    const error = await failure(said.personas.get("1"));
    assert.match(error.message, /refused: Bearer …/);
  });

  test(`a fetch that overlooks its signal is not waited for, ${way} fetch`, async () => {
    let signal;
    const never = client((...args) => {
      signal = new Request(...args).signal;
      return new Promise(() => {});
    });
    const late = await failure(never.personas.get("1", { timeout: 20 }));
    assert.ok(late instanceof personas.TimeoutError, String(late));
    assert.ok(signal.aborted);
  });
}

test("without fetch nothing is sent, and without timers nothing is late", async () => {
  const { personas: calls } = clients.global(undefined);
  const error = await failure(calls.create(draft));
  assert.ok(error instanceof personas.RequestError, String(error));
  assert.equal(error.mayHaveHappened, false);

  globalThis.setTimeout = undefined;
  const { personas: slow } = clients.injected(async () => new Response('{"id":"1"}'));
  assert.deepEqual(await slow.get("1"), { id: "1" });
});

test("whatever breaks on the way is a rejected promise", async () => {
  const { personas: calls } = clients.injected(async () => ({
    status: 200,
    headers: new Headers(),
    text: async () => '{"id":"1"}',
  }));
  // No promise is left open.
  const { map } = Array.prototype;
  Array.prototype.map = () => {
    throw new Error("broken runtime");
  };
  try {
    await assert.rejects(calls.get("1"), /broken runtime/);
  } finally {
    Array.prototype.map = map;
  }
});
