// @ts-check
import * as errors from "./errors.js";

/**
 * The error for `details`, which the module describes. Called by the module only.
 *
 * @param {{ name: keyof typeof errors, message: string }} details
 * @param {unknown} cause `undefined` if there is none
 */
export function createError({ name, message, ...members }, cause) {
  const error = new errors[name](message, cause === undefined ? undefined : { cause });
  return Object.assign(error, members);
}
