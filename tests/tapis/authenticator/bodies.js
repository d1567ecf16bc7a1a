// The bodies of requests to the Authenticator: JSON for programs, forms for its own pages.

import { invalidData } from "./refusals.js";

/** @typedef {Pick<import("../service.js").CallContext, "body" | "contentType">} Sent */
/** @typedef {Record<string, unknown>} Fields */

/**
 * @param {Sent} sent
 * @returns {Fields}
 * @throws {import("../answers.js").Refusal}
 */
export function readJson({ body, contentType }) {
  if (contentType !== "application/json") throw invalidData(`no JSON: ${contentType || "no type"}`);
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalidData("the body is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidData("the body is not an object");
  return value;
}

/**
 * Tokens can also be asked for with a form, as OAuth has it.
 * @param {Sent} sent
 * @returns {Fields}
 * @throws {import("../answers.js").Refusal}
 */
export function readJsonOrForm(sent) {
  return sent.contentType === "application/x-www-form-urlencoded" ? readForm(sent) : readJson(sent);
}

/**
 * @param {Pick<Sent, "body">} sent
 * @returns {Record<string, string | undefined>}
 */
export function readForm({ body }) {
  return Object.fromEntries(new URLSearchParams(body));
}

/**
 * @param {Fields} fields
 * @param {string} name
 * @returns {string}
 * @throws {import("../answers.js").Refusal}
 */
export function required(fields, name) {
  const value = fields[name];
  if (typeof value !== "string" || value === "") throw invalidData(`${name} is missing`);
  return value;
}

/**
 * @param {Fields} fields
 * @param {string} name
 * @param {number} mostCharacters
 * @returns {string | undefined}
 * @throws {import("../answers.js").Refusal}
 */
export function optional(fields, name, mostCharacters) {
  if (fields[name] === undefined) return undefined;
  const value = required(fields, name);
  if ([...value].length > mostCharacters)
    throw invalidData(`${name} has more than ${mostCharacters} characters`);
  return value;
}
