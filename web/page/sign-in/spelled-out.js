// A code as one says it over the telephone, for those who hear it: upper and lower case differ.

/**
 * @param {string} code
 * @returns {string} such as "capital K, b, 7, hyphen"
 */
export function spelledOut(code) {
  return Array.from(code, spell).join(", ");
}

/** @param {string} character */
function spell(character) {
  if (character === "-") return "hyphen";
  return /[A-Z]/.test(character) ? `capital ${character}` : character;
}
