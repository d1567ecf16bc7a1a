// The part of the session's state that is a sign-in under way: a code that the person types into a page of Tapis.

/** @typedef {import("../failures/failure.js").Failure} Failure */

/**
 * @typedef {object} CodeToType
 * @property {"code"} stage
 * @property {string} userCode
 * @property {string} verificationUrl
 * @property {string} timeLeft in words, until the code ends; "0:00" from then on
 * @property {boolean} asking whether it is finished
 * @property {"" | "not-finished"} answer to the last time that the person wanted to know
 * @property {Failure | null} failure of the last time that Tapis was asked; it ends nothing
 */

/**
 * Null: nobody signs in.
 *
 * @typedef {{ stage: "starting" } | CodeToType | { stage: "ended", failure: Failure } | null} SignInState
 */

/**
 * @typedef {{ type: "sign-in-started" }
 *   | { type: "sign-in-code", userCode: string, verificationUrl: string, timeLeft: string }
 *   | { type: "sign-in-asked" }
 *   | { type: "sign-in-unfinished", byPerson: boolean }
 *   | { type: "sign-in-unanswered", failure: Failure }
 *   | { type: "sign-in-time", timeLeft: string }
 *   | { type: "sign-in-ended", failure: Failure }
 *   | { type: "sign-in-cancelled" }} SignInAction
 */

/**
 * @param {SignInState} state
 * @param {SignInAction | { type: "connected" | "renewed" | "connect-started" | "disconnected" }} action
 * @returns {SignInState}
 */
export function changeSignIn(state, action) {
  switch (action.type) {
    case "sign-in-started":
      return { stage: "starting" };
    case "sign-in-code": {
      const { userCode, verificationUrl, timeLeft } = action;
      const nothingYet = { asking: false, answer: /** @type {const} */ (""), failure: null };
      return { stage: "code", userCode, verificationUrl, timeLeft, ...nothingYet };
    }
    case "sign-in-ended":
      return { stage: "ended", failure: action.failure };
    case "sign-in-cancelled":
    case "connect-started":
    case "connected":
    case "renewed":
    case "disconnected":
      return null;
    default:
      return state?.stage === "code" ? changeCode(state, action) : state;
  }
}

/**
 * @param {CodeToType} code
 * @param {SignInAction | { type: "connected" | "renewed" | "connect-started" | "disconnected" }} action
 * @returns {CodeToType}
 */
function changeCode(code, action) {
  switch (action.type) {
    case "sign-in-asked":
      return { ...code, asking: true };
    // What a person was told stays until they ask again: nobody reads a word that comes and goes.
    case "sign-in-unfinished":
      return {
        ...code,
        asking: false,
        failure: null,
        answer: action.byPerson ? "not-finished" : code.answer,
      };
    case "sign-in-unanswered":
      return { ...code, asking: false, failure: action.failure };
    case "sign-in-time":
      return action.timeLeft === code.timeLeft ? code : { ...code, timeLeft: action.timeLeft };
    default:
      return code;
  }
}
