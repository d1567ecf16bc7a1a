// The systems on which something runs, one thing at a time on each, and what ends it there.

/** @typedef {ReturnType<typeof createRunningSystems>} RunningSystems */

export function createRunningSystems() {
  /** By system id; those of a batch share one. */
  let running = /** @type {Map<string, AbortController>} */ (new Map());
  return {
    isEmpty: () => running.size === 0,

    /** @param {string} systemId */
    has: (systemId) => running.has(systemId),

    /**
     * Keeps systems to itself until the work on them has ended.
     *
     * @param {readonly string[]} systemIds on none of which anything runs
     * @param {(signal: AbortSignal) => Promise<void>} work
     */
    async keep(systemIds, work) {
      const abort = new AbortController();
      // Another session may be at work on them when this ends.
      const kept = running;
      for (const systemId of systemIds) kept.set(systemId, abort);
      await work(abort.signal);
      for (const systemId of systemIds) kept.delete(systemId);
    },

    /** @param {string} systemId */
    abort: (systemId) => running.get(systemId)?.abort(),

    abortAll() {
      for (const abort of running.values()) abort.abort();
      running = new Map();
    },
  };
}
