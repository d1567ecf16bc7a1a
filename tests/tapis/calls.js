// Every call that the local Tapis knows, under the operation names of the Tapis API descriptions. The router, the
// journal and the faults all go by this table.

import { AUTHENTICATOR_CALLS } from "./authenticator/calls.js";
import { revokeToken } from "./authenticator/tokens-resource.js";
import {
  checkUserCredential,
  createUserCredential,
  getUserCredential,
  removeUserCredential,
} from "./credentials-resource.js";
import { healthcheck, readycheck } from "./health.js";
import { getSystem, getSystems } from "./systems-resource.js";
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

const JSON_TYPE = "application/json";
const USER_CREDENTIAL = "/v3/systems/credential/:systemId/user/:userName";

/** What nginx hands to the Authenticator. */
export const AUTHENTICATOR = "/v3/oauth2";

/** @type {Call[]} */
export const CALLS = [
  systems("getSystems", "GET", "/v3/systems", getSystems),
  { ...systems("healthcheck", "GET", "/v3/systems/healthcheck", healthcheck), open: true },
  { ...systems("readycheck", "GET", "/v3/systems/readycheck", readycheck), open: true },
  systems("getSystem", "GET", "/v3/systems/:systemId", getSystem),
  systems("getUserCredential", "GET", USER_CREDENTIAL, getUserCredential),
  {
    ...systems("createUserCredential", "POST", USER_CREDENTIAL, createUserCredential),
    consumes: [JSON_TYPE],
  },
  {
    ...systems("checkUserCredential", "POST", `${USER_CREDENTIAL}/check`, checkUserCredential),
    consumes: [JSON_TYPE],
  },
  systems("removeUserCredential", "DELETE", USER_CREDENTIAL, removeUserCredential),
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
function systems(name, method, path, run) {
  return { name, method, path, service: "systems", run };
}

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
