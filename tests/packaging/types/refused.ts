// Compiled, not run: each line below its remark must not compile.
import {
  GraphClient,
  type Button,
  type File,
  type Message,
  type Persona,
  type Question,
  type ReceiptSummary,
  type Recipient,
  type SenderAction,
  type Template,
} from "messenger-personas";

declare const client: GraphClient;
declare const persona: Persona;
const recipient: Recipient = { id: "2" };

export async function refused(): Promise<void> {
  // @ts-expect-error a Page is needed
  new GraphClient({ accessToken: "T" });
  // @ts-expect-error a misspelt setting
  new GraphClient({ pageId: "1", accesToken: "T" });
  // @ts-expect-error a name may be missing
  persona.name.length;
  // @ts-expect-error ids are strings
  await client.personas.get(1);
  // @ts-expect-error a misspelt name would send as the Page
  await client.messages.send({ recipient, text: "Hi", personaID: "1" });
  // @ts-expect-error options are named
  await client.personas.get("1", 1000);
  // @ts-expect-error an unknown option
  await client.personas.get("1", { retries: 2 });
  // @ts-expect-error the answer of a raw call is not known
  (await client.call({ path: "1" })).id;
  // @ts-expect-error a list is no part of a batch
  await client.batch([{ call: "personas.list" }]);
  // @ts-expect-error each call takes what its method takes
  await client.batch([{ call: "personas.get", input: { id: "1" } }]);
  // @ts-expect-error the namespaces cannot be changed
  client.personas = client.personas;
}

// @ts-expect-error a message shows something
export const nothing: Message = { recipient };
// @ts-expect-error a message shows one thing
export const two: Message = { recipient, text: "Hi", images: [{ url: "https://example.com/" }] };
// @ts-expect-error a tag goes with MESSAGE_TAG
export const tagged: Message = { recipient, text: "Hi", tag: "HUMAN_AGENT" };
// @ts-expect-error MESSAGE_TAG needs a tag
export const untagged: Message = { recipient, text: "Hi", messagingType: "MESSAGE_TAG" };
const message = { recipient, text: "Hi", messagingType: "MESSAGE_TAG" } as const;
// @ts-expect-error Meta ended this tag
export const ended: Message = { ...message, tag: "ACCOUNT_UPDATE" };
// @ts-expect-error quick replies are part of raw
export const rawAndMore: Message = { recipient, raw: {}, quickReplies: [] };
// @ts-expect-error a person is named in one way
export const twice: Recipient = { id: "1", userRef: "2" };
// @ts-expect-error a name goes with a telephone number
export const named: Recipient = { id: "1", name: { firstName: "A", lastName: "B" } };
// @ts-expect-error a persona cannot mark as seen
export const seen: SenderAction = { recipient, action: "mark_seen", personaId: "1" };
// @ts-expect-error a reaction is needed
export const reacted: SenderAction = { recipient, action: "react", messageId: "m_1" };
// @ts-expect-error a file is in one place
export const places: File = { type: "image", url: "https://example.com/", attachmentId: "1" };
// @ts-expect-error what is at Meta is kept already
export const kept: File = { type: "image", attachmentId: "1", isReusable: true };
// @ts-expect-error a postback needs a payload
export const postback: Button = { type: "postback", title: "Yes" };
// @ts-expect-error a fallback goes with extensions
export const fallback: Button = {
  type: "web_url",
  title: "A",
  url: "https://a",
  fallbackUrl: "https://b",
};
// @ts-expect-error a coupon has a code or a link
export const coupon: Template = { templateType: "coupon", title: "A" };
// @ts-expect-error a media template shows one thing
export const media: Template = { templateType: "media", elements: [] };
// @ts-expect-error amounts are texts
export const summary: ReceiptSummary = { totalCost: 1 };
// @ts-expect-error each score has its own options
export const score: Question = { id: "q", type: "nps", scoreOption: "five_stars" };
