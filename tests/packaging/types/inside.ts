// Compiled, not run: the emulator with the language's own types and no others.
import { GraphClient } from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

export async function use(): Promise<GraphClient[]> {
  const graph = await createEmulator({ seed: "demo" });
  return graph.pages.map((page) => new GraphClient({ ...page, timeout: 1000 }));
}
