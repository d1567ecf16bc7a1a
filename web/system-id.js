// What Tapis allows as the id of a system, for whatever takes one from outside.

const SYSTEM_ID = /^[a-zA-Z0-9][a-zA-Z0-9._~-]{0,79}$/;

/**
 * @param {unknown} value
 * @returns {value is string} 1 to 80 letters, digits and `. _ ~ -`, the first a letter or a digit
 */
export function isSystemId(value) {
  return typeof value === "string" && SYSTEM_ID.test(value);
}
