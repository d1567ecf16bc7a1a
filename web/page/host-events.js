// What a host wants to know of what happens here, told from the actions that change the state.

import { endsIn } from "./operations/state.js";

/** @typedef {import("./state.js").Action} Action */

/**
 * @typedef {{ name: "ready", detail: { username: string, tenant: string, baseUrl: string, expiresAt: number } }
 *   | { name: "established", detail: { systemId: string, status: "exists" | "created" } }
 *   | { name: "revoked", detail: { systemId: string, status: "revoked" | "absent" } }
 *   | { name: "error", detail: { systemId: string, code: string, message: string } }} HostEvent
 */

/**
 * @param {Action} action
 * @returns {HostEvent[]}
 */
export function hostEventsOf(action) {
  switch (action.type) {
    case "connected":
      return [{ name: "ready", detail: action.session }];
    case "connect-failed":
    case "listing-failed":
      return errorOf("", action.failure);
    default:
      return endsIn(action).flatMap(endOf);
  }
}

/**
 * @param {Omit<import("./operations/operation.js").OperationEnd, "at">} end
 * @returns {HostEvent[]}
 */
function endOf({ systemId, result, failure }) {
  if (failure) return errorOf(systemId, failure);
  switch (result?.status) {
    case "exists":
    case "created":
      return [{ name: "established", detail: { systemId, status: result.status } }];
    case "revoked":
    case "absent":
      return [{ name: "revoked", detail: { systemId, status: result.status } }];
    default:
      return [];
  }
}

/**
 * @param {string} systemId "": about no single system
 * @param {import("./failures/failure.js").Failure} failure
 * @returns {HostEvent[]}
 */
function errorOf(systemId, { code, message }) {
  if (code === "cancelled") return [];
  return [{ name: "error", detail: { systemId, code, message } }];
}
