// The activity log: every request to Tapis, as plain data. A step's event carries no token, and so
// no entry does.

/** @typedef {import("../operations/operation.js").StepEvent} StepEvent */

/**
 * @typedef {object} LogEntry
 * @property {number} id
 * @property {number} at when it was sent, in milliseconds since 1970
 * @property {string} systemId "" for what is about many systems
 * @property {import("../operations/operation.js").StepName} step
 * @property {string} message
 * @property {number} attempt
 * @property {string} method
 * @property {string} path with its query
 * @property {StepEvent["response"]} response
 * @property {boolean} dropped its answer is not waited for any more
 */

/** @typedef {{ entries: readonly LogEntry[], forgotten: number }} Activity */

/** @type {Activity} */
export const NO_ACTIVITY = { entries: [], forgotten: 0 };

/** What a support ticket can use; beyond it the oldest entries go. */
const MOST_ENTRIES = 1000;

/**
 * @param {Activity} activity
 * @param {StepEvent} event
 * @param {number} at
 * @returns {Activity}
 */
export function record({ entries, forgotten }, event, at) {
  const { step, systemId, message, attempt, waitMs, request, response } = event;
  // That it will be asked again: the request itself comes with an event of its own.
  if (waitMs > 0) return { entries, forgotten };
  if (response) {
    const index = entries.findLastIndex(
      (entry) => entry.systemId === systemId && entry.step === step,
    );
    if (index < 0) return { entries, forgotten };
    const milliseconds = Math.round(response.milliseconds);
    const answered = { ...entries[index], response: { ...response, milliseconds } };
    return { entries: entries.with(index, answered), forgotten };
  }
  const { method, path } = request;
  const id = (entries.at(-1)?.id ?? 0) + 1;
  const dropped = false;
  const entry = { id, at, systemId, step, message, attempt, method, path, response, dropped };
  const over = Math.max(0, entries.length + 1 - MOST_ENTRIES);
  return { entries: [...entries.slice(over), entry], forgotten: forgotten + over };
}

/**
 * Closes what is still open of operations that have ended.
 *
 * @param {Activity} activity
 * @param {(entry: LogEntry) => boolean} hasEnded
 * @returns {Activity}
 */
export function dropOpen(activity, hasEnded) {
  const isOver = (/** @type {LogEntry} */ entry) =>
    !entry.response && !entry.dropped && hasEnded(entry);
  if (!activity.entries.some(isOver)) return activity;
  return {
    ...activity,
    entries: activity.entries.map((entry) => (isOver(entry) ? { ...entry, dropped: true } : entry)),
  };
}

/**
 * @param {Activity} activity
 * @returns {string[]} the systems that occur, each once, by name
 */
export function systemsIn({ entries }) {
  return [...new Set(entries.map(({ systemId }) => systemId))].filter(Boolean).sort();
}

/**
 * @param {Activity} activity
 * @param {string} systemId "" for all
 */
export function entriesOf({ entries }, systemId) {
  return systemId ? entries.filter((entry) => entry.systemId === systemId) : entries;
}

/**
 * @param {LogEntry} entry
 * @returns {string} such as "401", "no answer"
 */
export function statusOf({ response, dropped }) {
  if (!response) return dropped ? "not awaited" : "open";
  return response.httpStatus ? String(response.httpStatus) : "no answer";
}
