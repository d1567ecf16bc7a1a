// What a help desk needs to know about a failure, as text. Never holds a token: a failure has none.

import { formatWithZone } from "../time/format-time.js";

/**
 * @param {object} about
 * @param {import("./failure.js").Failure} about.failure
 * @param {import("./operation.js").Operation} [about.operation] that failed
 * @param {number} about.at in milliseconds since 1970
 * @param {string} about.version of the page
 * @param {string} about.browser as it names itself
 */
export function ticketText({ failure, operation, at, version, browser }) {
  const request = operation?.steps.findLast(({ response }) => response)?.request;
  const lines = [
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
