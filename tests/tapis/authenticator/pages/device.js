// The page where a person types the code that a program shows.

import { readForm } from "../bodies.js";
import { typeCode } from "../device-codes.js";
import { refuse } from "../refusals.js";
import { html } from "./html.js";
import { errorPage, page, redirect } from "./page.js";
import { toSignIn } from "./sign-in.js";
import { signedInAs } from "./who.js";

/** @typedef {import("../../service.js").CallContext} CallContext */

const PATH = "/v3/oauth2/device";

/** @param {CallContext} context */
export function devicePage({ state, headers, parameters }) {
  const clientId = parameters.client_id;
  // An error for the person, and none for a program.
  if (!clientId) return errorPage("Invalid URL: it names no client_id.", 200);
  const session = state.authenticator.sessions.of(headers);
  return session ? field(state, session, clientId) : toSignIn(clientId);
}

/** @param {CallContext} context */
export function submitCode({ state, headers, body }) {
  const { user_code: userCode = "", client_id: clientId = "" } = readForm({ body });
  const session = state.authenticator.sessions.of(headers);
  if (!session) return toSignIn(clientId);
  const code = state.authenticator.codes.typed(userCode);
  // Not a page: whoever mistypes is shown this as it is, and has to go back.
  if (!code) throw refuse("Invalid code.");
  if (!typeCode(code, session.username)) {
    return field(state, session, clientId, "This code has been entered before.");
  }
  return redirect("/v3/oauth2/authorize", {
    client_id: code.clientId,
    response_type: "device_code",
    user_code: userCode,
  });
}

/**
 * @param {import("../../state.js").State} state
 * @param {import("../sessions.js").Session} session
 * @param {string} clientId
 * @param {string} [error]
 */
function field(state, session, clientId, error) {
  const isWrong = error !== undefined;
  const content = html`
    ${signedInAs(session, state)}
    <form method="post" action="${PATH}">
      <input type="hidden" name="client_id" value="${clientId}" />
      <label for="user-code">Code</label>
      <p class="hint" id="user-code-hint">
        As your application shows it: upper and lower case differ.
      </p>
      ${isWrong ? html`<p class="error" id="user-code-error" role="alert">${error}</p>` : null}
      <p>
        <input
          id="user-code"
          class="code"
          name="user_code"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="user-code-hint${isWrong ? " user-code-error" : ""}"
          aria-invalid="${String(isWrong)}"
          required
          autofocus
        />
      </p>
      <button>Submit</button>
    </form>
  `;
  return page("Enter the code", content);
}
