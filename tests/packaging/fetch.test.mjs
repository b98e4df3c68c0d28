// What a call passes to `fetch`, and what it makes of whatever `fetch` does.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";

import { installPackage } from "./installed.mjs";
import { rejection, shown, within } from "./rejection.mjs";

let folder;
let personas;

before(async () => {
  folder = await installPackage("consumer");
  const entry = join(folder, "node_modules/messenger-personas/dist/node.js");
  personas = await import(pathToFileURL(entry));
});

after(() => rm(folder, { recursive: true, force: true }));

const { fetch, setTimeout, clearTimeout } = globalThis;
afterEach(() => Object.assign(globalThis, { fetch, setTimeout, clearTimeout }));

const settings = { pageId: "12", accessToken: "EAASECRETTOKEN", maxRetries: 0 };
const adam = { name: "Adam", profile_picture_url: "https://example.com/a.png" };
const body = '{"id":"1"}';

/** Clients over `fetch`, passed as an option or put in the global's place. */
const clients = {
  injected: (fetch, more) => new personas.GraphClient({ ...settings, ...more, fetch }),
  global(fetch, more) {
    globalThis.fetch = fetch;
    return new personas.GraphClient({ ...settings, ...more });
  },
};

/** A response that throws when one of `names` is read. */
const unreadable = (...names) => {
  const get = () => assert.fail(`no ${names[0]}`);
  const members = names.map((name) => [name, { get }]);
  return Object.defineProperties(new Response(body), Object.fromEntries(members));
};
const broken = () =>
  new Response(new ReadableStream({ start: (it) => it.error(new Error("cut")) }));
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const throwing = {
  get message() {
    throw "no";
  },
};

/** What a broken `fetch` does, and a part of the message of the error. */
const FAULTS = [
  [async () => Promise.reject(new TypeError("Failed to fetch")), "Failed to fetch"],
  [() => assert.fail("at once"), "at once"],
  [async () => Promise.reject("text"), "text"],
  [async () => Promise.reject(), "fetch gave no reason"],
  [async () => Promise.reject(null), "fetch gave no reason"],
  [async () => Promise.reject(7), "fetch gave no reason"],
  [async () => Promise.reject(Symbol("s")), "fetch gave no reason"],
  [async () => Promise.reject({ code: "E" }), "fetch gave no reason"],
  [async () => Promise.reject({ message: 5 }), "fetch gave no reason"],
  [async () => Promise.reject(throwing), "fetch gave no reason"],
  [async () => Promise.reject(revoked()), "fetch gave no reason"],
  [() => void assert.fail("thrown"), "thrown"],
  [
    () => {
      throw "thrown text";
    },
    "thrown text",
  ],
  [
    () => {
      throw undefined;
    },
    "fetch gave no reason",
  ],
  [
    () => {
      throw { status: 500 };
    },
    "fetch gave no reason",
  ],
  [() => undefined, "not a response"],
  [async () => undefined, "not a response"],
  [async () => null, "not a response"],
  [async () => 200, "not a response"],
  [async () => "200 OK", "not a response"],
  [async () => Symbol("s"), "not a response"],
  [async () => 5n, "not a response"],
  [async () => () => {}, "not a response"],
  [async () => [], "not a response"],
  [async () => ({}), "not a response"],
  [async () => revoked(), ""],
  [() => ({ then: () => assert.fail("then throws") }), "then throws"],
  [() => ({ then: (_, reject) => reject("then rejects") }), "then rejects"],
  [async () => ({ ok: true, json: async () => ({ id: "1" }) }), "not a response"],
  [async () => ({ status: 200 }), ""],
  [async () => ({ status: 200, text: "" }), ""],
  [async () => ({ status: 200, text: () => 5 }), ""],
  [async () => ({ status: 200, text: async () => undefined }), ""],
  [async () => ({ status: 200, text: () => assert.fail("text throws") }), "text throws"],
  [async () => ({ status: 200, text: () => Promise.reject("text rejects") }), "text rejects"],
  [async () => ({ status: 0, text: async () => "" }), "not a response"],
  [async () => ({ status: "200", text: async () => body }), "not a response"],
  [async () => ({ status: Number.NaN, text: async () => body }), "not a response"],
  [async () => ({ status: 1e9, text: async () => body }), "not a response"],
  [async () => ({ type: "opaqueredirect", text: async () => "" }), "redirects to another address"],
  [async () => Response.redirect("https://example.com/"), "redirects to another address"],
  [async () => Response.error(), "not a response"],
  [async () => broken(), "cut"],
  [async () => Object.create(Response.prototype), ""],
  [
    async () =>
      new Proxy(new Response(body), {
        get: (_, name) => (name === "then" ? undefined : assert.fail("trap")),
      }),
    "trap",
  ],
  [async () => unreadable("status"), "no status"],
  [async () => unreadable("text", "arrayBuffer"), "no text"],
  [
    async () => {
      const response = new Response(body);
      await response.text();
      return response;
    },
    "",
  ],
];

for (const [way, client] of Object.entries(clients)) {
  test(`a request has no redirect, cookie, cache or referrer, ${way} fetch`, async () => {
    let request;
    const { personas: calls } = client(async (...args) => {
      request = new Request(...args);
      return new Response(body);
    });
    await calls.create(adam);
    const { method, redirect, credentials, cache, referrerPolicy, headers } = request;
    assert.deepEqual(
      [method, redirect, credentials, cache, referrerPolicy],
      ["POST", "manual", "omit", "no-store", "no-referrer"],
    );
    assert.equal(headers.get("authorization"), "Bearer EAASECRETTOKEN");
    assert.ok(!request.url.includes("EAASECRETTOKEN"));
    assert.deepEqual(await request.json(), adam);
  });

  test(`whatever fetch does is an error of the package, ${way} fetch`, async () => {
    for (const [fetch, message] of FAULTS) {
      const calls = client(fetch);
      for (const call of [
        () => calls.personas.get("1"),
        async () => calls.personas.list(),
        () => calls.personas.list()[Symbol.asyncIterator]().next(),
        () => calls.batch([{ call: "pages.get" }]),
      ]) {
        const error = await rejection(call);
        assert.ok(error instanceof personas.ConnectionError, `${fetch}: ${inspect(error)}`);
        assert.ok(error.message.includes(message), `${fetch}: ${error.message}`);
        assert.ok(!shown(error).includes("EAASECRETTOKEN"));
      }
      const create = await rejection(calls.personas.create(adam));
      assert.equal(create.mayHaveHappened, true, `${fetch}`);
    }
  });

  test(`a create is ambiguous only if it may have been sent, ${way} fetch`, async () => {
    const cut = async () => {
      throw new TypeError("cut");
    };
    assert.equal((await rejection(client(cut).personas.create(adam))).mayHaveHappened, true);
    // Looks like an IPv4 address, and no runtime accepts it.
    const nowhere = client(() => assert.fail("sent"), { origin: "https://256.1.1.1" });
    const unsent = await rejection(nowhere.personas.create(adam));
    assert.ok(unsent instanceof personas.RequestError, inspect(unsent));
    assert.equal(unsent.mayHaveHappened, false);
  });

  test(`the token is redacted in the message of an error of fetch, ${way} fetch`, async () => {
    const repeating = async (...args) => {
      throw new Error(`refused: ${new Request(...args).headers.get("authorization")}`);
    };
    const error = await rejection(client(repeating).personas.get("1"));
    assert.match(error.message, /refused: Bearer …/);
  });

  test(`a fetch that never settles ends with a timeout, ${way} fetch`, async () => {
    let signal;
    const never = client((...args) => {
      signal = new Request(...args).signal;
      return new Promise(() => {});
    });
    const late = await rejection(never.personas.get("1", { timeout: 20 }));
    assert.ok(late instanceof personas.TimeoutError, inspect(late));
    assert.equal(late.mayHaveHappened, false);
    assert.ok(signal.aborted);
    const create = await rejection(never.personas.create(adam, { timeout: 20 }));
    assert.equal(create.mayHaveHappened, true);
  });

  test(`a body that never ends, and a then that is never called, end with a timeout, ${way} fetch`, async () => {
    const endless = async () => ({ status: 200, text: () => new Promise(() => {}) });
    const stalled = async () => new Response(new ReadableStream({}));
    for (const fetch of [endless, stalled, () => ({ then() {} })]) {
      const late = await rejection(client(fetch).personas.get("1", { timeout: 20 }));
      assert.ok(late instanceof personas.TimeoutError, inspect(late));
    }
  });
}

test("a response of another realm or class is read", async () => {
  class Wrapped {
    #response = new Response(body);
    get status() {
      return this.#response.status;
    }
    text() {
      return this.#response.text();
    }
  }
  const elsewhere = runInNewContext(`({ status: 200, text: () => Promise.resolve(body) })`, {
    body,
  });
  const promise = runInNewContext(`Promise.resolve(response)`, { response: elsewhere });
  for (const fetch of [
    async () => new Response(body),
    async () => new (class extends Response {})(body),
    async () => elsewhere,
    () => promise,
    () => ({ then: (resolve) => resolve(elsewhere) }),
    () => elsewhere,
    async () => new Wrapped(),
    async () => ({ status: 200, text: () => body }),
    async () => ({ status: 200, headers: null, text: async () => body }),
    async () => ({ status: 200, headers: { "x-app-usage": "{" }, text: async () => body }),
    async () => ({ status: 200, headers: [["x-app-usage", "{"], 5, []], text: async () => body }),
    async () => ({ status: 200, headers: new Map([["a", "b"]]), text: async () => body }),
    async () => ({ status: 200, headers: revoked(), text: async () => body }),
  ]) {
    assert.deepEqual(await within(clients.injected(fetch).personas.get("1")), { id: "1" });
  }
});

test("a response that is not Graph's is a ResponseError without its text", async () => {
  for (const text of [
    "",
    "null",
    "1",
    "[]",
    '"id"',
    "<html>EAASECRETTOKEN",
    '{"id":1',
    "{}",
    '{"id":null}',
    '{"id":{}}',
    '{"id":true}',
    '{"id":""}',
    '{"id":"x"}',
    "﻿",
    '{"error":5}',
  ]) {
    for (const status of [200, 400, 500]) {
      const own = clients.injected(async () => new Response(text, { status }));
      const error = await rejection(own.personas.get("1"));
      assert.ok(error instanceof personas.ResponseError, `${text}: ${inspect(error)}`);
      assert.equal(error.status, status);
      assert.ok(!shown(error).includes("EAASECRETTOKEN"));
    }
  }
});

test("a numeric id is the same id as text, or an error if JavaScript rounds it", async () => {
  const read = (text) => {
    const own = clients.injected(async () => new Response(text));
    return {
      persona: () => own.personas.get("1"),
      created: () => own.personas.create(adam),
      listing: async () => own.personas.list(),
      sent: () => own.messages.send({ recipient: { id: "5" }, message: { text: "Hi" } }),
      conversation: () => own.conversations.get("t_1"),
    };
  };
  assert.deepEqual(await read('{"id":1007240332817468}').persona(), { id: "1007240332817468" });
  assert.deepEqual(await read('{"id":9007199254740991}').created(), { id: "9007199254740991" });
  for (const id of ["9007199254740992", "9007199254740993", "12345678901234567890", "1e30"]) {
    for (const [text, call] of [
      [`{"id":${id}}`, "persona"],
      [`{"id":${id}}`, "created"],
      [`{"data":[{"id":"1"},{"id":${id}}]}`, "listing"],
      [`{"message_id":${id}}`, "sent"],
    ]) {
      const error = await rejection(read(text)[call]);
      assert.ok(error instanceof personas.ResponseError, `${text}: ${inspect(error)}`);
      assert.match(error.message, /number/);
    }
    // A field that can be missing is missing.
    const sent = await read(`{"message_id":"m_1","recipient_id":${id}}`).sent();
    assert.deepEqual(sent, { message_id: "m_1" });
    const from = `{"id":"m_1","from":{"id":${id},"name":"Ana"}}`;
    const nested = await read(`{"id":"t_1","messages":{"data":[${from}]}}`).conversation();
    assert.deepEqual(nested.messages.data[0].from, { name: "Ana" });
  }
});

test("without fetch nothing is sent, and without timers there is no timeout", async () => {
  const { personas: calls } = clients.global(undefined);
  const error = await rejection(calls.create(adam));
  assert.ok(error instanceof personas.RequestError, inspect(error));
  assert.equal(error.mayHaveHappened, false);
  for (const fetch of [null, 5, {}]) {
    const { personas: calls } = clients.global(fetch);
    assert.ok((await rejection(calls.create(adam))) instanceof personas.RequestError);
  }

  const { personas: slow } = clients.injected(async () => new Response(body));
  globalThis.setTimeout = undefined;
  const persona = slow.get("1");
  globalThis.setTimeout = setTimeout;
  assert.deepEqual(await within(persona), { id: "1" });
});
