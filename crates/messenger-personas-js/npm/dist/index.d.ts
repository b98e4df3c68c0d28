/**
 * Loads the WebAssembly module. Call and await it once before anything else in a browser; in
 * Node, Bun and Deno it does nothing. Calling it again is harmless, and after a failed load the
 * next call tries again.
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
   * @throws {@link RequestError} if a setting cannot be used.
   */
  constructor(settings: GraphClientSettings);
  readonly personas: Personas;
  readonly messages: Messages;
}

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
  /** The app secret proof, 64 hexadecimal digits, computed where the secret is: never in a browser. */
  appSecretProof?: string;
  /** Milliseconds that one attempt may take, by default 30,000. */
  timeout?: number;
  /**
   * How often to ask again, by default 2, at most 20. Creating and sending are asked again only
   * after Graph said "too many calls", and then after some seconds: there is no other way to be
   * sure that nothing was done.
   */
  maxRetries?: number;
  /** Called in place of the global `fetch`, with a `Request`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** What can be said about one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  signal?: AbortSignal;
  /** Milliseconds that one attempt of this call may take. */
  timeout?: number;
  /** How often to make this call again. */
  maxRetries?: number;
}

/** The personas of the Page. */
export interface Personas {
  /** Creates a persona. Two may have the same name: the id tells them apart. */
  create(draft: PersonaDraft, options?: CallOptions): Promise<{ id: string }>;
  /** `await` it for one listing; `for await` over it for every persona. */
  list(query?: PersonaQuery, options?: CallOptions): PersonaList;
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
}

export interface PersonaDraft {
  /** 1 to 50 characters, such as `"John Z."`. White space around it is dropped. */
  name: string;
  /** An absolute address of an image of at most 8 MB, which Meta fetches and copies. */
  profilePictureUrl: string;
}

export interface PersonaQuery {
  /** How many personas a listing has at most. Graph's default is 25. */
  limit?: number;
  /** Start after this place: the `after` of an earlier listing. Do not store it. */
  after?: string;
  /** Start before this place, instead: the `before` of an earlier listing. */
  before?: string;
}

export interface Persona {
  id: string;
  name?: string;
  /** May be Meta's copy, and not the address that the persona was created with. */
  profilePictureUrl?: string;
}

export interface PersonaListing {
  data: Persona[];
  /** Whether another listing follows, even if this one is empty: the only sign of the end. */
  hasMore: boolean;
  /** Whether another listing comes before this one. */
  hasPrevious: boolean;
  /** Where the next listing starts; there on the last listing too. */
  after: string | null;
  /** Where the listing before this one ends; there on the first listing too. */
  before: string | null;
}

/** One listing when awaited, every persona when walked. */
export interface PersonaList extends AsyncIterable<Persona> {
  then: Promise<PersonaListing>["then"];
  catch: Promise<PersonaListing>["catch"];
  finally: Promise<PersonaListing>["finally"];
}

/** What the Page, or a persona of it, says to a person. */
export interface Messages {
  /** Sends a message. The answer never says whether the persona was shown. */
  send(message: Message, options?: CallOptions): Promise<SentMessage>;
  /** Shows or hides the typing dots, which end by themselves after about 20 seconds. */
  senderAction(action: SenderAction, options?: CallOptions): Promise<{ recipientId?: string }>;
}

export interface Recipient {
  /** The person's page-scoped id (PSID): digits, as a string. */
  id: string;
}

export interface Message {
  recipient: Recipient;
  /** Not blank, fewer than 2,000 characters; sent as it is. */
  text: string;
  /** Who speaks; the Page itself if left out. */
  personaId?: string;
  /** By default `"RESPONSE"`. */
  messagingType?: "RESPONSE" | "UPDATE";
}

export interface SentMessage {
  messageId: string;
  recipientId?: string;
}

export interface SenderAction {
  recipient: Recipient;
  action: "typing_on" | "typing_off";
  /** Who types; the Page itself if left out. */
  personaId?: string;
}

/** Anything that this package throws on purpose. */
export class PersonasError extends Error {
  /**
   * Whether a create or a send may have been carried out although it failed: look before you make
   * it again. Always false for what can be made again without harm.
   */
  readonly mayHaveHappened: boolean;
}

/** Nothing was sent: a value cannot be used. The message says which, and what would do. */
export class RequestError extends PersonasError {}

/** No answer came. */
export class ConnectionError extends PersonasError {}

/** The answer was not complete in time. */
export class TimeoutError extends ConnectionError {}

/** The answer is none of Graph's: a proxy's page, cut JSON, nothing. */
export class ResponseError extends PersonasError {
  /** The HTTP status, if one answer is meant. */
  readonly status?: number;
}

/** Graph refused. */
export class GraphError extends PersonasError {
  /** The HTTP status; Graph mostly says 400. */
  readonly status: number;
  readonly code: number;
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
export class AccessTokenError extends GraphError {}

/** The token, the app or the Page lacks a permission. */
export class PermissionError extends GraphError {}

/** Too many calls. */
export class RateLimitError extends GraphError {}

/** The new persona was created, and the old one could not be deleted. */
export class ReplaceIncompleteError extends PersonasError {
  /** The new persona. */
  readonly createdId: string;
  /** The old persona, still there: `personas.delete(replacedId)` finishes the work. */
  readonly replacedId: string;
  /** Why it was not deleted: an error of this package, or the reason of an aborted signal. */
  readonly cause: unknown;
}

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
