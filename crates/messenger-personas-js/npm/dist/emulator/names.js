// @ts-check
// Names in JavaScript's way and in Graph's.

/**
 * With names in JavaScript's way. What was sent to Graph stays as it was.
 *
 * @param {any} value
 * @returns {any}
 */
export function camel(value) {
  return renamed(value, (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));
}

/**
 * With names in Graph's way.
 *
 * @param {any} value
 * @returns {any}
 */
export function snake(value) {
  return renamed(value, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** @param {any} value @param {(name: string) => string} rename @returns {any} */
function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, member]) => [
    rename(name),
    AS_SENT.has(name) ? member : renamed(member, rename),
  ]);
  return Object.fromEntries(members);
}

const AS_SENT = new Set(["attachments", "quick_replies", "recipient", "thread_control"]);
