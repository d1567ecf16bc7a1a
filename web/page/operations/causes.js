// Why operations of a batch failed: each cause once, with the systems that have it.

import { credentialStateAfter, refusalOfNewKey } from "./credential-state.js";
import { stateCount } from "./state-counts.js";

/** @typedef {import("./operation.js").Operation} Operation */

/**
 * @typedef {object} Cause
 * @property {string} text such as "1 refused by the host: ls6"
 * @property {string} next what to do then; "" where nothing is
 * @property {string} helpCode of the error whose links help
 */

/** As many systems are named for a cause; the rows tell all. */
const MOST_NAMED = 10;

/** @type {Partial<Record<string, string>>} why, in a few words, where the state of the credentials does not say it */
const REASONS = {
  network_error: "no connection",
  timeout: "no answer in time",
  tms_unavailable: "the TMS server did not answer",
  service_unavailable: "Tapis is busy",
  system_not_found: "no such system",
};

/** By the code of a failure, or by what a check found. @type {Partial<Record<string, string>>} */
const NEXT = {
  refused: "Establish makes a new key.",
  credential_refused: "A row, unfolded, says what to check.",
  forbidden: "Ask the owner of the system.",
};

/** The error that an establish would end in after what a check found. @type {Partial<Record<string, string>>} */
const ERRORS = { refused: "credential_refused", unreachable: "host_unreachable" };

/**
 * @param {readonly Operation[]} failed
 * @returns {Cause[]} the most frequent first
 */
export function causesOf(failed) {
  /** @type {Map<string, Operation[]>} */
  const groups = new Map();
  for (const operation of failed) {
    const cause = causeOf(operation, 1);
    const group = groups.get(cause);
    if (group) group.push(operation);
    else groups.set(cause, [operation]);
  }
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .map((group) => {
      const [{ result, failure }] = group;
      const code = failure?.code ?? result?.status ?? "";
      return {
        text: `${causeOf(group[0], group.length)}: ${namesOf(group)}`,
        next: NEXT[code] ?? "",
        helpCode: ERRORS[code] ?? code,
      };
    });
}

/**
 * @param {Operation} operation
 * @param {number} number of systems
 * @returns {string} in the words of the rows
 */
function causeOf(operation, number) {
  const { failure } = operation;
  const refusal = refusalOfNewKey(failure);
  const state = credentialStateAfter(operation);
  if (!refusal && state && state !== "unknown") return stateCount(number, state);
  return `${number}: ${refusal || (REASONS[failure?.code ?? ""] ?? "an error in Tapis")}`;
}

/** @param {readonly Operation[]} operations */
function namesOf(operations) {
  const ids = operations.map(({ systemId }) => systemId);
  // No count stands for one name alone.
  if (ids.length <= MOST_NAMED + 1) return ids.join(", ");
  return `${ids.slice(0, MOST_NAMED).join(", ")} and ${ids.length - MOST_NAMED} more`;
}
