// GET /v3/sites and GET /v3/tenants: where clients learn base URLs and the keys that verify tokens.

import { shortEnvelope } from "./answers.js";
import { tenantPublicKeyPem } from "./tokens/tokens.js";

/** @typedef {import("./service.js").CallContext} CallContext */

const SITE_ID = "tacc";

/** @param {CallContext} context */
export function listSites({ origin }) {
  const site = {
    site_id: SITE_ID,
    primary: true,
    base_url: origin,
    site_admin_tenant_id: "admin",
    services: ["systems"],
  };
  return shortEnvelope(200, "Sites retrieved successfully.", [site]);
}

/** @param {CallContext} context */
export async function listTenants({ state, origin }) {
  const publicKey = await tenantPublicKeyPem();
  const tenants = state.tenants.map((tenantId) => {
    const baseUrl = tenantId === state.tenant ? origin : `https://${tenantId}.tapis.example.org`;
    return {
      tenant_id: tenantId,
      site_id: SITE_ID,
      base_url: baseUrl,
      token_service: `${baseUrl}/v3/tokens`,
      authenticator: `${baseUrl}/v3/oauth2`,
      security_kernel: `${baseUrl}/v3/security`,
      public_key: publicKey,
      status: "active",
    };
  });
  return shortEnvelope(200, "Tenants retrieved successfully.", tenants);
}
