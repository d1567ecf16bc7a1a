// POST, DELETE and GET /v3/systems/credential/{systemId}/user/{userName}, and POST …/check.
// The order is always: the system exists, the body is good, the caller may, then the work.

import { Refusal, reportedError, success, thrownError } from "../answers.js";
import { authorizeCredential } from "./authorization.js";
import { readCredentialBody, secretsOf } from "./credential-body.js";
import { isTestable, tryOnHost } from "./host.js";
import { apiMessage, libraryMessage } from "./messages.js";
import { AUTHN_METHODS, isDynamic } from "./systems.js";
import { mintTmsKey, missingTmsFlag } from "./tms.js";

/** @typedef {import("../service.js").CallContext} CallContext */
/** @typedef {import("./systems.js").System} System */
/** @typedef {import("./systems.js").AuthnMethod} AuthnMethod */
/** @typedef {import("../state.js").Credential} Credential */

/** @param {CallContext} context */
export function createUserCredential(context) {
  const { state, caller, path, parameters } = context;
  const system = existingSystem(context);
  const body = readCredentialBody(context.body, caller);
  authorizeCredential(state, system, caller, path.userName, "setCred");

  const createsTmsKeys = isTrue(parameters.createTmsKeys);
  if (body.loginUser !== undefined && !isDynamic(system)) throw invalidLoginUser(context, system);
  if (system.defaultAuthnMethod === "TMS_KEYS" && !createsTmsKeys)
    throw missingTmsFlag(state, system, caller);
  const secrets = secretsOf(body);
  if (createsTmsKeys) {
    secrets.TMS_KEYS = mintTmsKey(state, system, caller, path.userName, body.loginUser);
  }
  if (isTestable(system) && !isTrue(parameters.skipCredentialCheck)) {
    const effectiveUser = body.loginUser ?? state.effectiveUser(system, path.userName);
    let problem;
    try {
      problem = problemWith(secrets, system.defaultAuthnMethod, system, context, effectiveUser);
    } catch {
      const text = "Error updating credentials.";
      throw new Refusal(thrownError(500, credentialMessage("SYSAPI_CRED_ERROR", text, context)));
    }
    if (problem !== null)
      throw new Refusal(validationFailure(context, system.defaultAuthnMethod, problem));
  }
  if (state.behaviour.securityKernel === "writes-fail")
    throw kernelFailure(context, "Error updating credentials.");

  const stored = state.credential(system.tenant, system.id, path.userName);
  state.setCredential(system.tenant, system.id, path.userName, {
    loginUser: body.loginUser ?? stored?.loginUser ?? null,
    methods: { ...stored?.methods, ...secrets },
  });
  return success(201, credentialMessage("SYSAPI_CRED_UPDATED", "Credentials updated.", context));
}

/** @param {CallContext} context */
export function checkUserCredential(context) {
  const { state, caller, path, parameters } = context;
  const system = existingSystem(context);
  if (parameters.authnMethod !== undefined && !AUTHN_METHODS.includes(parameters.authnMethod)) {
    const text = `Not an authentication method: ${parameters.authnMethod}`;
    throw new Refusal(
      reportedError(400, credentialMessage("SYSAPI_ACCMETHOD_ENUM_ERROR", text, context)),
    );
  }
  authorizeCredential(state, system, caller, path.userName, "checkCred");

  const method = /** @type {AuthnMethod} */ (parameters.authnMethod ?? system.defaultAuthnMethod);
  const effectiveUser = state.effectiveUser(system, path.userName);
  const stored = state.credential(system.tenant, system.id, path.userName);
  // A failed read of the Security Kernel is swallowed, so it looks as if nothing were stored.
  const isReadable = state.behaviour.securityKernel !== "reads-fail";
  const secret = isReadable ? stored?.methods[method] : undefined;
  if (!secret) {
    throw new Refusal(
      thrownError(401, notFoundMessage(context, system, method, effectiveUser, "checkCred")),
    );
  }
  let problem;
  try {
    problem = tryOnHost(system, method, secret, caller, effectiveUser);
  } catch {
    const text = "Error checking credentials.";
    throw new Refusal(
      reportedError(500, credentialMessage("SYSAPI_CRED_CHECK_ERROR", text, context)),
    );
  }
  if (problem !== null) throw new Refusal(validationFailure(context, method, problem));
  return success(200, credentialMessage("SYSAPI_CRED_OK", "Credentials are valid.", context));
}

/** @param {CallContext} context */
export function removeUserCredential(context) {
  const { state, caller, path } = context;
  const system = existingSystem(context);
  authorizeCredential(state, system, caller, path.userName, "removeCred");
  if (state.behaviour.securityKernel === "removals-fail")
    throw kernelFailure(context, "Error removing credentials.");
  state.setCredential(system.tenant, system.id, path.userName, null);
  return success(201, credentialMessage("SYSAPI_CRED_DELETED", "Credentials deleted.", context));
}

/**
 * Secrets are for services only.
 * @param {CallContext} context
 * @returns {import("../answers.js").Answer}
 */
export function getUserCredential(context) {
  const system = existingSystem(context);
  const text = "Only services may retrieve credentials.";
  const message = libraryMessage("SYSLIB_UNAUTH_GETCRED", text, context.caller, {
    System: system.id,
  });
  throw new Refusal(thrownError(403, message));
}

/** @param {CallContext} context */
function existingSystem(context) {
  const { state, caller, path } = context;
  if (state.behaviour.securityKernel === "lookup-fails") {
    const text = "Error checking for the system.";
    throw new Refusal(reportedError(500, credentialMessage("SYSAPI_CHECK_ERROR", text, context)));
  }
  const system = state.system(caller.tenant, path.systemId);
  if (system && !system.deleted) return system;
  const text = "The system does not exist.";
  throw new Refusal(
    reportedError(404, apiMessage("SYSAPI_NOSYSTEM", text, caller, { System: path.systemId })),
  );
}

/**
 * @param {Credential["methods"]} secrets
 * @param {AuthnMethod} method
 * @param {System} system
 * @param {CallContext} context
 * @param {string} effectiveUser
 */
function problemWith(secrets, method, system, context, effectiveUser) {
  const secret = secrets[method];
  if (!secret) return notFoundMessage(context, system, method, effectiveUser, "setCred");
  return tryOnHost(system, method, secret, context.caller, effectiveUser);
}

/**
 * @param {CallContext} context
 * @param {System} system
 * @param {string} method
 * @param {string} effectiveUser
 * @param {string} operation
 */
function notFoundMessage({ caller }, system, method, effectiveUser, operation) {
  return libraryMessage("SYSLIB_CRED_NOT_FOUND", "No credentials were found.", caller, {
    Operation: operation,
    System: system.id,
    SystemType: system.systemType,
    EffectiveUser: effectiveUser,
    AuthnMethod: method,
  });
}

/**
 * @param {CallContext} context
 * @param {string} method
 * @param {string} problem
 */
function validationFailure({ caller, path }, method, problem) {
  const message = apiMessage("SYSAPI_CRED_VALID_FAIL", "Credentials are not valid.", caller, {
    System: path.systemId,
    User: path.userName,
    AuthnMethod: method,
    Message: problem,
  });
  return reportedError(401, message);
}

/**
 * @param {CallContext} context
 * @param {System} system
 */
function invalidLoginUser(context, system) {
  const text = "loginUser needs a dynamic effectiveUserId.";
  const cause = libraryMessage("SYSLIB_CRED_INVALID_LOGINUSER", text, context.caller, {
    System: system.id,
  });
  return credentialError(context, "Error updating credentials.", cause);
}

/**
 * @param {CallContext} context
 * @param {string} text
 */
function kernelFailure(context, text) {
  const cause = libraryMessage(
    "SYSLIB_CRED_SK_ERROR",
    "The Security Kernel did not answer.",
    context.caller,
    {
      System: context.path.systemId,
    },
  );
  return credentialError(context, text, cause);
}

/**
 * @param {CallContext} context
 * @param {string} text
 * @param {string} cause
 */
function credentialError(context, text, cause) {
  const message = credentialMessage("SYSAPI_CRED_ERROR", text, context);
  return new Refusal(thrownError(500, `${message} Message: ${cause}`));
}

/**
 * @param {string} code
 * @param {string} text
 * @param {CallContext} context
 */
function credentialMessage(code, text, { caller, path }) {
  return apiMessage(code, text, caller, { System: path.systemId, User: path.userName });
}

/** @param {string | undefined} flag */
function isTrue(flag) {
  return flag?.toLowerCase() === "true";
}
