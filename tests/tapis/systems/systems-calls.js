// The calls of the Systems service.

import {
  checkUserCredential,
  createUserCredential,
  getUserCredential,
  removeUserCredential,
} from "./credentials-resource.js";
import { healthcheck, readycheck } from "./health.js";
import { getSystem, getSystems } from "./systems-resource.js";

/** @typedef {import("../calls.js").Call} Call */

const JSON_TYPE = "application/json";
const USER_CREDENTIAL = "/v3/systems/credential/:systemId/user/:userName";

/** @type {Call[]} */
export const SYSTEMS_CALLS = [
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
