// When a page that is shown by a host asks it for a token: at the start, before the last one ends, and when Tapis
// refused it. Never twice at a time, and for the same reason again and again only after longer and longer whiles: a host
// may have nothing better than the token that it gave, and a clock that is wrong may call every token an ended one.

/** @typedef {import("../../host.js").TokenReason} TokenReason */

const MINUTE = 60_000;

/** So long before the end of a token the next one is asked for. */
export const RENEW_BEFORE_END_MS = 5 * MINUTE;

/** So long an access token holds, where a tenant has not asked for something else. */
export const NORMAL_LIFE_MS = 4 * 60 * MINUTE;

const AGAIN_AFTER_MS = 10_000;
const LONGEST_WAIT_MS = NORMAL_LIFE_MS - RENEW_BEFORE_END_MS;

/** So long the word of Tapis about a new token is waited for, before a clock is believed that nobody has confirmed. */
const FIRST_ANSWER_WITHIN_MS = MINUTE;

/**
 * @typedef {object} TokenInUse
 * @property {number} expiresAt as it says, in milliseconds since 1970; Infinity: not known
 * @property {number} since when it came, by the time that has passed in this page
 * @property {number} until when it ends, by the same, if the clock was right when it came
 * @property {boolean} accepted by Tapis, at least once
 */

/**
 * @param {object} options
 * @param {(reason: TokenReason) => Promise<void>} options.ask ends when there is an answer, whatever it is
 * @param {import("../time/clock.js").Clock} options.clock
 */
export function createTokenRenewal({ ask, clock }) {
  let asking = false;
  let isTokenRejected = false;
  /** @type {Map<TokenReason, { at: number, wait: number }>} */
  const tries = new Map();
  /** @type {TokenInUse | null} */
  let token = null;

  /** @param {TokenReason} reason */
  async function renew(reason) {
    if (asking) return;
    asking = true;
    await ask(reason);
    asking = false;
    if (isTokenRejected) tokenRejected();
  }

  /** @param {TokenReason} reason */
  async function renewUnlessJustTried(reason) {
    const last = tries.get(reason);
    const now = clock.elapsed();
    if (asking || (last && now - last.at < last.wait)) return;
    const wait = last ? Math.min(2 * last.wait, LONGEST_WAIT_MS) : AGAIN_AFTER_MS;
    tries.set(reason, { at: now, wait });
    await renew(reason);
  }

  /**
   * Where nobody tells the time, the clock of the moment in which the token came is believed until Tapis contradicts it,
   * whatever somebody sets it to later; and no token is trusted for longer than one normally holds, for the clock may be
   * behind.
   *
   * @param {TokenInUse} token
   */
  function endsSoon({ expiresAt, since, until }) {
    const left = expiresAt - clock.latest();
    if (clock.isServerTimeKnown()) return left <= RENEW_BEFORE_END_MS;
    const now = clock.elapsed();
    const isContradicted = clock.error()?.direction === "ahead";
    return (
      now - since >= NORMAL_LIFE_MS - RENEW_BEFORE_END_MS ||
      (!isContradicted && Math.min(left, until - now) <= RENEW_BEFORE_END_MS)
    );
  }

  /** Tapis refused the token in use, maybe so soon that the asking for it has not ended. */
  function tokenRejected() {
    isTokenRejected = asking;
    void renewUnlessJustTried("rejected");
  }

  return {
    renew,

    /**
     * A token is in use now, maybe the same as before.
     *
     * @param {number} expiresAt in milliseconds since 1970; Infinity: not known
     */
    tokenReceived(expiresAt) {
      isTokenRejected = false;
      if (token?.expiresAt === expiresAt) return;
      const since = clock.elapsed();
      token = { expiresAt, since, until: since + expiresAt - clock.latest(), accepted: false };
      if (!endsSoon(token)) tries.delete("expiring");
    },

    /** Tapis accepted the token in use. */
    tokenAccepted() {
      if (token) token.accepted = true;
      tries.delete("rejected");
    },

    renewIfDue() {
      if (!token || token.expiresAt === Infinity || !endsSoon(token)) return;
      const isLate = clock.elapsed() - token.since >= FIRST_ANSWER_WITHIN_MS;
      if (clock.isServerTimeKnown() || token.accepted || isLate)
        void renewUnlessJustTried("expiring");
    },

    tokenRejected,
  };
}
