/**
 * Loads the WebAssembly module.
 *
 * In a browser, await it once before creating a client. In Node, Bun and Deno it is not needed.
 * Further calls have no effect; after a failed load, the next call tries again.
 *
 * @param source The module, if it is not next to the package's own files: its URL, a `Response`,
 * its bytes, a compiled `WebAssembly.Module`, or a promise of one of these.
 */
export function init(source?: string | object): Promise<void>;
export { init as default };

/** A client for Meta's Graph API on behalf of one Page. */
export class GraphClient {
  /**
   * Creates a client. Sends nothing.
   *
   * In a browser, everyone who can open the page can read the token, and with a Page access token
   * they can message every customer of the Page. Prefer an `origin` of your own that adds the
   * token.
   *
   * @throws {@link RequestError} if an option is invalid, or if the module is not loaded yet.
   */
  constructor(options: GraphClientOptions);
  readonly personas: Personas;
  readonly messages: Messages;
  readonly pages: Pages;
  readonly conversations: Conversations;
  readonly people: People;
  readonly threadControl: ThreadControl;
  readonly attachments: Attachments;
  /**
   * Sends 1 to 50 calls as one request (Meta's limit) and returns their results in the same order.
   *
   * Each call succeeds or fails independently of the others. No call may depend on another: the
   * order in which Graph processes them is not documented. A batch is retried only if every call in
   * it is a read.
   *
   * @throws {@link RequestError} if one of the calls is invalid; then nothing is sent.
   */
  batch<const Calls extends readonly BatchCall[]>(
    calls: Calls,
    options?: CallOptions,
  ): Promise<{ -readonly [Index in keyof Calls]: BatchResult<BatchValue<Calls[Index]>> }>;
  /**
   * Sends any other Graph request and returns the JSON of the response.
   *
   * The response is as Graph sent it, except that access tokens in it (such as in `paging.next`)
   * are redacted. Nothing in `params` is validated.
   */
  call(request: RawRequest, options?: CallOptions): Promise<unknown>;
  /** Frees the client's memory. Later calls fail. `using client = …` calls it automatically. */
  dispose(): void;
}

/** `Symbol.dispose`, for `using client = new GraphClient(…)`. */
export interface GraphClient extends Disposing<SymbolConstructor> {}

/** A `Symbol.dispose` method, if the TypeScript libraries in use declare that symbol. */
export type Disposing<Symbols> = {
  readonly [
    Name in Symbols extends { readonly dispose: symbol } ? Symbols["dispose"] : never
  ]: () => void;
};

/** Options of a {@link GraphClient}. */
export interface GraphClientOptions {
  /** Id of the Page, as a string of digits. */
  pageId: string;
  /**
   * Page access token. It appears in no error, no log and no URL. Omit it only with an `origin` of
   * your own that adds it.
   */
  accessToken?: string;
  /** Graph API version. Default: `"v26.0"`. */
  version?: string;
  /**
   * Base URL of the Graph API: Meta's, a gateway's or the emulator's. Default:
   * `"https://graph.facebook.com"`.
   */
  origin?: string;
  /**
   * How requests are encoded.
   *
   * - `"form"`: always POST, with verb and token in a form body. Browsers send it without a CORS
   *   preflight. The default in browsers, for Meta's own origin.
   * - `"header"`: real verbs, JSON bodies and `Authorization: Bearer`. The default elsewhere.
   */
  callStyle?: "form" | "header";
  /**
   * `appsecret_proof`: 64 hexadecimal digits, for apps that require it. Compute it on a server,
   * because the app secret must not reach a browser.
   */
  appSecretProof?: string;
  /** Timeout of one attempt in milliseconds, 1 to 2,147,483,647. Default: 30,000. */
  timeout?: number;
  /**
   * Maximum number of retries, 0 to 20. Default: 2.
   *
   * Creating and sending are retried only if it is certain that nothing was done, such as after a
   * rate limit: Graph has no idempotency keys.
   */
  maxRetries?: number;
  /** Replaces the global `fetch`. It is called with a `Request`. */
  fetch?: (request: FetchRequest) => PromiseLike<FetchResponse>;
  /**
   * Called after every exchange with Graph, including retries. An exchange does not contain the
   * token. Errors that the function throws are ignored.
   */
  onExchange?: (exchange: Exchange) => void;
}

/** The global `Request`, or its minimum where the TypeScript libraries in use declare none. */
export type FetchRequest = typeof globalThis extends { Request: { prototype: infer Request } }
  ? Request
  : { readonly url: string; readonly method: string; text(): Promise<string> };

/** The part of a `Response` that the client uses. */
export interface FetchResponse {
  readonly status: number;
  text(): Promise<string>;
}

/** The part of an `AbortSignal` that the client uses. Polyfills and other realms work too. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Options of a single call. They override those of the client. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's `reason`. */
  signal?: AbortSignalLike;
  /** Timeout of one attempt in milliseconds, 1 to 2,147,483,647. */
  timeout?: number;
  /** Maximum number of retries, 0 to 20. */
  maxRetries?: number;
}

/** One request to Graph and its outcome, without the token. */
export interface Exchange {
  /** The intended method. In call style `"form"` all of them are sent as POST. */
  readonly method: "GET" | "POST" | "DELETE";
  /** Path of the URL, such as `"/v26.0/134/personas"`. */
  readonly path: string;
  /** Number of the attempt, starting at 1. */
  readonly attempt: number;
  /** Duration in milliseconds, without the wait before a retry. */
  readonly milliseconds: number;
  /** HTTP status; absent if there was no response. */
  readonly status?: number;
  /** Error message; absent if the request succeeded. */
  readonly error?: string;
  /** Rate limit usage; absent if Graph did not report it or the browser hides the headers. */
  readonly usage?: Usage;
}

/**
 * Rate limit usage, from the headers `x-app-usage`, `x-page-usage` and
 * `x-business-use-case-usage`.
 */
export interface Usage {
  /** All requests of the app. */
  readonly app?: Meter;
  /** Requests for the Page. Meta no longer documents this header. */
  readonly page?: Meter;
  /** Requests for a Page or business, by use case. */
  readonly business: readonly BusinessMeter[];
}

/** Usage of a limit, in percent. At 100 Graph rejects requests. Values can exceed 100. */
export interface Meter {
  /** Share of the allowed requests. */
  readonly call_count: number;
  /** Share of the allowed processing time. */
  readonly total_time: number;
  /** Share of the allowed CPU time. */
  readonly total_cputime: number;
}

/** Usage of one limit by one Page or business. */
export interface BusinessMeter extends Meter {
  /** Id of the Page or business. */
  readonly business_id: string;
  /** Use case, such as `"messenger"`, `"pages"` or `"instagram"`. */
  readonly type: string;
  /** Minutes until Graph accepts requests again; 0 if it accepts them now. */
  readonly estimated_time_to_regain_access: number;
}

/** Limit and position of a listing. */
export interface ListQuery {
  /**
   * Maximum number of items in a listing. Graph's default is 25; its maximum is not documented, 100
   * is common.
   */
  limit?: number;
  /** Start after this cursor: the `after` of an earlier listing. Do not store cursors. */
  after?: string | null;
  /** End before this cursor: the `before` of an earlier listing. Not together with `after`. */
  before?: string | null;
}

/**
 * One response of a list endpoint.
 *
 * A listing can be short or empty although more items follow: only `hasMore` tells.
 */
export interface Listing<Item> {
  /** The items, in Graph's order. */
  data: Item[];
  /** `true` if another listing follows. */
  hasMore: boolean;
  /** `true` if another listing comes before this one. */
  hasPrevious: boolean;
  /** Cursor of the last item; set on the last listing too. `null` if Graph sent none. */
  after: string | null;
  /** Cursor of the first item; set on the first listing too. `null` if Graph sent none. */
  before: string | null;
  /** Positions, starting at 0, of rows that could not be read and are not in `data`. */
  malformed: number[];
}

/**
 * Resolves to one {@link Listing} with `await`, and iterates over every item of the list with
 * `for await`, which requests further listings as needed.
 */
export interface ListPromise<Item> extends AsyncIterable<Item> {
  then: Promise<Listing<Item>>["then"];
  catch: Promise<Listing<Item>>["catch"];
  finally: Promise<Listing<Item>>["finally"];
}

/** Personas of the Page. */
export interface Personas {
  /** Creates a persona. Several personas can have the same name; their ids differ. */
  create(persona: CreatePersona, options?: CallOptions): Promise<CreatedPersona>;
  /** Lists the personas of the Page. */
  list(query?: ListQuery, options?: CallOptions): ListPromise<Persona>;
  /** Reads a persona. */
  get(id: string, options?: CallOptions): Promise<Persona>;
  /**
   * Creates a persona, then deletes the one with `id`: Graph cannot update a persona.
   *
   * The new persona has a new id. Messages sent before keep the old name and picture.
   *
   * @throws {@link ReplaceIncompleteError} if the new persona was created and the old one could
   * not be deleted.
   */
  replace(id: string, persona: CreatePersona, options?: CallOptions): Promise<CreatedPersona>;
  /** Deletes a persona permanently. Messages that it sent keep its name and picture. */
  delete(id: string, options?: CallOptions): Promise<Success>;
  /**
   * Returns warnings about a valid persona that Meta may reject, or that can confuse customers.
   * Sends nothing.
   *
   * An empty list does not guarantee that Graph accepts the persona: Meta's checks are not public.
   *
   * @throws {@link RequestError} if the persona is invalid.
   */
  advice(persona: CreatePersona, context?: AdviceContext): PersonaAdvice[];
}

/** The body of a request that creates a persona. */
export interface CreatePersona {
  /**
   * Name: 1 to 50 characters, such as `"John Z."`. White space around it is removed. Customers see
   * it next to the Page's name.
   */
  name: string;
  /** URL of a picture of at most 8 MB. Meta downloads it once and keeps a copy. */
  profile_picture_url: string;
}

/** A listing of personas. */
export type PersonaListing = Listing<Persona>;

/** The Page's name and personas, as far as known, for {@link Personas.advice}. */
export interface AdviceContext {
  /** Name of the Page. */
  pageName?: string | undefined;
  /** The personas of the Page. */
  others?: readonly Pick<Persona, "id" | "name">[];
}

/**
 * A warning about a persona.
 *
 * - `"page_name"`: the name contains the Page's name, which Messenger shows anyway.
 * - `"uncertain_length"`: the name has at most 50 characters, but more UTF-16 units or bytes, and
 *   Meta does not document the unit.
 * - `"name_taken"`: another persona has the same name.
 * - `"plain_http"`: the picture has an `http:` URL.
 * - `"private_host"`: the host of the picture is not reachable from the internet.
 * - `"tunnel_host"`: the host is a tunnel to a developer's machine; Meta has blocked such domains.
 * - `"facebook_page"`: the URL is that of a web page on Facebook, not of an image.
 * - `"other"`: a warning that this version has no kind for.
 */
export type PersonaAdvice =
  | {
      kind:
        | "page_name"
        | "uncertain_length"
        | "plain_http"
        | "private_host"
        | "tunnel_host"
        | "facebook_page"
        | "other";
      /** The problem and what to do, in one sentence. */
      message: string;
    }
  | {
      kind: "name_taken";
      /** The problem and what to do, in one sentence. */
      message: string;
      /** Id of the other persona. */
      personaId: string;
    };

/** Messages and sender actions of the Page and its personas. */
export interface Messages {
  /**
   * Sends a message, as a persona or as the Page.
   *
   * The response does not confirm the persona: Messenger omits it on some surfaces without an
   * error.
   */
  send(message: SendMessage, options?: CallOptions): Promise<SentMessage>;
  /** Shows or hides the typing indicator, marks messages as seen, or reacts to a message. */
  senderAction(action: SendSenderAction, options?: CallOptions): Promise<SentSenderAction>;
  /**
   * Reads a message.
   *
   * Graph returns the 20 newest messages of a conversation; older ones are rejected as deleted. It
   * does not return which persona sent a message: keep a log of your own.
   */
  get(id: string, options?: CallOptions): Promise<ReceivedMessage>;
}

/** The body of a request that sends a message. */
export type SendMessage = {
  recipient: Recipient;
  message: Message;
  /** Id of the persona shown as the sender. Default: the Page itself. */
  persona_id?: string;
  /**
   * Push notification type: with sound or vibration, on-screen only, or none. Default:
   * `"REGULAR"`.
   */
  notification_type?: "REGULAR" | "SILENT_PUSH" | "NO_PUSH";
  /**
   * The message to reply to. The person must have sent a message within the last 24 hours.
   */
  reply_to?: {
    /** Id of the message. */
    mid: string;
  };
  /** Thread control action after the message is sent. Default: none. */
  thread_control?: MessageThreadControl;
} & MessagingType;

/** The recipient of a message or sender action, identified in exactly one way. */
export type Recipient =
  | (ExactlyOne<RecipientIdentifiers> & { name?: never })
  | (Only<RecipientIdentifiers, "phone_number"> & {
      /** Name of the person, which improves matching. */
      name: FullName;
    });

/** The ways to identify a {@link Recipient}. */
export interface RecipientIdentifiers {
  /** Page-scoped id (PSID) of a person, as a string of digits. It is valid for one Page only. */
  id: string;
  /** `user_ref` of a person who used the checkbox plugin. The response has no `recipient_id`. */
  user_ref: string;
  /** Comment on a post of the Page, for one private reply to its author within 7 days. */
  comment_id: string;
  /** Post on the Page, for one private reply to its author within 7 days. */
  post_id: string;
  /**
   * Phone number with country code, such as `"+16505551234"`: `+` and 7 to 15 digits. Requires
   * Meta's permission. The response has no `recipient_id`.
   */
  phone_number: string;
  /**
   * Token of a person who opted in to recurring notifications, a feature that Meta is ending. At
   * most 1,000 characters.
   */
  notification_messages_token: string;
  /** Token of a person who opted in to one notification. At most 1,000 characters. */
  one_time_notif_token: string;
}

/** The name of a person. */
export interface FullName {
  first_name: string;
  last_name: string;
}

/** The messaging type of a message, with the tag that `"MESSAGE_TAG"` requires. */
export type MessagingType =
  | {
      /**
       * - `"RESPONSE"` (default): a reply, within 24 hours of the person's last message.
       * - `"UPDATE"`: a message that is not a reply, within the same 24 hours.
       * - `"UTILITY"`: a utility template approved by Meta, at any time.
       */
      messaging_type?: "RESPONSE" | "UPDATE" | "UTILITY";
      tag?: never;
    }
  | {
      /** A message outside the 24-hour window, for the purpose of its tag. */
      messaging_type: "MESSAGE_TAG";
      tag: MessageTag;
    };

/**
 * A message tag: the purpose of a message outside the 24-hour window.
 *
 * - `"HUMAN_AGENT"`: a reply by a human agent, within 7 days. Requires Meta's approval, and is not
 *   allowed for automated messages.
 * - `"CUSTOMER_FEEDBACK"`: a customer feedback template, within 7 days.
 * - `"NON_PROMOTIONAL_SUBSCRIPTION"`: news, for Pages registered with Meta as news Pages.
 *
 * Meta retired `ACCOUNT_UPDATE`, `CONFIRMED_EVENT_UPDATE` and `POST_PURCHASE_UPDATE` on 2026-04-27.
 */
export type MessageTag = "HUMAN_AGENT" | "CUSTOMER_FEEDBACK" | "NON_PROMOTIONAL_SUBSCRIPTION";

/** A thread control action of a message: passes or releases the conversation. */
export type MessageThreadControl =
  | {
      control_type: "pass";
      /** App that receives the conversation. Default: the Page's default app. */
      app_id?: string;
    }
  | { control_type: "release"; app_id?: never };

/** A message: exactly one of text, attachment and images, optionally with quick replies. */
export type Message = ExactlyOne<MessageContent> & {
  /**
   * 1 to 13 quick replies, shown below the message. Messenger removes them once the person taps
   * one.
   */
  quick_replies?: readonly QuickReply[];
  /**
   * Metadata for your app, echoed in `message_echoes` webhooks and never shown to the person: not
   * blank, at most 999 characters (Send API reference: "less than 1000 characters").
   */
  metadata?: string;
};

/** The content of a {@link Message}. */
export interface MessageContent {
  /**
   * Text: not blank, at most 1,999 characters (Send API reference: "less than 2000 characters").
   * White space and line breaks are sent unchanged.
   */
  text: string;
  /** A file or a template. */
  attachment: Attachment;
  /** 1 to 30 images in one message. */
  attachments: readonly ImageAttachment[];
}

/** An attachment of a message. */
export type Attachment = FileAttachment | TemplateAttachment;

/** A file: an image, a video, audio or any other file. */
export interface FileAttachment {
  type: FileType;
  payload: FilePayload;
}

/** A template. */
export interface TemplateAttachment {
  type: "template";
  payload: Template;
}

/** One of several images in a message. */
export interface ImageAttachment {
  type: "image";
  payload: {
    /** URL of the image, at most 8 MB. */
    url: string;
  };
}

/** The type of a file. */
export type FileType = "audio" | "file" | "image" | "video";

/** The location of a file: a URL, or the id of an uploaded file. */
export type FilePayload =
  | {
      /**
       * URL that Meta downloads. Meta's limits: 25 MB, or 8 MB for an image; 10 seconds for the
       * download, or 75 for a video.
       */
      url: string;
      /** `true` if Meta keeps the file for reuse; the response then has an `attachment_id`. */
      is_reusable?: boolean;
      attachment_id?: never;
    }
  | {
      /** Id from {@link Attachments.upload}, valid for 90 days. */
      attachment_id: string;
      url?: never;
      is_reusable?: never;
    };

/** A button below a message that sends a reply when tapped. */
export type QuickReply =
  | {
      content_type: "text";
      /** Title, sent as the person's message when tapped: not blank, at most 20 characters. */
      title: string;
      /** Payload that your webhook receives: not blank, at most 1,000 characters. */
      payload: string;
      /** URL of an icon beside the title, at least 24 × 24 pixels. */
      image_url?: string;
    }
  | {
      /** The phone number or e-mail address of the person's Facebook profile. */
      content_type: "user_phone_number" | "user_email";
      title?: never;
      payload?: never;
      image_url?: never;
    };

/** A button of a template. */
export type Button =
  | WebUrlButton
  | PostbackButton
  | PhoneNumberButton
  | AccountLinkButton
  | AccountUnlinkButton
  | GamePlayButton;

/** A button that opens a web page. */
export type WebUrlButton = {
  type: "web_url";
  /** Not blank, at most 20 characters. */
  title: string;
} & WebLink;

/** A link to a web page, with webview options. */
export type WebLink = {
  /**
   * Height of the webview: about half of the screen, about three quarters, or all of it. Default:
   * `"full"`.
   */
  webview_height_ratio?: "compact" | "tall" | "full";
  /** Hides the share button of the webview. */
  webview_share_button?: "hide";
} & (
  | {
      /** URL of the page. */
      url: string;
      messenger_extensions?: false;
      fallback_url?: never;
    }
  | {
      /** URL of the page, `https:` only. */
      url: string;
      /** `true` if the page uses Messenger Extensions. */
      messenger_extensions: true;
      /** URL for clients without Messenger Extensions. Default: `url`. */
      fallback_url?: string;
    }
);

/** A button that sends a postback to your webhook. */
export interface PostbackButton {
  type: "postback";
  /** Not blank, at most 20 characters. */
  title: string;
  /** Payload that your webhook receives: not blank, at most 1,000 characters. */
  payload: string;
}

/** A button that dials a phone number. */
export interface PhoneNumberButton {
  type: "phone_number";
  /** Not blank, at most 20 characters. */
  title: string;
  /** Phone number with country code: `+` and 7 to 15 digits. */
  payload: string;
}

/** A button that opens your login page to link the person's account. */
export interface AccountLinkButton {
  type: "account_link";
  /** URL of the login page, `https:` only. */
  url: string;
}

/** A button that unlinks the person's account. */
export interface AccountUnlinkButton {
  type: "account_unlink";
}

/** A button that starts an Instant Game. */
export interface GamePlayButton {
  type: "game_play";
  /** Not blank, at most 20 characters. Meta documents no limit; that of the others is enforced. */
  title: string;
  /** Payload that the game receives: not blank, at most 1,000 characters. */
  payload?: string;
  /** The player or the context to play with. */
  game_metadata?: ExactlyOne<{ player_id: string; context_id: string }>;
}

/** The payload of a template attachment. `template_type` tells the templates apart. */
export type Template =
  | GenericTemplate
  | ButtonTemplate
  | MediaTemplate
  | ReceiptTemplate
  | ProductTemplate
  | CouponTemplate
  | CustomerFeedbackTemplate;

/** One card, or a horizontal list of cards. */
export interface GenericTemplate {
  template_type: "generic";
  /** 1 to 10 cards. */
  elements: readonly GenericElement[];
  /** Aspect ratio of the images: 1.91:1 or 1:1. Default: `"horizontal"`. */
  image_aspect_ratio?: "horizontal" | "square";
  /** `true` if the person can share the message. */
  sharable?: boolean;
}

/** A card. It requires at least one property besides its title. */
export interface GenericElement {
  /** Not blank, at most 80 characters. */
  title: string;
  /** Not blank, at most 80 characters. */
  subtitle?: string;
  /** URL of the image. */
  image_url?: string;
  /** Link that a tap on the card opens. */
  default_action?: { type: "web_url" } & WebLink;
  /** 1 to 3 buttons. */
  buttons?: readonly Button[];
}

/** Text with buttons. */
export interface ButtonTemplate {
  template_type: "button";
  /** Not blank, at most 640 characters. */
  text: string;
  /** 1 to 3 buttons. */
  buttons: readonly Button[];
}

/** An image or a video with buttons. */
export interface MediaTemplate {
  template_type: "media";
  /** Exactly one element. */
  elements: readonly [MediaElement];
  /** `true` if the person can share the message. */
  sharable?: boolean;
}

/** The image or video of a media template. */
export type MediaElement = {
  media_type: "image" | "video";
  /** 1 to 3 buttons. */
  buttons?: readonly Button[];
} & (
  | {
      /** URL of an image or video on Facebook. Messenger accepts no other URLs here. */
      url: string;
      attachment_id?: never;
    }
  | {
      /** Id from {@link Attachments.upload}. */
      attachment_id: string;
      url?: never;
    }
);

/**
 * An order confirmation. Texts are not blank and have at most 1,000 characters: Meta documents no
 * limit, this one is the package's.
 */
export interface ReceiptTemplate {
  template_type: "receipt";
  /** Name of the customer. */
  recipient_name: string;
  /** Name of the merchant, shown instead of a logo. */
  merchant_name?: string;
  /** Order number. Must be unique. */
  order_number: string;
  /** Currency of all amounts: three capital letters, such as `"EUR"`. */
  currency: string;
  /** Payment method, such as `"Visa 1234"`. */
  payment_method: string;
  /** Time of the order: whole seconds since the Unix epoch, as digits or as a number. */
  timestamp?: string | number;
  /** URL of the order. Appears in Meta's samples but not in its reference table. */
  order_url?: string;
  /** Ordered items, at most 100. Messenger may show them in a different sequence. */
  elements?: readonly ReceiptElement[];
  /** Shipping address. */
  address?: ReceiptAddress;
  /** Payment summary. */
  summary: ReceiptSummary;
  /** Adjustments of the total, such as discounts. */
  adjustments?: readonly ReceiptAdjustment[];
  /** `true` if the person can share the message. */
  sharable?: boolean;
}

/**
 * An amount in the main unit of the currency (not cents), such as `75` or `"75.00"`: at most 12
 * digits, and 2 decimal places.
 */
export type Amount = number | string;

/** An ordered item. */
export interface ReceiptElement {
  title: string;
  subtitle?: string;
  quantity?: number;
  /** Price. Can be 0. */
  price: Amount;
  /** Currency of the price. Default: that of the receipt. */
  currency?: string;
  /** URL of the image. */
  image_url?: string;
}

/** A shipping address. */
export interface ReceiptAddress {
  street_1: string;
  street_2?: string;
  city: string;
  postal_code: string;
  /** State abbreviation in the United States, region elsewhere. */
  state: string;
  /** Two-letter country code, such as `"US"`. */
  country: string;
}

/** The payment summary of an order. */
export interface ReceiptSummary {
  subtotal?: Amount;
  shipping_cost?: Amount;
  total_tax?: Amount;
  /** Total cost, including shipping, tax and adjustments. */
  total_cost: Amount;
}

/** An adjustment of the total, such as a discount. */
export interface ReceiptAdjustment {
  name: string;
  amount: Amount;
}

/** Products from a catalogue. Meta adds their titles, images and prices. */
export interface ProductTemplate {
  template_type: "product";
  /** 1 to 10 products. */
  elements: readonly ProductElement[];
}

/** A product in a catalogue. */
export interface ProductElement {
  /** Id of the product in the catalogue. */
  id: string;
}

/** A coupon with a code, a link or both. */
export type CouponTemplate = {
  template_type: "coupon";
  /** Title, such as `"10% off"`: not blank, at most 80 characters. */
  title: string;
  /** Not blank, at most 80 characters. Default: Messenger's "Terms may apply.". */
  subtitle?: string;
  /**
   * Text shown before the person opens the coupon: not blank, at most 1,000 characters. Meta
   * documents no limit for this one and those below; they are the package's.
   */
  coupon_pre_message?: string;
  /** URL of the image. */
  image_url?: string;
  /** Payload that your webhook receives: not blank, at most 1,000 characters. */
  payload?: string;
} & (
  | {
      /** Code: no white space, at most 1,000 characters. */
      coupon_code: string;
      coupon_url?: never;
      coupon_url_button_title?: never;
    }
  | {
      /** Code: no white space, at most 1,000 characters. */
      coupon_code?: string;
      /** URL of the page where the coupon is redeemed. */
      coupon_url: string;
      /** Not blank, at most 1,000 characters. Default: Messenger's "Shop now". */
      coupon_url_button_title?: string;
    }
);

/**
 * A survey with one question. Outside the 24-hour window it requires the tag
 * `"CUSTOMER_FEEDBACK"`.
 */
export interface CustomerFeedbackTemplate {
  template_type: "customer_feedback";
  /** Not blank, at most 65 characters, no URL. */
  title: string;
  /** Not blank, at most 80 characters, no URL. */
  subtitle: string;
  /** Title of the button that opens the survey: not blank, at most 20 characters, no URL. */
  button_title: string;
  /** Exactly one screen. */
  feedback_screens: readonly [FeedbackScreen];
  business_privacy: {
    /** URL of your privacy policy. */
    url: string;
  };
  /** Days until the survey expires, 1 to 7. Default: 1. */
  expires_in_days?: number;
}

/** A screen of a survey. */
export interface FeedbackScreen {
  /** Exactly one question. */
  questions: readonly [FeedbackQuestion];
}

/**
 * A question of a survey.
 *
 * - `"csat"`: customer satisfaction, as 1 to 5 stars, numbers or emojis.
 * - `"nps"`: likelihood of a recommendation, 0 to 10.
 * - `"ces"`: customer effort, 1 to 7.
 * - `"free_form"`: text of up to 400 characters.
 */
export type FeedbackQuestion = {
  /** Id under which the webhook reports the answer: 1 to 80 letters, digits and `_`. */
  id: string;
  /** 5 to 85 characters, no URL. Default: Messenger's text, in the person's language. */
  title?: string;
} & (
  | ({ type: "csat"; score_option?: "five_stars" | "one_to_five" | "five_emojis" } & ScoreOptions)
  | ({ type: "nps"; score_option?: "zero_to_ten" } & ScoreOptions)
  | ({ type: "ces"; score_option?: "one_to_seven" } & ScoreOptions)
  | { type: "free_form"; score_option?: never; score_label?: never; follow_up?: never }
);

/** Options of a {@link FeedbackQuestion} that is answered with a score. */
export interface ScoreOptions {
  /**
   * Labels at the ends of the scale: negative to positive, hard to easy, dissatisfied to satisfied,
   * unlikely to likely, poor to great, or none. Default: the scale's own.
   */
  score_label?: "neg_pos" | "hard_easy" | "dis_sat" | "unlike_like" | "poor_great" | "none";
  /** Text field below the score. Default: none. */
  follow_up?: FollowUp;
}

/** A text field below a score. */
export interface FollowUp {
  type: "free_form";
  /** Not blank, at most 65 characters, no URL. Default: Messenger's own. */
  placeholder?: string;
}

/**
 * The body of a request that sends a sender action. A persona supports the typing indicator only.
 */
export type SendSenderAction =
  | {
      recipient: Recipient;
      /** Shows or hides the typing indicator, which disappears after about 20 seconds. */
      sender_action: "typing_on" | "typing_off";
      /** Id of the persona shown as typing. Default: the Page itself. */
      persona_id?: string;
      payload?: never;
    }
  | {
      recipient: Recipient;
      /** Marks the person's messages as seen. */
      sender_action: "mark_seen";
      persona_id?: never;
      payload?: never;
    }
  | {
      recipient: Recipient;
      /** Adds a reaction to a message, replacing an earlier reaction of the Page. */
      sender_action: "react";
      persona_id?: never;
      payload: {
        /** Id of the message to react to. */
        message_id: string;
        /** An emoji: at most 20 characters. Graph decides which ones it accepts. */
        reaction: string;
      };
    }
  | {
      recipient: Recipient;
      /** Removes the Page's reaction from a message. */
      sender_action: "unreact";
      persona_id?: never;
      payload: {
        /** Id of the message with the reaction. */
        message_id: string;
        reaction?: never;
      };
    };

/** Facebook Pages. */
export interface Pages {
  /** Reads a Page. Default: the client's own Page. `"me"` is the owner of the access token. */
  get(id?: string, options?: CallOptions): Promise<Page>;
  /**
   * Lists the Pages that a person has a role on, with an access token for each.
   *
   * Requires a *user* access token; Graph rejects a Page access token.
   */
  accounts(query?: ListQuery, options?: CallOptions): ListPromise<Account>;
}

/** A Page that a person has a role on. */
export interface Account {
  /** Id of the Page. */
  id: string;
  /** Name of the Page. */
  name?: string;
  /** Category of the Page, such as `"Food"`. */
  category?: string;
  /** Profile picture. */
  picture?: Picture;
  /** The person's tasks on the Page, such as `"MESSAGING"`. */
  tasks: string[];
  /**
   * Page access token, a secret. Expires with the user access token, or never if that is a
   * long-lived one.
   */
  access_token?: string;
  /**
   * `true` if one of the tasks is known to include sending messages. Treat `false` as a hint only:
   * Meta has renamed tasks before.
   */
  mayMessage: boolean;
}

/** Conversations between the Page and people. Graph allows 2 requests per second and Page. */
export interface Conversations {
  /** Lists the conversations of the Page, or the conversation with one person. */
  list(query?: ConversationQuery, options?: CallOptions): ListPromise<Conversation>;
  /** Reads a conversation with its newest messages, at most 20. */
  get(id: string, options?: CallOptions): Promise<Conversation>;
}

/** Person, limit and position of a listing of conversations. */
export interface ConversationQuery extends ListQuery {
  /** Page-scoped id of the person whose conversation to return. Default: all conversations. */
  user_id?: string;
}

/** Profiles of people who write to the Page. */
export interface People {
  /**
   * Reads a person's name and picture.
   *
   * For an app without Business Asset User Profile Access, Graph returns an empty object instead of
   * an error.
   */
  get(psid: string, options?: CallOptions): Promise<Person>;
}

/** Ownership of conversations by apps (Meta's Conversation Routing). */
export interface ThreadControl {
  /** Passes a conversation to another app. */
  pass(request: PassThreadControl, options?: CallOptions): Promise<Success>;
  /** Takes a conversation from its owner. Only for the Page's default app. */
  take(request: ChangeThreadControl, options?: CallOptions): Promise<Success>;
  /** Releases a conversation to the Page's default app. */
  release(request: ChangeThreadControl, options?: CallOptions): Promise<Success>;
  /** Requests a conversation from its owner, if the Page has no default app. */
  request(request: ChangeThreadControl, options?: CallOptions): Promise<Success>;
  /** Extends the ownership of a conversation beyond the default 24 hours. */
  extend(request: ExtendThreadControl, options?: CallOptions): Promise<Success>;
  /** Reads which app owns the conversation with a person. */
  owner(psid: string, options?: CallOptions): Promise<ThreadOwner>;
}

/** The body of a request that takes, releases or requests a conversation. */
export interface ChangeThreadControl {
  /** The person in the conversation. */
  recipient: PersonRecipient;
  /**
   * Metadata for the other app: not blank, at most 999 characters (Meta: "less than 1000
   * characters").
   */
  metadata?: string;
}

/** The body of a request that passes a conversation to another app. */
export interface PassThreadControl extends ChangeThreadControl {
  /** App that receives the conversation. The Page's inbox is `"263902037430900"`. */
  target_app_id: string;
}

/** The body of a request that extends the ownership of a conversation. */
export interface ExtendThreadControl {
  /** The person in the conversation. */
  recipient: PersonRecipient;
  /** Duration in whole seconds from now, 1 to 604,800 (7 days). */
  duration: number;
}

/** A person, by page-scoped id. */
export interface PersonRecipient {
  /** Page-scoped id (PSID). */
  id: string;
}

/** Files for use in messages. */
export interface Attachments {
  /** Uploads a file from a URL. It can be sent any number of times within 90 days. */
  upload(request: UploadAttachment, options?: CallOptions): Promise<UploadedAttachment>;
}

/** The body of a request that uploads a file. */
export interface UploadAttachment {
  message: {
    attachment: {
      type: FileType;
      payload: {
        /**
         * URL that Meta downloads. Meta's limits: 25 MB, or 8 MB for an image; 10 seconds for the
         * download, or 75 for a video.
         */
        url: string;
        /** Always sent as `true`. */
        is_reusable?: true;
      };
    };
  };
}

// Generated by ts-rs from crates/messenger-personas, see typescript.rs there.

/** A persona, as returned by Graph. */
export interface Persona {
  /** Id of the persona. */
  id: string;
  /** Name; absent if it was not among the requested fields. */
  name?: string;
  /**
   * URL of the picture. Meta keeps its own copy, so this can differ from the URL that the
   * persona was created with.
   */
  profile_picture_url?: string;
}

/** The response to {@link CreatePersona}. */
export interface CreatedPersona {
  /** Id of the new persona. */
  id: string;
}

/** The response `{"success":true}` to a request without other results. */
export interface Success {
  /** Always `true`: any other value is an error. */
  success: true;
}

/** The response to {@link SendMessage}. */
export interface SentMessage {
  /** Id of the message. */
  message_id: string;
  /** PSID of the recipient; absent if the recipient was a `user_ref` or a phone number. */
  recipient_id?: string;
  /** Id of the attachment, if it was sent as reusable. */
  attachment_id?: string;
}

/** The response to {@link SendSenderAction}. */
export interface SentSenderAction {
  /** PSID of the recipient; absent if the recipient was not a PSID. */
  recipient_id?: string;
}

/** A message, as returned by Graph. Every field but the id can be missing. */
export interface ReceivedMessage {
  /** Id of the message. */
  id: string;
  /** Time of the message, such as `2026-07-12T19:11:07+0000`. */
  created_time?: string;
  /** Sender: the Page, whichever persona the message shows, or the person. */
  from?: Participant;
  /** Recipients. */
  to?: Participants;
  /** Text; empty for a message with attachments only. */
  message?: string;
  /** The message that this one replies to. */
  reply_to?: RepliedTo;
  /** Images, videos, audio and other files. */
  attachments?: DataList<ReceivedAttachment>;
  /** URL of the sticker, if the message is one. */
  sticker?: string;
  /** Shared links, posts and products. */
  shares?: DataList<Share>;
  /** Reactions to the message. */
  reactions?: DataList<ReceivedReaction>;
}

/** The message that another one replies to. */
export interface RepliedTo {
  /** Id of the message. */
  mid: string;
  /** `true` if both messages have the same sender. */
  is_self_reply: boolean;
}

/**
 * A file in a received message: an image, a video, audio or any other file.
 *
 * URLs are signed and expire: download the file instead of storing its URL.
 */
export interface ReceivedAttachment {
  /** Id of the attachment. */
  id?: string;
  /** MIME type, such as `image/jpeg`. */
  mime_type?: string;
  /** File name. */
  name?: string;
  /** Size in bytes. */
  size?: number;
  /** URL of audio and other files. */
  file_url?: string;
  /** Image, if the file is one. */
  image_data?: MediaData;
  /** Video, if the file is one. */
  video_data?: MediaData;
}

/** URL and size of an image or a video. */
export interface MediaData {
  /** Width in pixels. */
  width?: number;
  /** Height in pixels. */
  height?: number;
  /** URL of the image or video. */
  url?: string;
  /** URL of a smaller image. */
  preview_url?: string;
}

/** A link, post or product that was shared in a message. */
export interface Share {
  /** Id of the share. */
  id?: string;
  /** Title. */
  name?: string;
  /** Description. */
  description?: string;
  /** URL of the shared page. */
  link?: string;
}

/**
 * A reaction to a received message.
 *
 * Meta's reference names the field `reactions` without its members. These are a guess: `reaction`
 * and `emoji` as in the webhook `message_reactions`, `users` as in other fields about people.
 */
export interface ReceivedReaction {
  /** Name of the reaction, such as `love`. */
  reaction?: string;
  /** The emoji. */
  emoji?: string;
  /** People who chose the reaction. */
  users?: Participant[];
}

/** A list in Graph's `data` wrapper. Items that cannot be read are left out. */
export interface DataList<T> {
  /** The items. */
  data: T[];
}

/** A conversation, as returned by Graph. Every field but the id can be missing. */
export interface Conversation {
  /** Id of the conversation. */
  id: string;
  /** Time of the last update, such as `2026-07-12T19:11:07+0000`. */
  updated_time?: string;
  /** The Page and the person. */
  participants?: Participants;
  /** Beginning of the last message. */
  snippet?: string;
  /** Number of messages that the Page has not read. */
  unread_count?: number;
  /** Number of messages. */
  message_count?: number;
  /** `true` if the Page may reply. */
  can_reply?: boolean;
  /** `true` if the requesting app controls the conversation. */
  is_owner?: boolean;
  /** Path of the conversation in the Page's inbox on facebook.com. */
  link?: string;
  /** The newest messages, if requested. */
  messages?: Listing<ReceivedMessage>;
}

/** The participants of a conversation, in Graph's `data` wrapper. */
export interface Participants {
  /** The Page and the person. */
  data: Participant[];
}

/** A participant of a conversation: the Page or the person. */
export interface Participant {
  /** Page id, or the person's page-scoped id. */
  id?: string;
  /** Name. */
  name?: string;
  /** Placeholder address that Meta derives from the id; it does not receive email. */
  email?: string;
}

/** A person's profile, as returned by Graph. Every field can be missing. */
export interface Person {
  /** Page-scoped id. */
  id?: string;
  /** Full name. Not requested, because it needs another permission. */
  name?: string;
  /** First name. */
  first_name?: string;
  /** Last name. */
  last_name?: string;
  /** URL of the profile picture. It expires. */
  profile_pic?: string;
}

/** A Page, as returned by Graph. */
export interface Page {
  /** Id of the Page. */
  id: string;
  /** Name, shown to customers beside every persona. */
  name?: string;
  /** Profile picture. */
  picture?: Picture;
}

/** A Page's profile picture, in Graph's `data` wrapper. */
export interface Picture {
  /** The picture. */
  data: PictureData;
}

/** Location of a picture. */
export interface PictureData {
  /** URL of the picture. */
  url?: string;
}

/** The owner of a conversation. */
export interface ThreadOwner {
  /** Id of the owning app. Graph returns it to that app and to the Page's default app only. */
  app_id?: string;
  /** End of the ownership as a Unix timestamp in seconds; absent while the conversation is idle. */
  expiration?: number;
}

/** The response to {@link UploadAttachment}. */
export interface UploadedAttachment {
  /** Id of the uploaded file, for use in messages. */
  attachment_id: string;
}

// End of the generated types.

/** The calls that a batch supports, with the input and the result of each. */
export interface BatchCalls {
  "personas.create": { input: CreatePersona; value: CreatedPersona };
  "personas.get": { input: string; value: Persona };
  "personas.delete": { input: string; value: Success };
  "messages.send": { input: SendMessage; value: SentMessage };
  "messages.senderAction": { input: SendSenderAction; value: SentSenderAction };
  "messages.get": { input: string; value: ReceivedMessage };
  "pages.get": { input?: string; value: Page };
  "people.get": { input: string; value: Person };
  "conversations.get": { input: string; value: Conversation };
  "threadControl.pass": { input: PassThreadControl; value: Success };
  "threadControl.take": { input: ChangeThreadControl; value: Success };
  "threadControl.release": { input: ChangeThreadControl; value: Success };
  "threadControl.request": { input: ChangeThreadControl; value: Success };
  "threadControl.extend": { input: ExtendThreadControl; value: Success };
  "threadControl.owner": { input: string; value: ThreadOwner };
  "attachments.upload": { input: UploadAttachment; value: UploadedAttachment };
}

/** One call of a batch: the name of a method and its input. */
export type BatchCall = {
  [Call in keyof BatchCalls]: { readonly call: Call } & Readonly<Pick<BatchCalls[Call], "input">>;
}[keyof BatchCalls];

/** The value that a call of a batch returns. */
export type BatchValue<Call> = Call extends { readonly call: infer Name extends keyof BatchCalls }
  ? BatchCalls[Name]["value"]
  : never;

/**
 * The result of one call of a batch, as in `Promise.allSettled`. If Graph did not process a call in
 * time, the reason is a {@link TimeoutError}.
 */
export type BatchResult<Value> =
  { status: "fulfilled"; value: Value } | { status: "rejected"; reason: PersonasError };

/** A request to any Graph endpoint. The client adds version and access token. */
export interface RawRequest {
  /** Default: `"GET"`. `"GET"` and `"DELETE"` can be retried, `"POST"` only after a rate limit. */
  method?: "GET" | "POST" | "DELETE";
  /** Path without the version, such as `"134/feed"`. */
  path: string;
  /** Parameters by Graph's names. Numbers, booleans and objects are sent as JSON. */
  params?: { readonly [name: string]: string | number | boolean | object | null | undefined };
}

/** Exactly one of these members. */
export type ExactlyOne<Members> = { [Name in keyof Members]: Only<Members, Name> }[keyof Members];

/** One of these members, and none of the others. */
export type Only<Members, Name extends keyof Members> = Pick<Members, Name> & {
  [Other in Exclude<keyof Members, Name>]?: never;
};

/** Base class of the errors of this package. */
export class PersonasError extends Error {
  readonly name: ErrorName;
  /**
   * `true` if a create or a send failed and may have been applied although no success was reported:
   * check before you repeat it. Always `false` for calls that can be repeated safely.
   */
  readonly mayHaveHappened: boolean;
}

/** The name of an error class of this package. */
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

/**
 * A value is invalid; nothing was sent. The message names the member and the accepted values, and
 * does not repeat the value.
 */
export class RequestError extends PersonasError {
  readonly name: "RequestError";
}

/** There was no response. */
export class ConnectionError extends PersonasError {
  readonly name: "ConnectionError" | "TimeoutError";
}

/** The response was not complete before the timeout. */
export class TimeoutError extends ConnectionError {
  readonly name: "TimeoutError";
}

/** The response cannot be decoded: it comes from a proxy, is empty or was cut off. */
export class ResponseError extends PersonasError {
  readonly name: "ResponseError";
  /** HTTP status; absent if the error is not about a single response. */
  readonly status?: number;
}

/** Graph refused the request. `message` is Graph's own, in English, for developers. */
export class GraphError extends PersonasError {
  readonly name: "GraphError" | "AccessTokenError" | "PermissionError" | "RateLimitError";
  /** HTTP status; Graph returns 400 for nearly every error. */
  readonly status: number;
  /** `error.code` */
  readonly code: number;
  /** `error.error_subcode`; `null` if Graph sent none. */
  readonly subcode: number | null;
  /** Classification of code and subcode. */
  readonly kind: GraphErrorKind;
  /** One sentence that says what to do next. */
  readonly advice: string;
  /** `error.type`, such as `"OAuthException"`. */
  readonly type: string | null;
  /** `error.error_user_title`, for end users, in their language. */
  readonly userTitle: string | null;
  /** `error.error_user_msg`, for end users, in their language. */
  readonly userMessage: string | null;
  /** `error.is_transient`: Graph's hint that the same request may succeed later. */
  readonly isTransient: boolean;
  /** `error.fbtrace_id`, which Meta's support asks for. */
  readonly fbtraceId: string | null;
  /** For rate limits: milliseconds to wait before the next request, if Graph reported it. */
  readonly retryAfter: number | null;
}

/** The access token is missing, malformed, expired, or of the wrong kind. */
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

/** {@link Personas.replace} created the new persona and could not delete the old one. */
export class ReplaceIncompleteError extends PersonasError {
  readonly name: "ReplaceIncompleteError";
  /** Id of the new persona. */
  readonly createdId: string;
  /** Id of the old persona, which still exists: finish with `personas.delete(replacedId)`. */
  readonly replacedId: string;
  /** Why the deletion failed: an error of this package, or the reason of an aborted signal. */
  readonly cause: unknown;
}

/**
 * Classification of a Graph error.
 *
 * - `"access_token"`: the access token is missing, malformed, expired, or of the wrong kind.
 * - `"permission"`: the token, the app or the Page lacks a permission.
 * - `"rate_limit"`: too many calls.
 * - `"unknown_object"`: the id is unknown, deleted, or belongs to another Page.
 * - `"invalid_parameter"`: a parameter is missing or invalid.
 * - `"outside_window"`: the person's last message is more than 24 hours old.
 * - `"person_unavailable"`: the person cannot be reached: unknown to this Page, has blocked it, or
 *   is not available.
 * - `"thread_taken"`: another app controls the conversation.
 * - `"blocked"`: the content or the Page is blocked by policy. A picture on a tunnel domain is a
 *   common cause.
 * - `"picture"`: a picture or another file could not be fetched, is too large, or has the wrong
 *   type.
 * - `"unknown_path"`: the path, version or feature does not exist.
 * - `"service"`: Graph failed internally; the same request may succeed in a moment.
 * - `"unknown"`: a code that this version of the package does not know.
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
