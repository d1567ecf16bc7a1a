// The forms in which a Tapis deployment answers: the envelope of the Systems service (Java), the bare text of its
// request filters, the shorter envelopes of the Python services, and the HTML pages of nginx in front of them all.

/**
 * A whole HTTP answer. Answers are plain values: the service makes them, `deliver.js` writes them.
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 */

/** The reason phrases of HTTP, which an answer of the exception mapper and a page of nginx name. */
const REASONS = new Map([
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [413, "Payload Too Large"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [502, "Bad Gateway"],
  [503, "Service Unavailable"],
  [504, "Gateway Timeout"],
]);

const BUILD = { version: "1.8.3", commit: "9a57c9d7", build: "2025-04-29T13:47:25Z" };

/** An answer that ends the work on a request early, wherever it is thrown. */
export class Refusal extends Error {
  /** @param {Answer} answer */
  constructor(answer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/**
 * The envelope of the Systems service: this key order, two-space indentation, nulls written.
 * @param {number} httpStatus
 * @param {string} status
 * @param {string} message
 * @param {unknown} [result]
 * @param {unknown} [metadata]
 * @returns {Answer}
 */
export function envelope(httpStatus, status, message, result = null, metadata = null) {
  return json(httpStatus, { result, status, message, ...BUILD, metadata });
}

/**
 * @param {number} httpStatus
 * @param {string} message
 * @param {unknown} [result]
 * @param {unknown} [metadata]
 */
export function success(httpStatus, message, result = null, metadata = null) {
  return envelope(httpStatus, "success", message, result, metadata);
}

/**
 * An error that the resource method itself answers: its `status` is "error".
 * @param {number} httpStatus
 * @param {string} message
 */
export function reportedError(httpStatus, message) {
  return envelope(httpStatus, "error", message);
}

/**
 * An error that is thrown and reaches the exception mapper: its `status` is the reason phrase.
 * @param {number} httpStatus
 * @param {string} message
 */
export function thrownError(httpStatus, message) {
  return envelope(httpStatus, REASONS.get(httpStatus) ?? "error", message);
}

/**
 * What the request filters answer: bare text which is nevertheless labelled JSON.
 * @param {number} httpStatus
 * @param {string} text
 * @returns {Answer}
 */
export function bareText(httpStatus, text) {
  return { status: httpStatus, headers: { "content-type": "application/json" }, body: text };
}

/**
 * The envelope of the Authenticator: keys in alphabetical order, on one line, with metadata that are always empty.
 * @param {number} httpStatus
 * @param {string} message
 * @param {unknown} [result]
 * @returns {Answer}
 */
export function authenticatorEnvelope(httpStatus, message, result = null) {
  const status = httpStatus < 400 ? "success" : "error";
  const value = { message, metadata: {}, result, status, version: BUILD.version };
  return {
    status: httpStatus,
    headers: { "content-type": "application/json" },
    body: `${JSON.stringify(value)}\n`,
  };
}

/**
 * The envelope of the other Python services (Tenants, site router): no commit, build or metadata.
 * @param {number} httpStatus
 * @param {string} message
 * @param {unknown} [result]
 */
export function shortEnvelope(httpStatus, message, result = null) {
  const status = httpStatus < 400 ? "success" : "error";
  return json(httpStatus, { status, message, version: BUILD.version, result });
}

/**
 * An error page of nginx, such as 502 while the service behind it is down.
 * @param {number} httpStatus
 * @returns {Answer}
 */
export function gatewayPage(httpStatus) {
  const title = `${httpStatus} ${REASONS.get(httpStatus)}`;
  return {
    status: httpStatus,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}

/**
 * @param {number} status
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
export function emptyAnswer(status, headers = {}) {
  return { status, headers, body: "" };
}

/**
 * @param {number} status
 * @param {object} value
 * @returns {Answer}
 */
function json(status, value) {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value, null, 2),
  };
}
