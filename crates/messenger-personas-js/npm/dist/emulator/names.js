// @ts-check
// Converts the names of members between camel case and snake case.

/**
 * With names in camel case. The contents of messages are not changed.
 *
 * @param {any} value
 * @returns {any}
 */
export function toCamelCase(value) {
  return rename(value, (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));
}

/**
 * With names in snake case, as in Graph.
 *
 * @param {any} value
 * @returns {any}
 */
export function toSnakeCase(value) {
  return rename(value, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** @param {any} value @param {(name: string) => string} convert @returns {any} */
function rename(value, convert) {
  if (Array.isArray(value)) return value.map((item) => rename(item, convert));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, member]) => [
    convert(name),
    UNCHANGED.has(name) ? member : rename(member, convert),
  ]);
  return Object.fromEntries(members);
}

/** Members whose value is unchanged from the request. */
const UNCHANGED = new Set(["attachments", "quick_replies", "recipient", "thread_control"]);
