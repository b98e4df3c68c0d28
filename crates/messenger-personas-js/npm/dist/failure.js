// @ts-check
import * as errors from "./errors.js";

/**
 * A failure as the core describes it.
 *
 * @typedef {{ name: keyof typeof errors, message: string, status?: number, mayHaveHappened?: boolean, graph?: object,
 *             replace?: { createdId: string, replacedId: string, cause?: Failure, reason?: unknown } }} Failure
 */

/**
 * The error for `failure`: the class that it names, with everything that is known as properties.
 *
 * @param {Failure} failure
 * @returns {errors.PersonasError}
 */
export function errorFor({ name, message, status, mayHaveHappened, graph, replace }) {
  const { cause, reason, ...ids } = replace ?? {};
  const options = replace && { cause: cause ? errorFor(cause) : reason };
  const error = new errors[name](message, options);
  if (mayHaveHappened) error.mayHaveHappened = true;
  return Object.assign(error, status === undefined ? {} : { status }, graph, ids);
}
