// Signing in: one picks who one is, and is led on to where one wanted to go. Nobody is asked for a password.

import { readForm } from "../bodies.js";
import { setCookie } from "../sessions.js";
import { html } from "./html.js";
import { errorPage, page, redirect } from "./page.js";

/** @typedef {import("../../service.js").CallContext} CallContext */

const PATH = "/v3/oauth2/login";

/**
 * Where one goes from here: to the page of a client that waits for its code, or without a client to the Token Web App.
 * @param {string} [clientId]
 */
export function toSignIn(clientId) {
  return redirect(PATH, clientId === undefined ? {} : { client_id: clientId });
}

/** @param {CallContext} context */
export function signInPage({ state, parameters }) {
  return choice(state, parameters.client_id);
}

/** @param {CallContext} context */
export function signIn({ state, origin, body }) {
  const { username = "", client_id: clientId } = readForm({ body });
  if (!peopleOf(state).some((person) => person.username === username)) {
    return choice(state, clientId, `Nobody is called "${username}" here.`);
  }
  const headers = setCookie(state.authenticator.sessions.start(username), origin);
  return clientId === undefined
    ? redirect("/v3/oauth2/webapp", {}, headers)
    : redirect("/v3/oauth2/device", { client_id: clientId }, headers);
}

/**
 * @param {import("../../state.js").State} state
 * @param {string | undefined} clientId
 * @param {string} [error]
 */
function choice(state, clientId, error) {
  const client = clientId === undefined ? undefined : state.authenticator.clients.get(clientId);
  if (clientId !== undefined && !client) return errorPage(`Invalid client: ${clientId}`, 400);
  const people = peopleOf(state);
  const content = html`
    ${error === undefined ? null : html`<p class="error" role="alert">${error}</p>`}
    <p>${people.length > 0 ? "Who are you?" : "Nobody may sign in here."}</p>
    <form method="post" action="${PATH}">
      ${
        clientId === undefined
          ? null
          : html`<input type="hidden" name="client_id" value="${clientId}" />`
      }
      <ul class="people">
        ${people.map(
          ({ username, description }) =>
            html`<li>
              <button name="username" value="${username}">Sign in as ${username}</button>
              ${description === undefined ? null : html`<span class="hint">${description}</span>`}
            </li>`,
        )}
      </ul>
    </form>
  `;
  return page("Sign in", content, { status: error === undefined ? 200 : 400 });
}

/** @param {import("../../state.js").State} state */
function peopleOf({ accounts, behaviour: { people } }) {
  return accounts.filter(({ username }) => people === null || people.includes(username));
}
