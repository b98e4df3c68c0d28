// Compiled, not run: the package as a CommonJS module reads it.
import { GraphClient, init, type Persona } from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";
import personas = require("messenger-personas");

export async function use(): Promise<Persona[]> {
  await init();
  await personas.default();
  const graph = await createEmulator({ seed: "demo" });
  const [page] = graph.pages;
  if (page === undefined) throw new Error("no Page");
  return (await new GraphClient(page).personas.list()).data;
}
