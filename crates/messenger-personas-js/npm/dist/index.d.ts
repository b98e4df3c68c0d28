/**
 * Loads the WebAssembly module. Call and await it once before anything else in a browser; in
 * Node, Bun and Deno it need not be called. Calling it again is harmless, and after a failed load
 * the next call tries again.
 *
 * @param source Where the module is, if not beside the package's own file: its address, a
 * `Response`, its bytes, or a compiled `WebAssembly.Module`.
 */
export default function init(source?: unknown): Promise<void>;

/** Asks Graph in the name of one Page. */
export class GraphClient {
  /**
   * Makes no call.
   *
   * In a browser, whoever can open the page can read the token, and a Page token can write to
   * every customer in the Page's name. Prefer an `origin` of your own that adds the token.
   *
   * @throws {@link RequestError} if a setting cannot be used, or if the module is not loaded yet.
   */
  constructor(settings: GraphClientSettings);
  readonly personas: Personas;
  readonly messages: Messages;
  readonly pages: Pages;
  readonly conversations: Conversations;
  readonly people: People;
  readonly threadControl: ThreadControl;
  readonly attachments: Attachments;
  /**
   * Makes 1 to 50 calls in one request (Meta's limit). Each has its own outcome, in its place, and
   * a refusal of one does not stop the others. None may rest on the outcome of another. A batch is
   * asked again only if every call in it is a read.
   *
   * @throws {@link RequestError} if one of the calls cannot be made; then none is.
   */
  batch<const Calls extends readonly BatchCall[]>(
    calls: Calls,
    options?: CallOptions,
  ): Promise<{ -readonly [Place in keyof Calls]: BatchOutcome<BatchValue<Calls[Place]>> }>;
  /**
   * Makes a call that this package has no method for. The answer is as Graph sent it: that of a
   * list holds addresses with the token in them (`paging.next`), so do not show it as it is.
   */
  call(request: RawRequest, options?: CallOptions): Promise<unknown>;
  /** Frees the memory. Calls afterwards say so; `using client = …` does it by itself. */
  dispose(): void;
}

/** What `using client = new GraphClient(…)` needs, where the types of the language know it. */
export interface GraphClient extends Disposing<SymbolConstructor> {}

/** Under the symbol `Symbol.dispose`, if there is one. */
export type Disposing<Symbols> = {
  readonly [
    Name in Symbols extends { readonly dispose: symbol } ? Symbols["dispose"] : never
  ]: () => void;
};

export interface GraphClientSettings {
  /** The Page: digits, as a string. */
  pageId: string;
  /**
   * A Page access token. It appears in no error, no log and no URL. Leave it out only together
   * with an `origin` of your own that adds it.
   */
  accessToken?: string;
  /** The Graph version, by default `"v26.0"`. */
  version?: string;
  /** Whose Graph: by default `"https://graph.facebook.com"`; a gateway's or the emulator's. */
  origin?: string;
  /**
   * How calls travel. `"form"`: always POST, verb and token in the body, so that a browser asks
   * for no permission first; the default in browsers against Meta. `"header"`: real verbs, JSON
   * and `Authorization: Bearer`; the default elsewhere.
   */
  callStyle?: "form" | "header";
  /**
   * The app secret proof, 64 hexadecimal digits, computed where the secret is: never in a browser.
   */
  appSecretProof?: string;
  /** Milliseconds that one attempt may take, 1 to 2,147,483,647, by default 30,000. */
  timeout?: number;
  /**
   * How often to ask again, by default 2, at most 20. Creating and sending are asked again only
   * after Graph said "too many calls", and then after some seconds: there is no other way to be
   * sure that nothing was done.
   */
  maxRetries?: number;
  /** Called in place of the global `fetch`, with a `Request`. */
  fetch?: (request: FetchRequest) => PromiseLike<FetchResponse>;
  /**
   * Called after each exchange with Graph, retries included. Nothing in it holds the token. What
   * it throws is overlooked.
   */
  onExchange?: (exchange: Exchange) => void;
}

/**
 * The runtime's own `Request`, or what one is at least where the types of the language have none.
 */
export type FetchRequest = typeof globalThis extends { Request: { prototype: infer Request } }
  ? Request
  : { readonly url: string; readonly method: string; text(): Promise<string> };

/** What a `Response` is at least. */
export interface FetchResponse {
  readonly status: number;
  text(): Promise<string>;
}

/** What an `AbortSignal` is at least: one of another realm, or a polyfill, does. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What can be said about one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason, whatever it is. */
  signal?: CallSignal;
  /** Milliseconds that one attempt of this call may take. */
  timeout?: number;
  /** How often to make this call again. */
  maxRetries?: number;
}

/** One request to Graph and what came of it, without the token. */
export interface Exchange {
  /** The verb that is meant; in form style, all are carried as POST. */
  readonly method: "GET" | "POST" | "DELETE";
  /** What stands after the version, such as `"134/personas"`. */
  readonly path: string;
  /** Which attempt it was, counting from 1. */
  readonly attempt: number;
  /** How long it took, without any wait before it. */
  readonly milliseconds: number;
  /** The HTTP status; missing if no answer came. */
  readonly status?: number;
  /** Why it failed, in words; missing for a success. */
  readonly error?: string;
  /**
   * How much of the limits is used up; missing if Graph does not say, or the browser does not show
   * it.
   */
  readonly usage?: Usage;
}

/**
 * How much of Graph's limits is used up, by its headers `x-app-usage`, `x-page-usage` and
 * `x-business-use-case-usage`.
 */
export interface Usage {
  readonly app?: Meter;
  readonly page?: Meter;
  readonly business: readonly BusinessMeter[];
}

/** Percentages: Graph refuses calls when one reaches 100. */
export interface Meter {
  readonly callCount: number;
  readonly totalTime: number;
  readonly totalCputime: number;
}

/** The limit of one kind of calls for one business. */
export interface BusinessMeter extends Meter {
  readonly businessId: string;
  /** Which kind of calls, such as `"messenger"`. */
  readonly type: string;
  /** Milliseconds until calls are taken again; 0 if they are. */
  readonly regainAccess: number;
}

/** Which part of a list, and how much at once. */
export interface ListQuery {
  /** How many items a listing has at most. Graph's default is 25. */
  limit?: number;
  /** Start after this place: the `after` of an earlier listing. Do not store it. */
  after?: string;
  /** Start before this place, instead: the `before` of an earlier listing. */
  before?: string;
}

/** One part of a list, as Graph gives it. */
export interface Listing<Item> {
  data: Item[];
  /** Whether another listing follows, even if this one is empty: the only sign of the end. */
  hasMore: boolean;
  /** Whether another listing comes before this one. */
  hasPrevious: boolean;
  /** Where the next listing starts; there on the last listing too. `null` if Graph does not say. */
  after: string | null;
  /**
   * Where the listing before this one ends; there on the first listing too. `null` if Graph does
   * not say.
   */
  before: string | null;
}

/** One listing when awaited; every item, listing by listing, when walked with `for await`. */
export interface List<Item> extends AsyncIterable<Item> {
  then: Promise<Listing<Item>>["then"];
  catch: Promise<Listing<Item>>["catch"];
  finally: Promise<Listing<Item>>["finally"];
}

/** The personas of the Page. */
export interface Personas {
  /** Creates a persona. Two may have the same name: the id tells them apart. */
  create(draft: PersonaDraft, options?: CallOptions): Promise<{ id: string }>;
  /** `await` it for one listing; `for await` over it for every persona. */
  list(query?: ListQuery, options?: CallOptions): List<Persona>;
  /** Reads one persona. */
  get(id: string, options?: CallOptions): Promise<Persona>;
  /**
   * Creates a persona from `draft`, then deletes the one with `id`, because Graph cannot change
   * one. The id changes, and messages that were sent keep the old name and picture.
   *
   * @throws {@link ReplaceIncompleteError} if the new one is there and the old one too.
   */
  replace(id: string, draft: PersonaDraft, options?: CallOptions): Promise<{ id: string }>;
  /** Deletes a persona, for good. Messages that it sent keep its name and picture. */
  delete(id: string, options?: CallOptions): Promise<{ success: boolean }>;
  /**
   * What Graph may take in a draft and a person should look at. Makes no call. An empty list is no
   * promise: Meta's own checks are not public.
   *
   * @throws {@link RequestError} if the draft cannot be used at all.
   */
  advice(draft: PersonaDraft, context?: AdviceContext): PersonaAdvice[];
}

export interface PersonaDraft {
  /** 1 to 50 characters, such as `"John Z."`. White space around it is dropped. */
  name: string;
  /** An absolute address of an image of at most 8 MB, which Meta fetches and copies. */
  profilePictureUrl: string;
}

export interface Persona {
  id: string;
  name?: string;
  /** May be Meta's copy, and not the address that the persona was created with. */
  profilePictureUrl?: string;
}

export type PersonaListing = Listing<Persona>;

/** What a draft is looked at beside, as far as it is known. */
export interface AdviceContext {
  /** The Page's name. */
  pageName?: string;
  /** The personas that the Page has. */
  others?: readonly Persona[];
}

/** Something unwise about a draft. */
export type PersonaAdvice =
  | {
      kind:
        | "page_name"
        | "length_in_doubt"
        | "plain_http"
        | "private_host"
        | "tunnel_host"
        | "facebook_page";
      /** What it is and what would do, in a sentence. */
      message: string;
    }
  | {
      kind: "name_taken";
      /** What it is and what would do, in a sentence. */
      message: string;
      /** The other persona with this name. */
      personaId: string;
    };

/** What the Page, or a persona of it, says to a person. */
export interface Messages {
  /** Sends a message. The answer never says whether the persona was shown. */
  send(message: Message, options?: CallOptions): Promise<SentMessage>;
  /**
   * Shows something without a message: typing dots, which end by themselves after about 20
   * seconds, "seen", or a reaction.
   */
  senderAction(action: SenderAction, options?: CallOptions): Promise<{ recipientId?: string }>;
  /**
   * Reads a message. Graph shows the 20 newest of a conversation, and refuses an older one as
   * deleted. It does not say which persona sent one: keep that yourself.
   */
  get(id: string, options?: CallOptions): Promise<ReceivedMessage>;
}

/** Whom a message is for, named in exactly one way. */
export type Recipient =
  | (ExactlyOne<RecipientNames> & { name?: never })
  | (Only<RecipientNames, "phoneNumber"> & { name: FullName });

export interface RecipientNames {
  /** A person's page-scoped id (PSID): digits, as a string. */
  id: string;
  /** A person who ticked the checkbox plugin. The answer names no person. */
  userRef: string;
  /** Who wrote a comment on a post of the Page: one private reply, within 7 days. */
  commentId: string;
  /** Who wrote a post on the Page: one private reply, within 7 days. */
  postId: string;
  /**
   * A telephone number, such as `"+16505551234"`: `+` and 7 to 15 digits. For Pages that were let,
   * optionally with the person's `name`. The answer names no person.
   */
  phoneNumber: string;
  /**
   * A person who agreed to recurring notifications, which Meta has announced to end. At most 1,000
   * characters.
   */
  notificationMessagesToken: string;
  /** A person who agreed to one notification. At most 1,000 characters. */
  oneTimeNotifToken: string;
}

/** Helps to find the right person. */
export interface FullName {
  firstName: string;
  lastName: string;
}

/** A message: what is around it, why it is sent, and exactly one thing that it shows. */
export type Message = MessageAround & MessagePurpose & MessageContent;

/** What is around a message. */
export interface MessageAround {
  recipient: Recipient;
  /** Who speaks; the Page itself if left out. */
  personaId?: string;
  /**
   * How loud it arrives: with sound, on the screen only, not at all. As the person set it if left
   * out.
   */
  notificationType?: "REGULAR" | "SILENT_PUSH" | "NO_PUSH";
  /** The id of the message that this one answers. The person must have written within 24 hours. */
  replyTo?: string;
  /** Who has the conversation afterwards; nothing changes if left out. */
  threadControl?: HandOver;
}

/** Another app, the Page's default app if `appId` is left out; or nobody. */
export type HandOver =
  { controlType: "pass"; appId?: string } | { controlType: "release"; appId?: never };

/** Why a message is sent. */
export type MessagePurpose =
  | {
      /**
       * `"RESPONSE"`, the default: in answer, within 24 hours. `"UPDATE"`: of the Page's own
       * accord, within 24 hours. `"UTILITY"`: a template that Meta approved, at any time.
       */
      messagingType?: "RESPONSE" | "UPDATE" | "UTILITY";
      tag?: never;
    }
  | {
      /** For a reason that allows more than 24 hours. */
      messagingType: "MESSAGE_TAG";
      tag: MessageTag;
    };

/**
 * A reason to write after 24 hours. `"HUMAN_AGENT"`: a person of the Page answers within 7 days,
 * never a machine; needs Meta's approval. `"CUSTOMER_FEEDBACK"`: a customer feedback template,
 * within 7 days. `"NON_PROMOTIONAL_SUBSCRIPTION"`: news, for Pages that are registered as news.
 */
export type MessageTag = "HUMAN_AGENT" | "CUSTOMER_FEEDBACK" | "NON_PROMOTIONAL_SUBSCRIPTION";

/** What a message shows: a text, a file, pictures, a template, or Graph's own words. */
export type MessageContent =
  | (Only<MessageKinds, "text"> & BesideContent)
  | (Only<MessageKinds, "attachment"> & BesideContent)
  | (Only<MessageKinds, "images"> & BesideContent)
  | (Only<MessageKinds, "template"> & BesideContent)
  | (Only<MessageKinds, "raw"> & { quickReplies?: never; metadata?: never });

export interface MessageKinds {
  /** Not blank, at most 1,999 characters (Send API reference: under 2,000); sent as it is. */
  text: string;
  attachment: File;
  /** Several pictures in one message: 1 to 30. */
  images: readonly Image[];
  template: Template;
  /** Graph's whole `message` object; nothing in it is checked. */
  raw: { readonly [name: string]: unknown };
}

/** What may be added to any content but `raw`. */
export interface BesideContent {
  /** 1 to 13, below the message. */
  quickReplies?: readonly QuickReply[];
  /**
   * A note that comes back in the echo webhook: not blank, at most 999 characters (Send API
   * reference: under 1,000).
   */
  metadata?: string;
}

/** A file: at an address, from where Meta fetches it, or uploaded before. */
export type File = {
  type: FileType;
} & (
  | {
      /** At most 25 MB, a picture 8 MB, within 10 seconds, a video 75. */
      url: string;
      /** Whether Meta keeps it; the answer then holds its `attachmentId`. */
      isReusable?: boolean;
      attachmentId?: never;
    }
  | {
      /** What {@link Attachments.upload} answered, at Meta for 90 days. */
      attachmentId: string;
      url?: never;
      isReusable?: never;
    }
);

export type FileType = "audio" | "file" | "image" | "video";

/** One of several pictures. */
export interface Image {
  url: string;
}

/** What a person can press instead of writing. It disappears when they do. */
export type QuickReply =
  | {
      contentType: "text";
      /** Not blank, at most 20 characters. */
      title: string;
      /** What your webhook gets: not blank, at most 1,000 characters. */
      payload: string;
      /** A small picture beside the title. */
      imageUrl?: string;
    }
  | {
      /** Asks for the telephone number, or the address, that the person has given to Facebook. */
      contentType: "user_phone_number" | "user_email";
      title?: never;
      payload?: never;
      imageUrl?: never;
    };

/** A page to open, and how. */
export type WebUrl = {
  /** How much of the screen the page takes, by default `"full"`. */
  webviewHeightRatio?: "compact" | "tall" | "full";
  /** Takes away the button that shares the page. */
  webviewShareButton?: "hide";
} & (
  | { url: string; messengerExtensions?: false; fallbackUrl?: never }
  | {
      /** An `https:` address. */
      url: string;
      /** Whether the page uses Messenger Extensions. */
      messengerExtensions: true;
      /** What opens where there are no extensions; the same page if left out. */
      fallbackUrl?: string;
    }
);

/** A button of a template. */
export type Button =
  | WebUrlButton
  | PostbackButton
  | PhoneNumberButton
  | AccountLinkButton
  | AccountUnlinkButton
  | GamePlayButton;

/** Opens a page. */
export type WebUrlButton = {
  type: "web_url";
  /** Not blank, at most 20 characters. */
  title: string;
} & WebUrl;

/** Tells your webhook. */
export interface PostbackButton {
  type: "postback";
  /** Not blank, at most 20 characters. */
  title: string;
  /** What your webhook gets: not blank, at most 1,000 characters. */
  payload: string;
}

/** Calls a telephone number. */
export interface PhoneNumberButton {
  type: "phone_number";
  /** Not blank, at most 20 characters. */
  title: string;
  /** The number: `+` and 7 to 15 digits. */
  payload: string;
}

/** Lets the person log in to your site. */
export interface AccountLinkButton {
  type: "account_link";
  /** Your page for it, an `https:` address. */
  url: string;
}

/** Lets the person log out again. */
export interface AccountUnlinkButton {
  type: "account_unlink";
}

/** Opens an Instant Game. */
export interface GamePlayButton {
  type: "game_play";
  /** Not blank, at most 20 characters. */
  title: string;
  /** What the game gets: not blank, at most 1,000 characters. */
  payload?: string;
  /** With whom it is played. */
  gameMetadata?: { playerId: string; contextId?: never } | { contextId: string; playerId?: never };
}

/** A message with structure. */
export type Template =
  | GenericTemplate
  | ButtonTemplate
  | MediaTemplate
  | ReceiptTemplate
  | ProductTemplate
  | CouponTemplate
  | FeedbackTemplate;

/** Cards to swipe through. */
export interface GenericTemplate {
  templateType: "generic";
  /** 1 to 10. */
  elements: readonly GenericElement[];
  /** The shape of the pictures, by default `"horizontal"`. */
  imageAspectRatio?: "horizontal" | "square";
  /** Whether the person can pass it on. */
  sharable?: boolean;
}

/** A card: a title and at least one thing more. */
export interface GenericElement {
  /** Not blank, at most 80 characters. */
  title: string;
  /** Not blank, at most 80 characters. */
  subtitle?: string;
  imageUrl?: string;
  /** What opens when the card is pressed. */
  defaultAction?: { type: "web_url" } & WebUrl;
  /** 1 to 3. */
  buttons?: readonly Button[];
}

/** A text with buttons. */
export interface ButtonTemplate {
  templateType: "button";
  /** Not blank, at most 640 characters. */
  text: string;
  /** 1 to 3. */
  buttons: readonly Button[];
}

/** A picture or a video with buttons. */
export interface MediaTemplate {
  templateType: "media";
  /** Exactly one. */
  elements: readonly [MediaElement];
  /** Whether the person can pass it on. */
  sharable?: boolean;
}

export type MediaElement = {
  mediaType: "image" | "video";
  /** 1 to 3. */
  buttons?: readonly Button[];
} & (
  | {
      /** An address on Facebook; others are not taken. */
      url: string;
      attachmentId?: never;
    }
  | {
      /** What {@link Attachments.upload} answered. */
      attachmentId: string;
      url?: never;
    }
);

/**
 * The confirmation of an order. Amounts are texts such as `"75.00"`: up to 12 digits, and up to 2
 * more behind a point, in the currency's own unit. Meta states no limit for the other texts; 1,000
 * characters are taken.
 */
export interface ReceiptTemplate {
  templateType: "receipt";
  recipientName: string;
  /** Who sold; shown in place of a logo. */
  merchantName?: string;
  /** No other receipt may have it. */
  orderNumber: string;
  /** Of every amount: three capital letters, such as `"EUR"`. */
  currency: string;
  /** Such as `"Visa 1234"`. */
  paymentMethod: string;
  /** When it was ordered, in whole seconds since 1970. */
  timestamp?: number;
  orderUrl?: string;
  /** What was ordered: up to 100. */
  elements?: readonly ReceiptElement[];
  address?: ReceiptAddress;
  summary: ReceiptSummary;
  /** What was taken off. */
  adjustments?: readonly { name: string; amount: string }[];
  /** Whether the person can pass it on. */
  sharable?: boolean;
}

export interface ReceiptElement {
  title: string;
  subtitle?: string;
  quantity?: number;
  /** `"0"` is allowed. */
  price: string;
  /** If another than that of the receipt. */
  currency?: string;
  imageUrl?: string;
}

export interface ReceiptAddress {
  street1: string;
  street2?: string;
  city: string;
  postalCode: string;
  /** The state's abbreviation in the United States, else the region. */
  state: string;
  /** Two capital letters, such as `"US"`. */
  country: string;
}

export interface ReceiptSummary {
  subtotal?: string;
  shippingCost?: string;
  totalTax?: string;
  totalCost: string;
}

/** Products of the Page's catalogue. */
export interface ProductTemplate {
  templateType: "product";
  /** 1 to 10. */
  elements: readonly { id: string }[];
}

/** A coupon: a code, a link, or both. */
export type CouponTemplate = {
  templateType: "coupon";
  /** Not blank, at most 80 characters. */
  title: string;
  /** Not blank, at most 80 characters; Messenger writes "Terms may apply." if left out. */
  subtitle?: string;
  /** What is said before the coupon is opened: at most 1,000 characters. */
  couponPreMessage?: string;
  imageUrl?: string;
  /** What your webhook gets: at most 1,000 characters. */
  payload?: string;
} & (
  | {
      /** Without spaces, at most 1,000 characters. */
      couponCode: string;
      couponUrl?: never;
      couponUrlButtonTitle?: never;
    }
  | {
      /** Without spaces, at most 1,000 characters. */
      couponCode?: string;
      couponUrl: string;
      /** At most 1,000 characters. */
      couponUrlButtonTitle?: string;
    }
);

/** One question about how it was. Later than 24 hours it needs the tag `"CUSTOMER_FEEDBACK"`. */
export interface FeedbackTemplate {
  templateType: "customer_feedback";
  /** 1 to 65 characters, without an address. */
  title: string;
  /** 1 to 80 characters, without an address. */
  subtitle: string;
  /** 1 to 20 characters, without an address. */
  buttonTitle: string;
  /** Exactly one, with exactly one question. */
  feedbackScreens: readonly [{ questions: readonly [Question] }];
  /** Your privacy policy. */
  businessPrivacy: { url: string };
  /** How long it can be answered: 1 to 7 days, by default 1. */
  expiresInDays?: number;
}

/** What is asked: a score of satisfaction, recommendation or effort, or for words. */
export type Question = {
  /** Your name for it, by which the answer comes back: letters, digits and `_`, at most 80. */
  id: string;
  /** 5 to 85 characters, without an address; Messenger has a question of its own. */
  title?: string;
} & (
  | ({ type: "csat"; scoreOption?: "five_stars" | "one_to_five" | "five_emojis" } & BesideScore)
  | ({ type: "nps"; scoreOption?: "zero_to_ten" } & BesideScore)
  | ({ type: "ces"; scoreOption?: "one_to_seven" } & BesideScore)
  | { type: "free_form"; scoreOption?: never; scoreLabel?: never; followUp?: never }
);

/** What goes with a score. */
export interface BesideScore {
  /** What its ends are called. */
  scoreLabel?: "neg_pos" | "hard_easy" | "dis_sat" | "unlike_like" | "poor_great" | "none";
  /** A field for words. */
  followUp?: FollowUp;
}

/** A field for words below a score. */
export interface FollowUp {
  type: "free_form";
  /** What stands in it while it is empty: 1 to 65 characters, without an address. */
  placeholder?: string;
}

export interface SentMessage {
  messageId: string;
  /** The person; missing for one who was named by a `userRef` or a telephone number. */
  recipientId?: string;
  /** The file, if it was sent with `isReusable`. */
  attachmentId?: string;
}

/** Something that is shown without a message. Only typing can be done by a persona. */
export type SenderAction =
  | {
      recipient: Recipient;
      action: "typing_on" | "typing_off";
      /** Who types; the Page itself if left out. */
      personaId?: string;
      messageId?: never;
      reaction?: never;
    }
  | {
      recipient: Recipient;
      action: "mark_seen";
      personaId?: never;
      messageId?: never;
      reaction?: never;
    }
  | {
      recipient: Recipient;
      action: "react";
      messageId: string;
      /** An emoji: at most 20 code points, and no letters. */
      reaction: string;
      personaId?: never;
    }
  | {
      recipient: Recipient;
      action: "unreact";
      messageId: string;
      personaId?: never;
      reaction?: never;
    };

/** A message, as Graph shows it. */
export interface ReceivedMessage {
  id: string;
  /** Such as `"2026-07-12T19:11:07+0000"`. */
  createdTime?: string;
  /** The Page, whatever persona it showed, or the person. */
  from?: Participant;
  to?: Participant[];
  /** Its text; empty for what is only an attachment. */
  message?: string;
  /** The message that it answers, and whether that is by the same writer. */
  replyTo?: { mid: string; isSelfReply: boolean };
}

/** One who takes part: the Page, or the person. */
export interface Participant {
  /** A Page's id, or a person's page-scoped one. */
  id?: string;
  name?: string;
  /** An address that Meta makes up of the id; nobody reads mail there. */
  email?: string;
}

/** Pages: whom a persona speaks for. */
export interface Pages {
  /** Reads a Page: the client's own if `id` is left out, that of the token for `"me"`. */
  get(id?: string, options?: CallOptions): Promise<Page>;
  /**
   * The Pages of the person whose token is used, with a token for each. It takes a user's access
   * token; a Page's own is refused.
   */
  accounts(query?: ListQuery, options?: CallOptions): List<Account>;
}

export interface Page {
  id: string;
  /** What customers see beside every persona. */
  name?: string;
  pictureUrl?: string;
}

/** A Page that a person works for. */
export interface Account {
  id: string;
  name?: string;
  /** What kind of Page it is, in words. */
  category?: string;
  pictureUrl?: string;
  /** What the person may do there, such as `"MESSAGING"`. */
  tasks: string[];
  /** The Page's own token: show it to nobody. */
  accessToken?: string;
  /**
   * Whether one of the tasks is known to include messages. `false` is a warning only: Meta has
   * renamed tasks before.
   */
  mayMessage: boolean;
}

/** Conversations between the Page and a person. Graph takes 2 calls a second for a Page here. */
export interface Conversations {
  /** `await` it for one listing; `for await` over it for every conversation. */
  list(query?: ConversationQuery, options?: CallOptions): List<Conversation>;
  /** Reads a conversation with its newest messages, at most 20. */
  get(id: string, options?: CallOptions): Promise<Conversation>;
}

export interface ConversationQuery extends ListQuery {
  /** Only the one with this person: their page-scoped id. */
  userId?: string;
}

/** A conversation, as Graph shows it. Only its id always comes. */
export interface Conversation {
  id: string;
  /** When something last happened, such as `"2026-07-12T19:11:07+0000"`. */
  updatedTime?: string;
  /** The Page and the person. */
  participants?: Participant[];
  /** The start of the last message. */
  snippet?: string;
  unreadCount?: number;
  messageCount?: number;
  /** Whether the Page may answer. */
  canReply?: boolean;
  /** Whether the app that asks has the conversation. */
  isOwner?: boolean;
  /** Where the Page's people can read it, below facebook.com. */
  link?: string;
  /** The newest messages; {@link Conversations.get} asks for them. */
  messages?: Listing<ReceivedMessage>;
}

/** People who write to the Page. */
export interface People {
  /**
   * Reads a person's names and picture. An app without Business Asset User Profile Access gets an
   * empty object, and no error.
   */
  get(psid: string, options?: CallOptions): Promise<Person>;
}

/** A person, as far as Graph shows them to this app. Nothing of it always comes. */
export interface Person {
  id?: string;
  name?: string;
  firstName?: string;
  lastName?: string;
  /** Where their picture is, for a while. */
  profilePic?: string;
}

/** Which app has the conversation with a person. */
export interface ThreadControl {
  /** Gives it to another app. */
  pass(to: Thread & { targetAppId: string }, options?: CallOptions): Promise<{ success: boolean }>;
  /** Takes it from the app that has it. Needs to be the Page's default app. */
  take(thread: Thread, options?: CallOptions): Promise<{ success: boolean }>;
  /** Gives it back. */
  release(thread: Thread, options?: CallOptions): Promise<{ success: boolean }>;
  /** Asks for it, where the Page has no default app. */
  request(thread: Thread, options?: CallOptions): Promise<{ success: boolean }>;
  /** Keeps it longer than the usual 24 hours. */
  extend(extension: ThreadExtension, options?: CallOptions): Promise<{ success: boolean }>;
  /** Tells which app has it. */
  owner(psid: string, options?: CallOptions): Promise<ThreadOwner>;
}

/** The conversation with a person. */
export interface Thread {
  /** The person's page-scoped id. */
  psid: string;
  /** What the other app is told: not blank, at most 999 characters (Meta: under 1,000). */
  metadata?: string;
}

export interface ThreadExtension {
  /** The person's page-scoped id. */
  psid: string;
  /** For how long from now, in whole seconds: 1 to 604,800, which is 7 days. */
  duration: number;
}

export interface ThreadOwner {
  /** Missing if no app has it. */
  appId?: string;
  /** Until when, in seconds since 1970. */
  expiration?: number;
}

/** Files for messages to come. */
export interface Attachments {
  /** Has Meta fetch a file, to be sent any number of times within 90 days. */
  upload(upload: AttachmentUpload, options?: CallOptions): Promise<{ attachmentId: string }>;
}

export interface AttachmentUpload {
  type: FileType;
  /** At most 25 MB, a picture 8 MB, within 10 seconds, a video 75. */
  url: string;
}

/** What can be part of a batch: what each call takes and gives. */
export interface BatchCalls {
  "personas.create": { input: PersonaDraft; value: { id: string } };
  "personas.get": { input: string; value: Persona };
  "personas.delete": { input: string; value: { success: boolean } };
  "messages.send": { input: Message; value: SentMessage };
  "messages.senderAction": { input: SenderAction; value: { recipientId?: string } };
  "messages.get": { input: string; value: ReceivedMessage };
  "pages.get": { input?: string; value: Page };
  "people.get": { input: string; value: Person };
  "conversations.get": { input: string; value: Conversation };
  "threadControl.pass": { input: Thread & { targetAppId: string }; value: { success: boolean } };
  "threadControl.take": { input: Thread; value: { success: boolean } };
  "threadControl.release": { input: Thread; value: { success: boolean } };
  "threadControl.request": { input: Thread; value: { success: boolean } };
  "threadControl.extend": { input: ThreadExtension; value: { success: boolean } };
  "threadControl.owner": { input: string; value: ThreadOwner };
  "attachments.upload": { input: AttachmentUpload; value: { attachmentId: string } };
}

/** One call of a batch: the method's name and what it takes. */
export type BatchCall = {
  [Call in keyof BatchCalls]: { readonly call: Call } & Readonly<Pick<BatchCalls[Call], "input">>;
}[keyof BatchCalls];

/** What one call of a batch gives. */
export type BatchValue<Call> = Call extends { readonly call: infer Name extends keyof BatchCalls }
  ? BatchCalls[Name]["value"]
  : never;

/**
 * What became of one call of a batch. Where Graph did not get to a call in time, the reason is a
 * {@link TimeoutError}.
 */
export type BatchOutcome<Value> =
  { status: "fulfilled"; value: Value } | { status: "rejected"; reason: PersonasError };

/** A call in the caller's own words. Version and token are added by themselves. */
export interface RawRequest {
  /** By default `"GET"`. Reads and deletes may be asked again, a `"POST"` never. */
  method?: "GET" | "POST" | "DELETE";
  /** What stands after the version, such as `"134/feed"`: ids and edges with slashes between. */
  path: string;
  /** Parameters by Graph's names. What is no string is sent as JSON. */
  params?: { readonly [name: string]: string | number | boolean | object };
}

/** Exactly one of these members. */
export type ExactlyOne<Members> = { [Name in keyof Members]: Only<Members, Name> }[keyof Members];

/** One of these members, and none of the others. */
export type Only<Members, Name extends keyof Members> = Pick<Members, Name> & {
  [Other in Exclude<keyof Members, Name>]?: never;
};

/** Anything that this package throws on purpose. */
export class PersonasError extends Error {
  readonly name: ErrorName;
  /**
   * Whether a create or a send may have been carried out although it failed: look before you make
   * it again. Always false for what can be made again without harm.
   */
  readonly mayHaveHappened: boolean;
}

/** The name of a class of this package. */
export type ErrorName =
  | "PersonasError"
  | "RequestError"
  | "ConnectionError"
  | "TimeoutError"
  | "ResponseError"
  | "GraphError"
  | "AccessTokenError"
  | "PermissionError"
  | "RateLimitError"
  | "ReplaceIncompleteError";

/** Nothing was sent: a value cannot be used. The message says which, and what would do. */
export class RequestError extends PersonasError {
  readonly name: "RequestError";
}

/** No answer came. */
export class ConnectionError extends PersonasError {
  readonly name: "ConnectionError" | "TimeoutError";
}

/** The answer was not complete in time. */
export class TimeoutError extends ConnectionError {
  readonly name: "TimeoutError";
}

/** The answer is none of Graph's: a proxy's page, cut JSON, nothing. */
export class ResponseError extends PersonasError {
  readonly name: "ResponseError";
  /** The HTTP status, if one answer is meant. */
  readonly status?: number;
}

/** Graph refused. */
export class GraphError extends PersonasError {
  readonly name: "GraphError" | "AccessTokenError" | "PermissionError" | "RateLimitError";
  /** The HTTP status; Graph mostly says 400. */
  readonly status: number;
  readonly code: number;
  /** `null` if Graph gave none. */
  readonly subcode: number | null;
  /** What code and subcode mean. */
  readonly kind: GraphErrorKind;
  /** In one sentence: what to do next. */
  readonly advice: string;
  /** Graph's own class, such as `"OAuthException"`. */
  readonly type: string | null;
  /** For the person, in their language. */
  readonly userTitle: string | null;
  /** For the person, in their language. */
  readonly userMessage: string | null;
  /** Graph's hint that the same call may work later. */
  readonly isTransient: boolean;
  /** What Meta's support asks for. */
  readonly fbtraceId: string | null;
  /** After too many calls: for how many milliseconds to make none, if Graph says so. */
  readonly retryAfter: number | null;
}

/** The access token is missing, malformed, expired or of the wrong kind. */
export class AccessTokenError extends GraphError {
  readonly name: "AccessTokenError";
  readonly kind: "access_token";
}

/** The token, the app or the Page lacks a permission. */
export class PermissionError extends GraphError {
  readonly name: "PermissionError";
  readonly kind: "permission";
}

/** Too many calls. */
export class RateLimitError extends GraphError {
  readonly name: "RateLimitError";
  readonly kind: "rate_limit";
}

/** The new persona was created, and the old one could not be deleted. */
export class ReplaceIncompleteError extends PersonasError {
  readonly name: "ReplaceIncompleteError";
  /** The new persona. */
  readonly createdId: string;
  /** The old persona, still there: `personas.delete(replacedId)` finishes the work. */
  readonly replacedId: string;
  /** Why it was not deleted: an error of this package, or the reason of an aborted signal. */
  readonly cause: unknown;
}

/**
 * What a refusal means.
 *
 * - `"access_token"`: the token is missing, malformed, expired, or of the wrong kind.
 * - `"permission"`: the token, the app or the Page lacks a permission.
 * - `"rate_limit"`: too many calls.
 * - `"unknown_object"`: the id is unknown, deleted, or belongs to another Page.
 * - `"invalid_parameter"`: a parameter is missing or not acceptable.
 * - `"outside_window"`: the person last wrote over 24 hours ago.
 * - `"person_unavailable"`: the person cannot be reached: unknown to this Page, or blocked it.
 * - `"thread_taken"`: another app has the conversation.
 * - `"blocked"`: content or Page is blocked by policy.
 * - `"picture"`: a picture or file could not be fetched, is too large, or of the wrong type.
 * - `"unknown_path"`: the path or version does not exist.
 * - `"service"`: Graph failed; the same call may work in a moment.
 * - `"unknown"`: a code that this version does not know; nothing of it is lost.
 */
export type GraphErrorKind =
  | "access_token"
  | "permission"
  | "rate_limit"
  | "unknown_object"
  | "invalid_parameter"
  | "outside_window"
  | "person_unavailable"
  | "thread_taken"
  | "blocked"
  | "picture"
  | "unknown_path"
  | "service"
  | "unknown";
