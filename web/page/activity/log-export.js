// The activity log as text and as JSON, for a support ticket. Times are UTC: whoever reads it may be
// elsewhere.

import { visibleText } from "../ui/visible-text.js";
import { statusText } from "./request-log.js";

/** @typedef {import("./request-log.js").LogEntry} LogEntry */
/** @typedef {{ username: string, tenant: string, baseUrl: string }} Who */

const LONGEST_SUMMARY = 200;

/**
 * @param {readonly LogEntry[]} entries
 * @param {Who} who
 */
export function logAsText(entries, { username, tenant, baseUrl }) {
  const lines = entries.map((entry) => {
    const { at, method, path, attempt, response } = entry;
    return [
      new Date(at).toISOString(),
      method,
      path,
      statusText(entry),
      response && `${response.milliseconds} ms`,
      response?.tapisCode,
      response && oneLine(response.summary),
      attempt > 1 && `attempt ${attempt}`,
    ]
      .filter(Boolean)
      .join("  ");
  });
  return [`${username}, tenant ${tenant}, ${baseUrl}`, ...lines, ""].join("\n");
}

/**
 * @param {readonly LogEntry[]} entries
 * @param {Who} who
 */
export function logAsJson(entries, { username, tenant, baseUrl }) {
  const requests = entries.map(
    ({ at, systemId, step, message, attempt, method, path, response, dropped }) => ({
      time: new Date(at).toISOString(),
      systemId,
      step,
      message,
      attempt,
      method,
      path,
      response,
      ...(dropped && { dropped }),
    }),
  );
  return `${JSON.stringify({ username, tenant, baseUrl, requests }, null, 2)}\n`;
}

/**
 * What a server wrote must not look like further lines of the log.
 *
 * @param {string} text
 */
function oneLine(text) {
  // By characters, so that none is cut in half.
  return [...visibleText(text)].slice(0, LONGEST_SUMMARY).join("");
}
