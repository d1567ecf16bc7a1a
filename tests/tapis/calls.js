// Every call that the local Tapis knows, under the operation names of the Tapis API descriptions. The router, the
// journal and the faults all go by this table.

import { AUTHENTICATOR_CALLS } from "./authenticator/calls.js";
import { revokeToken } from "./authenticator/tokens-resource.js";
import { SYSTEMS_CALLS } from "./systems/systems-calls.js";
import { listSites, listTenants } from "./tenants.js";

/**
 * @typedef {object} Call
 * @property {string} name
 * @property {"GET" | "POST" | "DELETE"} method
 * @property {string} path
 * @property {"systems" | "other"} service  only the Systems service has the Java filters
 * @property {boolean} [open]  needs no token
 * @property {string[]} [consumes]  media types of a body; without it any is ignored
 * @property {(context: import("./service.js").CallContext) =>
 *   import("./answers.js").Answer | Promise<import("./answers.js").Answer>} run
 */

/** @type {Call[]} */
export const CALLS = [
  ...SYSTEMS_CALLS,
  ...AUTHENTICATOR_CALLS.map(([name, method, path, run]) => other(name, method, path, run)),
  other("revokeToken", "POST", "/v3/tokens/revoke", revokeToken),
  other("listSites", "GET", "/v3/sites", listSites),
  other("listTenants", "GET", "/v3/tenants", listTenants),
];

/**
 * @param {string} name
 * @param {Call["method"]} method
 * @param {string} path
 * @param {Call["run"]} run
 * @returns {Call}
 */
function other(name, method, path, run) {
  return { name, method, path, service: "other", open: true, run };
}
