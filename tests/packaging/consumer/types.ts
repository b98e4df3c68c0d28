// Compiled, not run: what a TypeScript developer may write, and what they may not.
import init, {
  AccessTokenError,
  GraphClient,
  GraphError,
  PersonasError,
  ReplaceIncompleteError,
  type GraphErrorKind,
  type Persona,
  type PersonaListing,
} from "messenger-personas";

export async function use(signal: AbortSignal): Promise<string> {
  await init();
  const client = new GraphClient({ pageId: "1", accessToken: "T", timeout: 1000, callStyle: "form" });
  const { id } = await client.personas.create(
    { name: "Adam", profilePictureUrl: "https://example.com/adam.png" },
    { signal, maxRetries: 0 },
  );
  const listing: PersonaListing = await client.personas.list({ limit: 100 });
  const after: string | null = listing.after;
  for await (const persona of client.personas.list(after ? { after } : {})) {
    const one: Persona = persona;
    // @ts-expect-error a name may be missing
    one.name.length;
  }
  const { messageId } = await client.messages.send({ recipient: { id: "2" }, text: "Hi", personaId: id });
  // @ts-expect-error a persona cannot mark as seen
  await client.messages.senderAction({ recipient: { id: "2" }, action: "mark_seen" });
  // @ts-expect-error ids are strings
  await client.personas.get(1);
  // @ts-expect-error a misspelt name would send as the Page
  await client.messages.send({ recipient: { id: "2" }, text: "Hi", personaID: id });
  return messageId;
}

export function explain(error: unknown): string {
  if (error instanceof AccessTokenError) return error.advice;
  if (error instanceof GraphError) {
    const kind: GraphErrorKind = error.kind;
    return `${kind} ${error.code} ${error.fbtraceId ?? ""}`;
  }
  if (error instanceof ReplaceIncompleteError) return error.replacedId;
  return error instanceof PersonasError ? error.message : "";
}
