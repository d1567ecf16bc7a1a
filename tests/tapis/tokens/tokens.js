// Tapis tokens: RS256, header type JWT, no key id; claims as the Tokens service writes them (no iat, nbf or aud).

import { SignJWT, UnsecuredJWT, exportSPKI, generateKeyPair, jwtVerify } from "jose";

export const ACCESS_TOKEN_SECONDS = 14400;

/** One key signs for all tenants, as one process plays them all; the stranger's key makes signatures that fail. */
const signingKeys = generateKeyPair("RS256", { extractable: true });
/** @type {typeof signingKeys | undefined} */
let strangersKeys;

/**
 * @typedef {object} TokenRequest
 * @property {string} [username]
 * @property {string} [tenant]
 * @property {number} [expiresIn]  seconds from now; negative for an expired token
 * @property {"access" | "refresh"} [tokenType]
 * @property {Record<string, unknown>} [claims]  override claims; `undefined` leaves one out
 * @property {"tapis" | "stranger" | "nobody"} [signedBy]  "nobody" makes an unsecured token (alg none)
 */

/**
 * @param {string} issuer
 * @param {TokenRequest & { username: string, tenant: string }} request
 * @returns {Promise<string>}
 */
export async function issueToken(
  issuer,
  {
    username,
    tenant,
    expiresIn = ACCESS_TOKEN_SECONDS,
    tokenType = "access",
    claims = {},
    signedBy = "tapis",
  },
) {
  const payload = {
    jti: crypto.randomUUID(),
    iss: issuer,
    sub: `${username}@${tenant}`,
    "tapis/tenant_id": tenant,
    "tapis/token_type": tokenType,
    "tapis/delegation": false,
    "tapis/delegation_sub": null,
    "tapis/username": username,
    "tapis/account_type": "user",
    exp: Math.floor(Date.now() / 1000) + expiresIn,
    ...(tokenType === "access" ? clientClaims : { "tapis/initial_ttl": expiresIn }),
    ...claims,
  };
  if (signedBy === "nobody") return new UnsecuredJWT(payload).encode();
  const isStranger = signedBy === "stranger";
  const keys = isStranger ? (strangersKeys ??= generateKeyPair("RS256")) : signingKeys;
  const { privateKey } = await keys;
  return new SignJWT(payload).setProtectedHeader({ alg: "RS256", typ: "JWT" }).sign(privateKey);
}

/** What the Authenticator adds to the tokens that it has issued for a user. */
const clientClaims = {
  "tapis/client_id": null,
  "tapis/grant_type": "password",
  "tapis/redirect_uri": null,
  "tapis/refresh_count": 0,
  "tapis/idp_id": null,
};

/**
 * The claims of a token that Tapis has issued, of whatever type, and that has not expired; null for any other text.
 * @param {string} token
 */
export async function verifyToken(token) {
  try {
    return (await jwtVerify(token, await tenantPublicKey(), { algorithms: ["RS256"] })).payload;
  } catch {
    return null;
  }
}

/** The key with which every tenant's tokens are verified. */
export async function tenantPublicKey() {
  return (await signingKeys).publicKey;
}

/** The same key as the Tenants service publishes it. */
export async function tenantPublicKeyPem() {
  return exportSPKI(await tenantPublicKey());
}
