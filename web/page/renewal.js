// When a page that is shown by a host asks it for a token: at the start, before the last one ends, and when Tapis
// refused it. Never twice at a time, and not at once again for the same reason.

/** @typedef {import("../host.js").TokenReason} TokenReason */

/** So long before the end of a token the next one is asked for. */
export const RENEW_BEFORE_END_MS = 5 * 60_000;

const AGAIN_AFTER_MS = 10_000;

/**
 * @param {object} options
 * @param {(reason: TokenReason) => Promise<void>} options.ask ends when there is an answer, whatever it is
 * @param {() => number} options.now
 */
export function createRenewal({ ask, now }) {
  let asking = false;
  /** @type {Map<TokenReason, number>} */
  const askedAt = new Map();

  /** @param {TokenReason} reason */
  async function renew(reason) {
    if (asking) return;
    asking = true;
    askedAt.set(reason, now());
    await ask(reason);
    asking = false;
  }

  /** @param {TokenReason} reason */
  async function renewUnlessJustTried(reason) {
    if (now() - (askedAt.get(reason) ?? -Infinity) >= AGAIN_AFTER_MS) await renew(reason);
  }

  return {
    renew,

    /** @param {number} expiresAt of the token in use, in milliseconds since 1970 */
    look(expiresAt) {
      if (expiresAt - now() <= RENEW_BEFORE_END_MS) void renewUnlessJustTried("expiring");
    },

    /** @param {import("./state.js").SessionEnd["reason"]} reason why the session ended */
    lost(reason) {
      if (reason !== "disconnected")
        void renewUnlessJustTried(reason === "rejected" ? "rejected" : "expiring");
    },
  };
}
