// The Token Web App: shows a person a token, to be copied.

import { issueToken, verifyToken } from "../../tokens/tokens.js";
import { html } from "./html.js";
import { page } from "./page.js";
import { toSignIn } from "./sign-in.js";

/** @param {import("../../service.js").CallContext} context */
export async function webapp({ state, issuer, headers }) {
  const session = state.authenticator.sessions.of(headers);
  if (!session) return toSignIn();
  const { username, webappToken } = session;
  const { tenant, revokedTokens } = state;
  const isGood =
    webappToken !== null && !revokedTokens.has(webappToken) && (await verifyToken(webappToken));
  const token = isGood
    ? webappToken
    : await issueToken(issuer, {
        username,
        tenant,
        claims: { "tapis/client_id": "token-webapp", "tapis/grant_type": "authorization_code" },
      });
  session.webappToken = token;
  const content = html`
    <table>
      <tr>
        <th scope="row">Tenant ID</th>
        <td>${tenant}</td>
      </tr>
      <tr>
        <th scope="row">Username</th>
        <td>${username}</td>
      </tr>
      <tr>
        <th scope="row">Access Token</th>
        <td><code>${token}</code></td>
      </tr>
    </table>
    <p><a href="/v3/oauth2/logout">Log out</a></p>
  `;
  return page("Your token", content);
}
