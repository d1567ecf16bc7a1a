// A failure as the page keeps it: plain data for the state, without the Error object and its stack.

/**
 * @typedef {object} Failure
 * @property {string} code a TapisError code, or one of this page's own: `wrong_tenant_api`,
 *   `module_not_loaded`, `no_token`, `unexpected`
 * @property {string} message what happened and what to do next, for a researcher
 * @property {boolean} retryable
 * @property {number} httpStatus 0 if there was no answer
 * @property {string} tapisCode
 * @property {string} serverMessage
 */

/** The text had no token in it, or none for here. */
const TEXT_CODES = new Set(["token_malformed", "wrong_tenant_api"]);

/** Tapis has not answered: nothing did, or what stands in front of it. */
const UNANSWERED_CODES = new Set([
  "network_error",
  "timeout",
  "service_unavailable",
  "invalid_response",
]);

/** What the person alone mends, and the message says how: no help desk could do more. */
const OWN_CODES = new Set([
  "sign_in_expired",
  "token_malformed",
  "token_expired",
  "invalid_argument",
]);

/** The token is no good any more: whatever was asked, a new one is needed first. */
const TOKEN_CODES = new Set(["token_expired", "token_rejected", "closed"]);

/**
 * @param {string} code
 * @param {string} message
 * @returns {Failure}
 */
export function makeFailure(code, message) {
  return { code, message, retryable: false, httpStatus: 0, tapisCode: "", serverMessage: "" };
}

/**
 * @param {unknown} error
 * @param {typeof import("../../tms.js").TapisError} TapisError
 * @returns {Failure}
 */
export function failureOf(error, TapisError) {
  if (!(error instanceof TapisError)) {
    return makeFailure(
      "unexpected",
      "Something went wrong inside this page. Reload it and try again; if that does not help, tell support what you did.",
    );
  }
  const { code, message, retryable, httpStatus, tapisCode, serverMessage } = error;
  return { code, message, retryable, httpStatus, tapisCode, serverMessage };
}

/** Whether what was pasted could not be used. @param {Failure} value */
export function isAboutToken(value) {
  return TEXT_CODES.has(value.code);
}

/** Whether Tapis itself said nothing. @param {Failure} value */
export function isNoAnswer(value) {
  return UNANSWERED_CODES.has(value.code);
}

/** Whether a help desk may have to act. @param {Failure} value */
export function isForSupport(value) {
  return !OWN_CODES.has(value.code);
}

/** @param {Failure} value */
export function needsNewToken(value) {
  return TOKEN_CODES.has(value.code);
}
