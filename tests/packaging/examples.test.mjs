// The examples in Meta's documentation (`tests/fixtures/graph`), held against the types: a member
// of an example that its type does not declare is an error, and so is one of another type.
import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { VERSIONS, compile, installWithNodeTypes } from "./compiled.mjs";
import { listing } from "./fixtures.mjs";

const fixtures = new URL("../fixtures/graph/", import.meta.url);

let folder;

before(async () => {
  folder = await installWithNodeTypes("types");
  await writeFile(join(folder, "examples.ts"), await exampleFile());
});

after(() => rm(folder, { recursive: true, force: true }));

for (const version of VERSIONS) {
  test(`TypeScript ${version} takes the examples of Meta's documentation`, async () => {
    const set = { lib: ["es2022"], types: [], files: ["examples.ts"] };
    assert.equal(await compile(version, folder, set), "");
  });
}

test("a member that the types do not declare is an error", async () => {
  const values = { result: ["Persona", { id: "1", age: 3 }] };
  await writeFile(join(folder, "unknown.ts"), declarations({ unknown: values }));
  const set = { lib: ["es2022"], types: [], files: ["unknown.ts"] };
  assert.match(await compile(VERSIONS[0], folder, set), /age.* does not exist in type 'Persona'/);
});

test("every example of a request is held", async () => {
  const names = (await readdir(fixtures)).map((file) => file.replace(".json", ""));
  const requests = names.filter((name) => !name.startsWith("error_"));
  assert.deepEqual(Object.keys(EXAMPLES).sort(), requests.sort());
});

const CREATE = (example) => ({
  params: ["CreatePersona", params(example)],
  result: ["CreatedPersona", example.answer.body],
});
const SEND = (example) => ({
  params: ["SendMessage", params(example)],
  result: ["SentMessage", example.answer.body],
});
const SENDER_ACTION = (example) => ({
  params: ["SendSenderAction", params(example)],
  result: ["SentSenderAction", example.answer.body],
});
const THREAD_CONTROL = (example) => ({
  params: ["ChangeThreadControl", params(example)],
  result: ["Success", example.answer.body],
});
const LIST_CONVERSATIONS = (example) => ({
  params: ["ConversationQuery", params(example, ["platform"])],
  result: ["Listing<Conversation>", listing(example.answer.body)],
});

/** The type and the value of parameters and result of each example, as the package has them. */
const EXAMPLES = {
  batch: ({ answer }) => ({
    result: ["Page[]", answer.body.map(({ body }) => JSON.parse(body))],
  }),
  create_persona: CREATE,
  delete_persona: ({ answer }) => ({ result: ["Success", answer.body] }),
  // A query has no numbers.
  extend_thread_control: (example) => {
    const { duration, ...rest } = params(example);
    return {
      params: ["ExtendThreadControl", { ...rest, duration: Number(duration) }],
      result: ["Success", example.answer.body],
    };
  },
  find_conversation: LIST_CONVERSATIONS,
  get_conversation: ({ answer }) => ({
    result: ["Conversation", { ...answer.body, messages: listing(answer.body.messages) }],
  }),
  get_message: ({ answer }) => ({ result: ["ReceivedMessage", answer.body] }),
  // Graph sends the whole picture. The package returns its URL.
  get_page: ({ answer }) => ({
    result: ["Page", without(answer.body, "picture.data", ["height", "is_silhouette", "width"])],
  }),
  get_person: ({ answer }) => ({ result: ["Person", answer.body] }),
  get_persona: ({ answer }) => ({ result: ["Persona", answer.body] }),
  // `category_list` is not requested. `mayMessage` is the package's.
  list_accounts: ({ answer }) => {
    const rows = answer.body.data.map((row) => without(row, "", ["category_list"]));
    const data = rows.map((row) => ({ ...row, mayMessage: false }));
    return { result: ["Listing<Account>", listing({ ...answer.body, data })] };
  },
  list_conversations: LIST_CONVERSATIONS,
  list_personas: ({ answer }) => ({ result: ["PersonaListing", listing(answer.body)] }),
  pass_thread_control: (example) => ({
    params: ["PassThreadControl", params(example)],
    result: ["Success", example.answer.body],
  }),
  release_thread_control: THREAD_CONTROL,
  request_thread_control: THREAD_CONTROL,
  send_attachment_id: SEND,
  send_button_call: SEND,
  send_button_game_play: SEND,
  send_button_login: SEND,
  send_button_logout: SEND,
  send_button_postback: SEND,
  send_button_template: SEND,
  send_button_url: SEND,
  send_coupon_template: SEND,
  send_customer_feedback_template: SEND,
  send_generic_template: SEND,
  send_image_url: SEND,
  send_images: SEND,
  send_media_template: SEND,
  send_message: SEND,
  send_message_tag: SEND,
  send_pass_thread_control: SEND,
  send_private_reply: SEND,
  send_private_reply_to_post: SEND,
  send_product_template: SEND,
  send_quick_replies: SEND,
  send_receipt_template: SEND,
  send_reply_to: SEND,
  send_reusable_attachment: SEND,
  send_user_ref: SEND,
  sender_action_mark_seen: SENDER_ACTION,
  sender_action_react: SENDER_ACTION,
  sender_action_unreact: SENDER_ACTION,
  take_thread_control: THREAD_CONTROL,
  // Graph wraps the owner. The package returns it alone.
  thread_owner: ({ answer }) => ({ result: ["ThreadOwner", answer.body.data[0].thread_owner] }),
  typing_on: SENDER_ACTION,
  upload_attachment: (example) => ({
    params: ["UploadAttachment", params(example)],
    result: ["UploadedAttachment", example.answer.body],
  }),
};

/** The parameters of an example, in body or query, without those that the client adds. */
function params({ request }, added = []) {
  const { access_token: _, ...query } = request.query;
  const values = Object.entries(query).map(([name, text]) => [name, queryValue(text)]);
  const all = { ...Object.fromEntries(values), ...request.body };
  return without(all, "", added);
}

/** A query parameter, which is JSON if it is an object. Some of Meta's have single quotes. */
function queryValue(text) {
  return text.startsWith("{") ? JSON.parse(text.replaceAll("'", '"')) : text;
}

/** `value` without these members of the object at `path`, which have to be there. */
function without(value, path, names) {
  const copy = structuredClone(value);
  const object = path.split(".").filter(Boolean).reduce((object, name) => object[name], copy);
  for (const name of names) {
    assert.ok(name in object, `${path} has ${name}`);
    delete object[name];
  }
  return copy;
}

async function fixture(name) {
  return JSON.parse(await readFile(new URL(`${name}.json`, fixtures), "utf8"));
}

async function exampleFile() {
  const held = {};
  for (const [name, hold] of Object.entries(EXAMPLES)) held[name] = hold(await fixture(name));
  return declarations(held);
}

/** A TypeScript file that holds each value against its type. */
function declarations(held) {
  const lines = Object.entries(held).flatMap(([name, values]) =>
    Object.entries(values).map(
      ([part, [type, value]]) =>
        `export const ${name}_${part} = ${JSON.stringify(value, null, 2)} satisfies ${type};`,
    ),
  );
  const names = new Set(lines.join("\n").match(/(?<=satisfies .*)\b[A-Z]\w+/g));
  const imports = `import type { ${[...names].join(", ")} } from "messenger-personas";`;
  return [imports, ...lines].join("\n\n") + "\n";
}
