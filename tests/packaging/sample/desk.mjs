// A small app on the package, as somebody else would write it: a help desk that answers as a person.
import { RateLimitError } from "messenger-personas";

/** Answers `psid` as the colleague called `name`, whose persona is made if there is none. */
export async function answerAs(client, name, psid, text) {
  let personaId;
  for await (const persona of client.personas.list()) {
    if (persona.name === name) personaId = persona.id;
  }
  if (personaId === undefined) {
    const profilePictureUrl = `https://desk.example/${encodeURIComponent(name)}.png`;
    ({ id: personaId } = await client.personas.create({ name, profilePictureUrl }));
  }
  const recipient = { id: psid };
  await client.messages.senderAction({ recipient, action: "typing_on", personaId });
  return client.messages.send({ recipient, text, personaId });
}

/** Who can be answered right now, and a sentence when Graph does not want to be asked. */
export async function status(client) {
  try {
    const { data } = await client.personas.list({ limit: 100 });
    return `${data.length} colleagues`;
  } catch (error) {
    if (error instanceof RateLimitError) return "too many calls, try again later";
    throw error;
  }
}
