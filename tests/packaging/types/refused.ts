// Compiled, not run: each line below its remark must not compile.
import init, {
  GraphClient,
  type Attachment,
  type Button,
  type FeedbackQuestion,
  type FilePayload,
  type Message,
  type MessageThreadControl,
  type Persona,
  type QuickReply,
  type ReceiptSummary,
  type Recipient,
  type SendMessage,
  type SendSenderAction,
  type Template,
  type UploadAttachment,
} from "messenger-personas";

declare const client: GraphClient;
declare const persona: Persona;
const recipient: Recipient = { id: "2" };
const message: Message = { text: "Hi" };
const url = "https://example.com/";
const upload = (attachment: UploadAttachment["message"]["attachment"]) =>
  client.attachments.upload({ message: { attachment } });

export async function refused(): Promise<void> {
  // @ts-expect-error a Page is needed
  new GraphClient({ accessToken: "T" });
  // @ts-expect-error a misspelt option
  new GraphClient({ pageId: "1", accesToken: "T" });
  // @ts-expect-error options of the client are in camelCase
  new GraphClient({ page_id: "1" });
  // @ts-expect-error a name may be missing
  persona.name.length;
  // @ts-expect-error ids are strings
  await client.personas.get(1);
  // @ts-expect-error Graph's names are in snake_case
  await client.personas.create({ name: "Adam", profilePictureUrl: url });
  // @ts-expect-error with a misspelt persona_id, the Page would be the sender
  await client.messages.send({ recipient, message, personaId: "1" });
  // @ts-expect-error inside the message, Graph ignores persona_id
  await client.messages.send({ recipient, message: { text: "Hi", persona_id: "1" } });
  // @ts-expect-error options are an object
  await client.personas.get("1", 1000);
  // @ts-expect-error an unknown option
  await client.personas.get("1", { retries: 2 });
  // @ts-expect-error the response to a raw request has no known type
  (await client.call({ path: "1" })).id;
  // @ts-expect-error a list is no part of a batch
  await client.batch([{ call: "personas.list" }]);
  // @ts-expect-error each call takes the input of its method
  await client.batch([{ call: "personas.get", input: { id: "1" } }]);
  // @ts-expect-error the namespaces cannot be changed
  client.personas = client.personas;
  // @ts-expect-error the person is a recipient, as in Graph
  await client.threadControl.take({ psid: "2" });
  // @ts-expect-error only a person has a conversation
  await client.threadControl.take({ recipient: { user_ref: "2" } });
  // @ts-expect-error an upload is always reusable
  await upload({ type: "image", payload: { url, is_reusable: false } });
  // @ts-expect-error a template cannot be uploaded
  await upload({ type: "template", payload: { url } });
  await upload({ type: "image", payload: { url, is_reusable: true } });
  // @ts-expect-error a module is no number
  await init(1);
}

// @ts-expect-error a message has content
export const nothing: SendMessage = { recipient, message: {} };
// @ts-expect-error the text is in the message
export const flat: SendMessage = { recipient, text: "Hi" };
// @ts-expect-error a message has one content
export const two: Message = { text: "Hi", attachments: [{ type: "image", payload: { url } }] };
// @ts-expect-error several attachments are images
export const videos: Message = { attachments: [{ type: "video", payload: { url } }] };
// @ts-expect-error a tag goes with MESSAGE_TAG
export const tagged: SendMessage = { recipient, message, tag: "HUMAN_AGENT" };
// @ts-expect-error MESSAGE_TAG needs a tag
export const untagged: SendMessage = { recipient, message, messaging_type: "MESSAGE_TAG" };
const send = { recipient, message, messaging_type: "MESSAGE_TAG" } as const;
// @ts-expect-error Meta retired this tag
export const retired: SendMessage = { ...send, tag: "ACCOUNT_UPDATE" };
// @ts-expect-error a release names no app
export const released: MessageThreadControl = { control_type: "release", app_id: "1" };
// @ts-expect-error a recipient is identified in one way
export const twice: Recipient = { id: "1", user_ref: "2" };
// @ts-expect-error a recipient is identified
export const unknown: Recipient = {};
// @ts-expect-error a name goes with a phone number
export const named: Recipient = { id: "1", name: { first_name: "A", last_name: "B" } };
// @ts-expect-error a persona cannot mark as seen
export const seen: SendSenderAction = { recipient, sender_action: "mark_seen", persona_id: "1" };
// @ts-expect-error a reaction is needed
export const react: SendSenderAction = {
  recipient,
  sender_action: "react",
  payload: { message_id: "m_1" },
};
// @ts-expect-error only a reaction has an emoji
export const unreact: SendSenderAction = {
  recipient,
  sender_action: "unreact",
  payload: { message_id: "m_1", reaction: "👍" },
};
// @ts-expect-error a file is in one place
export const places: FilePayload = { url, attachment_id: "1" };
// @ts-expect-error an uploaded file is reusable already
export const reusable: FilePayload = { attachment_id: "1", is_reusable: true };
// @ts-expect-error the payload of a file is no template
export const mixed: Attachment = { type: "image", payload: { template_type: "product" } };
// @ts-expect-error a text reply needs a payload
export const reply: QuickReply = { content_type: "text", title: "Red" };
// @ts-expect-error the person's phone number is the title
export const phone: QuickReply = { content_type: "user_phone_number", title: "Call me" };
// @ts-expect-error a postback needs a payload
export const postback: Button = { type: "postback", title: "Yes" };
// @ts-expect-error a fallback goes with extensions
export const fallback: Button = { type: "web_url", title: "A", url, fallback_url: url };
const game = { type: "game_play", title: "Play" } as const;
// @ts-expect-error a game is played by a player or in a context
export const both: Button = { ...game, game_metadata: { player_id: "1", context_id: "2" } };
// @ts-expect-error a coupon has a code or a link
export const coupon: Template = { template_type: "coupon", title: "A" };
const code = { template_type: "coupon", title: "A", coupon_code: "B" } as const;
// @ts-expect-error the title of the link goes with a link
export const linkless: Template = { ...code, coupon_url_button_title: "C" };
// @ts-expect-error a media template has one element
export const media: Template = { template_type: "media", elements: [] };
// @ts-expect-error a media element has a URL or an id
export const source: Template = { template_type: "media", elements: [{ media_type: "image" }] };
// @ts-expect-error the total is needed
export const summary: ReceiptSummary = { subtotal: 1 };
// @ts-expect-error each type of score has its own options
export const score: FeedbackQuestion = { id: "q", type: "nps", score_option: "five_stars" };
// @ts-expect-error text has no score
export const text: FeedbackQuestion = { id: "q", type: "free_form", score_label: "none" };
