// What is known about this computer's clock. It decides nothing, for only Tapis says whether a token has ended; but it
// counts what is left of one, and it tells when to ask for the next.
//
// Known is by how much it is ahead of the true time, at the least and at the most, from two sources: the Date of an answer
// of the page's own server, and Tapis, which takes a token that has ended by this clock, or says that one has expired
// which has not. Where they disagree, Tapis is believed.

/** No clock is called wrong for less: answers take their time, and servers' clocks differ. */
export const TOLERANCE_MS = 2 * 60_000;

/** Two timers of one computer never differ by so much unless something happened. */
const NOTICED_MS = 2000;

/** A Date header counts in seconds. */
const DATE_RESOLUTION_MS = 1000;

/** @typedef {{ least: number, most: number }} Ahead in milliseconds; negative where the clock is behind */

/**
 * @typedef {object} ClockError
 * @property {"ahead" | "behind"} direction
 * @property {number} by in milliseconds
 * @property {boolean} exact false: it is at least that
 * @property {"server" | "tapis"} source who contradicts the clock
 */

/** @typedef {ReturnType<typeof createClock>} Clock */

/**
 * @param {object} [timers]
 * @param {() => number} [timers.wall] the computer's clock, in milliseconds since 1970
 * @param {() => number} [timers.monotonic] milliseconds that nobody can set; it may stand still while the computer sleeps
 */
export function createClock({ wall = Date.now, monotonic = () => performance.now() } = {}) {
  /** @type {Ahead | null} */
  let byServer = null;
  /** @type {Ahead} */
  const byTapis = { least: -Infinity, most: Infinity };
  let seen = { wall: wall(), monotonic: monotonic() };
  let slept = 0;

  /**
   * Who lost time against the monotonic timer was set back. Who gained some was set ahead, or went on while the computer
   * slept: nobody can tell, so either is taken into account.
   */
  function noteJumps() {
    const now = { wall: wall(), monotonic: monotonic() };
    const gained = now.wall - seen.wall - (now.monotonic - seen.monotonic);
    if (Math.abs(gained) < NOTICED_MS) return;
    seen = now;
    slept += Math.max(0, gained);
    for (const ahead of [byServer, byTapis]) {
      if (ahead) ahead.most += gained;
      if (ahead && gained < 0) ahead.least += gained;
    }
  }

  /** @returns {Ahead & { source: ClockError["source"] }} */
  function ahead() {
    noteJumps();
    const isPossible =
      byServer &&
      byServer.most + TOLERANCE_MS >= byTapis.least &&
      byServer.least - TOLERANCE_MS <= byTapis.most;
    return byServer && isPossible
      ? { ...byServer, source: "server" }
      : { ...byTapis, source: "tapis" };
  }

  /** The smallest error that agrees with what is known. */
  function wrongBy() {
    const { least, most } = ahead();
    if (least > TOLERANCE_MS) return least;
    return most < -TOLERANCE_MS ? most : 0;
  }

  return {
    /** The computer's own time, in milliseconds since 1970. */
    wall,

    /** The time as far as it is known: the clock's, unless that is known to be wrong. */
    now: () => wall() - wrongBy(),

    /** The same, but no later than this can it be. */
    latest() {
      const { least, source } = ahead();
      return wall() - (source === "server" ? least : wrongBy());
    },

    /** Milliseconds that have passed since the page was opened, those in which the computer slept included. */
    elapsed() {
      noteJumps();
      return monotonic() + slept;
    },

    /** Whether the time is known from somewhere else than the clock. */
    isServerTimeKnown: () => ahead().source === "server",

    /** Whether a server told the time, but the computer may have slept since, or its clock was set. */
    isInDoubt() {
      noteJumps();
      return byServer !== null && byServer.most - byServer.least > TOLERANCE_MS;
    },

    /** @returns {ClockError | null} */
    error() {
      const by = wrongBy();
      if (by === 0) return null;
      const { least, most, source } = ahead();
      return {
        direction: by > 0 ? "ahead" : "behind",
        by: Math.abs(by),
        exact: most - least <= TOLERANCE_MS,
        source,
      };
    },

    /**
     * A server said what time it is.
     *
     * @param {number} date in milliseconds since 1970, in whole seconds
     * @param {number} age how long ago that may have been, at the most, in milliseconds
     */
    noteServerTime(date, age) {
      noteJumps();
      const most = wall() - date;
      byServer = { least: most - age - DATE_RESOLUTION_MS, most };
    },

    /**
     * Tapis took a token, so it had not ended.
     *
     * @param {number} expiresAt in milliseconds since 1970
     * @param {number} ago when it was sent, in milliseconds before now
     */
    noteTokenAccepted(expiresAt, ago) {
      noteJumps();
      byTapis.least = Math.max(byTapis.least, wall() - ago - expiresAt);
      // Whatever was concluded before, this is what Tapis says now.
      if (byTapis.most < byTapis.least) byTapis.most = Infinity;
    },

    /**
     * Tapis said that a token has expired.
     *
     * @param {number} expiresAt in milliseconds since 1970
     */
    noteTokenExpired(expiresAt) {
      noteJumps();
      byTapis.most = Math.min(byTapis.most, wall() - expiresAt);
      if (byTapis.least > byTapis.most) byTapis.least = -Infinity;
    },
  };
}
