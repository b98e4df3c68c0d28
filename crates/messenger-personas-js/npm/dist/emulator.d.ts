/**
 * A Graph API emulator in your own process, for tests and demos without a server, a network or
 * mocks. It has state and a clock, fails on demand, and lists its unverified behaviour.
 *
 * ```js
 * import { GraphClient } from "messenger-personas";
 * import { createEmulator } from "messenger-personas/emulator";
 *
 * const graph = await createEmulator();
 * const client = new GraphClient(graph.pages[0]);
 * await client.personas.create({
 *   name: "Adam",
 *   profile_picture_url: "https://example.com/adam.png",
 * });
 * ```
 *
 * It sends nothing to Meta, downloads no pictures and knows only its own tokens.
 */

/**
 * Creates an emulator. Several emulators are independent of each other.
 *
 * @throws if the seed is invalid (the message says where and why), or if the WebAssembly module
 * cannot be loaded.
 */
export function createEmulator(options?: EmulatorOptions): Promise<Emulator>;

/** Options of {@link createEmulator}. */
export interface EmulatorOptions {
  /**
   * Initial state, restored by {@link Emulator.reset}.
   *
   * - `"demo"` (default): two Pages with personas and a few people, most of whom wrote within the
   *   last 24 hours.
   * - `"empty"`: no Pages, so no token is valid.
   * - An object: Pages of your own.
   */
  seed?: "demo" | "empty" | EmulatorSeed;
  /**
   * Initial time of the clock, as a date or in milliseconds since the Unix epoch. Default: the
   * current time. Ids are deterministic, so with `now` and `frozen` all responses are reproducible.
   */
  now?: Date | number;
  /** `true` if the clock starts frozen, see {@link Emulator.freeze}. Default: `false`. */
  frozen?: boolean;
  /**
   * `true` if personas are returned with a picture URL at Graph's own host, as Meta's documentation
   * describes, instead of the URL that they were created with. Default: `false`.
   */
  rehostPictures?: boolean;
  /**
   * The WebAssembly module, if it is not next to the package's own files: its URL, a `Response`,
   * its bytes, or a compiled `WebAssembly.Module`. Needed for the first emulator of a process only.
   */
  module?: unknown;
}

/** A Graph API emulator. */
export interface Emulator {
  /**
   * A `fetch` that the emulator answers, for a client or any other code. The host of the URL does
   * not matter. Paths under `/_emulator/` are the control API.
   *
   * Network faults behave as with the global `fetch`: with `no_answer` the promise settles only
   * when the signal aborts, `reset` rejects with a `TypeError`, `cut_body` fails while the body is
   * read, and `slow` delays the response.
   */
  readonly fetch: EmulatorFetch;
  /** Current Pages. Each can be passed to `new GraphClient(…)` as its options. */
  readonly pages: readonly EmulatedPage[];
  /** Current people of all Pages. */
  readonly people: readonly EmulatedPerson[];
  /** User access token of the person who manages the Pages; `null` if the seed has none. */
  readonly userAccessToken: string | null;
  /** Current time of the emulator's clock. */
  readonly now: Date;
  /** Behaviour that Meta does not document, with the emulator's choice. */
  readonly unverified: readonly Guess[];

  /** Messages sent by the Pages, oldest first, each with its persona at that time. */
  outbox(): SentMessage[];
  /**
   * Returns a conversation as the person sees it.
   *
   * @throws if no person has this page-scoped id.
   */
  conversation(psid: string): EmulatedConversation;
  /**
   * Sends a message from a person to their Page, which opens the 24-hour window.
   *
   * @throws if no person has this page-scoped id, or if Messenger would not accept the text.
   */
  write(psid: string, text: string): ConversationMessage;
  /**
   * Adds a person's reaction to a message, which opens the 24-hour window; `null` removes it.
   *
   * @throws if no person has this page-scoped id, or if the message is not in their conversation.
   */
  react(psid: string, messageId: string, reaction: string | null): ConversationMessage;
  /**
   * Blocks the Page for a person, so that it cannot send them messages; `false` unblocks it.
   *
   * @throws if no person has this page-scoped id.
   */
  block(psid: string, blocked?: boolean): void;

  /**
   * Advances the clock, also while it is frozen, and returns the new time. At most 100 years per
   * call.
   */
  advance(milliseconds: number): Date;
  /** Stops the clock, so that only {@link advance} changes it, and returns its time. */
  freeze(): Date;
  /** Restarts the clock at the time at which it was frozen, and returns that time. */
  unfreeze(): Date;

  /**
   * Makes the next calls fail.
   *
   * @example graph.fault("rate_limit_page");
   * @example graph.fault({ fault: "transient", on: "messages", times: 2 });
   * @throws if the fault is unknown, or if its options are invalid.
   */
  fault(fault: FaultName | FaultOptions): ArmedFault;
  /** Faults that are waiting for a call. */
  readonly faults: readonly ArmedFault[];
  /** Changes settings and returns all of them. Omitted settings stay unchanged. */
  configure(settings: Partial<EmulatorSettings>): EmulatorSettings;
  /** Restores the initial state and removes all faults. The clock is not changed. */
  reset(): void;

  /**
   * Calls `listener` after every event of this type, or of any type for `"*"`.
   *
   * @returns a function that removes the listener.
   */
  on<Type extends EmulatorEvent["type"]>(
    type: Type,
    listener: (event: Extract<EmulatorEvent, { type: Type }>) => void,
  ): () => void;
  on(type: "*", listener: (event: EmulatorEvent) => void): () => void;
  /** Iterates over all events from now on. Leaving the loop ends the iteration. */
  events(): AsyncIterableIterator<EmulatorEvent>;

  /**
   * Calls `listener` with each webhook event, as Meta sends them to a bot: what people write, press,
   * read and react with, echoes and deliveries of what the Page sends, and handovers; not those of
   * `standby`. Each call has one event.
   *
   * Events of one person come in order: the next one after the promise that `listener` returns is
   * fulfilled. If the listener throws or its promise rejects, it is called again, five times in
   * all; then the event is dropped, and the error is reported as uncaught.
   *
   * @example graph.onWebhook(async ({ entry: [{ messaging: [event] }] }) => bot.handle(event));
   * @returns a function that removes the listener.
   */
  onWebhook(listener: (notification: WebhookNotification) => unknown): () => void;

  /**
   * Sends a request to the control API, such as `graph.control("GET", "usage")`, and returns the
   * JSON of the response. `/_emulator/` lists its endpoints.
   *
   * @throws if the request is refused.
   */
  control(method: "GET" | "POST" | "DELETE", path: string, body?: object): unknown;
}

/**
 * A Page. Only `pageId`, `accessToken` and `fetch` are own enumerable properties, so that both
 * `new GraphClient(page)` and `new GraphClient({ ...page, timeout: 1000 })` work.
 */
export interface EmulatedPage {
  readonly pageId: string;
  readonly accessToken: string;
  readonly fetch: EmulatorFetch;
  /** The same as `pageId`. */
  readonly id: string;
  readonly name: string;
  readonly pictureUrl: string;
  readonly category: string;
  /** People who can receive messages from the Page. */
  readonly people: readonly EmulatedPerson[];
}

/** A person who can receive messages from a Page. */
export interface EmulatedPerson {
  /** Page-scoped id: the `recipient.id` of a message. */
  readonly psid: string;
  readonly name: string;
  readonly pictureUrl: string;
  /** `true` if the person's profile can be read. */
  readonly hasProfile: boolean;
  readonly conversationId: string;
  /** `true` if the 24-hour window is open. */
  readonly windowOpen: boolean;
  /** End of the 24-hour window in ISO 8601; `null` if the person never wrote. */
  readonly windowClosesAt: string | null;
  /** Id of the person's Page. */
  readonly pageId: string;
}

/** A persona at the time of an event or a message. */
export interface EmulatedPersona {
  readonly id: string;
  readonly name: string;
  readonly profilePictureUrl: string;
}

/** The properties of a message. Members of type {@link Json} are unchanged from the request. */
export interface MessageContent {
  readonly messageId: string;
  /** Persona shown as the sender; `null` for the Page or the person. */
  readonly persona: EmulatedPersona | null;
  /** `null` for a message without text. */
  readonly text: string | null;
  /** Files and templates. */
  readonly attachments: readonly Json[];
  readonly quickReplies: readonly Json[];
  readonly metadata: string | null;
  readonly tag: string | null;
  readonly notificationType: string | null;
  /** Id of the message that this one replies to. */
  readonly replyTo: string | null;
  /** The recipient of the request, if it was not identified by a page-scoped id. */
  readonly recipient: Json;
  readonly threadControl: Json;
  /** Id of the attachment, if it can be reused. */
  readonly attachmentId: string | null;
  /** Emoji of the Page's reaction. */
  readonly pageReaction: string | null;
  /** Emoji of the person's reaction. */
  readonly personReaction: string | null;
  /** Time in ISO 8601. */
  readonly sentAt: string;
}

/** A message sent by a Page. */
export interface SentMessage extends MessageContent {
  readonly pageId: string;
  /** `null` if the recipient was not identified by a page-scoped id. */
  readonly psid: string | null;
  readonly messagingType: string | null;
}

/** A message in a conversation. */
export interface ConversationMessage extends MessageContent {
  readonly from: "person" | "page";
}

/** A conversation as the person sees it. */
export interface EmulatedConversation {
  /** Oldest first. */
  readonly messages: readonly ConversationMessage[];
  /** The typing indicator; `null` if it is hidden. It disappears after 20 seconds. */
  readonly typing: { readonly persona: EmulatedPersona | null } | null;
  /** Time at which the Page marked the conversation as seen, in ISO 8601. */
  readonly seenAt: string | null;
}

/**
 * The name of a fault.
 *
 * With `slow`, `no_answer`, `cut_body`, `truncated_json` and `wrong_types` the request is applied
 * and only its response is affected. `persona_dropped` sends the message as the Page, without an
 * error. With all others the request is not applied.
 */
export type FaultName =
  | "token_expired"
  | "token_invalid"
  | "permission"
  | "rate_limit_app"
  | "rate_limit_page"
  | "rate_limit_custom"
  | "rate_limit_messenger"
  | "transient"
  | "unknown"
  | "window_closed"
  | "persona_dropped"
  | "blocked_url"
  | "person_unavailable"
  | "thread_taken"
  | "html_500"
  | "html_200"
  | "redirect"
  | "wrong_types"
  | "truncated_json"
  | "cut_body"
  | "no_answer"
  | "reset"
  | "slow";

/** A group of endpoints: personas; messages and sender actions; Pages and everything else. */
export type FaultEdge = "personas" | "messages" | "pages";

/** Options of {@link Emulator.fault}. */
export interface FaultOptions {
  fault: FaultName;
  /** Number of calls that fail. Default: 1. With 0 the fault is removed. */
  times?: number;
  /** Endpoints that fail. Default: all that the fault applies to. */
  on?: FaultEdge;
  /** Probability that a call fails, between 0 and 1. Default: 1. */
  probability?: number;
  /** Seed of the random numbers for `probability`. Default: 0. */
  seed?: number;
  /** Delay of `slow` in milliseconds of real time. Default: 5000. */
  ms?: number;
}

/** A fault that is waiting for a call. */
export interface ArmedFault {
  readonly fault: FaultName;
  /** Number of calls that will fail. */
  readonly times: number;
  readonly on: FaultEdge | null;
  readonly probability: number;
  readonly seed: number;
  readonly ms: number | null;
}

/** Settings that depend on the app in Graph, or that Meta does not document. */
export interface EmulatorSettings {
  /** `true` if every call requires an `appSecretProof`. */
  requireAppSecret: boolean;
  /** Outcome of a message with an unknown `persona_id`. */
  unknownPersona: "refused" | "sent_as_page";
}

/** Behaviour that could not be verified. */
export interface Guess {
  readonly situation: string;
  readonly emulated: string;
  readonly reason: string;
  /** Parts of this package's core that rely on it. */
  readonly reliedOn: readonly string[];
}

/** An event. `at` is in milliseconds since the Unix epoch. Events contain no tokens. */
export type EmulatorEvent =
  | { readonly type: "reset" }
  | {
      readonly type: "persona_created";
      readonly pageId: string;
      readonly persona: EmulatedPersona;
      readonly at: number;
    }
  | { readonly type: "persona_deleted"; readonly personaId: string; readonly at: number }
  | {
      readonly type: "message_sent";
      readonly messageId: string;
      readonly pageId: string;
      readonly psid: string | null;
      readonly persona: EmulatedPersona | null;
      /** Empty for a message without text. */
      readonly text: string;
      readonly messagingType: string | null;
      readonly at: number;
    }
  | {
      readonly type: "message_received";
      readonly messageId: string;
      readonly psid: string;
      /** Empty for a message with attachments only. */
      readonly text: string;
      /** Payload of the quick reply that the person tapped. */
      readonly quickReply?: string;
      readonly at: number;
    }
  | {
      readonly type: "postback_received";
      readonly messageId: string;
      readonly psid: string;
      readonly title: string;
      readonly payload: string;
      readonly at: number;
    }
  | { readonly type: "person_read"; readonly psid: string; readonly at: number }
  | {
      readonly type: "page_reacted";
      readonly psid: string;
      readonly messageId: string;
      readonly reaction: string | null;
    }
  | {
      readonly type: "person_reacted";
      readonly psid: string;
      readonly messageId: string;
      readonly reaction: string | null;
      readonly at: number;
    }
  | { readonly type: "person_blocked"; readonly psid: string; readonly isBlocked: boolean }
  | {
      readonly type: "attachment_kept";
      readonly attachmentId: string;
      readonly pageId: string;
      readonly kind: "image" | "audio" | "video" | "file";
      readonly url: string | null;
      /** Missing for an attachment with a URL. */
      readonly file?: {
        readonly name: string;
        readonly type: string;
        readonly size: number;
        readonly width?: number;
        readonly height?: number;
      };
      readonly at: number;
    }
  | {
      readonly type: "thread_owner_set";
      readonly psid: string;
      readonly appId: string | null;
      readonly until: number;
      readonly isHeld: boolean;
      readonly at: number;
    }
  | {
      readonly type: "thread_control_requested";
      readonly psid: string;
      /** The app that requests the conversation. */
      readonly appId: string;
      readonly metadata?: string;
      readonly at: number;
    }
  | {
      readonly type: "typing_started";
      readonly psid: string;
      readonly persona: EmulatedPersona | null;
      readonly at: number;
    }
  | { readonly type: "typing_stopped"; readonly psid: string; readonly personaId: string | null }
  | { readonly type: "seen"; readonly psid: string; readonly at: number }
  | { readonly type: "clock_advanced"; readonly ms: number }
  | { readonly type: "clock_frozen"; readonly at: number | null }
  | {
      readonly type: "fault_armed" | "fault_used" | "fault_passed";
      readonly fault: FaultName;
      readonly on: FaultEdge | null;
    };

/** The body of a webhook request. Its names are Graph's. */
export interface WebhookNotification {
  readonly object: "page";
  readonly entry: readonly [WebhookEntry];
}

/** The entry of a {@link WebhookNotification}. */
export interface WebhookEntry {
  /** Id of the Page. */
  readonly id: string;
  /** Time in milliseconds since the Unix epoch. */
  readonly time: number;
  readonly messaging: readonly [WebhookEvent];
}

/** A webhook event. Besides its first three members, it has one, which says what happened. */
export interface WebhookEvent {
  /** The person; of an echo, the Page. */
  readonly sender: { readonly id: string };
  /** The Page; of an echo, the person. */
  readonly recipient: { readonly id: string };
  /** Time in milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** A message of the person, or an echo of one of the Page. */
  readonly message?: {
    readonly mid: string;
    readonly text?: string;
    readonly quick_reply?: { readonly payload: string };
    readonly reply_to?: { readonly mid: string; readonly is_self_reply: boolean };
    readonly attachments?: readonly Json[];
    readonly is_echo?: true;
    readonly app_id?: number;
    readonly metadata?: string;
  };
  readonly postback?: { readonly title: string; readonly payload: string; readonly mid: string };
  readonly read?: { readonly watermark: number };
  readonly delivery?: { readonly mids: readonly string[]; readonly watermark: number };
  readonly reaction?: {
    readonly reaction?: string;
    readonly emoji?: string;
    readonly action: "react" | "unreact";
    readonly mid: string;
  };
  readonly pass_thread_control?: WebhookHandover;
  readonly take_thread_control?: WebhookHandover;
  /** Another app requests the conversation. */
  readonly request_thread_control?: {
    readonly requested_owner_app_id: string;
    readonly metadata?: string;
  };
}

/** Apps that a conversation was passed between; `null` if it was idle. */
export interface WebhookHandover {
  readonly previous_owner_app_id: string | null;
  readonly new_owner_app_id: string | null;
  readonly metadata?: string;
}

/** The initial state. Omitted ids, tokens and pictures are generated deterministically. */
export interface EmulatorSeed {
  userAccessToken?: string;
  requireAppSecret?: boolean;
  unknownPersona?: "refused" | "sent_as_page";
  pages?: readonly SeedPage[];
}

/** A Page of a seed. */
export interface SeedPage {
  name: string;
  id?: string;
  accessToken?: string;
  pictureUrl?: string;
  category?: string;
  /** Tasks of the owner of `userAccessToken` on the Page. Default: all. */
  tasks?: readonly string[];
  /** Personas, in the order in which Graph lists them. */
  personas?: readonly SeedPersona[];
  people?: readonly SeedPerson[];
}

/** A persona of a seed. */
export interface SeedPersona {
  /** At most 50 characters. */
  name: string;
  id?: string;
  profilePictureUrl?: string;
}

/** A person of a seed. */
export interface SeedPerson {
  name: string;
  psid?: string;
  pictureUrl?: string;
  /** Messages that the person sent. Without any, the 24-hour window is closed. */
  messages?: readonly { text: string; minutesAgo: number }[];
}

/** A JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A function with the signature of the global `fetch`, or a minimum of it where the TypeScript
 * libraries in use declare none.
 */
export type EmulatorFetch = typeof globalThis extends {
  fetch: (...request: infer Request) => infer Answer;
}
  ? (...request: Request) => Answer
  : (
      input: string | { readonly url: string } | { readonly href: string },
      init?: object,
    ) => Promise<EmulatorResponse>;

/** The minimum of a `Response`. */
export interface EmulatorResponse {
  readonly status: number;
  readonly ok: boolean;
  text(): Promise<string>;
  json(): Promise<unknown>;
}
