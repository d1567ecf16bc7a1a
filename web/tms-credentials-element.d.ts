/**
 * `<tms-credentials>`: list systems and establish, check and revoke TMS credentials inside your own page.
 *
 * @packageDocumentation
 */
import type { TokenAnswer, TokenReason } from "./host.js";
import type { TapisErrorCode, Transport } from "./tms.js";

/**
 * Attributes: `systems`, ids to show first, separated by spaces; `system`, the one to begin with; `base-url`, the Tapis to
 * call (default: the token's issuer); `theme`, `auto`, `light` or `dark`; `verify-on-open`, to have those of `systems` tried
 * where something is stored. Colours and type are custom properties (`--tms-color-action`, …), and
 * what can be styled further is a part (`::part(button)`, …).
 *
 * @tagname tms-credentials
 * @attr {string} systems - ids to show first, separated by spaces
 * @attr {string} system - the one to begin with: its row unfolded, or its id in the form
 * @attr {boolean} verify-on-open - to have those of `systems` tried where something is stored
 * @attr {string} base-url - the Tapis to call; by default the token's issuer
 * @attr {"auto" | "light" | "dark"} theme - by default `auto`, as the browser prefers
 * @fires {CustomEvent} tms-credentials-ready - it is connected: `username`, `tenant`, `baseUrl`, `expiresAt`
 * @fires {CustomEvent} tms-credentials-established - a system has credentials: `systemId`, `status`
 * @fires {CustomEvent} tms-credentials-revoked - a system has none any more: `systemId`, `status`
 * @fires {CustomEvent} tms-credentials-error - something failed: `systemId`, `code`, `message`
 * @csspart button - every button
 * @csspart button-plain - a button like any other
 * @csspart button-primary - the button that is the next step
 * @csspart button-danger - a button that destroys something
 * @csspart session - who is connected, and until when
 * @csspart notice - a message in a frame
 * @csspart dialog - a question that must be answered
 * @csspart table - the systems
 * @cssprop --tms-font - the typeface
 * @cssprop --tms-font-code - the typeface of ids and code
 * @cssprop --tms-radius - of the corners
 * @cssprop --tms-color-scheme - `light dark` by default
 * @cssprop --tms-color-canvas - behind everything
 * @cssprop --tms-color-surface - of tables and dialogs
 * @cssprop --tms-color-text
 * @cssprop --tms-color-muted - of text that matters less
 * @cssprop --tms-color-line - between rows
 * @cssprop --tms-color-edge - around controls
 * @cssprop --tms-color-action - of links and of the primary button
 * @cssprop --tms-color-action-strong - of those under the pointer
 * @cssprop --tms-color-on-action - of text on the primary button
 * @cssprop --tms-color-good
 * @cssprop --tms-color-attention
 * @cssprop --tms-color-bad
 */
export class TmsCredentialsElement extends HTMLElement {
  /**
   * Gives the person's Tapis access token. Asked at the start, before the token ends, and when Tapis refused it. A
   * rejection is shown as "no token"; what it says is neither shown nor logged.
   */
  getToken: ((reason: TokenReason) => Promise<TokenAnswer> | TokenAnswer) | null;
  /**
   * Begin with this system, such as the one that a job failed on: its row unfolded and scrolled to, or its id in the form if
   * it is not listed. Nothing is done on it, and your page keeps the focus. Another one is shown as soon as it is set. It is
   * the attribute `system`; "" and null remove it.
   *
   * @throws TypeError for what cannot be the id of a system; such an attribute is ignored
   */
  get system(): string;
  set system(value: string | null);
  /** Sends the requests instead, so that no token is needed in the browser. Where `getToken` is set, too, nobody asks that. */
  transport: Transport | null;
  /** Links that are shown with a failure, one or a list by its code; `ticket` is where to write to. */
  help: Partial<Record<TapisErrorCode | "ticket", HelpLink | HelpLink[]>> | null;
}

/** Where help with a failure is. */
export interface HelpLink {
  label: string;
  href: string;
}

/** What the element says to the page around it. */
export interface TmsCredentialsEventMap {
  "tms-credentials-ready": CustomEvent<{
    username: string;
    tenant: string;
    baseUrl: string;
    /** In milliseconds since 1970. */
    expiresAt: number;
  }>;
  "tms-credentials-established": CustomEvent<{ systemId: string; status: "exists" | "created" }>;
  "tms-credentials-revoked": CustomEvent<{ systemId: string; status: "revoked" | "absent" }>;
  /** `systemId` is "" where it is about no single system. `message` is for people. */
  "tms-credentials-error": CustomEvent<{ systemId: string; code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "tms-credentials": TmsCredentialsElement;
  }
  // The events bubble, so they can be listened to anywhere above.
  interface HTMLElementEventMap extends TmsCredentialsEventMap {}
}
