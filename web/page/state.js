// The whole state of the page as one value, and the only function that changes it. No DOM, no clock
// and no token: the connection to Tapis lives in the controllers.

import { changeActivity, NO_ACTIVITY } from "./activity/state.js";
import { isNoAnswer, needsNewToken } from "./failures/failure.js";
import { changeOperations, NO_OPERATIONS } from "./operations/state.js";
import { changeSession, isLastUser, NO_SESSION } from "./session/state.js";
import { changeSystems, NO_SYSTEMS } from "./systems/state.js";
import { NO_ANNOUNCEMENTS } from "./ui/announcements.js";

/** @typedef {import("./operations/state.js").EndAction} EndAction */

/**
 * @typedef {import("./session/state.js").SessionState & import("./operations/state.js").OperationsState &
 *   import("./systems/state.js").SystemsState & import("./activity/state.js").ActivityState &
 *   import("./ui/announcements.js").Announcements} State
 */

/**
 * @typedef {import("./session/state.js").SessionAction | import("./operations/state.js").OperationsAction |
 *   import("./systems/state.js").SystemsAction} Action
 */

/** @type {State} */
export const INITIAL_STATE = {
  ...NO_SESSION,
  ...NO_OPERATIONS,
  ...NO_SYSTEMS,
  ...NO_ACTIVITY,
  ...NO_ANNOUNCEMENTS,
};

/**
 * What changes each part; null is nothing. A later one sees what an earlier one has changed.
 *
 * @type {((state: State, action: any) => Partial<State> | null)[]}
 */
const PARTS = [changeSession, changeOperations, changeSystems, changeActivity];

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  return meaningOf(state, action).reduce(change, state);
}

/**
 * @param {State} state
 * @param {Action | EndAction} action
 * @returns {State}
 */
function change(state, action) {
  return PARTS.reduce((before, part) => {
    const changes = part(before, action);
    return changes ? { ...before, ...changes } : before;
  }, state);
}

/**
 * What happens with an action, one after the other: some begin or end a session, which is more than a part of the state
 * can know.
 *
 * @param {State} state
 * @param {Action} action
 * @returns {(Action | EndAction)[]}
 */
function meaningOf(state, action) {
  switch (action.type) {
    // What is known about systems stays, unless it is about somebody else's credentials.
    case "connected":
      return isLastUser(state, action.session) ? [action] : [{ type: "forgotten" }, action];
    case "disconnected":
      return [action, { type: "forgotten" }];
    case "operation-failed":
      return [needsNewToken(action.failure) ? refused(action.failure) : action];
    // The first that is asked with a token, so until then it is its own word for whose it is.
    case "listing-failed":
      if (needsNewToken(action.failure)) return [refused(action.failure)];
      return isNoAnswer(action.failure) ? [action, { type: "token-unconfirmed" }] : [action];
    // What a batch still had to say is said first, so that its summary outlives the session.
    case "batch-ended":
      return action.refusal ? [action, refused(action.refusal)] : [action];
    default:
      return [action];
  }
}

/**
 * @param {import("./failures/failure.js").Failure} failure
 * @returns {EndAction}
 */
function refused(failure) {
  return { type: "token-refused", failure };
}
