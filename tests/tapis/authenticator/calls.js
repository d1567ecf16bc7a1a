// Every call that the Authenticator knows, under the names by which the journal and the faults go: first those of
// programs, then the pages that a person walks through.

import { createClient } from "./clients.js";
import { createDeviceCode } from "./device-codes.js";
import { getServerMetadata } from "./metadata.js";
import { connect, connectPage } from "./pages/connect.js";
import { devicePage, submitCode } from "./pages/device.js";
import { logout, logoutPage } from "./pages/logout.js";
import { signIn, signInPage } from "./pages/sign-in.js";
import { webapp } from "./pages/webapp.js";
import { createToken, revokeToken } from "./tokens-resource.js";

/** @typedef {import("../calls.js").Call} Call */

/** @type {[name: string, method: Call["method"], path: string, run: Call["run"]][]} */
export const AUTHENTICATOR_CALLS = [
  ["createDeviceCode", "POST", "/v3/oauth2/device/code", createDeviceCode],
  ["createToken", "POST", "/v3/oauth2/tokens", createToken],
  ["revokeToken", "POST", "/v3/oauth2/tokens/revoke", revokeToken],
  ["createClient", "POST", "/v3/oauth2/clients", createClient],
  [
    "getServerMetadata",
    "GET",
    "/v3/oauth2/.well-known/oauth-authorization-server",
    getServerMetadata,
  ],
  ["signInPage", "GET", "/v3/oauth2/login", signInPage],
  ["signIn", "POST", "/v3/oauth2/login", signIn],
  ["devicePage", "GET", "/v3/oauth2/device", devicePage],
  ["submitCode", "POST", "/v3/oauth2/device", submitCode],
  ["connectPage", "GET", "/v3/oauth2/authorize", connectPage],
  ["connect", "POST", "/v3/oauth2/authorize", connect],
  ["webapp", "GET", "/v3/oauth2/webapp", webapp],
  ["logoutPage", "GET", "/v3/oauth2/logout", logoutPage],
  ["logout", "POST", "/v3/oauth2/logout", logout],
];
