// How tests name requests: by call, method, path, system, user or any other field of a journal entry, or by a function.

/** @typedef {import("./journal.js").JournalEntry} JournalEntry */

/**
 * Every given field must be equal; a regular expression must match.
 * @typedef {((entry: JournalEntry) => boolean) |
 *   { [Field in keyof JournalEntry]?: JournalEntry[Field] | RegExp }} Match
 */

/**
 * @param {Match} match
 * @param {JournalEntry} entry
 * @returns {boolean}
 */
export function matches(match, entry) {
  if (typeof match === "function") return match(entry);
  return Object.entries(match).every(([field, wanted]) => {
    const actual = entry[/** @type {keyof JournalEntry} */ (field)];
    return wanted instanceof RegExp ? wanted.test(String(actual)) : actual === wanted;
  });
}
