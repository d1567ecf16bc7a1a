// Tokens: given for a password or for a device code that somebody has typed in, and revoked.

import { decodeJwt } from "jose";
import { isPasswordOf } from "../tokens/accounts.js";
import { authenticatorEnvelope } from "../answers.js";
import { ACCESS_TOKEN_SECONDS, issueToken, verifyToken } from "../tokens/tokens.js";
import { readJson, readJsonOrForm, required } from "./bodies.js";
import { invalidData, refuse } from "./refusals.js";

const DAY_SECONDS = 24 * 3600;
const REFRESH_TOKEN_SECONDS = 365 * DAY_SECONDS;

/** @typedef {import("../service.js").CallContext} CallContext */
/** @typedef {import("./bodies.js").Fields} Fields */

/** @param {CallContext} context */
export async function createToken(context) {
  const fields = readJsonOrForm(context);
  const grantType = required(fields, "grant_type");
  const { grantTypes } = context.state.behaviour;
  if (!grantTypes.includes(grantType)) {
    throw refuse(
      `Invalid grant_type (${grantType}); this grant type is not allowed for this tenant. ` +
        `Allowable grant types: ${listed(grantTypes)}`,
    );
  }
  if (grantType === "password") return byPassword(context, fields);
  if (grantType === "device_code") return byDeviceCode(context, fields);
  // The others need a client that proves itself with its key, which is not played here.
  throw refuse("Invalid client credentials: None, None.");
}

/** @param {string[]} grantTypes  written as Python writes a list */
export function listed(grantTypes) {
  return `[${grantTypes.map((grantType) => `'${grantType}'`).join(", ")}]`;
}

/**
 * Without a client there is no refresh token.
 * @param {CallContext} context
 * @param {Fields} fields
 */
async function byPassword({ state, issuer }, fields) {
  const username = required(fields, "username");
  if (!isPasswordOf(state, username, required(fields, "password")))
    throw refuse("Invalid username/password combination.");
  const token = await issueToken(issuer, { username, tenant: state.tenant });
  return created({ access_token: describe("access_token", token, ACCESS_TOKEN_SECONDS) });
}

/**
 * @param {CallContext} context
 * @param {Fields} fields
 */
async function byDeviceCode({ state, issuer }, fields) {
  const clientId = required(fields, "client_id");
  const { codes, clients, issued } = state.authenticator;
  const { username, days } = codes.take(required(fields, "device_code"), clientId);
  if (!clients.has(clientId)) throw refuse(`Invalid client credentials: ${clientId}, None.`);

  const person = { username, tenant: state.tenant };
  const accessToken = await issueToken(issuer, {
    ...person,
    expiresIn: days * DAY_SECONDS,
    claims: { "tapis/client_id": clientId, "tapis/grant_type": "device_code" },
  });
  const refreshToken = await issueToken(issuer, {
    ...person,
    expiresIn: REFRESH_TOKEN_SECONDS,
    tokenType: "refresh",
    claims: { "tapis/access_token": decodeJwt(accessToken) },
  });
  issued.push({ clientId, username, days, accessToken, refreshToken });
  return created({
    access_token: describe("access_token", accessToken, days * DAY_SECONDS),
    refresh_token: describe("refresh_token", refreshToken, REFRESH_TOKEN_SECONDS),
  });
}

/** @param {CallContext} context */
export async function revokeToken({ state, body, contentType }) {
  const token = required(readJson({ body, contentType }), "token");
  const claims = await verifyToken(token);
  if (!claims) throw invalidData("the token is not valid");
  state.revokedTokens.add(token);
  return authenticatorEnvelope(200, `Token ${claims.jti} has been revoked.`, "");
}

/** @param {object} tokens */
function created(tokens) {
  return authenticatorEnvelope(200, "Token created successfully.", tokens);
}

/**
 * @param {"access_token" | "refresh_token"} kind
 * @param {string} token
 * @param {number} seconds
 */
function describe(kind, token, seconds) {
  const { exp = 0, jti } = decodeJwt(token);
  return {
    [kind]: token,
    expires_at: new Date(exp * 1000).toISOString().replace("Z", "+00:00"),
    expires_in: seconds,
    jti,
  };
}
