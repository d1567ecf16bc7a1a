// The body of createUserCredential: a JSON object of optional strings, unknown keys refused, pairs complete.

import { Refusal, reportedError, thrownError } from "../answers.js";
import { apiMessage } from "./messages.js";

/** @typedef {import("../tokens/jwt-filter.js").Caller} Caller */
/** @typedef {Record<string, string | undefined>} CredentialBody */

const KEYS = [
  "loginUser",
  "password",
  "privateKey",
  "publicKey",
  "accessKey",
  "accessSecret",
  "accessToken",
  "refreshToken",
  "certificate",
];

const PAIRS = [
  ["privateKey", "publicKey"],
  ["accessKey", "accessSecret"],
  ["accessToken", "refreshToken"],
];

/**
 * @param {string} text
 * @param {Caller} caller
 * @returns {CredentialBody}
 * @throws {Refusal}
 */
export function readCredentialBody(text, caller) {
  const body = parse(text);
  // Zero bytes are no JSON either: a body of `{}` is the least that is accepted.
  if (body === null) {
    const reason = "The body does not match the schema.";
    throw new Refusal(thrownError(500, apiMessage("SYSAPI_CRED_JSON_INVALID", reason, caller)));
  }
  const halfPair = PAIRS.find((pair) => pair.filter((key) => isPresent(body[key])).length === 1);
  if (halfPair) {
    const reason = `Both of a pair must be given: ${halfPair.join(", ")}.`;
    throw new Refusal(reportedError(400, apiMessage("SYSAPI_CRED_SECRET_MISSING", reason, caller)));
  }
  if (body.privateKey?.includes("BEGIN OPENSSH PRIVATE KEY")) {
    const reason = "The private key must be in PEM format.";
    throw new Refusal(
      thrownError(500, apiMessage("SYSAPI_CRED_INVALID_PRIVATE_SSHKEY", reason, caller)),
    );
  }
  return body;
}

/**
 * The secrets in a body, by authentication method.
 * @param {CredentialBody} body
 * @returns {import("../state.js").Credential["methods"]}
 */
export function secretsOf(body) {
  const secret = { accepted: true };
  return {
    ...(isPresent(body.password) && { PASSWORD: { ...secret } }),
    ...(isPresent(body.privateKey) && { PKI_KEYS: { ...secret } }),
    ...(isPresent(body.accessKey) && { ACCESS_KEY: { ...secret } }),
    ...(isPresent(body.accessToken) && { TOKEN: { ...secret } }),
    ...(isPresent(body.certificate) && { CERT: { ...secret } }),
  };
}

/**
 * @param {string} text
 * @returns {CredentialBody | null}
 */
function parse(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const isGood = Object.entries(value).every(
    ([key, field]) => KEYS.includes(key) && typeof field === "string",
  );
  return isGood ? value : null;
}

/** @param {string | undefined} field */
function isPresent(field) {
  return field !== undefined && field.trim() !== "";
}
