// Compiled, not run: what goes with the types of a page, a worker or Node.
import { GraphClient, type CallOptions, type GraphClientOptions } from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

export async function use(signal: AbortSignal): Promise<string> {
  const options: GraphClientOptions = { pageId: "1", accessToken: "T", fetch };
  const client = new GraphClient({
    ...options,
    fetch: async (request) => {
      const headers: Headers = new Request(request).headers;
      return new Response(headers.get("accept"));
    },
  });
  const call: CallOptions = { signal, timeout: 1000 };
  await client.personas.get("1", call);
  await client.personas.get("1", { signal: AbortSignal.timeout(1000) });
  const graph = await createEmulator({ seed: "demo" });
  const page = graph.pages[0];
  if (!page) return "";
  new GraphClient({ fetch: graph.fetch, pageId: page.pageId, accessToken: page.accessToken });
  return (await new GraphClient(page).pages.get()).id;
}
