// @ts-check
import * as errors from "./errors.js";

/**
 * A failure as the core describes it.
 *
 * @typedef {{ name: keyof typeof errors, message: string, status?: number, graph?: object,
 *             replace?: { createdId: string, replacedId: string, cause: Failure } }} Failure
 */

/**
 * The error for `failure`: the class that it names, with everything that is known as properties.
 *
 * @param {Failure} failure
 * @returns {errors.PersonasError}
 */
export function errorFor({ name, message, status, graph, replace }) {
  const { cause, ...ids } = replace ?? {};
  const error = new errors[name](message, cause && { cause: errorFor(cause) });
  return Object.assign(error, status === undefined ? {} : { status }, graph, ids);
}
