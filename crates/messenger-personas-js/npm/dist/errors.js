// @ts-check
/** Anything that this package throws on purpose. */
export class PersonasError extends Error {
  /** Whether a create or a send may have been carried out although it failed. */
  mayHaveHappened = false;
}

/** Nothing was sent: a value cannot be used. The message says which, and what would do. */
export class RequestError extends PersonasError {}

/** No answer came. */
export class ConnectionError extends PersonasError {}

/** The answer was not complete in time. */
export class TimeoutError extends ConnectionError {}

/** The answer is none of Graph's. */
export class ResponseError extends PersonasError {}

/** Graph refused. */
export class GraphError extends PersonasError {}

/** The access token is missing, malformed, expired or of the wrong kind. */
export class AccessTokenError extends GraphError {}

/** The token, the app or the Page lacks a permission. */
export class PermissionError extends GraphError {}

/** Too many calls. */
export class RateLimitError extends GraphError {}

/** The new persona was created, and the old one could not be deleted. */
export class ReplaceIncompleteError extends PersonasError {}

// A name on the prototype survives minifiers, which rename classes.
for (const [name, { prototype }] of Object.entries({
  PersonasError,
  RequestError,
  ConnectionError,
  TimeoutError,
  ResponseError,
  GraphError,
  AccessTokenError,
  PermissionError,
  RateLimitError,
  ReplaceIncompleteError,
})) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}
