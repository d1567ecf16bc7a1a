// The Trust Manager System, as the Systems service sees it: it mints a new SSH key pair for each request, or the
// request fails in one of the documented ways. A key that Tapis then does not store stays behind at TMS.

import { Refusal, thrownError } from "../answers.js";
import { apiMessage, libraryMessage } from "./messages.js";
import { LETTERS_AND_DIGITS, randomText } from "../random-text.js";
import { isDynamic } from "./systems.js";

/**
 * @typedef {"ok" | "unreachable" | "http-error" | "refuses" | "no-body" | "null-field" | "empty-field" | "not-configured"} TmsBehaviour
 */

/**
 * A key that TMS made, whether Tapis stored it or not.
 * @typedef {object} MintedKey
 * @property {number} keyNumber
 * @property {string} fingerprint
 * @property {string} tenant
 * @property {string} systemId
 * @property {string} host
 * @property {string} username
 */

/** @typedef {import("../state.js").State} State */
/** @typedef {import("./systems.js").System} System */
/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */

const TMS_URL = "https://tms-server.example.org:3000";

/** @param {string} code @param {string} reason what the service quotes of a reply of TMS that is no success */
const answered = (code, reason) => ({
  Code: code,
  Body: JSON.stringify({ result_code: code, result_msg: reason }),
});

/**
 * What TMS failures look like in the service's message: the code, the words that tell the cause, and what stands behind the
 * names.
 *
 * @type {Record<Exclude<TmsBehaviour, "ok" | "not-configured">, [code: string, text: string, quoted?: Record<string, string>]>}
 */
const FAILURES = {
  unreachable: [
    "SYSLIB_CRED_TMS_KEYS_ERR",
    "Failed to connect to tms-server.example.org/192.0.2.35:3000",
  ],
  "http-error": [
    "SYSLIB_CRED_TMS_KEYS_HTTP_ERR",
    "The TMS server answered with an error.",
    answered("500", "INTERNAL ERROR: no connection to the database"),
  ],
  refuses: [
    "SYSLIB_CRED_TMS_KEYS_HTTP_ERR",
    "The TMS server answered with an error.",
    answered("403", "Missing or expired dependency: no MFA record"),
  ],
  "no-body": ["SYSLIB_CRED_TMS_KEYS_NO_BODY", "The reply of the TMS server has no body."],
  "null-field": [
    "SYSLIB_CRED_TMS_KEYS_NULL_FIELD",
    "A field of the TMS reply is null. Field: private_key",
  ],
  "empty-field": [
    "SYSLIB_CRED_TMS_KEYS_EMPTY_FIELD",
    "A field of the TMS reply is empty. Field: private_key",
  ],
};

/**
 * Mints a key for the user on the system's host.
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 * @param {string} username
 * @param {string | undefined} loginUser
 * @returns {import("../state.js").Secret}
 * @throws {Refusal}
 */
export function mintTmsKey(state, system, caller, username, loginUser) {
  const { tms, keysRefused = 0 } = state.situationOf(username);
  const behaviour = system.tms ?? tms ?? state.behaviour.tms;
  if (!state.behaviour.tmsTenants.includes(system.tenant)) {
    throw refusal("TENANT_NOT_ALLOWED", "The tenant may not use TMS.", state, system, caller);
  }
  if (behaviour === "not-configured") {
    throw refusal("NOT_CFG", "TMS is not configured.", state, system, caller);
  }
  if (system.systemType !== "LINUX") {
    throw refusal(
      "INVALID_SYS_TYPE",
      "TMS serves systems of type LINUX only.",
      state,
      system,
      caller,
    );
  }
  if (!isDynamic(system) || loginUser !== undefined) {
    const text = "TMS needs a dynamic effectiveUserId and no loginUser.";
    throw refusal("NOT_ALLOWED", text, state, system, caller);
  }
  if (behaviour !== "ok") {
    const [code, text, quoted] = FAILURES[behaviour];
    throw failure(code, text, system, caller, {
      TargetUser: username,
      "TMS server URL": TMS_URL,
      ...quoted,
    });
  }
  const keyNumber = state.mintedKeys.length + 1;
  const fingerprint = `SHA256:${randomText(43, LETTERS_AND_DIGITS)}`;
  const { tenant, id: systemId, host } = system;
  state.mintedKeys.push({ keyNumber, fingerprint, tenant, systemId, host, username });
  const ofPerson = state.mintedKeys.filter(
    (key) => key.tenant === tenant && key.systemId === systemId && key.username === username,
  );
  return { accepted: ofPerson.length > keysRefused, keyNumber, fingerprint };
}

/**
 * A TMS_KEYS system needs `createTmsKeys`: no other secret would ever be used on it.
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
export function missingTmsFlag(state, system, caller) {
  return refusal(
    "BAD_ARG",
    "The system uses TMS_KEYS: createTmsKeys must be true.",
    state,
    system,
    caller,
  );
}

/**
 * The library throws a bad request; the newer resource method wraps that into a 500. Both are documented.
 * @param {string} reason
 * @param {string} text
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
function refusal(reason, text, state, system, caller) {
  const code = `SYSLIB_CRED_TMS_KEYS_${reason}`;
  if (state.behaviour.tmsRefusalStatus === 500) return failure(code, text, system, caller);
  return new Refusal(thrownError(400, libraryMessage(code, text, caller, { System: system.id })));
}

/**
 * @param {string} code
 * @param {string} text
 * @param {System} system
 * @param {Caller} caller
 * @param {Record<string, string>} [more]  names and values behind the system
 */
function failure(code, text, system, caller, more) {
  const cause = libraryMessage(code, text, caller, { System: system.id, ...more });
  const message = apiMessage("SYSAPI_CRED_ERROR", "Error updating credentials.", caller, {
    System: system.id,
    Message: cause,
  });
  return new Refusal(thrownError(500, message));
}
