// Codes, keys and session ids: text that nobody can guess.

import { randomInt } from "node:crypto";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LETTERS = `${UPPER}${UPPER.toLowerCase()}`;
export const LETTERS_AND_DIGITS = `${LETTERS}0123456789`;

/**
 * @param {number} length
 * @param {string} alphabet
 */
export function randomText(length, alphabet) {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
