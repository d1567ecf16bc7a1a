// What time it is at the page's own server. The Date of Tapis's answers cannot be read: it is another origin's.

/** After one that failed, or did not help. */
const AGAIN_AFTER_MS = 60_000;

/**
 * @param {import("./clock.js").Clock} clock which is told
 * @param {URL} url of this origin
 */
export function createServerTime(clock, url) {
  let notBefore = -Infinity;

  /**
   * @param {Response} response
   * @param {object} [asked]
   * @param {number} [asked.since] when it was asked for, by the monotonic timer. Default: with the page, at the earliest
   * @param {boolean} [asked.anew] so that no store of this browser may have answered
   */
  function readDate({ headers }, { since = 0, anew = false } = {}) {
    const date = Date.parse(headers.get("Date") ?? "");
    // A stored answer has the time at which it was stored.
    const isStored = Number(headers.get("Age") ?? 0) > 0;
    const isFresh = anew || /\bno-store\b/i.test(headers.get("Cache-Control") ?? "");
    if (Number.isFinite(date) && isFresh && !isStored)
      clock.noteServerTime(date, performance.now() - since);
  }

  return {
    /** @param {Response} response that the page got at its start */
    readDate: (response) => readDate(response),

    /** Asks anew, where what was heard is in doubt. */
    async refresh() {
      const since = performance.now();
      if (since < notBefore) return;
      notBefore = since + AGAIN_AFTER_MS;
      try {
        readDate(await fetch(url, { method: "HEAD", cache: "no-store" }), { since, anew: true });
      } catch {
        // There is no network yet, as after waking up.
      }
    },
  };
}
