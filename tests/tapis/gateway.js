// nginx in front of the services: CORS on every answer, limits on size, and the question to the site router whether
// the token was revoked.

import { decodeJwt } from "jose";
import { Refusal, gatewayPage, shortEnvelope } from "./answers.js";

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_HEADER_BYTES = 8 * 1024;

/** Sent with every answer, whatever the request. There is no Max-Age and no Expose-Headers. */
export const CORS_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-credentials": "true",
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
  "access-control-allow-headers":
    "Accept,Authorization,Cache-Control,Content-Type,DNT,If-Modified-Since,Keep-Alive,Origin,User-Agent," +
    "X-Mx-ReqToken,X-Requested-With,x-tapis-token,x-tapis-tracking-id",
};

/**
 * @param {Record<string, string | string[] | undefined>} headers
 * @throws {Refusal}
 */
export function checkHeaderSize(headers) {
  const isTooLong = Object.entries(headers).some(
    ([name, value]) => name.length + String(value).length + 4 > MAX_HEADER_BYTES,
  );
  if (isTooLong) throw new Refusal(gatewayPage(400));
}

/**
 * A revoked token comes back as a 500. Without a token nothing is asked, and what is malformed or expired is left to
 * the service.
 * @param {Record<string, string | string[] | undefined>} headers
 * @param {import("./state.js").State} state
 * @throws {Refusal}
 */
export function checkRevocation(headers, state) {
  const token = headers["x-tapis-token"];
  if (typeof token !== "string" || !state.revokedTokens.has(token) || isExpired(token)) return;
  const isPage = state.behaviour.revokedAnswer === "html";
  throw new Refusal(isPage ? gatewayPage(500) : shortEnvelope(500, "Token is revoked."));
}

/** @param {string} token */
function isExpired(token) {
  try {
    return (decodeJwt(token).exp ?? Infinity) * 1000 <= Date.now();
  } catch {
    return true;
  }
}
