// Device codes: a pair of codes, one for the program that asks and one for the person to type.

import { authenticatorEnvelope } from "../answers.js";
import { readJson, required } from "./bodies.js";
import { LETTERS, LETTERS_AND_DIGITS, randomText } from "../random-text.js";
import { refuse } from "./refusals.js";

const LIFETIME_MS = 600_000;
export const DEFAULT_DAYS = 30;

/**
 * @typedef {object} DeviceCode
 * @property {string} userCode
 * @property {string} deviceCode
 * @property {string} clientId
 * @property {number} expiresAt  milliseconds since the epoch
 * @property {string | null} username  who typed the code in; null before that
 * @property {number} days  that an access token for it lives
 * @property {boolean} connected  whether the person has pressed Connect
 */

export class DeviceCodes {
  /** @type {DeviceCode[]} */
  #codes = [];

  get all() {
    return [...this.#codes];
  }

  /** @param {string} clientId */
  create(clientId) {
    /** @type {DeviceCode} */
    const code = {
      userCode: randomText(8, LETTERS),
      deviceCode: randomText(40, LETTERS_AND_DIGITS),
      clientId,
      expiresAt: Date.now() + LIFETIME_MS,
      username: null,
      days: DEFAULT_DAYS,
      connected: false,
    };
    this.#codes.push(code);
    return code;
  }

  /** @param {string} userCode  as it was given: upper and lower case differ */
  typed(userCode) {
    return this.#codes.find((code) => code.userCode === userCode);
  }

  /**
   * The code that a program asks with, which is deleted unless it can be asked with again.
   * @param {string} deviceCode
   * @param {string} clientId
   * @throws {import("../answers.js").Refusal}
   */
  take(deviceCode, clientId) {
    const code = this.#codes.find((each) => each.deviceCode === deviceCode);
    if (!code) throw refuse("device code not valid.");
    if (code.username === null) throw refuse("device code not ready.");
    if (code.expiresAt <= Date.now()) {
      this.#delete(code);
      throw refuse("device code has expired and is now deleted.");
    }
    if (code.clientId !== clientId) {
      throw refuse("Client IDs do not match between device code and passed in client_id");
    }
    this.#delete(code);
    return { ...code, username: code.username };
  }

  /** Ends the time of every code. */
  expire() {
    for (const code of this.#codes) code.expiresAt = Date.now();
  }

  clear() {
    this.#codes = [];
  }

  /** @param {DeviceCode} code */
  #delete(code) {
    this.#codes = this.#codes.filter((each) => each !== code);
  }
}

/**
 * A code can be typed once, by anybody who is signed in. It is good for a token from here on: Connect comes later.
 * @param {DeviceCode} code
 * @param {string} username
 * @returns {boolean} false if somebody has done so before
 */
export function typeCode(code, username) {
  if (code.username !== null) return false;
  code.username = username;
  return true;
}

/** @param {import("../service.js").CallContext} context */
export function createDeviceCode({ state, origin, body, contentType }) {
  const clientId = required(readJson({ body, contentType }), "client_id");
  if (!state.authenticator.clients.has(clientId)) throw refuse(`Invalid client: ${clientId}`);
  const code = state.authenticator.codes.create(clientId);
  return authenticatorEnvelope(200, "Device code created.", {
    client_id: clientId,
    user_code: code.userCode,
    device_code: code.deviceCode,
    // The real one turns http into https on every host but the own computer.
    verification_uri: `${origin}/v3/oauth2/device?client_id=${encodeURIComponent(clientId)}`,
    expires_in: timestamp(code.expiresAt, state.behaviour.codeExpiry),
  });
}

/**
 * @param {number} milliseconds
 * @param {import("../state.js").Behaviour["codeExpiry"]} form
 */
function timestamp(milliseconds, form) {
  const date = new Date(milliseconds);
  if (form === "http-date") return date.toUTCString();
  return date.toISOString().replace("Z", form === "iso" ? "+00:00" : "");
}
