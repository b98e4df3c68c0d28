// In Node: the time to read a long listing, and the processor time of a call.
import axios from "axios";
import messaging from "messaging-api-messenger";

const PERSONAS = 5_000;
const READS = 9;
const CALLS = 300;

export async function inNode({ entry, emulator, pageId, accessToken }) {
  const { default: init, GraphClient } = await import(entry);
  await init();
  return {
    comparisons: [reading(), ...calls()],
    async end() {},
  };

  function reading() {
    const text = listing();
    const bytes = new TextEncoder().encode(text);
    const fetch = async () =>
      new Response(bytes, { headers: { "content-type": "application/json" } });
    const client = new GraphClient({ pageId, accessToken, fetch });
    const messenger = new messaging.MessengerClient({ accessToken, version: "26.0" });
    messenger.axios.defaults.adapter = async (config) => ({
      ...{ data: text, status: 200, statusText: "OK", headers: {}, config },
    });
    return {
      name: `reading ${PERSONAS} personas, ${Math.round(bytes.length / 1000)} kB, Node`,
      unit: "ms",
      ours: timed(() => client.personas.list()),
      peers: [
        { peer: "JSON.parse", goal: 4.5, measure: timed(async () => JSON.parse(text)) },
        { peer: "the same fetch and json()", measure: timed(async () => (await fetch()).json()) },
        {
          peer: "messaging-api-messenger",
          goal: 0.5,
          measure: timed(() => messenger.getPersonas()),
        },
      ],
    };
  }

  function calls() {
    const headers = { authorization: `Bearer ${accessToken}` };
    const json = async (response) => (await response).json();
    const client = new GraphClient({ origin: emulator, pageId, accessToken });
    const body = new TextEncoder().encode('{"data":[],"paging":{}}');
    const own = async () => new Response(body);
    const injected = new GraphClient({ pageId, accessToken, fetch: own });
    const get = axios.create({ headers });
    const list = `${emulator}/v26.0/${pageId}/personas?fields=id,name,profile_picture_url&limit=1`;
    return [
      {
        name: "processor time of a call to the emulator's server, Node",
        unit: "µs",
        ours: used(() => client.personas.list({ limit: 1 })),
        peers: [
          { peer: "bare fetch", measure: used(() => json(fetch(list, { headers }))) },
          { peer: "axios", measure: used(() => get.get(list)) },
        ],
      },
      {
        name: "processor time of a call to an injected fetch, Node",
        unit: "µs",
        ours: used(() => injected.personas.list({ limit: 1 })),
        peers: [
          {
            peer: "the same fetch and json()",
            measure: used(() => json(own(new Request(list, { headers })))),
          },
        ],
      },
    ];
  }
}

/** The median time of some reads, in milliseconds. */
function timed(read) {
  return async () => {
    const took = [];
    for (let left = READS; left > 0; left -= 1) {
      const start = performance.now();
      const { data } = await read();
      took.push(performance.now() - start);
      if (data.length !== PERSONAS) throw new Error(`${data.length} personas were read`);
    }
    return took.sort((one, other) => one - other)[READS >> 1];
  };
}

/** The processor time of one call among many, in microseconds. */
function used(call) {
  return async () => {
    const before = process.cpuUsage();
    for (let left = CALLS; left > 0; left -= 1) await call();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / CALLS;
  };
}

function listing() {
  const data = Array.from({ length: PERSONAS }, (_, number) => ({
    id: String(1_000_000_000_000_000 + number * 7_919),
    name: `Persona ${number} Zoë`,
    profile_picture_url: `https://platform-lookaside.example.com/platform/profilepic/?psid=${number}&width=1024&hash=AbCdE_${number}_EfGh`,
  }));
  return JSON.stringify({ data, paging: { cursors: { before: "QVFI", after: "QVFJ" } } });
}
