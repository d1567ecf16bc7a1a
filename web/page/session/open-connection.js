// Opens a connection to Tapis, and says in plain words why it could not be opened.

import { COMES_NOW } from "../../load-trouble.js";
import { failureOf, makeFailure } from "../failures/failure.js";
import { hasWebAssembly, WITHOUT_WEBASSEMBLY } from "./browser-support.js";

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

/** @param {unknown} error of tms.js, which says in `trouble` what it saw of tms.wasm */
export function moduleNotLoaded(error) {
  if (!hasWebAssembly()) return makeFailure("module_not_loaded", WITHOUT_WEBASSEMBLY);
  const { trouble } = /** @type {{ trouble?: string }} */ (error);
  return makeFailure(
    "module_not_loaded",
    `The part of this page that talks to Tapis could not be loaded, so nothing was sent. ${trouble ? `${trouble} To try again, connect again.` : COMES_NOW}`,
  );
}
