// The calls that every consumer makes, whatever its runtime and entry.

/** Makes the calls with the exports of an entry, against an emulator at `origin`. */
export async function story(personas, origin, page, settings = {}) {
  const { default: init, GraphClient, GraphError, RequestError } = personas;
  await init();
  await init();
  const { id: pageId, access_token: accessToken } = page;
  const client = new GraphClient({ origin, pageId, accessToken, ...settings });
  const { id } = await client.personas.create({
    name: "Zoë & Ko 🙂",
    profile_picture_url: "https://example.com/zoë.png",
  });
  const names = [];
  for await (const persona of client.personas.list({ limit: 1 })) names.push(persona.name);
  const first = await client.personas.list({ limit: 2 });
  const psid = page.people.find((person) => person.window_open).psid;
  const recipient = { id: psid };
  const typing = { recipient, sender_action: "typing_on", persona_id: id };
  await client.messages.senderAction(typing);
  const message = { text: "Hello world!" };
  const sent = await client.messages.send({ recipient, message, persona_id: id });
  const replaced = await client.personas.replace(id, {
    name: "Zoë",
    profile_picture_url: "https://example.com/zoë.png",
  });
  const deleted = await client.personas.delete(replaced.id);
  const refused = await client.personas.get(id).catch((error) => error);
  const invalid = await client.personas.get("../me").catch((error) => error);
  return {
    id,
    names,
    first: { count: first.data.length, hasMore: first.hasMore },
    sentTo: sent.recipient_id === psid,
    messageId: sent.message_id,
    replacedBySame: replaced.id === id,
    deleted: deleted.success,
    refused: [refused instanceof GraphError, refused.name, refused.kind, refused.status],
    invalid: [invalid instanceof RequestError, invalid.message],
  };
}

/** The same against an emulator inside the process. */
export async function storyInside(personas, createEmulator, options) {
  const graph = await createEmulator(options);
  const [page] = graph.control("GET", "pages").pages;
  return story(personas, undefined, page, { fetch: graph.fetch });
}
