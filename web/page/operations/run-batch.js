// Runs one request for many systems: they are set up or verified, a few at a time, and each end is told as it comes.

import { isInBatch, summaryOf } from "./batch.js";
import { failureOf, makeFailure, needsNewToken } from "../failures/failure.js";

/** @typedef {import("./client.js").Client} Client */
/** @typedef {import("./client.js").Connection} Connection */
/** @typedef {import("./operation.js").OperationEnd} OperationEnd */

/**
 * @typedef {object} BatchOptions
 * @property {AbortSignal} signal
 * @property {(event: import("./operation.js").StepEvent) => void} onStep
 * @property {(end: Omit<OperationEnd, "at">) => void} onEnd
 * @property {(refusal: import("../failures/failure.js").Failure) => void} onTokenRefused
 * @property {number} patienceMs as that of setupTmsCredentials
 */

/** How many systems are worked on at a time. */
const CONCURRENCY = 6;

const NOT_TRIED = makeFailure("cancelled", "Not tried: a new token is needed first.");

/** @param {import("./run-operation.js").Work} work */
export function createBatchRunner({ client, store, accessSession, running, now }) {
  return {
    /**
     * Works on many systems. Those on which something runs already are left out.
     *
     * @param {import("./batch.js").BatchKind} kind
     * @param {readonly string[]} asked
     * @param {number} [patienceMs] how long to try again where a host refuses the new key
     */
    async runBatch(kind, asked, patienceMs = 0) {
      const session = accessSession();
      const { batch } = store.get();
      const systemIds = asked.filter((systemId) => !running.has(systemId));
      if (!session || (batch && batch.phase !== "ended") || systemIds.length === 0) return;
      const { tapis, dispatch, onStep } = session;
      dispatch({ type: "batch-started", kind, systemIds });
      await running.keep(systemIds, async (signal) => {
        const work = kind === "setup" ? setUp : verify;
        const ends = gatherEnds(
          (gathered) => dispatch({ type: "batch-settled", ends: gathered }),
          now,
        );
        const { add: onEnd, refuse: onTokenRefused } = ends;
        /** @type {import("../failures/failure.js").Failure | null} */
        let failure = null;
        try {
          await work(client, tapis, systemIds, {
            signal,
            onStep,
            onEnd,
            onTokenRefused,
            patienceMs,
          });
        } catch (error) {
          failure = failureOf(error, client.TapisError);
          if (needsNewToken(failure)) onTokenRefused(failure);
        }
        const refusal = ends.refusal();
        session.noteFailure(refusal);
        ends.flush();
        const { batch: finished } = store.get();
        const announcement = failure?.message ?? (finished ? summaryOf(finished).text : "");
        dispatch({ type: "batch-ended", failure, refusal, announcement });
      });
      session.workEnded();
    },

    /** @param {string} systemId */
    isInBatch: (systemId) => isInBatch(store.get().batch, systemId),

    cancelBatch() {
      const [systemId] = store.get().batch?.systemIds ?? [];
      store.dispatch({ type: "batch-cancelling" });
      running.abort(systemId);
    },

    dismissBatch() {
      store.dispatch({ type: "batch-dismissed" });
    },
  };
}

/**
 * @param {Client} client
 * @param {Connection} tapis
 * @param {readonly string[]} systemIds
 * @param {BatchOptions} options
 */
async function setUp(client, tapis, systemIds, { onEnd, onTokenRefused, ...options }) {
  await client.setupTmsCredentials(tapis, systemIds, tapis.username, {
    ...options,
    concurrency: CONCURRENCY,
    onProgress: ({ result: { systemId, status, error } }) => {
      if (status === "exists" || status === "created") {
        return onEnd({ systemId, result: { status, message: "" } });
      }
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) onTokenRefused(reason);
      onEnd({
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
async function verify(client, tapis, systemIds, { signal, onStep, onEnd, onTokenRefused }) {
  let refused = false;
  await forEachAtMost(CONCURRENCY, systemIds, async (systemId) => {
    try {
      if (refused) return onEnd({ systemId, failure: NOT_TRIED });
      const options = { signal, onStep };
      const result = await client.checkTmsCredentials(tapis, systemId, tapis.username, options);
      onEnd({ systemId, result });
    } catch (error) {
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) {
        refused = true;
        onTokenRefused(reason);
      }
      onEnd({ systemId, failure: reason });
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
function gatherEnds(tell, now) {
  /** @type {OperationEnd[]} */
  let ends = [];
  /** @type {import("../failures/failure.js").Failure | null} */
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
    /** @param {import("../failures/failure.js").Failure} reason */
    refuse(reason) {
      refusal ??= reason;
    },
    flush,
    refusal: () => refusal,
  };
}

/**
 * Works through a list with a bounded number of things under way at a time.
 *
 * @template Item
 * @param {number} limit
 * @param {Iterable<Item>} items
 * @param {(item: Item) => Promise<void>} work
 */
export async function forEachAtMost(limit, items, work) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
