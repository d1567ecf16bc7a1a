// What a help desk needs to know about a failure, as text. Never holds a token: a failure has none.

import { formatWithZone } from "../time/format-time.js";

/** @typedef {{ username: string, tenant: string }} Who as the token says */

/**
 * What a person tried when it failed.
 *
 * @typedef {object} Attempt
 * @property {string} [tried] such as "list my systems"
 * @property {string} [systemId] where it was on a system
 * @property {{ method: string, path: string }} [request] the last that was answered
 */

/**
 * @param {object} about
 * @param {import("./failure.js").Failure} about.failure
 * @param {Attempt} about.attempt
 * @param {Who | null} about.user null: not known
 * @param {number} about.at in milliseconds since 1970
 * @param {string} about.version of the page
 * @param {string} about.browser as it names itself
 */
export function ticketText({ failure, attempt, user, at, version, browser }) {
  const { tried, systemId, request } = attempt;
  const lines = [
    ["User", user && `${user.username}, tenant: ${user.tenant}`],
    ["What I tried", tried && systemId ? `${tried} on ${systemId}` : tried],
    ["System", systemId],
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
