// A bare HTTP client for the server's own tests. Each request has a connection of its own, so a dropped one spoils no
// other, and nothing is repeated.

import { request } from "node:http";

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text
 * @property {any} json  the parsed body, or undefined if it is not JSON
 */

/**
 * @param {string} origin
 * @param {string} method
 * @param {string} path
 * @param {{ token?: string, headers?: Record<string, string>, body?: string, signal?: AbortSignal }} [options]
 * @returns {Promise<Reply>} which rejects if the answer does not come whole
 */
export function ask(origin, method, path, { token, headers = {}, body, signal } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path,
        method,
        agent: false,
        signal,
        headers: { ...(token !== undefined && { "x-tapis-token": token }), ...headers },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => (text += chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: parse(text),
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The code at the start of a message or bare text.
 * @param {Reply} reply
 */
export function codeOf(reply) {
  return (reply.json?.message ?? reply.text).split(" ")[0];
}
