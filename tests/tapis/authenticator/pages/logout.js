// Ending the session here. Tokens that were given stay good, and revoking one ends no session.

import { dropCookie } from "../sessions.js";
import { html } from "./html.js";
import { page } from "./page.js";

/** @typedef {import("../../service.js").CallContext} CallContext */

/** @param {CallContext} context */
export function logoutPage({ state, headers }) {
  const session = state.authenticator.sessions.of(headers);
  const content = html`
    <p>
      ${
        session
          ? html`<strong>${session.username}</strong> is signed in in this browser.`
          : "Nobody is signed in in this browser."
      }
    </p>
    <form method="post" action="/v3/oauth2/logout"><button>Log out</button></form>
  `;
  return page("Log out", content);
}

/** @param {CallContext} context */
export function logout({ state, headers, origin }) {
  const session = state.authenticator.sessions.of(headers);
  if (session) state.authenticator.sessions.end(session);
  const content = html`<p>You have been logged out.</p>`;
  return page("Logged out", content, { headers: dropCookie(origin) });
}
