/**
 * Defines `<tms-credentials>`, and has the types of the tag in preact's JSX.
 *
 * @packageDocumentation
 */
import type { HTMLAttributes } from "preact";

import type { TmsCredentialsElement, TmsCredentialsEventMap } from "./tms-credentials-element.js";

/** What the tag takes in JSX. */
export interface TmsCredentialsAttributes extends HTMLAttributes<TmsCredentialsElement> {
  /** Gives the person's Tapis access token; see the element's. Another function starts a new session. */
  getToken?: TmsCredentialsElement["getToken"];
  /** Sends the requests instead. Another object starts a new session. */
  transport?: TmsCredentialsElement["transport"];
  /** Ids to show first, separated by spaces. */
  systems?: string;
  /** The one to begin with. */
  system?: string;
  /** To have those of `systems` tried where something is stored. */
  "verify-on-open"?: boolean;
  /** Links that are shown with a failure. */
  help?: TmsCredentialsElement["help"];
  /** The Tapis to call. Default: the token's issuer. */
  "base-url"?: string;
  /** Default: `auto`, as the browser prefers. */
  theme?: "auto" | "light" | "dark";
  "ontms-credentials-ready"?(event: TmsCredentialsEventMap["tms-credentials-ready"]): void;
  "ontms-credentials-established"?(
    event: TmsCredentialsEventMap["tms-credentials-established"],
  ): void;
  "ontms-credentials-revoked"?(event: TmsCredentialsEventMap["tms-credentials-revoked"]): void;
  "ontms-credentials-error"?(event: TmsCredentialsEventMap["tms-credentials-error"]): void;
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "tms-credentials": TmsCredentialsAttributes;
    }
  }
}
