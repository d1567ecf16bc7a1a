// What a help desk needs to know about a failure, as text. Never holds a token: a failure has none.

import { formatWithZone } from "../time/format-time.js";

/** @typedef {{ username: string, tenant: string }} Who as the token says */

/** @type {Record<import("./operation.js").OperationKind, string>} */
const TRIED = {
  check: "check credentials",
  establish: "establish credentials",
  persist: "establish credentials for 5 minutes",
  renew: "renew credentials",
  revoke: "revoke credentials",
};

/**
 * @param {object} about
 * @param {import("./failure.js").Failure} about.failure
 * @param {import("./operation.js").Operation} [about.operation] that failed
 * @param {string} [about.tried] where it was none of those
 * @param {Who | null} about.user null: not known
 * @param {number} about.at in milliseconds since 1970
 * @param {string} about.version of the page
 * @param {string} about.browser as it names itself
 */
export function ticketText({ failure, operation, tried, user, at, version, browser }) {
  const request = operation?.steps.findLast(({ response }) => response)?.request;
  const lines = [
    ["User", user && `${user.username}, tenant: ${user.tenant}`],
    ["What I tried", operation ? `${TRIED[operation.kind]} on ${operation.systemId}` : tried],
    ["System", operation?.systemId],
    ["Time", formatWithZone(at)],
    ["Request", request && `${request.method} ${request.path}`],
    ["Error code", failure.code],
    ["HTTP status", failure.httpStatus || "none"],
    ["Tapis code", failure.tapisCode],
    ["Tapis said", failure.serverMessage],
    ["The page said", failure.message],
    ["Page", `TMS credentials ${version}`],
    ["Browser", browser],
  ];
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : [])).join("");
}
