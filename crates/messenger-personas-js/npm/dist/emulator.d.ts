/**
 * An emulated Graph inside your own process: tests and demos with no server, no network and no
 * mocks. It keeps state, knows time, fails on demand, and says which of its answers are guesses.
 *
 * ```js
 * import { GraphClient } from "messenger-personas";
 * import { createEmulator } from "messenger-personas/emulator";
 *
 * const graph = await createEmulator();
 * const client = new GraphClient(graph.pages[0]);
 * await client.personas.create({ name: "Adam", profilePictureUrl: "https://example.com/adam.png" });
 * ```
 *
 * It is not Meta: it delivers nothing to anybody, fetches no picture and checks no real token.
 */

/**
 * Starts an emulated Graph. Each is a world of its own; any number may run side by side.
 *
 * @throws if the seed cannot be used (the sentence says where and why), or if the WebAssembly
 * module cannot be loaded.
 */
export function createEmulator(options?: EmulatorOptions): Promise<Emulator>;

export interface EmulatorOptions {
  /**
   * What is there at the start, and what {@link Emulator.reset} goes back to. `"demo"` (what is
   * taken if it is left out): two Pages with personas and a few people, most of whom wrote within
   * 24 hours. `"empty"`: nothing, so that no token is good. Or Pages of your own.
   */
  seed?: "demo" | "empty" | EmulatorSeed;
  /**
   * The emulated time at the start, by default the time of this machine. From there it runs on,
   * unless `frozen` is set. Ids are made up in the same way each time, so with `now` and `frozen`
   * every answer is the same on every run.
   */
  now?: Date | number;
  /** Whether time stands still at the start, see {@link Emulator.freeze}. By default it runs. */
  frozen?: boolean;
  /**
   * Whether personas are read with a picture at Graph's own address, as Meta answers them, and
   * not with the address that they were created with. By default they are not.
   */
  rehostPictures?: boolean;
  /**
   * Where the WebAssembly module is, if not beside the package's own file: its address, a
   * `Response`, its bytes, or a compiled `WebAssembly.Module`. Only the first emulator of a
   * process needs it.
   */
  module?: unknown;
}

/** A Graph with a state of its own. */
export interface Emulator {
  /**
   * Answers as Graph would: hand it to {@link EmulatedPage a client}, or to any code that takes a
   * `fetch`. It answers at every origin; each path under `/_emulator/` is the control plane.
   *
   * Faults reach it as they reach the real one: `no_answer` settles only when the signal aborts,
   * `reset` rejects with a `TypeError`, `cut_body` fails while the body is read, and `slow` waits.
   */
  readonly fetch: EmulatorFetch;
  /** The Pages as they are now. Each is at the same time the settings of a client for it. */
  readonly pages: readonly EmulatedPage[];
  /** Everybody who can be written to, of all Pages, as they are now. */
  readonly people: readonly EmulatedPerson[];
  /** The token of the person who manages the Pages; `null` if the seed has none. */
  readonly userAccessToken: string | null;
  /** The emulated time. */
  readonly now: Date;
  /** Every behaviour for which nothing public says how Graph does it, and what is done here. */
  readonly unverified: readonly Guess[];

  /** Everything that was sent in the name of a Page, oldest first, with the persona as it was. */
  outbox(): SentMessage[];
  /**
   * A conversation as the person sees it.
   *
   * @throws if nobody has this page-scoped id.
   */
  conversation(psid: string): EmulatedConversation;
  /**
   * The person writes to their Page, which opens the 24-hour window.
   *
   * @throws if nobody has this page-scoped id, or if the text is none that Messenger takes.
   */
  write(psid: string, text: string): ConversationMessage;
  /**
   * The person reacts to a message, which opens the 24-hour window too; `null` takes it back.
   *
   * @throws if nobody has this page-scoped id, or no such message is in their conversation.
   */
  react(psid: string, messageId: string, reaction: string | null): ConversationMessage;
  /**
   * The person takes no more messages of their Page, or with `false` takes them again.
   *
   * @throws if nobody has this page-scoped id.
   */
  block(psid: string, blocked?: boolean): void;

  /** Lets time pass, also while it is frozen. Nothing waits. `milliseconds` is at most 100 years. */
  advance(milliseconds: number): Date;
  /** From now on time passes by {@link advance} only. */
  freeze(): Date;
  /** Time runs again, on from where it stood. */
  unfreeze(): Date;

  /**
   * Makes the next calls fail.
   *
   * @example graph.fault("rate_limit_page");
   * @example graph.fault({ fault: "transient", on: "messages", times: 2 });
   * @throws if there is no such fault, or if it cannot be so: the sentence says what can.
   */
  fault(fault: FaultName | FaultOptions): ArmedFault;
  /** The faults that wait for a call. */
  readonly faults: readonly ArmedFault[];
  /** Changes what Graph leaves to an app, or does not document. What is left out stays. */
  configure(settings: Partial<EmulatorSettings>): EmulatorSettings;
  /** Back to the seed, at the time that it is: nothing happened, no fault waits. */
  reset(): void;

  /**
   * Calls `listener` after each change of this kind, or after every change for `"*"`.
   *
   * @returns what ends it.
   */
  on<Type extends EmulatorEvent["type"]>(
    type: Type,
    listener: (event: Extract<EmulatorEvent, { type: Type }>) => void,
  ): () => void;
  on(type: "*", listener: (event: EmulatorEvent) => void): () => void;
  /** Every change from now on. Leaving the loop ends it. */
  events(): AsyncIterableIterator<EmulatorEvent>;

  /**
   * A call of the control plane, in Graph's own words: `graph.control("GET", "usage")`. What it
   * knows is at `/_emulator/`, and in the documentation of the emulator's server.
   *
   * @throws if it refuses; the sentence says why.
   */
  control(method: "GET" | "POST", path: string, body?: object): unknown;
}

/**
 * A Page. `pageId`, `accessToken` and `fetch` are properties of its own and the rest is not, so
 * that both `new GraphClient(page)` and `new GraphClient({ ...page, timeout: 1000 })` do.
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
  /** Who can be written to. */
  readonly people: readonly EmulatedPerson[];
}

/** Somebody who wrote to a Page. */
export interface EmulatedPerson {
  /** The page-scoped id: the `recipient.id` of a message. */
  readonly psid: string;
  readonly name: string;
  readonly pictureUrl: string;
  /** Whether the person's profile can be read. */
  readonly hasProfile: boolean;
  readonly conversationId: string;
  /** Whether the Page may write: the person did within 24 hours. */
  readonly windowOpen: boolean;
  /** ISO 8601, or `null` if the person never wrote. */
  readonly windowClosesAt: string | null;
  /** The person's Page. */
  readonly pageId: string;
}

/** A persona as it was when it spoke. */
export interface EmulatedPersona {
  readonly id: string;
  readonly name: string;
  readonly profilePictureUrl: string;
}

/** What a message is and carries. Parts that are plain JSON are as they were sent, in Graph's words. */
export interface MessageContent {
  readonly messageId: string;
  /** As whom; `null` is the Page, or the person. */
  readonly persona: EmulatedPersona | null;
  /** `null` for what is no text. */
  readonly text: string | null;
  /** Files and templates. */
  readonly attachments: readonly Json[];
  readonly quickReplies: readonly Json[];
  readonly metadata: string | null;
  readonly tag: string | null;
  readonly notificationType: string | null;
  /** The message that this one answers. */
  readonly replyTo: string | null;
  /** The recipient as it was named, if it was not by a page-scoped id. */
  readonly recipient: Json;
  readonly threadControl: Json;
  /** The id under which its attachment can be sent again. */
  readonly attachmentId: string | null;
  /** The emoji that the Page reacted with. */
  readonly pageReaction: string | null;
  /** The emoji that the person reacted with. */
  readonly personReaction: string | null;
  /** ISO 8601. */
  readonly sentAt: string;
}

/** Something that a Page sent. */
export interface SentMessage extends MessageContent {
  readonly pageId: string;
  /** `null` for somebody who was not named by a page-scoped id. */
  readonly psid: string | null;
  readonly messagingType: string | null;
}

/** A line of a conversation. */
export interface ConversationMessage extends MessageContent {
  readonly from: "person" | "page";
}

/** A conversation as the person sees it. */
export interface EmulatedConversation {
  /** Oldest first. */
  readonly messages: readonly ConversationMessage[];
  /** The dots, and whose; they end by themselves after 20 seconds. */
  readonly typing: { readonly persona: EmulatedPersona | null } | null;
  /** When the Page marked it as seen, in ISO 8601. */
  readonly seenAt: string | null;
}

/**
 * How a call can fail. Unless it is said that the call is carried out, nothing happens but the
 * failure.
 *
 * `slow`, `no_answer`, `cut_body`, `truncated_json` and `wrong_types` carry it out. `persona_dropped` sends the
 * message silently as the Page.
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

/** What a call is about: personas; messages and sender actions; Pages and all else. */
export type FaultEdge = "personas" | "messages" | "pages";

export interface FaultOptions {
  fault: FaultName;
  /** How many calls fail, by default 1; 0 takes the fault back. */
  times?: number;
  /** Which calls; all that can fail in this way if it is left out. */
  on?: FaultEdge;
  /** How likely a call is to fail, between 0 and 1, by default 1. */
  probability?: number;
  /** Which calls fail when chance decides: the same number, the same calls. By default 0. */
  seed?: number;
  /** How late `slow` answers, in milliseconds of real time, by default 5000. */
  ms?: number;
}

/** A fault that waits for a call. */
export interface ArmedFault {
  readonly fault: FaultName;
  /** How many calls are still to fail. */
  readonly times: number;
  readonly on: FaultEdge | null;
  readonly probability: number;
  readonly seed: number;
  readonly ms: number | null;
}

/** What Graph leaves to an app, or does not document. */
export interface EmulatorSettings {
  /** Whether each call needs an `appSecretProof`. */
  requireAppSecret: boolean;
  /** What becomes of a message by a persona that is none. */
  unknownPersona: "refused" | "sent_as_page";
}

/** A behaviour that could not be verified. */
export interface Guess {
  readonly situation: string;
  readonly emulated: string;
  readonly reason: string;
  /** What of this package's core would have to change if it were wrong. */
  readonly reliedOn: readonly string[];
}

/** Something that happened. `at` is in milliseconds since 1970. No event holds a token. */
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
      /** Empty for what is no text. */
      readonly text: string;
      readonly messagingType: string | null;
      readonly at: number;
    }
  | {
      readonly type: "message_received";
      readonly messageId: string;
      readonly psid: string;
      readonly text: string;
      readonly at: number;
    }
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

/** Pages of your own. Ids, tokens and pictures that are left out are made up, always in the same way. */
export interface EmulatorSeed {
  userAccessToken?: string;
  requireAppSecret?: boolean;
  unknownPersona?: "refused" | "sent_as_page";
  pages?: readonly SeedPage[];
}

export interface SeedPage {
  name: string;
  id?: string;
  accessToken?: string;
  pictureUrl?: string;
  category?: string;
  /** What the person may do there whose token `userAccessToken` is; all if it is left out. */
  tasks?: readonly string[];
  /** In the order in which Graph lists them. */
  personas?: readonly SeedPersona[];
  people?: readonly SeedPerson[];
}

export interface SeedPersona {
  /** At most 50 characters. */
  name: string;
  id?: string;
  profilePictureUrl?: string;
}

export interface SeedPerson {
  name: string;
  psid?: string;
  pictureUrl?: string;
  /** What they wrote. Without any, the 24-hour window is closed. */
  messages?: readonly { text: string; minutesAgo: number }[];
}

/** Plain JSON. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A function that is called like the global `fetch`, with what the runtime's own types call a
 * request and a response, and with the least that these are where there are no such types.
 */
export type EmulatorFetch = typeof globalThis extends {
  fetch: (...request: infer Request) => infer Answer;
}
  ? (...request: Request) => Answer
  : (
      input: string | { readonly url: string } | { readonly href: string },
      init?: object,
    ) => Promise<EmulatorResponse>;

/** What a `Response` is at least. */
export interface EmulatorResponse {
  readonly status: number;
  readonly ok: boolean;
  text(): Promise<string>;
  json(): Promise<unknown>;
}
