// One request for many systems, as plain data: how far it is, and what became of it.

import { causesOf } from "./causes.js";
import { timeMayHelp } from "./credential-state.js";
import { stepWord } from "./operation.js";

/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("./causes.js").Cause} Cause */
/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").StepEvent} StepEvent */
/** @typedef {"setup" | "verify"} BatchKind */

/**
 * @typedef {object} Batch
 * @property {BatchKind} kind
 * @property {ReadonlySet<string>} systemIds
 * @property {"running" | "cancelling" | "ended"} phase
 * @property {ReadonlyMap<string, import("./operation.js").StepName>} underWay by system id, the request
 *   that was sent last at the end
 * @property {Operation[]} settled those that have ended, in the order in which they did
 * @property {Failure | null} failure why nothing could be started
 */

/**
 * @param {BatchKind} kind
 * @param {readonly string[]} systemIds
 * @returns {Batch}
 */
export function startBatch(kind, systemIds) {
  return {
    kind,
    systemIds: new Set(systemIds),
    phase: "running",
    underWay: new Map(),
    settled: [],
    failure: null,
  };
}

/**
 * @param {Batch | null} batch
 * @param {string} systemId
 */
export function isInBatch(batch, systemId) {
  return batch !== null && batch.phase !== "ended" && batch.systemIds.has(systemId);
}

/**
 * @param {Batch} batch
 * @param {StepEvent} event
 * @returns {Batch}
 */
export function noteStep(batch, { step, systemId, response }) {
  if (response || !batch.systemIds.has(systemId)) return batch;
  const underWay = new Map(batch.underWay);
  underWay.delete(systemId);
  return { ...batch, underWay: underWay.set(systemId, step) };
}

/**
 * @param {Batch} batch
 * @param {readonly Operation[]} operations that have ended, be they of the batch or not
 * @returns {Batch}
 */
export function settle(batch, operations) {
  const own = operations.filter(({ systemId }) => batch.systemIds.has(systemId));
  if (batch.phase === "ended" || own.length === 0) return batch;
  const ended = new Set(own.map(({ systemId }) => systemId));
  const underWay = new Map([...batch.underWay].filter(([systemId]) => !ended.has(systemId)));
  return { ...batch, underWay, settled: [...batch.settled, ...own] };
}

/**
 * @param {Batch} batch
 * @returns {string} such as "3 of 7 · creating on frontera"
 */
export function progressText({ phase, underWay, settled, systemIds }) {
  const count = `${settled.length} of ${systemIds.size}`;
  if (phase === "cancelling") return `${count} · cancelling: what has begun is finished`;
  const newest = [...underWay].at(-1);
  if (!newest) return count;
  const [systemId, step] = newest;
  return `${count} · ${stepWord(step).toLowerCase()} on ${systemId}`;
}

/**
 * @param {Batch} batch that has ended
 * @returns {{ tone: "good" | "neutral" | "attention", counts: string, causes: Cause[], text: string, again: string[],
 *   later: string[] }} `text`: both in a sentence; the systems on which it may succeed the next time: `again`, and `later`
 *   those whose hosts may need some minutes
 */
export function summaryOf({ kind, settled }) {
  const by = (/** @type {(operation: Operation) => boolean} */ test) => settled.filter(test);
  const status = (/** @type {string[]} */ ...any) =>
    by(({ result }) => result !== null && any.includes(result.status));
  const cancelled = by(({ failure }) => failure?.code === "cancelled");
  const failed = [
    ...by(({ failure }) => failure !== null && failure.code !== "cancelled"),
    ...status("refused", "unreachable", "unsupported"),
  ];
  const counts = [
    count(status("exists").length, "ready"),
    count(status("valid").length, "verified"),
    count(status("created").length, "created"),
    count(status("missing").length, "not set up"),
    count(cancelled.length, kind === "setup" ? "not set up, cancelled" : "not verified, cancelled"),
    count(failed.length, "failed"),
  ]
    .filter(Boolean)
    .join(", ");
  const causes = causesOf(failed);
  return {
    tone: failed.length > 0 ? "attention" : cancelled.length > 0 ? "neutral" : "good",
    counts,
    causes,
    text: [counts, causes.map(({ text }) => text).join("; ")].filter(Boolean).join(": "),
    again: [...failed.filter(isWorthRetrying), ...cancelled].map(({ systemId }) => systemId),
    later: failed.filter(({ failure }) => timeMayHelp(failure)).map(({ systemId }) => systemId),
  };
}

/** @param {Operation} operation that failed */
function isWorthRetrying({ result, failure }) {
  return failure ? failure.retryable : result?.status !== "unsupported";
}

/**
 * @param {number} number
 * @param {string} what
 */
function count(number, what) {
  return number > 0 && `${number} ${what}`;
}
