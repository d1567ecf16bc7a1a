// How the Authenticator refuses: 400 always, and only the message tells why.

import { Refusal, authenticatorEnvelope } from "../answers.js";

/** @param {string} message */
export function refuse(message) {
  return new Refusal(authenticatorEnvelope(400, message));
}

/**
 * A body that does not match the API description.
 * @param {string} reason
 */
export function invalidData(reason) {
  return refuse(`Invalid POST data: [${reason}].`);
}
