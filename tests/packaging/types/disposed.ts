// Compiled, not run: what goes with types that know `using`.
import { GraphClient } from "messenger-personas";

export async function use(): Promise<string> {
  using client = new GraphClient({ pageId: "1", accessToken: "T" });
  const held: Disposable = client;
  return (await client.pages.get()).id + typeof held;
}
