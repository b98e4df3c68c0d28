// @ts-check
// The entry for `import` in Node, Bun and Deno; `require` gets the same classes and module.
export {
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
  init as default,
  init,
} from "./node.cjs";
