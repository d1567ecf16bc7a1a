// Every message between the embed and the page that hosts it, and the only way to read one: a message that is not
// exactly of a known shape is nothing. Two cross between windows, to find each other; all others go over the port.
//
//   embed → host, window   hello       I am here; answer with my nonce. Carries no secret: anybody may hear it.
//   host → embed, window   port        the nonce again, and one port
//   embed → host, port     need-token  why: "start", "expiring" or "rejected"
//                          height      of the embed's document, in CSS pixels
//                          changed     credentials were created or removed
//                          bye         the embed goes away; a new hello may follow
//   host → embed, port     token       the access token, and which Tapis it is for
//                          no-token    the host could not get one
//                          settings    which systems, which of all to begin with, and how it looks

import { isSystemId } from "../system-id.js";

const VERSION = 1;

export const MAX_TOKEN = 16 * 1024;
const MAX_URL = 512;
const MAX_NAME = 80;
const MAX_SYSTEMS = 200;
const MAX_SYSTEM_ID = 80;
const MAX_HEIGHT_PX = 100_000;

/** Why the embed asks for a token. */
const REASONS = ["start", "expiring", "rejected"];

/** How the embed may look. */
export const THEMES = ["auto", "light", "dark"];

/** @typedef {"start" | "expiring" | "rejected"} Reason */
/** @typedef {"auto" | "light" | "dark"} Theme */

/** @typedef {{ type: "tms-hello", v: 1, nonce: string }} Hello */
/** @typedef {{ type: "tms-port", nonce: string }} PortOffer */

/**
 * @typedef {{ type: "need-token", reason: Reason }
 *   | { type: "height", px: number }
 *   | { type: "changed" }
 *   | { type: "bye" }} FromEmbed
 */

/**
 * @typedef {{ type: "token", value: string, baseUrl?: string, expiresAt?: string | number | Date, tenant?: string }
 *   | { type: "no-token" }
 *   | { type: "settings", systems: string[], theme: Theme, system?: string }} FromHost
 */

/** @typedef {(value: unknown) => boolean} Check */
/** @typedef {Record<string, Check>} Shape  the fields of a message beside its type; no other may be there */

/** @param {number} longest @returns {Check} */
const text = (longest) => (value) => typeof value === "string" && value.length <= longest;

/** @param {Check} check @returns {Check} */
const optional = (check) => (value) => value === undefined || check(value);

/** @param {readonly unknown[]} values @returns {Check} */
const oneOf = (values) => (value) => values.includes(value);

/** @type {Check} */
const nonce = (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value);

/** @type {Check} */
const pixels = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_HEIGHT_PX;

/** @type {Check} A date as a text, a number or a Date. */
const moment = (value) =>
  text(MAX_NAME)(value) || value instanceof Date || (typeof value === "number" && value >= 0);

/** @type {Check} */
const systemIds = (value) =>
  Array.isArray(value) && value.length <= MAX_SYSTEMS && value.every(text(MAX_SYSTEM_ID));

/** @type {Record<string, Shape>} */
const FROM_EMBED_WINDOW = { "tms-hello": { v: oneOf([VERSION]), nonce } };
/** @type {Record<string, Shape>} */
const FROM_HOST_WINDOW = { "tms-port": { nonce } };
/** @type {Record<string, Shape>} */
const FROM_EMBED = {
  "need-token": { reason: oneOf(REASONS) },
  height: { px: pixels },
  changed: {},
  bye: {},
};
/** @type {Record<string, Shape>} */
const FROM_HOST = {
  // The token itself says its end and its tenant; a host may repeat them.
  token: {
    value: text(MAX_TOKEN),
    baseUrl: optional(text(MAX_URL)),
    expiresAt: optional(moment),
    tenant: optional(text(MAX_NAME)),
  },
  "no-token": {},
  settings: { systems: systemIds, theme: oneOf(THEMES), system: optional(isSystemId) },
};

/**
 * @template Message
 * @param {Record<string, Shape>} shapes by type
 * @returns {(data: unknown) => Message | null} null unless the data is a message of one of the shapes, and nothing more
 */
const reader = (shapes) => (data) => {
  if (typeof data !== "object" || data === null) return null;
  const { type, ...fields } = /** @type {Record<string, unknown>} */ (data);
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) return null;
  const shape = shapes[type];
  const isExact =
    Object.keys(fields).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, check]) => check(fields[name]));
  return isExact ? /** @type {Message} */ (data) : null;
};

/** @type {(data: unknown) => Hello | null} */
export const readHello = reader(FROM_EMBED_WINDOW);
/** @type {(data: unknown) => PortOffer | null} */
export const readPortOffer = reader(FROM_HOST_WINDOW);
/** @type {(data: unknown) => FromEmbed | null} */
export const readFromEmbed = reader(FROM_EMBED);
/** @type {(data: unknown) => FromHost | null} */
export const readFromHost = reader(FROM_HOST);

/** @returns {Hello} with a nonce that nobody can guess */
export function makeHello() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  return { type: "tms-hello", v: VERSION, nonce: digits.join("") };
}
