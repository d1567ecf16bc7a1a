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

/** @typedef {{ entries: readonly LogEntry[], forgotten: number }} RequestLog */

/** @type {RequestLog} */
export const EMPTY_LOG = { entries: [], forgotten: 0 };

/** What a support ticket can use; beyond it the oldest entries go. */
const MOST_ENTRIES = 1000;

/**
 * @param {RequestLog} log
 * @param {StepEvent} event
 * @param {number} at
 * @returns {RequestLog}
 */
export function recordStep({ entries, forgotten }, event, at) {
  const { step, systemId, message, attempt, waitMs, request, response } = event;
  // That it will be asked again: the request itself comes with an event of its own.
  if (waitMs > 0) return { entries, forgotten };
  if (response) {
    const index = entries.findLastIndex(
      (entry) => entry.systemId === systemId && entry.step === step && entry.message === message,
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
  const surplus = Math.max(0, entries.length + 1 - MOST_ENTRIES);
  return { entries: [...entries.slice(surplus), entry], forgotten: forgotten + surplus };
}

/**
 * Closes what is still open of operations that have ended.
 *
 * @param {RequestLog} log
 * @param {(entry: LogEntry) => boolean} hasEnded
 * @returns {RequestLog}
 */
export function dropUnanswered(log, hasEnded) {
  const isOpen = (/** @type {LogEntry} */ entry) =>
    !entry.response && !entry.dropped && hasEnded(entry);
  if (!log.entries.some(isOpen)) return log;
  return {
    ...log,
    entries: log.entries.map((entry) => (isOpen(entry) ? { ...entry, dropped: true } : entry)),
  };
}

/**
 * @param {RequestLog} log
 * @returns {string[]} the systems that occur, each once, by name
 */
export function systemsIn({ entries }) {
  return [...new Set(entries.map(({ systemId }) => systemId))].filter(Boolean).sort();
}

/**
 * @param {RequestLog} log
 * @param {string} systemId "" for all
 */
export function entriesAbout({ entries }, systemId) {
  return systemId ? entries.filter((entry) => entry.systemId === systemId) : entries;
}

/**
 * Whether its answer was none, or an error. Tapis tells by one, too, that there are no credentials.
 *
 * @param {LogEntry} entry
 */
export function hasFailed({ response }) {
  return response !== null && !response.success;
}

/**
 * @param {LogEntry} entry
 * @returns {string} such as "401", "no answer"
 */
export function statusText({ response, dropped }) {
  if (!response) return dropped ? "not awaited" : "open";
  return response.httpStatus ? String(response.httpStatus) : "no answer";
}
