// Where a program learns what the Authenticator offers: the well-known address of OAuth, in Tapis's envelope.

import { authenticatorEnvelope } from "../answers.js";

/** @param {import("../service.js").CallContext} context */
export function getServerMetadata({ state, origin }) {
  return authenticatorEnvelope(200, "OAuth server metadata.", {
    issuer: `${origin}/v3/oauth2`,
    authorization_endpoint: `${origin}/v3/oauth2/authorize`,
    // Where there is nothing, as in the real one's answer: tokens are one letter further.
    token_endpoint: `${origin}/v3/oauth2/token`,
    jwks_uri: `${origin}/v3/tenants/${state.tenant}`,
    registration_endpoint: `${origin}/v3/oauth2/clients`,
    grant_types_supported: state.behaviour.grantTypes,
  });
}
