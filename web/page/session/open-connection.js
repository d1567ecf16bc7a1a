// Opens a connection to Tapis, and says in plain words why it could not be opened.

import { failureOf, makeFailure } from "../failures/failure.js";
import { moduleNotLoaded } from "../failures/module-failure.js";

/** @typedef {import("../operations/client.js").Client} Client */
/** @typedef {import("../operations/client.js").Connection} Connection */
/** @typedef {import("../failures/failure.js").Failure} Failure */

/**
 * @param {Client} client
 * @param {readonly string[] | null} apiOrigins the only Tapis APIs that may be called; null: those that tms.js trusts
 * @param {import("../operations/client.js").ConnectOptions} options
 * @returns {Promise<{ opened: Connection } | { opened: null, failure: Failure }>}
 */
export async function openConnection(client, apiOrigins, options) {
  try {
    const opened = await client.connectTapis({ ...options, allowedOrigins: apiOrigins ?? [] });
    const { baseUrl } = opened;
    if (!apiOrigins || apiOrigins.includes(new URL(baseUrl).origin)) return { opened };
    opened.close();
    return { opened: null, failure: wrongTenantApi(baseUrl, apiOrigins) };
  } catch (error) {
    const known = error instanceof client.TapisError;
    return {
      opened: null,
      failure: known ? failureOf(error, client.TapisError) : moduleNotLoaded(error),
    };
  }
}

/**
 * @param {string} baseUrl
 * @param {readonly string[]} apiOrigins
 */
function wrongTenantApi(baseUrl, apiOrigins) {
  const hosts = apiOrigins.map((origin) => new URL(origin).host).join(", ");
  return makeFailure(
    "wrong_tenant_api",
    `This token belongs to ${new URL(baseUrl).host}, and this page works with ${hosts} only. Connect with a token of that tenant.`,
  );
}
