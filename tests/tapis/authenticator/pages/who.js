// The line that says as whom one is signed in.

import { html } from "./html.js";

/**
 * @param {import("../sessions.js").Session} session
 * @param {import("../../state.js").State} state
 */
export function signedInAs({ username }, { tenant }) {
  return html`<p class="hint">
    You are signed in as <strong>${username}</strong> (tenant ${tenant}).
    <a href="/v3/oauth2/logout">Log out</a>
  </p>`;
}
