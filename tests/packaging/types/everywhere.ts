// Compiled, not run: every call, with the language's own types and no others.
import defaultInit, {
  AccessTokenError,
  ConnectionError,
  GraphClient,
  GraphError,
  init,
  PermissionError,
  PersonasError,
  RateLimitError,
  ReplaceIncompleteError,
  RequestError,
  ResponseError,
  TimeoutError,
  type Account,
  type Button,
  type Conversation,
  type CreatePersona,
  type Exchange,
  type FeedbackQuestion,
  type GraphErrorKind,
  type Listing,
  type Message,
  type Persona,
  type PersonaAdvice,
  type Recipient,
  type SendMessage,
  type SendSenderAction,
  type Template,
} from "messenger-personas";

const button: Button = { type: "web_url", title: "Look", url: "https://example.com/" };

export const buttons: Button[] = [
  button,
  {
    ...{ type: "web_url", title: "Look", url: "https://example.com/", messenger_extensions: true },
    ...{
      fallback_url: "https://example.com/b",
      webview_height_ratio: "tall",
      webview_share_button: "hide",
    },
  },
  { type: "postback", title: "Yes", payload: "YES" },
  { type: "phone_number", title: "Call", payload: "+16505551234" },
  { type: "account_link", url: "https://example.com/in" },
  { type: "account_unlink" },
  { type: "game_play", title: "Play" },
  { type: "game_play", title: "Play", payload: "1", game_metadata: { player_id: "1" } },
  { type: "game_play", title: "Play", game_metadata: { context_id: "2" } },
];

export const recipients: Recipient[] = [
  { id: "2" },
  { user_ref: "u" },
  { comment_id: "1_2" },
  { post_id: "1_3" },
  { phone_number: "+16505551234" },
  { phone_number: "+16505551234", name: { first_name: "Ana", last_name: "Silva" } },
  { notification_messages_token: "n" },
  { one_time_notif_token: "o" },
];

const question: FeedbackQuestion = {
  ...{ id: "q", type: "csat", score_option: "five_stars", score_label: "none" },
};

export const templates: Template[] = [
  {
    template_type: "generic",
    elements: [
      {
        title: "A",
        subtitle: "B",
        image_url: "https://example.com/a.png",
        default_action: { type: "web_url", url: "https://example.com/" },
        buttons: [button],
      },
    ],
    image_aspect_ratio: "square",
    sharable: true,
  },
  { template_type: "button", text: "A", buttons: buttons.slice(0, 3) },
  { template_type: "button", text: "A", buttons: buttons.slice(3, 6) },
  { template_type: "button", text: "A", buttons: buttons.slice(6) },
  {
    template_type: "media",
    elements: [{ media_type: "image", attachment_id: "1", buttons: [button] }],
    sharable: true,
  },
  {
    template_type: "media",
    elements: [{ media_type: "video", url: "https://www.facebook.com/a/videos/1" }],
  },
  {
    template_type: "receipt",
    recipient_name: "Ana",
    merchant_name: "Jasper's Market",
    order_number: "1",
    currency: "EUR",
    payment_method: "Visa",
    timestamp: 1_700_000_000,
    order_url: "https://example.com/1",
    elements: [
      {
        title: "A",
        subtitle: "B",
        quantity: 1,
        price: "1.00",
        currency: "EUR",
        image_url: "https://example.com/a.png",
      },
    ],
    address: {
      ...{ street_1: "1", street_2: "2", city: "C", postal_code: "1", state: "S", country: "US" },
    },
    summary: { subtotal: "1.00", shipping_cost: 1, total_tax: 0, total_cost: "2.00" },
    adjustments: [{ name: "A", amount: 1.5 }],
    sharable: false,
  },
  { template_type: "product", elements: [{ id: "1" }] },
  { template_type: "coupon", title: "A", coupon_code: "C" },
  {
    template_type: "coupon",
    title: "A",
    subtitle: "B",
    coupon_code: "C",
    coupon_url: "https://example.com/",
    coupon_url_button_title: "D",
    coupon_pre_message: "E",
    image_url: "https://example.com/a.png",
    payload: "F",
  },
  {
    template_type: "customer_feedback",
    title: "A",
    subtitle: "B",
    button_title: "C",
    feedback_screens: [{ questions: [question] }],
    business_privacy: { url: "https://example.com/" },
    expires_in_days: 3,
  },
];

export const questions: FeedbackQuestion[] = [
  {
    ...{ id: "q", title: "How was it?", type: "nps" },
    ...{ score_option: "zero_to_ten", score_label: "neg_pos" },
  },
  { id: "q", type: "ces", follow_up: { type: "free_form", placeholder: "Tell us" } },
  { id: "q", type: "free_form" },
];

const recipient: Recipient = { id: "2" };
const text: Message = { text: "Hi" };
export const messages: SendMessage[] = [
  { recipient, message: text },
  {
    recipient,
    message: {
      text: "Hi",
      quick_replies: [
        {
          ...{ content_type: "text", title: "Red", payload: "RED" },
          image_url: "https://example.com/r.png",
        },
        { content_type: "user_phone_number" },
        { content_type: "user_email" },
      ],
      metadata: "note",
    },
    persona_id: "1",
    messaging_type: "MESSAGE_TAG",
    tag: "HUMAN_AGENT",
    notification_type: "SILENT_PUSH",
    reply_to: { mid: "m_1" },
    thread_control: { control_type: "pass", app_id: "3" },
  },
  {
    recipient,
    message: {
      attachment: {
        type: "image",
        payload: { url: "https://example.com/a.png", is_reusable: true },
      },
    },
  },
  {
    recipient,
    message: { attachment: { type: "image", payload: { attachment_id: "1" } } },
    messaging_type: "UPDATE",
  },
  {
    recipient,
    message: { attachments: [{ type: "image", payload: { url: "https://example.com/a.png" } }] },
    thread_control: { control_type: "release" },
  },
  ...templates.map(
    (payload): SendMessage => ({
      recipient,
      message: { attachment: { type: "template", payload } },
      messaging_type: "UTILITY",
    }),
  ),
];

export const actions: SendSenderAction[] = [
  { recipient, sender_action: "typing_on", persona_id: "1" },
  { recipient, sender_action: "typing_off" },
  { recipient, sender_action: "mark_seen" },
  { recipient, sender_action: "react", payload: { message_id: "m_1", reaction: "👍" } },
  { recipient, sender_action: "unreact", payload: { message_id: "m_1" } },
];

export async function everyCall(): Promise<unknown[]> {
  await init();
  await defaultInit("https://example.com/personas_bg.wasm");
  const client = new GraphClient({
    pageId: "1",
    accessToken: "T",
    version: "v26.0",
    origin: "https://graph.facebook.com",
    callStyle: "form",
    appSecretProof: "0",
    timeout: 1000,
    maxRetries: 1,
    fetch: async (request) => ({ status: 200, text: async () => `{"id":"${request.url.length}"}` }),
    onExchange: ({ method, path, attempt, milliseconds, status, error, usage }: Exchange) => {
      const verb: "GET" | "POST" | "DELETE" = method;
      const [business] = usage?.business ?? [];
      const used: number | undefined =
        business?.estimated_time_to_regain_access ?? usage?.page?.call_count;
      notes.push(verb + path, attempt + milliseconds + (status ?? 0), error, used);
    },
  });
  const notes: unknown[] = [];
  const adam: CreatePersona = {
    ...{ name: "Adam", profile_picture_url: "https://example.com/adam.png" },
  };
  const { id } = await client.personas.create(adam, { timeout: 500, maxRetries: 0 });
  const listing: Listing<Persona> = await client.personas.list({ limit: 100 });
  const [row]: (number | undefined)[] = listing.malformed;
  for await (const persona of client.personas.list({ after: listing.after, before: null })) {
    const name: string | undefined = persona.name;
    notes.push(name, row);
  }
  const page = await client.pages.get();
  const advice: PersonaAdvice[] = client.personas.advice(adam, {
    pageName: page.name,
    others: listing.data,
  });
  notes.push(advice.map((it) => (it.kind === "name_taken" ? it.personaId : it.message)));
  const persona: Persona = await client.personas.get(id);
  const replaced: { id: string } = await client.personas.replace(persona.id, adam);
  const { success } = await client.personas.delete(replaced.id);
  for (const message of messages) {
    const sent = await client.messages.send(message);
    const [needed, perhaps]: [string, string | undefined] = [sent.message_id, sent.attachment_id];
    notes.push(needed, perhaps, success satisfies true);
  }
  for (const action of actions) await client.messages.senderAction(action);
  const message = await client.messages.get("m_1");
  const isSelf: boolean | undefined = message.reply_to?.is_self_reply;
  const url: string | undefined = message.attachments?.data[0]?.image_data?.url;
  const emoji: string | undefined = message.reactions?.data[0]?.emoji ?? message.sticker;
  notes.push(isSelf, url, emoji, message.shares?.data[0]?.link, message.to?.data[0]?.name);
  await client.pages.get("me");
  const accounts: Listing<Account> = await client.pages.accounts();
  for await (const account of client.pages.accounts({ limit: 5 })) {
    notes.push(account.mayMessage, account.picture?.data.url, account.access_token);
  }
  const conversations: Listing<Conversation> = await client.conversations.list({ user_id: "2" });
  for await (const conversation of client.conversations.list()) notes.push(conversation.snippet);
  const conversation = await client.conversations.get("t_1");
  const first = conversation.messages?.data[0]?.from?.name;
  notes.push(accounts.data, conversations.before, first, conversation.participants?.data.length);
  const person = await client.people.get("2");
  const thread = { recipient: { id: "2" }, metadata: "why" };
  await client.threadControl.pass({ ...thread, target_app_id: "263902037430900" });
  await client.threadControl.take(thread);
  await client.threadControl.release(thread);
  await client.threadControl.request({ recipient: { id: "2" } });
  await client.threadControl.extend({ recipient: { id: "2" }, duration: 3600 });
  const owner = await client.threadControl.owner("2");
  const { attachment_id } = await client.attachments.upload({
    message: { attachment: { type: "file", payload: { url: "https://example.com/a.pdf" } } },
  });
  notes.push(person.first_name, owner.expiration, attachment_id);
  const [read, sent, own] = await client.batch([
    { call: "personas.get", input: id },
    { call: "messages.send", input: { recipient, message: { text: "Hi" } } },
    { call: "pages.get" },
  ]);
  if (read.status === "fulfilled") notes.push(read.value.profile_picture_url);
  else notes.push(read.reason.mayHaveHappened);
  if (sent.status === "fulfilled") notes.push(sent.value.message_id);
  if (own.status === "fulfilled") notes.push(own.value.picture?.data.url);
  const some: { call: "personas.delete"; input: string }[] = [
    { call: "personas.delete", input: id },
  ];
  for (const result of await client.batch(some)) {
    if (result.status === "fulfilled") notes.push(result.value.success);
  }
  const raw: unknown = await client.call({
    path: "1",
    params: { fields: "fan_count", limit: 1, x: { y: [] }, z: null },
  });
  await client.personas
    .list()
    .then(({ data }) => data.length)
    .catch(() => 0)
    .finally(() => notes.push(raw));
  client.dispose();
  return notes;
}

/** A kind that is not named here does not compile. */
export function kinds(kind: GraphErrorKind): number {
  switch (kind) {
    case "access_token":
    case "permission":
    case "rate_limit":
    case "unknown_object":
    case "invalid_parameter":
    case "outside_window":
    case "person_unavailable":
    case "thread_taken":
    case "blocked":
    case "picture":
    case "unknown_path":
    case "service":
    case "unknown":
      return 1;
    default:
      return never(kind);
  }
}

export function shownBy(template: Template): unknown {
  switch (template.template_type) {
    case "generic":
      return template.elements[0]?.title;
    case "button":
      return template.text;
    case "media":
      return template.elements[0].media_type;
    case "receipt":
      return template.summary.total_cost;
    case "product":
      return template.elements[0]?.id;
    case "coupon":
      return template.coupon_url ?? template.coupon_code;
    case "customer_feedback":
      return template.feedback_screens[0].questions[0].type;
    default:
      return never(template);
  }
}

export function saidBy(button: Button): string {
  switch (button.type) {
    case "web_url":
    case "account_link":
      return button.url;
    case "postback":
    case "phone_number":
      return button.payload;
    case "game_play":
      return button.title;
    case "account_unlink":
      return "";
    default:
      return never(button);
  }
}

export function doneBy(action: SendSenderAction): string | undefined {
  switch (action.sender_action) {
    case "typing_on":
    case "typing_off":
      return action.persona_id;
    case "mark_seen":
      return undefined;
    case "react":
      return action.payload.reaction;
    case "unreact":
      return action.payload.message_id;
    default:
      return never(action);
  }
}

export function explain(error: unknown): string | number | undefined {
  if (error instanceof AccessTokenError) return error.kind satisfies "access_token";
  if (error instanceof PermissionError) return error.advice;
  if (error instanceof RateLimitError) return error.retryAfter ?? undefined;
  if (error instanceof GraphError) return `${error.kind} ${error.code} ${error.fbtraceId ?? ""}`;
  if (error instanceof ReplaceIncompleteError) return error.replacedId + String(error.cause);
  if (error instanceof ResponseError) return error.status;
  if (error instanceof TimeoutError) return error.name satisfies "TimeoutError";
  if (error instanceof ConnectionError) return error.message;
  if (error instanceof RequestError) return error.name satisfies "RequestError";
  return error instanceof PersonasError ? error.message : "";
}

function never(value: never): never {
  throw value;
}
