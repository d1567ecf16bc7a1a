// The connection test: what Tapis finds when it tries a secret on the system's host. Every verdict but success is a
// text whose code tells the reason.

import { libraryMessage } from "./messages.js";

/** @typedef {import("./systems.js").System} System */
/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */

/** @type {Record<import("./systems.js").SystemType, string[]>} */
const TESTABLE_METHODS = {
  LINUX: ["PASSWORD", "PKI_KEYS", "TMS_KEYS"],
  S3: ["ACCESS_KEY"],
  IRODS: [],
  GLOBUS: [],
};

/**
 * Whether a new credential on this type of system is tested before it is stored.
 * @param {System} system
 */
export function isTestable(system) {
  return TESTABLE_METHODS[system.systemType].length > 0;
}

/**
 * @param {System} system
 * @param {string} method
 * @param {import("../state.js").Secret} secret
 * @param {Caller} caller
 * @param {string} effectiveUser
 * @returns {string | null} why the secret is no good, or null if it is good
 */
export function tryOnHost(system, method, secret, caller, effectiveUser) {
  const explain = (
    /** @type {string} */ code,
    /** @type {string} */ text,
    /** @type {string} */ cause,
  ) =>
    libraryMessage(code, text, caller, {
      System: system.id,
      SystemType: system.systemType,
      Host: system.host,
      EffectiveUser: effectiveUser,
      AuthnMethod: method,
      Message: cause,
    });
  if (system.hostBehaviour === "broken")
    throw new Error("The connection test failed unexpectedly.");
  if (
    system.hostBehaviour === "unsupported" ||
    !TESTABLE_METHODS[system.systemType].includes(method)
  ) {
    return explain(
      "SYSLIB_CRED_NOT_SUPPORTED",
      "Credentials of this kind cannot be verified.",
      "not supported",
    );
  }
  if (system.hostBehaviour === "unreachable") {
    return explain(
      "SYSLIB_CRED_CONN_FAIL",
      "The connection to the host failed.",
      "Connect timed out",
    );
  }
  if (system.hostBehaviour === "refuses" || !secret.accepted) {
    const cause = "No more authentication methods available";
    return explain("SYSLIB_CRED_VALID_FAIL", "The host refused the credentials.", cause);
  }
  return null;
}
