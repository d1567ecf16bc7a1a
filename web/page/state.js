// The whole state of the page as one value, and the only function that changes it. No DOM, no clock
// and no token: the connection to Tapis lives in the controller.

import { needsNewToken } from "./operations/failure.js";
import { changeSystems, NO_SYSTEMS, stopAll } from "./systems-state.js";
import { clockErrorText, timeSource } from "./time/clock-text.js";
import { formatTimeLeft, NO_KNOWN_END, WARN_BEFORE_END } from "./time/format-time.js";

/** @typedef {import("./time/clock.js").ClockError} ClockError */
/** @typedef {import("./operations/failure.js").Failure} Failure */
/** @typedef {import("./session/state.js").Session} Session */
/** @typedef {import("./session/state.js").SessionEnd} SessionEnd */
/** @typedef {import("./session/state.js").SessionState} SessionState */
/** @typedef {import("./session/state.js").Time} Time */
/** @typedef {import("./systems-state.js").AboutSystems} AboutSystems */
/** @typedef {SessionState & AboutSystems & { systemId: string, systemIdMissing: boolean }} State */
/** @typedef {import("./session/state.js").SessionAction | import("./systems/state.js").SystemsAction | import("./operations/state.js").OperationsAction} Action */

/** @type {State} */
export const INITIAL_STATE = {
  ...NO_SYSTEMS,
  session: null,
  ended: null,
  lastUser: null,
  connecting: false,
  connectFailure: null,
  systemId: "",
  systemIdMissing: false,
  clockError: null,
};

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case "connect-started":
      return { ...state, connecting: true, connectFailure: null };
    case "connect-failed":
      return { ...state, connecting: false, connectFailure: action.failure, ended: null };
    case "connected":
      return connected(state, action.session, action);
    case "renewed":
      return state.session ? renewed(state, state.session, action) : state;
    case "token-accepted":
      return state.session ? { ...state, session: { ...state.session, accepted: true } } : state;
    case "disconnected":
      return { ...endSession(state, "disconnected", "Disconnected."), ...NO_SYSTEMS };
    case "clock":
      return clock(state, action);
    case "system-entered":
      return { ...state, systemId: action.systemId, systemIdMissing: false };
    case "system-missing":
      return { ...state, systemIdMissing: true };
    // What a batch still had to say is said first, so that its summary outlives the session.
    case "batch-ended": {
      const next = { ...state, ...changeSystems(state, action) };
      return action.refusal ? rejected(next, action.refusal) : next;
    }
    case "operation-failed":
    case "listing-failed":
      return needsNewToken(action.failure)
        ? rejected(state, action.failure)
        : { ...state, ...changeSystems(state, action) };
    default:
      return { ...state, ...changeSystems(state, action) };
  }
}

/**
 * The system that was typed stays. What is known about systems stays too, unless it is about
 * somebody else's credentials.
 *
 * @param {State} state
 * @param {{ username: string, tenant: string, baseUrl: string, expiresAt: number }} session
 * @param {Time} time
 * @returns {State}
 */
function connected(state, session, time) {
  const { username, tenant, baseUrl } = session;
  const sameUser = state.lastUser?.username === username && state.lastUser.tenant === tenant;
  return {
    ...state,
    ...(sameUser ? {} : NO_SYSTEMS),
    session: { ...session, ...countdown(session.expiresAt, time), accepted: false },
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
 * @param {State} state
 * @param {Session} session
 * @param {{ expiresAt: number } & Time} token
 * @returns {State}
 */
function renewed(state, session, { expiresAt, ...time }) {
  return {
    ...state,
    session: { ...session, expiresAt, ...countdown(expiresAt, time), accepted: false },
    clockError: time.error,
  };
}

/**
 * It ends nothing: that is for Tapis to say.
 *
 * @param {State} state
 * @param {Time} time
 * @returns {State}
 */
function clock(state, { now, error }) {
  const clockError = isSame(state.clockError, error) ? state.clockError : error;
  const before = state.session;
  if (!before) return clockError === state.clockError ? state : { ...state, clockError };
  const next = countdown(before.expiresAt, { now, error });
  const isUnchanged = next.timeLeft === before.timeLeft && next.pastEnd === before.pastEnd;
  if (isUnchanged && clockError === state.clockError) return state;
  const { announcement } = state;
  return {
    ...state,
    session: { ...before, ...next },
    clockError,
    announcement: newsOf(before, next, { now, error: clockError }) ?? announcement,
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

/**
 * @param {State} state
 * @param {SessionEnd["reason"]} reason
 * @param {string} announcement
 * @param {Failure | null} [failure]
 * @returns {State}
 */
function endSession(state, reason, announcement, failure = null) {
  const { expiresAt: at = 0, accepted = false } = state.session ?? {};
  return {
    ...state,
    ...stopAll(state),
    session: null,
    ended: { reason, at, accepted, failure },
    announcement,
    alert: "",
  };
}

/**
 * The connect view tells the reason, once.
 *
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
function rejected(state, failure) {
  const ended = endSession(state, "rejected", "", failure);
  const shown = ended.operations.get(ended.named)?.failure;
  return shown && needsNewToken(shown) ? { ...ended, named: "" } : ended;
}
