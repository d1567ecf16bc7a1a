// A clock of the page whose two timers a test moves.

import { createClock } from "../../web/page/time/clock.js";

/**
 * @param {object} [options]
 * @param {number} [options.ahead] of the true time, in milliseconds
 * @param {number} [options.truth] the true time, in milliseconds since 1970
 */
export function createSettableClock({ ahead = 0, truth = Date.UTC(2026, 4, 1, 12) } = {}) {
  const time = { truth, ahead, asleep: 0, startedAt: truth };
  const clock = createClock({
    wall: () => time.truth + time.ahead,
    monotonic: () => time.truth - time.startedAt - time.asleep,
  });
  return {
    clock,
    /** The true time. */
    truth: () => time.truth,
    /** @param {number} milliseconds */
    passes(milliseconds) {
      time.truth += milliseconds;
    },
    /** The monotonic timer stands still meanwhile. @param {number} milliseconds */
    sleeps(milliseconds) {
      time.truth += milliseconds;
      time.asleep += milliseconds;
    },
    /** Somebody sets the clock. @param {number} milliseconds ahead; negative: back */
    isSet(milliseconds) {
      time.ahead += milliseconds;
    },
  };
}
