// Compiled, not run: the emulator as a TypeScript developer writes it.
import {
  createEmulator,
  type Emulator,
  type EmulatorEvent,
  type SentMessage,
} from "messenger-personas/emulator";

export async function use(): Promise<string> {
  const graph: Emulator = await createEmulator({
    seed: {
      pages: [
        { name: "Shop", people: [{ name: "Lu", messages: [{ text: "Hi", minutesAgo: 1 }] }] },
      ],
    },
    now: new Date(0),
    frozen: true,
  });
  const [page] = graph.pages;
  if (!page) return "";
  const settings: { pageId: string; accessToken: string } = page;
  const response = await graph.fetch("https://graph.facebook.com/me");
  const status: number = response.status;
  graph.fault("rate_limit_page");
  graph.fault({ fault: "slow", on: "messages", ms: 10 });
  const off: () => void = graph.on("persona_created", (event) => {
    const name: string = event.persona.name;
    return name;
  });
  off();
  for await (const event of graph.events()) return describe(event);
  const sent: SentMessage | undefined = graph.outbox()[0];
  const until: Date = graph.advance(1000);
  // @ts-expect-error There is no such fault.
  graph.fault("broken");
  // @ts-expect-error There is no such event.
  graph.on("nothing", () => {});
  // @ts-expect-error A person has a name.
  await createEmulator({ seed: { pages: [{ name: "Shop", people: [{}] }] } });
  return `${settings.pageId} ${status} ${sent?.persona?.name} ${until.getTime()}`;
}

function describe(event: EmulatorEvent): string {
  switch (event.type) {
    case "message_sent":
      return event.text;
    case "persona_deleted":
      return event.personaId;
    case "fault_used":
      return event.fault;
    default:
      return event.type;
  }
}
