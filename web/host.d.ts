/**
 * Shows TMS credentials inside another page, in an iframe of their own origin.
 *
 * @packageDocumentation
 */

/** Why a token is needed: at the start, because the last one ends soon, or because Tapis refused it. */
export type TokenReason = "start" | "expiring" | "rejected";

/** What the embedding page gives, and wants to know. */
export interface HostOptions {
  /** The embed, such as `https://credentials.example.org/embed/`. */
  src: string | URL;
  /**
   * Gives the person's Tapis access token, or that and the Tapis to call (default: the token's issuer). It is asked
   * again before the token ends. A rejection is shown as "no token"; what it says is neither shown nor logged.
   */
  getToken(reason: TokenReason): Promise<TokenAnswer> | TokenAnswer;
  /** Show these systems first. Default: the deployment's own. */
  systems?: readonly string[];
  /**
   * Begin with this system, such as the one that a job failed on: its row unfolded and scrolled to, or its id in the form if
   * it is not listed. Nothing is done on it, and your page keeps the focus. Default: none.
   */
  system?: string;
  /** Default: `auto`, as the browser prefers. */
  theme?: "auto" | "light" | "dark";
  /** Credentials were created or removed. */
  onChange?(): void;
}

/** A Tapis access token; or one, and the Tapis to call. */
export type TokenAnswer = string | { token: string; baseUrl?: string };

/**
 * Puts the iframe into `element`, in place of what is there.
 *
 * @throws TypeError for options that cannot be
 */
export function mountTmsCredentials(
  element: HTMLElement,
  options: HostOptions,
): { unmount(): void };
