// The page after the code: which application asks, for how long it may, and Connect.

import { readForm } from "../bodies.js";
import { DEFAULT_DAYS } from "../device-codes.js";
import { refuse } from "../refusals.js";
import { listed } from "../tokens-resource.js";
import { html } from "./html.js";
import { errorPage, page } from "./page.js";
import { toSignIn } from "./sign-in.js";
import { signedInAs } from "./who.js";

/** @typedef {import("../../service.js").CallContext} CallContext */
/** @typedef {{ client_id?: string, user_code?: string, ttl?: string }} Given */

const PATH = "/v3/oauth2/authorize";
const DONE = "Device Code entered successfully. Please return to your application";

/** @param {CallContext} context */
export function connectPage(context) {
  return question(context, context.parameters);
}

/** @param {CallContext} context */
export function connect(context) {
  const { state, headers, body } = context;
  const given = readForm({ body });
  const { ttl = "" } = given;
  const days = ttl.trim() === "" ? DEFAULT_DAYS : Number(ttl);
  if (!Number.isInteger(days)) return question(context, given, "Enter a whole number of days.");
  if (!state.authenticator.sessions.of(headers)) return toSignIn(given.client_id);
  const code = state.authenticator.codes.typed(given.user_code ?? "");
  // Who has asked with the code since it was typed has used it up.
  if (!code || code.username === null) return errorPage("There is no such code any more.", 500);
  if (days > 0) code.days = days;
  code.connected = true;
  return page(DONE, html`<p>You can close this tab.</p>`);
}

/**
 * @param {CallContext} context
 * @param {Given} given
 * @param {string} [error]
 */
function question({ state, headers }, given, error) {
  const { client_id: clientId = "", user_code: userCode = "", ttl = String(DEFAULT_DAYS) } = given;
  const { grantTypes } = state.behaviour;
  if (!grantTypes.includes("device_code")) {
    throw refuse(
      `Device codes are not allowed for this tenant. Allowable grant types: ${listed(grantTypes)}`,
    );
  }
  const session = state.authenticator.sessions.of(headers);
  if (!session) return toSignIn(clientId);
  const client = state.authenticator.clients.get(clientId);
  if (!client) return errorPage(`Invalid client: ${clientId}`, 400);
  const isWrong = error !== undefined;
  const content = html`
    ${signedInAs(session, state)}
    <p>The application <strong>${client.displayName}</strong> wants to act for you.</p>
    <form method="post" action="${PATH}">
      <input type="hidden" name="client_id" value="${clientId}" />
      <input type="hidden" name="user_code" value="${userCode}" />
      <label for="days">Allow this authorization for</label>
      ${isWrong ? html`<p class="error" id="days-error" role="alert">${error}</p>` : null}
      <p>
        <input
          id="days"
          class="days"
          name="ttl"
          inputmode="numeric"
          autocomplete="off"
          value="${ttl}"
          aria-describedby="days-unit${isWrong ? " days-error" : ""}"
          aria-invalid="${String(isWrong)}"
          ${isWrong ? "autofocus" : null}
        />
        <span id="days-unit">days</span>
      </p>
      <button>Connect</button>
    </form>
  `;
  return page(`Connect ${client.displayName}`, content, { status: isWrong ? 400 : 200 });
}
