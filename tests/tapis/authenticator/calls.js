// Every call that the Authenticator knows, under the names by which the journal and the faults go.

import { createClient } from "./clients.js";
import { createDeviceCode } from "./device-codes.js";
import { getServerMetadata } from "./metadata.js";
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
];
