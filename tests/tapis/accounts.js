// The Authenticator's part: a password gets an access token, and a token can be revoked.
// Without an OAuth client there is no refresh token.

import { decodeJwt } from "jose";
import { Refusal, shortEnvelope } from "./answers.js";
import { ACCESS_TOKEN_SECONDS, issueToken } from "./tokens.js";

/** @typedef {{ username: string, password: string, admin?: boolean, description?: string }} Account */
/** @typedef {import("./service.js").CallContext} CallContext */

/** @param {CallContext} context */
export async function createToken({ state, body, contentType, issuer }) {
  const { grant_type: grantType, username, password } = readForm(body, contentType);
  if (grantType !== "password") throw refuse(`Grant type not supported: ${grantType}`);
  const account = state.accounts.find((known) => known.username === username);
  if (!account || account.password !== password)
    throw refuse("Invalid username/password combination.");
  const token = await issueToken(issuer, { username: account.username, tenant: state.tenant });
  return shortEnvelope(200, "Token created successfully.", { access_token: describe(token) });
}

/** @param {CallContext} context */
export function revokeToken({ state, body, contentType }) {
  const { token } = readForm(body, contentType);
  if (!token) throw refuse("Required: token");
  state.revokedTokens.add(token);
  return shortEnvelope(200, "Token has been revoked.", "");
}

/** @param {string} token */
function describe(token) {
  const { exp = 0, jti } = decodeJwt(token);
  return {
    access_token: token,
    expires_at: new Date(exp * 1000).toISOString().replace("Z", "+00:00"),
    expires_in: ACCESS_TOKEN_SECONDS,
    jti,
  };
}

/**
 * @param {string} body
 * @param {string} contentType
 * @returns {Record<string, string>}
 */
function readForm(body, contentType) {
  if (contentType === "application/x-www-form-urlencoded") {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    return Object(JSON.parse(body));
  } catch {
    throw refuse("The body is not JSON.");
  }
}

/** @param {string} message */
function refuse(message) {
  return new Refusal(shortEnvelope(400, message));
}
