// The whole state of the page as one value, and the only function that changes it. No DOM, no clock
// and no token: the connection to Tapis lives in the controller.

import { needsNewToken } from "./failure.js";
import { changeSystems, isAnythingRunning, NO_SYSTEMS, stopAll } from "./systems-state.js";
import { timeLeft, WARN_BEFORE_END } from "./time.js";

/** @typedef {import("./failure.js").Failure} Failure */

/**
 * @typedef {object} Session
 * @property {string} username
 * @property {string} tenant
 * @property {string} baseUrl
 * @property {number} expiresAt in milliseconds since 1970
 * @property {string} timeLeft in words
 * @property {boolean} ending true in the last ten minutes
 */

/**
 * Why there is no session any more, for the connect view.
 *
 * @typedef {object} SessionEnd
 * @property {"expired" | "rejected" | "disconnected"} reason
 * @property {number} at the end of the token, for `expired`
 * @property {Failure | null} failure what Tapis said, for `rejected`
 */

/**
 * @typedef {object} OwnState
 * @property {Session | null} session
 * @property {SessionEnd | null} ended
 * @property {{ username: string, tenant: string, baseUrl: string } | null} lastUser whose systems and
 *   requests are shown
 * @property {boolean} connecting
 * @property {Failure | null} connectFailure
 * @property {string} systemId as typed
 * @property {boolean} systemMissing an action was asked for with no system named
 */

/** @typedef {OwnState & import("./systems-state.js").SystemsState} State */

/**
 * @typedef {{ type: "connect-started" }
 *   | { type: "connect-failed", failure: Failure }
 *   | { type: "connected", session: { username: string, tenant: string, baseUrl: string, expiresAt: number }, now: number }
 *   | { type: "renewed", expiresAt: number, now: number }
 *   | { type: "disconnected" }
 *   | { type: "clock", now: number }
 *   | { type: "system-entered", systemId: string }
 *   | { type: "system-missing" }
 *   | import("./systems-state.js").SystemsAction} Action
 */

/** @type {State} */
export const INITIAL_STATE = {
  ...NO_SYSTEMS,
  session: null,
  ended: null,
  lastUser: null,
  connecting: false,
  connectFailure: null,
  systemId: "",
  systemMissing: false,
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
      return connected(state, action.session, action.now);
    case "renewed":
      return state.session ? renewed(state, state.session, action) : state;
    case "disconnected":
      return { ...endSession(state, "disconnected", "Disconnected."), ...NO_SYSTEMS };
    case "clock":
      return state.session ? clock(state, state.session, action.now) : state;
    case "system-entered":
      return { ...state, systemId: action.systemId, systemMissing: false };
    case "system-missing":
      return { ...state, systemMissing: true };
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
 * @param {number} now
 * @returns {State}
 */
function connected(state, session, now) {
  const { username, tenant, baseUrl } = session;
  const sameUser = state.lastUser?.username === username && state.lastUser.tenant === tenant;
  return {
    ...state,
    ...(sameUser ? {} : NO_SYSTEMS),
    session: { ...session, ...countdown(session.expiresAt, now) },
    ended: null,
    lastUser: { username, tenant, baseUrl },
    connecting: false,
    connectFailure: null,
    announcement: `Connected as ${username}.`,
  };
}

/**
 * @param {State} state
 * @param {Session} session
 * @param {{ expiresAt: number, now: number }} token
 * @returns {State}
 */
function renewed(state, session, { expiresAt, now }) {
  return { ...state, session: { ...session, expiresAt, ...countdown(expiresAt, now) } };
}

/**
 * @param {State} state
 * @param {Session} session
 * @param {number} now
 * @returns {State}
 */
function clock(state, session, now) {
  // An operation that is under way is not cut off: Tapis itself decides about its token.
  if (now >= session.expiresAt && !isAnythingRunning(state)) {
    return endSession(state, "expired", "Your Tapis session has ended.");
  }
  const next = countdown(session.expiresAt, now);
  if (next.timeLeft === session.timeLeft) return state;
  const announcement =
    next.ending && !session.ending
      ? `Your Tapis session ends in ${Math.ceil((session.expiresAt - now) / 60_000)} minutes.`
      : state.announcement;
  return { ...state, session: { ...session, ...next }, announcement };
}

/**
 * @param {number} expiresAt
 * @param {number} now
 */
function countdown(expiresAt, now) {
  const left = expiresAt - now;
  return { timeLeft: timeLeft(left), ending: left <= WARN_BEFORE_END };
}

/**
 * @param {State} state
 * @param {SessionEnd["reason"]} reason
 * @param {string} announcement
 * @param {Failure | null} [failure]
 * @returns {State}
 */
function endSession(state, reason, announcement, failure = null) {
  const at = state.session?.expiresAt ?? 0;
  return {
    ...state,
    ...stopAll(state),
    session: null,
    ended: { reason, at, failure },
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
  return { ...endSession(state, "rejected", "", failure), named: "" };
}
