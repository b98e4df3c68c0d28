// A small app that uses the package: a help desk that replies as a persona.
import { RateLimitError } from "messenger-personas";

/** Replies to `psid` as the colleague `name`, whose persona is created if there is none. */
export async function answerAs(client, name, psid, text) {
  let persona_id;
  for await (const persona of client.personas.list()) {
    if (persona.name === name) persona_id = persona.id;
  }
  if (persona_id === undefined) {
    const profile_picture_url = `https://desk.example/${encodeURIComponent(name)}.png`;
    ({ id: persona_id } = await client.personas.create({ name, profile_picture_url }));
  }
  const recipient = { id: psid };
  await client.messages.senderAction({ recipient, sender_action: "typing_on", persona_id });
  return client.messages.send({ recipient, message: { text }, persona_id });
}

/** The number of colleagues, or a sentence if the rate limit is reached. */
export async function status(client) {
  try {
    const { data } = await client.personas.list({ limit: 100 });
    return `${data.length} colleagues`;
  } catch (error) {
    if (error instanceof RateLimitError) return "too many calls, try again later";
    throw error;
  }
}
