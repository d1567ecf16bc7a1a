/**
 * `<tms-credentials>` for React 18 and 19: the component, and the types of the tag itself in JSX.
 *
 * @packageDocumentation
 */
import type {
  CSSProperties,
  DetailedHTMLProps,
  ForwardRefExoticComponent,
  HTMLAttributes,
  RefAttributes,
} from "react";

import type { TokenAnswer, TokenReason } from "./host.js";
import type { TmsCredentialsElement, TmsCredentialsEventMap } from "./tms-credentials-element.js";
import type { Transport } from "./tms.js";

/** One of `getToken` and `transport` is needed; without, the element says that it waits for it. */
export interface TmsCredentialsProps {
  /** Gives the person's Tapis access token; see the element's. It may be written anew with each rendering. */
  getToken?(reason: TokenReason): Promise<TokenAnswer> | TokenAnswer;
  /** Sends the requests instead. Another object is another session: keep it from one rendering to the next. */
  transport?: Transport | null;
  /** Ids to show first. */
  systems?: readonly string[];
  /** The one to begin with; see the element's. Another one is shown as soon as it is named. */
  system?: string;
  /** Whether those of `systems` where something is stored are tried as soon as they are listed. */
  verifyOnOpen?: boolean;
  /** Links that are shown with a failure; see the element's. */
  help?: TmsCredentialsElement["help"];
  /** The Tapis to call. Default: the token's issuer. */
  baseUrl?: string;
  /** Default: `auto`, as the browser prefers. */
  theme?: "auto" | "light" | "dark";
  id?: string;
  className?: string;
  style?: CSSProperties;
  onReady?(event: TmsCredentialsEventMap["tms-credentials-ready"]): void;
  onEstablished?(event: TmsCredentialsEventMap["tms-credentials-established"]): void;
  onRevoked?(event: TmsCredentialsEventMap["tms-credentials-revoked"]): void;
  onError?(event: TmsCredentialsEventMap["tms-credentials-error"]): void;
}

/** Defines `<tms-credentials>` and shows it. On a server it renders the empty tag, which comes to life in the browser. */
export const TmsCredentials: ForwardRefExoticComponent<
  TmsCredentialsProps & RefAttributes<TmsCredentialsElement>
>;

/** What the tag takes in JSX, where it is written by hand. */
export interface TmsCredentialsAttributes extends DetailedHTMLProps<
  HTMLAttributes<TmsCredentialsElement>,
  TmsCredentialsElement
> {
  /** Gives the person's Tapis access token; see the element's. Another function starts a new session. React 19 sets it. */
  getToken?: TmsCredentialsElement["getToken"];
  /** Sends the requests instead. Another object starts a new session. React 19 sets it. */
  transport?: TmsCredentialsElement["transport"];
  /** Links that are shown with a failure; see the element's. React 19 sets it. */
  help?: TmsCredentialsElement["help"];
  /** Ids to show first, separated by spaces. */
  systems?: string;
  /** The one to begin with. */
  system?: string;
  /** To have those of `systems` tried where something is stored; "" is yes. */
  "verify-on-open"?: "";
  /** The Tapis to call. Default: the token's issuer. */
  "base-url"?: string;
  /** Default: `auto`, as the browser prefers. */
  theme?: "auto" | "light" | "dark";
  /** React 18 hands `className` to no custom element. */
  class?: string;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "tms-credentials": TmsCredentialsAttributes;
    }
  }
}
