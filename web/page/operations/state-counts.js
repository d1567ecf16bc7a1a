// How many systems are in which state, in the words of their rows: the list, the question before a set-up and the summary of
// a batch count alike.

import { CREDENTIAL_STATE_WORDS, stateInWords } from "./credential-state.js";

/** @typedef {import("./credential-state.js").CredentialState} CredentialState */

const STATES = /** @type {CredentialState[]} */ (Object.keys(CREDENTIAL_STATE_WORDS));

/** Of more than one, where the words of a row do not do. @type {Partial<Record<CredentialState, string>>} */
const PLURALS = { unreachable: "hosts not answering", unsupported: "not TMS systems" };

/**
 * @param {number} number
 * @param {CredentialState} state
 * @returns {string} such as "2 not set up"
 */
export function stateCount(number, state) {
  return `${number} ${(number > 1 && PLURALS[state]) || stateInWords(state)}`;
}

/**
 * @param {number} number
 * @param {number} unverified of these: what is stored is ready only as far as the list tells
 * @returns {string} such as "6 ready (2 not verified)"
 */
export function readyCount(number, unverified) {
  const count = stateCount(number, "ready");
  if (unverified === 0) return count;
  if (unverified < number) return `${count} (${unverified} not verified)`;
  return `${count} (${number === 1 ? "not" : "none"} verified)`;
}

/**
 * @param {ReadonlyMap<CredentialState, number>} counts
 * @param {number} unverified of those that are ready
 * @returns {string} every state that occurs, so that the parts add up; and how many are ready, be it none
 */
export function countsText(counts, unverified) {
  const parts = STATES.flatMap((state) => {
    const number = counts.get(state) ?? 0;
    if (state === "ready") return readyCount(number, unverified);
    return number > 0 ? stateCount(number, state) : [];
  });
  return parts.join(", ");
}
