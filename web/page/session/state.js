// The part of the state that is about the session: who is connected, until when, and why no longer.

import { clockErrorText, timeSource } from "../time/clock-text.js";
import { formatTimeLeft, NO_KNOWN_END, WARN_BEFORE_END } from "../time/format-time.js";
import { NO_ANNOUNCEMENTS } from "../ui/announcements.js";
import { changeSignIn } from "../sign-in/state.js";

/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("../time/clock.js").ClockError} ClockError */

/** @typedef {{ username: string, tenant: string, baseUrl: string }} User */

/**
 * @typedef {object} Session
 * @property {string} username
 * @property {string} tenant
 * @property {string} baseUrl
 * @property {number} expiresAt as the token says, in milliseconds since 1970
 * @property {string} timeLeft in words; "" where nothing can be told
 * @property {boolean} ending true in the last ten minutes, and after them
 * @property {boolean} pastEnd true after the end, as far as the time is known. It is Tapis that ends a session
 * @property {boolean} accepted by Tapis, at least once, or given out by it just now
 * @property {boolean} unconfirmed nobody but the token says whose it is, and Tapis was asked in vain
 */

/**
 * Why there is no session any more, for the connect view.
 *
 * @typedef {object} SessionEnd
 * @property {"rejected" | "disconnected"} reason
 * @property {number} at when the token ends, as it says
 * @property {boolean} accepted false: Tapis never accepted the token
 * @property {Failure | null} failure what Tapis said, for `rejected`
 * @property {Revocation | null} revocation of the token, for `disconnected`, where it came from a sign-in
 */

/**
 * What became of the request to revoke the token, and where the person ends their session with Tapis itself.
 *
 * @typedef {{ state: "asked" | "done" | "failed", failure: Failure | null, logoutUrl: string }} Revocation
 */

/**
 * @typedef {object} SessionState
 * @property {Session | null} session
 * @property {SessionEnd | null} ended
 * @property {User | null} lastUser whose systems and requests are shown
 * @property {boolean} connecting
 * @property {Failure | null} connectFailure
 * @property {import("../sign-in/state.js").SignInState} signIn
 * @property {ClockError | null} clockError what is known to be wrong with this computer's clock
 */

/** @typedef {{ now: number, error: ClockError | null }} Time as far as it is known, and by what the clock differs from it */

/**
 * @typedef {{ type: "connect-started" }
 *   | { type: "connect-failed", failure: Failure }
 *   | { type: "connected", session: User & { expiresAt: number }, accepted?: boolean } & Time
 *   | { type: "renewed", expiresAt: number, accepted?: boolean } & Time
 *   | { type: "token-accepted" }
 *   | { type: "token-unconfirmed" }
 *   | { type: "disconnected", logoutUrl?: string }
 *   | { type: "token-revoked", failure: Failure | null }
 *   | { type: "clock" } & Time
 *   | import("../sign-in/state.js").SignInAction} SessionAction
 */

/** @typedef {Partial<SessionState & import("../ui/announcements.js").Announcements> | null} Changes */

/** @type {SessionState} */
export const NO_SESSION = {
  session: null,
  ended: null,
  lastUser: null,
  connecting: false,
  connectFailure: null,
  signIn: null,
  clockError: null,
};

const SIGNED_IN_AGAIN = { announcement: "Signed in again." };

/**
 * @param {SessionState} state
 * @param {SessionAction | import("../operations/state.js").EndAction} action
 * @returns {Changes}
 */
export function changeSession(state, action) {
  const signIn = changeSignIn(
    state.signIn,
    /** @type {import("../sign-in/state.js").SignInAction} */ (action),
  );
  const changes = changeConnection(state, action);
  if (signIn === state.signIn) return changes;
  // Whoever begins to sign in has read why the last try did not work.
  const begun = action.type === "sign-in-started" && { connectFailure: null };
  return { ...changes, ...begun, signIn };
}

/**
 * @param {SessionState} state
 * @param {SessionAction | import("../operations/state.js").EndAction} action
 * @returns {Changes}
 */
function changeConnection(state, action) {
  const { session } = state;
  switch (action.type) {
    case "connect-started":
      return { connecting: true, connectFailure: null };
    case "connect-failed":
      return { connecting: false, connectFailure: action.failure, ended: null };
    case "connected":
      return connected(action);
    case "renewed":
      return session && { ...renewed(session, action), ...(state.signIn && SIGNED_IN_AGAIN) };
    case "token-accepted":
      return session && { session: { ...session, accepted: true, unconfirmed: false } };
    case "token-unconfirmed":
      return session && { session: { ...session, unconfirmed: !session.accepted } };
    case "disconnected":
      return end(state, "disconnected", { logoutUrl: action.logoutUrl });
    case "token-revoked":
      return revoked(state, action.failure);
    // The connect view tells the reason, once.
    case "token-refused":
      return { ...end(state, "rejected", { failure: action.failure }), ...NO_ANNOUNCEMENTS };
    case "forgotten":
      return NO_ANNOUNCEMENTS;
    case "clock":
      return clock(state, action);
    default:
      return null;
  }
}

/**
 * @param {SessionState} state
 * @param {User} user
 */
export function isLastUser({ lastUser }, { username, tenant }) {
  return lastUser?.username === username && lastUser.tenant === tenant;
}

/**
 * @param {Extract<SessionAction, { type: "connected" }>} action
 * @returns {Changes}
 */
function connected({ session, accepted = false, ...time }) {
  const { username, tenant, baseUrl } = session;
  return {
    session: { ...session, ...countdown(session.expiresAt, time), accepted, unconfirmed: false },
    ended: null,
    lastUser: { username, tenant, baseUrl },
    connecting: false,
    connectFailure: null,
    clockError: time.error,
    announcement: [
      `Connected as ${username}.`,
      ...(time.error ? [clockErrorText(time.error)] : []),
    ].join(" "),
  };
}

/**
 * @param {Session} session
 * @param {{ expiresAt: number, accepted?: boolean } & Time} token
 * @returns {Changes}
 */
function renewed(session, { expiresAt, accepted = false, ...time }) {
  return {
    session: { ...session, expiresAt, ...countdown(expiresAt, time), accepted },
    clockError: time.error,
  };
}

/**
 * @param {SessionState} state
 * @param {SessionEnd["reason"]} reason
 * @param {{ failure?: Failure | null, logoutUrl?: string }} more `logoutUrl`: the token is being revoked
 * @returns {Changes}
 */
function end({ session }, reason, { failure = null, logoutUrl }) {
  const { expiresAt: at = 0, accepted = false } = session ?? {};
  /** @type {Revocation | null} */
  const revocation = logoutUrl ? { state: "asked", failure: null, logoutUrl } : null;
  return { session: null, ended: { reason, at, accepted, failure, revocation } };
}

/**
 * @param {SessionState} state
 * @param {Failure | null} failure
 * @returns {Changes}
 */
function revoked({ ended }, failure) {
  if (!ended?.revocation) return null;
  /** @type {Revocation} */
  const revocation = { ...ended.revocation, state: failure ? "failed" : "done", failure };
  return { ended: { ...ended, revocation } };
}

/**
 * It ends nothing: that is for Tapis to say.
 *
 * @param {SessionState} state
 * @param {Time} time
 * @returns {Changes}
 */
function clock({ session: before, clockError: known }, { now, error }) {
  const clockError = isSame(known, error) ? known : error;
  if (!before) return clockError === known ? null : { clockError };
  const next = countdown(before.expiresAt, { now, error });
  const isUnchanged = next.timeLeft === before.timeLeft && next.pastEnd === before.pastEnd;
  if (isUnchanged && clockError === known) return null;
  const news = newsOf(before, next, { now, error: clockError });
  return {
    session: { ...before, ...next },
    clockError,
    ...(news && { announcement: news }),
  };
}

/**
 * @param {Session} before
 * @param {Pick<Session, "ending" | "pastEnd">} next
 * @param {Time} time
 */
function newsOf(before, next, { now, error }) {
  if (next.pastEnd && !before.pastEnd)
    return `The time of your token is over by ${timeSource(error)}. Only Tapis decides.`;
  if (!next.ending || before.ending) return undefined;
  const minutes = Math.ceil((before.expiresAt - now) / 60_000);
  return `Your token says that it ends in ${minutes} minutes.`;
}

/**
 * @param {number} expiresAt
 * @param {Time} time
 */
function countdown(expiresAt, { now, error }) {
  // Tapis contradicts the clock, and nobody knows by how much it is wrong.
  const isUnknown = error?.source === "tapis" && error.direction === "ahead";
  if (isUnknown || expiresAt >= NO_KNOWN_END)
    return { timeLeft: "", ending: false, pastEnd: false };
  const left = expiresAt - now;
  return { timeLeft: formatTimeLeft(left), ending: left <= WARN_BEFORE_END, pastEnd: left <= 0 };
}

/**
 * @param {ClockError | null} one
 * @param {ClockError | null} other
 */
function isSame(one, other) {
  return one === other || (one && other && clockErrorText(one) === clockErrorText(other));
}
