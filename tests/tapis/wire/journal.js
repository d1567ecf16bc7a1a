// The journal: every request that reached the server, with what became of it. Preflights are kept apart.

import { matches } from "./match.js";

/** @typedef {import("./match.js").Match} Match */

/**
 * @typedef {object} JournalEntry
 * @property {string} call  operation name, "preflight", "wrongMethod" or "unknownPath"
 * @property {string} method
 * @property {string} path  without the query, as sent (percent-encoded)
 * @property {Record<string, string | string[] | undefined>} query
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {string} body
 * @property {string | undefined} system  decoded path parameter
 * @property {string | undefined} username  decoded path parameter
 * @property {number} status  of the answer; 0 while there is none
 * @property {number} startedAt  milliseconds since the epoch
 * @property {number | null} endedAt
 * @property {boolean} ended
 * @property {boolean} acted  the server has done its part; the answer may still be to come
 * @property {boolean} aborted  the client gave up before the answer was complete
 * @property {boolean} faulted  the answer was spoilt by an ordered fault
 */

/** @typedef {{ now: number, most: number }} Count */
/** @typedef {{ match: Match, resolve: (entry: JournalEntry) => void }} Waiter */

export class Journal {
  /** @type {JournalEntry[]} */
  requests = [];
  /** @type {JournalEntry[]} */
  preflights = [];
  /** @type {Map<string, Count>} */
  #counts = new Map();
  /** @type {WeakMap<JournalEntry, Count>} which keeps requests from before a reset out of the new counts */
  #countOf = new WeakMap();
  /** @type {Set<Waiter>} */
  #waiters = new Set();

  clear() {
    this.requests = [];
    this.preflights = [];
    this.#counts = new Map();
  }

  /** @param {JournalEntry} entry */
  begin(entry) {
    (entry.call === "preflight" ? this.preflights : this.requests).push(entry);
    const count = this.#counts.get(entry.call) ?? { now: 0, most: 0 };
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    this.#counts.set(entry.call, count);
    this.#countOf.set(entry, count);
    this.#notify(entry);
  }

  /** @param {JournalEntry} entry */
  act(entry) {
    entry.acted = true;
    this.#notify(entry);
  }

  /**
   * Called just before the last byte is handed over, so that a client's next request never overlaps in the counts.
   * Calling it again changes nothing.
   * @param {JournalEntry} entry
   * @param {{ aborted: boolean }} [how]
   */
  end(entry, { aborted } = { aborted: false }) {
    if (entry.ended) return;
    entry.ended = true;
    entry.endedAt = now();
    entry.aborted = aborted;
    const count = this.#countOf.get(entry);
    if (count) count.now -= 1;
    this.#notify(entry);
  }

  /**
   * The most requests of one call that were open at the same time.
   * @param {string} call
   */
  maxInFlight(call) {
    return this.#counts.get(call)?.most ?? 0;
  }

  /**
   * Resolves with the first request that matches, be it past or yet to come; `{ call, acted: true }`,
   * `{ call, aborted: true }` and `{ call, ended: true }` wait for that.
   * @param {Match} match
   * @param {{ timeoutMs?: number }} [options]
   * @returns {Promise<JournalEntry>}
   */
  waitForRequest(match, { timeoutMs = 5000 } = {}) {
    const past = this.requests.find((entry) => matches(match, entry));
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const waiter = {
        match,
        resolve: (/** @type {JournalEntry} */ entry) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(entry);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`No request matched within ${timeoutMs} ms: ${describe(match)}`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** @param {JournalEntry} entry */
  #notify(entry) {
    if (entry.call === "preflight") return;
    for (const waiter of this.#waiters) {
      if (matches(waiter.match, entry)) waiter.resolve(entry);
    }
  }
}

/** Milliseconds since the epoch, from a clock that never goes back. */
export function now() {
  return performance.timeOrigin + performance.now();
}

/** @param {Match} match */
export function describe(match) {
  if (typeof match === "function") return String(match);
  return Object.entries(match)
    .map(([field, wanted]) => `${field}: ${wanted}`)
    .join(", ");
}
