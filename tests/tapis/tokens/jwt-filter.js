// The filter that every Systems request passes before its resource. Each refusal is bare text labelled JSON.
// The tenant in the URL is never compared with the token's: the token's tenant acts.

import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import { Refusal, bareText } from "../answers.js";
import { tenantPublicKey } from "./tokens.js";

const SITE_ADMIN_TENANT = "admin";
const SITE = "tacc";

/**
 * Who acts. A service acts on behalf of the user that its headers name; a user acts as themself.
 * @typedef {object} Caller
 * @property {string} tenant
 * @property {string} username
 * @property {string} jwtTenant
 * @property {string} jwtUser
 */

/**
 * @param {Record<string, string | string[] | undefined>} headers
 * @param {string[]} knownTenants
 * @returns {Promise<Caller>}
 * @throws {Refusal}
 */
export async function authenticate(headers, knownTenants) {
  const token = headers["x-tapis-token"];
  if (typeof token !== "string" || token === "") {
    throw refuse("TAPIS_SECURITY_MISSING_JWT_INFO", "The request carries no X-Tapis-Token header.");
  }
  const { header, claims } = parse(token);
  // The original decodes before it verifies, so an expired token is named so even if its signature is wrong.
  if (typeof claims.exp === "number" && claims.exp * 1000 <= Date.now()) {
    throw refuse("TAPIS_SECURITY_JWT_EXPIRED", "The JWT has expired.");
  }
  if (header.alg !== "RS256") {
    throw refuse("TAPIS_SECURITY_JWT_INVALID_ALG", "The JWT's algorithm is not accepted.");
  }
  const jwtTenant = claims["tapis/tenant_id"];
  if (typeof jwtTenant !== "string" || jwtTenant === "") {
    throw refuse("TAPIS_SECURITY_JWT_CLAIM_NOT_FOUND", "Claim not found: tapis/tenant_id");
  }
  if (!knownTenants.includes(jwtTenant)) {
    const text = `TAPIS_SECURITY_JWT_KEY_ERROR No public key for tenant: ${jwtTenant}`;
    throw new Refusal(bareText(500, text));
  }
  await verifySignature(token);
  return actor(claims, jwtTenant, headers);
}

/** @param {string} token */
function parse(token) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    throw refuse("TAPIS_SECURITY_JWT_PARSE_ERROR", "The JWT cannot be parsed.");
  }
}

/** Tokens with a good signature: looking again would cost half of the time that a request takes. @type {Set<string>} */
const verified = new Set();
const MOST_VERIFIED = 1000;

/** @param {string} token */
async function verifySignature(token) {
  if (verified.has(token)) return;
  try {
    await compactVerify(token, await tenantPublicKey());
  } catch {
    throw refuse("TAPIS_SECURITY_JWT_PARSE_ERROR", "The JWT's signature does not match.");
  }
  if (verified.size >= MOST_VERIFIED) verified.clear();
  verified.add(token);
}

/**
 * @param {import("jose").JWTPayload} claims
 * @param {string} jwtTenant
 * @param {Record<string, string | string[] | undefined>} headers
 * @returns {Caller}
 */
function actor(claims, jwtTenant, headers) {
  const jwtUser = claims["tapis/username"];
  const accountType = claims["tapis/account_type"];
  if (claims["tapis/token_type"] !== "access") throw invalidClaim("tapis/token_type");
  if (accountType !== "user" && accountType !== "service") throw invalidClaim("tapis/account_type");
  if (typeof jwtUser !== "string" || jwtUser === "") throw invalidClaim("tapis/username");

  const oboTenant = headers["x-tapis-tenant"];
  const oboUser = headers["x-tapis-user"];
  if (accountType === "service") {
    if (claims["tapis/target_site"] === undefined) {
      throw refuse("TAPIS_SECURITY_JWT_MISSING_SITE", "The service token names no target site.");
    }
    if (claims["tapis/target_site"] !== SITE) {
      throw refuse("TAPIS_SECURITY_JWT_WRONG_SITE", "The service token is meant for another site.");
    }
    if (typeof oboTenant !== "string" || typeof oboUser !== "string") {
      throw refuse(
        "TAPIS_SECURITY_MISSING_HEADER",
        "A service must name X-Tapis-Tenant and X-Tapis-User.",
      );
    }
    return { tenant: oboTenant, username: oboUser, jwtTenant, jwtUser };
  }
  if (oboTenant !== undefined || oboUser !== undefined) {
    throw refuse(
      "TAPIS_SECURITY_UNEXPECTED_HEADER",
      "A user may not name X-Tapis-Tenant or X-Tapis-User.",
    );
  }
  if (jwtTenant === SITE_ADMIN_TENANT) {
    throw refuse(
      "TAPIS_SECURITY_USER_IN_ADMIN_TENANT",
      "Users may not act in the site admin tenant.",
    );
  }
  return { tenant: jwtTenant, username: jwtUser, jwtTenant, jwtUser };
}

/** @param {string} claim */
function invalidClaim(claim) {
  return refuse("TAPIS_SECURITY_JWT_INVALID_CLAIM", `Invalid claim: ${claim}`);
}

/**
 * @param {string} code
 * @param {string} text
 */
function refuse(code, text) {
  return new Refusal(bareText(401, `${code} ${text}`));
}
