// A wrong clock in words.

import { roughDuration } from "./format-time.js";

/** @typedef {import("./clock.js").ClockError} ClockError */

/**
 * @param {ClockError} error
 * @returns {string} a sentence
 */
export function clockErrorText({ direction, by, exact, source }) {
  const amount = exact
    ? `about ${roughDuration(by, Math.round)}`
    : `at least ${roughDuration(by, Math.floor)}`;
  return `This computer's clock seems wrong, ${amount} ${direction}: ${reasonOf(direction, source)}.`;
}

/**
 * @param {ClockError["direction"]} direction
 * @param {ClockError["source"]} source
 */
function reasonOf(direction, source) {
  if (source === "server") return "the server of this page has another time";
  return direction === "ahead"
    ? "Tapis takes a token that has ended by that clock"
    : "Tapis says that a token has expired which has not by that clock";
}

/**
 * By what the time of a token is counted.
 *
 * @param {ClockError | null} error
 */
export function timeSource(error) {
  if (!error) return "this computer's clock";
  return error.source === "server" ? "the clock of this page's server" : "what Tapis said";
}
