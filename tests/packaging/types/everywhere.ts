// Compiled, not run: every call, with the language's own types and no others.
import init, {
  AccessTokenError,
  ConnectionError,
  GraphClient,
  GraphError,
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
  type Exchange,
  type GraphErrorKind,
  type Listing,
  type Message,
  type Persona,
  type PersonaAdvice,
  type Question,
  type Recipient,
  type SenderAction,
  type Template,
} from "messenger-personas";

const button: Button = { type: "web_url", title: "Look", url: "https://example.com/" };

export const buttons: Button[] = [
  button,
  {
    ...{ type: "web_url", title: "Look", url: "https://example.com/", messengerExtensions: true },
    ...{
      fallbackUrl: "https://example.com/b",
      webviewHeightRatio: "tall",
      webviewShareButton: "hide",
    },
  },
  { type: "postback", title: "Yes", payload: "YES" },
  { type: "phone_number", title: "Call", payload: "+16505551234" },
  { type: "account_link", url: "https://example.com/in" },
  { type: "account_unlink" },
  { type: "game_play", title: "Play" },
  { type: "game_play", title: "Play", payload: "1", gameMetadata: { playerId: "1" } },
  { type: "game_play", title: "Play", gameMetadata: { contextId: "2" } },
];

export const recipients: Recipient[] = [
  { id: "2" },
  { userRef: "u" },
  { commentId: "1_2" },
  { postId: "1_3" },
  { phoneNumber: "+16505551234" },
  { phoneNumber: "+16505551234", name: { firstName: "Ana", lastName: "Silva" } },
  { notificationMessagesToken: "n" },
  { oneTimeNotifToken: "o" },
];

const question: Question = { id: "q", type: "csat", scoreOption: "five_stars", scoreLabel: "none" };

export const templates: Template[] = [
  {
    templateType: "generic",
    elements: [
      {
        title: "A",
        subtitle: "B",
        imageUrl: "https://example.com/a.png",
        defaultAction: { type: "web_url", url: "https://example.com/" },
        buttons: [button],
      },
    ],
    imageAspectRatio: "square",
    sharable: true,
  },
  { templateType: "button", text: "A", buttons: buttons.slice(0, 3) },
  { templateType: "button", text: "A", buttons: buttons.slice(3, 6) },
  { templateType: "button", text: "A", buttons: buttons.slice(6) },
  {
    templateType: "media",
    elements: [{ mediaType: "image", attachmentId: "1", buttons: [button] }],
    sharable: true,
  },
  {
    templateType: "media",
    elements: [{ mediaType: "video", url: "https://www.facebook.com/a/videos/1" }],
  },
  {
    templateType: "receipt",
    recipientName: "Ana",
    merchantName: "Jasper's Market",
    orderNumber: "1",
    currency: "EUR",
    paymentMethod: "Visa",
    timestamp: 1_700_000_000,
    orderUrl: "https://example.com/1",
    elements: [
      {
        title: "A",
        subtitle: "B",
        quantity: 1,
        price: "1.00",
        currency: "EUR",
        imageUrl: "https://example.com/a.png",
      },
    ],
    address: { street1: "1", street2: "2", city: "C", postalCode: "1", state: "S", country: "US" },
    summary: { subtotal: "1.00", shippingCost: "1.00", totalTax: "0", totalCost: "2.00" },
    adjustments: [{ name: "A", amount: "1" }],
    sharable: false,
  },
  { templateType: "product", elements: [{ id: "1" }] },
  { templateType: "coupon", title: "A", couponCode: "C" },
  {
    templateType: "coupon",
    title: "A",
    subtitle: "B",
    couponCode: "C",
    couponUrl: "https://example.com/",
    couponUrlButtonTitle: "D",
    couponPreMessage: "E",
    imageUrl: "https://example.com/a.png",
    payload: "F",
  },
  {
    templateType: "customer_feedback",
    title: "A",
    subtitle: "B",
    buttonTitle: "C",
    feedbackScreens: [{ questions: [question] }],
    businessPrivacy: { url: "https://example.com/" },
    expiresInDays: 3,
  },
];

export const questions: Question[] = [
  { id: "q", title: "How was it?", type: "nps", scoreOption: "zero_to_ten", scoreLabel: "neg_pos" },
  { id: "q", type: "ces", followUp: { type: "free_form", placeholder: "Tell us" } },
  { id: "q", type: "free_form" },
];

const recipient: Recipient = { id: "2" };
export const messages: Message[] = [
  { recipient, text: "Hi" },
  {
    recipient,
    text: "Hi",
    personaId: "1",
    messagingType: "MESSAGE_TAG",
    tag: "HUMAN_AGENT",
    notificationType: "SILENT_PUSH",
    replyTo: "m_1",
    threadControl: { controlType: "pass", appId: "3" },
    quickReplies: [
      { contentType: "text", title: "Red", payload: "RED", imageUrl: "https://example.com/r.png" },
      { contentType: "user_phone_number" },
      { contentType: "user_email" },
    ],
    metadata: "note",
  },
  { recipient, attachment: { type: "image", url: "https://example.com/a.png", isReusable: true } },
  { recipient, attachment: { type: "image", attachmentId: "1" }, messagingType: "UPDATE" },
  {
    recipient,
    images: [{ url: "https://example.com/a.png" }],
    threadControl: { controlType: "release" },
  },
  ...templates.map((template): Message => ({ recipient, template, messagingType: "UTILITY" })),
  { recipient, raw: { text: "Hi", anything: [1, null] } },
];

export const actions: SenderAction[] = [
  { recipient, action: "typing_on", personaId: "1" },
  { recipient, action: "typing_off" },
  { recipient, action: "mark_seen" },
  { recipient, action: "react", messageId: "m_1", reaction: "👍" },
  { recipient, action: "unreact", messageId: "m_1" },
];

export async function everyCall(): Promise<unknown[]> {
  await init();
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
      const used: number | undefined = usage?.page?.callCount ?? usage?.business[0]?.regainAccess;
      notes.push(verb + path, attempt + milliseconds + (status ?? 0), error, used);
    },
  });
  const notes: unknown[] = [];
  const draft = { name: "Adam", profilePictureUrl: "https://example.com/adam.png" };
  const { id } = await client.personas.create(draft, { timeout: 500, maxRetries: 0 });
  const listing: Listing<Persona> = await client.personas.list({ limit: 100 });
  const after: string | null = listing.after;
  for await (const persona of client.personas.list(after ? { after } : {})) {
    const name: string | undefined = persona.name;
    notes.push(name);
  }
  const page = await client.pages.get();
  const name = page.name;
  const advice: PersonaAdvice[] = client.personas.advice(draft, {
    others: listing.data,
    ...(name === undefined ? {} : { pageName: name }),
  });
  notes.push(advice.map((it) => (it.kind === "name_taken" ? it.personaId : it.message)));
  const persona: Persona = await client.personas.get(id);
  const replaced: { id: string } = await client.personas.replace(persona.id, draft);
  const { success } = await client.personas.delete(replaced.id);
  for (const message of messages) {
    const sent = await client.messages.send(message);
    const [needed, perhaps]: [string, string | undefined] = [sent.messageId, sent.attachmentId];
    notes.push(needed, perhaps, success);
  }
  for (const action of actions) await client.messages.senderAction(action);
  const message = await client.messages.get("m_1");
  const isSelf: boolean | undefined = message.replyTo?.isSelfReply;
  await client.pages.get("me");
  const accounts: Listing<Account> = await client.pages.accounts();
  for await (const account of client.pages.accounts({ limit: 5 })) notes.push(account.mayMessage);
  const conversations: Listing<Conversation> = await client.conversations.list({ userId: "2" });
  for await (const conversation of client.conversations.list()) notes.push(conversation.snippet);
  const conversation = await client.conversations.get("t_1");
  notes.push(
    isSelf,
    accounts.data,
    conversations.before,
    conversation.messages?.data[0]?.from?.name,
  );
  const person = await client.people.get("2");
  const [psid, metadata] = ["2", "why"];
  await client.threadControl.pass({ psid, targetAppId: "263902037430900", metadata });
  await client.threadControl.take({ psid, metadata });
  await client.threadControl.release({ psid });
  await client.threadControl.request({ psid });
  await client.threadControl.extend({ psid, duration: 3600 });
  const owner = await client.threadControl.owner(psid);
  const { attachmentId } = await client.attachments.upload({
    type: "file",
    url: "https://example.com/a.pdf",
  });
  notes.push(person.firstName, owner.expiration, attachmentId);
  const [read, sent, own] = await client.batch([
    { call: "personas.get", input: id },
    { call: "messages.send", input: { recipient, text: "Hi" } },
    { call: "pages.get" },
  ]);
  if (read.status === "fulfilled") notes.push(read.value.profilePictureUrl);
  else notes.push(read.reason.mayHaveHappened);
  if (sent.status === "fulfilled") notes.push(sent.value.messageId);
  if (own.status === "fulfilled") notes.push(own.value.pictureUrl);
  const some: { call: "personas.delete"; input: string }[] = [
    { call: "personas.delete", input: id },
  ];
  for (const outcome of await client.batch(some)) {
    if (outcome.status === "fulfilled") notes.push(outcome.value.success);
  }
  const raw: unknown = await client.call({
    path: "1",
    params: { fields: "fan_count", limit: 1, x: { y: [] } },
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
  switch (template.templateType) {
    case "generic":
      return template.elements[0]?.title;
    case "button":
      return template.text;
    case "media":
      return template.elements[0].mediaType;
    case "receipt":
      return template.summary.totalCost;
    case "product":
      return template.elements[0]?.id;
    case "coupon":
      return template.couponUrl ?? template.couponCode;
    case "customer_feedback":
      return template.feedbackScreens[0].questions[0].type;
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

export function doneBy(action: SenderAction): string | undefined {
  switch (action.action) {
    case "typing_on":
    case "typing_off":
      return action.personaId;
    case "mark_seen":
      return undefined;
    case "react":
      return action.reaction;
    case "unreact":
      return action.messageId;
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
