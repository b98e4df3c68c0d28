// @ts-check
/** Base class of the errors of this package. */
export class PersonasError extends Error {
  /** `true` if a create or a send may have been applied although it failed. */
  mayHaveHappened = false;
}

/** Nothing was sent: a value is invalid. */
export class RequestError extends PersonasError {}

/** No complete response arrived. */
export class ConnectionError extends PersonasError {}

/** The response was not complete in time. */
export class TimeoutError extends ConnectionError {}

/** The response is not one of Graph's. */
export class ResponseError extends PersonasError {}

/** Graph refused the request. */
export class GraphError extends PersonasError {}

/** The access token is missing, malformed, expired or of the wrong kind. */
export class AccessTokenError extends GraphError {}

/** The token, the app or the Page lacks a permission. */
export class PermissionError extends GraphError {}

/** Too many requests. */
export class RateLimitError extends GraphError {}

/** The new persona was created, and the old one was not deleted. */
export class ReplaceIncompleteError extends PersonasError {}

// Minifiers rename classes, but not a name on the prototype.
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
