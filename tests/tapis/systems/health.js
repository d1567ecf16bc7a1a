// GET /v3/systems/healthcheck and /readycheck: open to all, without a token.

import { success } from "../answers.js";

/** @typedef {import("../service.js").CallContext} CallContext */

/** @param {CallContext} context */
export function healthcheck({ state }) {
  state.healthChecks += 1;
  const text = "TAPIS_HEALTHY Health check received by Systems Service.";
  return success(200, text, `Health check received. Count: ${state.healthChecks}`);
}

/** @param {CallContext} context */
export function readycheck({ state }) {
  state.healthChecks += 1;
  const text = "TAPIS_READY Ready check passed by Systems Service.";
  return success(200, text, `Ready check passed. Count: ${state.healthChecks}`);
}
