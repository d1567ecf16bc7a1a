// Codes, keys and session ids: text that nobody can guess.

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LETTERS = `${UPPER}${UPPER.toLowerCase()}`;
export const LETTERS_AND_DIGITS = `${LETTERS}0123456789`;

/**
 * @param {number} length
 * @param {string} alphabet
 */
export function randomText(length, alphabet) {
  const numbers = crypto.getRandomValues(new Uint32Array(length));
  return Array.from(numbers, (number) => alphabet[number % alphabet.length]).join("");
}
