// Who may see a system, and whose credentials a caller may touch: the owner and tenant administrators anybody's,
// everybody else only their own, on a system that they may read.

import { Refusal, emptyAnswer, thrownError } from "../answers.js";
import { libraryMessage } from "./messages.js";
import { isDynamic } from "./systems.js";

/** @typedef {import("../state.js").State} State */
/** @typedef {import("./systems.js").System} System */
/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */

/**
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
function isManager(state, system, caller) {
  return system.owner === caller.username || isTenantAdmin(state, caller);
}

/**
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 */
export function maySee(state, system, caller) {
  return (
    isManager(state, system, caller) ||
    system.isPublic ||
    system.sharedWithUsers.includes(caller.username) ||
    system.readers.includes(caller.username)
  );
}

/**
 * @param {State} state
 * @param {System} system
 * @param {Caller} caller
 * @param {string} username
 * @param {"setCred" | "checkCred" | "removeCred"} operation
 * @throws {Refusal}
 */
export function authorizeCredential(state, system, caller, username, operation) {
  if (isManager(state, system, caller)) return;
  // Only for others than the owner is the Security Kernel asked; its failure leaves the exception mapper without a body.
  if (state.behaviour.securityKernel === "authorization-fails") throw new Refusal(emptyAnswer(500));
  const isOwn = username === caller.username;
  const isStaticAccount = !isDynamic(system) && username === system.effectiveUserId;
  if (isOwn && !isStaticAccount && !system.forbidden && maySee(state, system, caller)) return;
  throw unauthorized(caller, system, operation);
}

/**
 * @param {Caller} caller
 * @param {System} system
 * @param {string} operation
 */
export function unauthorized(caller, system, operation) {
  const text = "The user may not perform the operation on this system.";
  const context = { Operation: operation, System: system.id };
  return new Refusal(thrownError(403, libraryMessage("SYSLIB_UNAUTH", text, caller, context)));
}

/**
 * @param {State} state
 * @param {Caller} caller
 */
function isTenantAdmin(state, caller) {
  return state.accounts.some(
    ({ username, admin }) => username === caller.username && admin === true,
  );
}
