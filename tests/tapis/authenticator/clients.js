// OAuth clients: the applications that may ask for a device code. Whoever has a token may register one.

import { Refusal, authenticatorEnvelope } from "../answers.js";
import { authenticate } from "../tokens/jwt-filter.js";
import { optional, readJson } from "./bodies.js";
import { LETTERS_AND_DIGITS, randomText } from "../random-text.js";
import { refuse } from "./refusals.js";

/** @typedef {import("../service.js").CallContext} CallContext */

/**
 * @typedef {object} ClientInput
 * @property {string} clientId
 * @property {string} [displayName]  what people are shown; without one it is the id
 * @property {string} [owner]
 * @property {string} [callbackUrl]
 */

/** @typedef {Required<ClientInput> & { clientKey: string, tenant: string, createdAt: string }} Client */

const MOST_ID_CHARACTERS = 80;
const MOST_NAME_CHARACTERS = 50;
const MOST_URL_CHARACTERS = 200;

/**
 * @param {ClientInput} input
 * @param {string} tenant
 * @returns {Client}
 */
export function defineClient(
  { clientId, displayName = clientId, owner = "admin", callbackUrl = "" },
  tenant,
) {
  const clientKey = randomText(20, LETTERS_AND_DIGITS);
  const createdAt = new Date().toUTCString();
  return { clientId, displayName, owner, callbackUrl, clientKey, tenant, createdAt };
}

/** @param {CallContext} context */
export async function createClient({ state, headers, body, contentType }) {
  const { username } = await callerOf(headers, state.tenants);
  const fields = readJson({ body, contentType });
  const clientId =
    optional(fields, "client_id", MOST_ID_CHARACTERS) ?? randomText(13, LETTERS_AND_DIGITS);
  const displayName = optional(fields, "display_name", MOST_NAME_CHARACTERS);
  const callbackUrl = optional(fields, "callback_url", MOST_URL_CHARACTERS);
  const { clients } = state.authenticator;
  if (clients.has(clientId)) throw refuse(`Invalid POST data; client_id is taken: ${clientId}`);
  const client = state.authenticator.addClient({
    clientId,
    displayName,
    callbackUrl,
    owner: username,
  });
  return authenticatorEnvelope(200, "Client created successfully.", describe(client));
}

/**
 * The same refusals as the Systems service's, but as every other of the Authenticator's.
 * @param {CallContext["headers"]} headers
 * @param {string[]} tenants
 */
async function callerOf(headers, tenants) {
  try {
    return await authenticate(headers, tenants);
  } catch (error) {
    if (error instanceof Refusal) throw refuse(error.answer.body);
    throw error;
  }
}

/** @param {Client} client */
function describe(client) {
  return {
    client_id: client.clientId,
    client_key: client.clientKey,
    display_name: client.displayName,
    callback_url: client.callbackUrl,
    owner: client.owner,
    tenant_id: client.tenant,
    active: true,
    create_time: client.createdAt,
    last_update_time: client.createdAt,
  };
}
