// The work of a batch: many systems set up or verified, a few at a time, each end told as it comes.

import { forEachAtMost } from "./concurrency.js";
import { failureOf, makeFailure, needsNewToken } from "./failure.js";

/** @typedef {import("./client.js").Client} Client */
/** @typedef {import("./client.js").Connection} Connection */
/** @typedef {import("./operation.js").OperationEnd} OperationEnd */

/**
 * @typedef {object} BatchOptions
 * @property {AbortSignal} signal
 * @property {(event: import("./operation.js").StepEvent) => void} onStep
 * @property {(end: Omit<OperationEnd, "at">) => void} settle
 * @property {(refusal: import("./failure.js").Failure) => void} refuse the token is no good
 */

/** How many systems are worked on at a time. */
const CONCURRENCY = 6;

const NOT_TRIED = makeFailure("cancelled", "Not tried: a new token is needed first.");

/**
 * @param {Client} client
 * @param {Connection} tapis
 * @param {readonly string[]} systemIds
 * @param {BatchOptions} options
 */
export async function setUp(client, tapis, systemIds, { signal, onStep, settle, refuse }) {
  await client.setupTmsCredentials(tapis, systemIds, tapis.username, {
    signal,
    concurrency: CONCURRENCY,
    onStep,
    onProgress: ({ result: { systemId, status, error } }) => {
      if (status === "exists" || status === "created") {
        return settle({ systemId, result: { status, message: "" } });
      }
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) refuse(reason);
      settle({
        systemId,
        // Whatever the reason: the summary counts it with what was cancelled.
        failure: status === "cancelled" ? { ...reason, code: "cancelled" } : reason,
      });
    },
  });
}

/**
 * @param {Client} client
 * @param {Connection} tapis
 * @param {readonly string[]} systemIds
 * @param {BatchOptions} options
 */
export async function verify(client, tapis, systemIds, { signal, onStep, settle, refuse }) {
  let refused = false;
  await forEachAtMost(CONCURRENCY, systemIds, async (systemId) => {
    try {
      if (refused) return settle({ systemId, failure: NOT_TRIED });
      const options = { signal, onStep };
      const result = await client.checkTmsCredentials(tapis, systemId, tapis.username, options);
      settle({ systemId, result });
    } catch (error) {
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) {
        refused = true;
        refuse(reason);
      }
      settle({ systemId, failure: reason });
    }
  });
}

/**
 * Tells ends together, once a task: a batch that is cancelled ends by thousands. A token that is no good
 * ends the session, but not before the batch: what is on its way may still succeed.
 *
 * @param {(ends: readonly OperationEnd[]) => void} tell
 * @param {() => number} now
 */
export function gatherEnds(tell, now) {
  /** @type {OperationEnd[]} */
  let ends = [];
  /** @type {import("./failure.js").Failure | null} */
  let refusal = null;
  const flush = () => {
    if (ends.length > 0) tell(ends);
    ends = [];
  };
  return {
    /** @param {Omit<OperationEnd, "at">} end */
    add(end) {
      if (ends.length === 0) setTimeout(flush);
      ends.push({ ...end, at: now() });
    },
    /** @param {import("./failure.js").Failure} reason */
    refuse(reason) {
      refusal ??= reason;
    },
    flush,
    refusal: () => refusal,
  };
}
