// For the tests of the Authenticator: its calls as a program makes them.

import { DEFAULT_CLIENT } from "../index.js";
import { tapis } from "../started-tapis.js";
import { ask } from "../test-client.js";

export const CLIENT_ID = DEFAULT_CLIENT.clientId;

/**
 * @param {string} path  below /v3/oauth2
 * @param {object | string} body  an object is written as JSON
 * @param {{ token?: string, type?: string }} [options]
 */
export function post(path, body, { token, type = "application/json" } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": type };
  return ask(tapis.origin, "POST", `/v3/oauth2${path}`, { token, headers, body: text });
}

export const askForCode = (clientId = CLIENT_ID) => post("/device/code", { client_id: clientId });

/** A new device code, as the answer tells it. */
export async function newCode() {
  const { json } = await askForCode();
  return json.result;
}

/**
 * @param {{ device_code: string }} code
 * @param {object} [others]  fields that override
 */
export function poll({ device_code: deviceCode }, others = {}) {
  return post("/tokens", {
    grant_type: "device_code",
    client_id: CLIENT_ID,
    device_code: deviceCode,
    ...others,
  });
}

/** A refusal is told from another by its message alone. @param {import("../test-client.js").Reply} reply */
export function refusal({ status, json }) {
  const { version, message, ...rest } = json;
  const isOne =
    status === 400 &&
    typeof version === "string" &&
    JSON.stringify(rest) === '{"metadata":{},"result":null,"status":"error"}';
  return isOne ? message : `no refusal: ${status} ${JSON.stringify(json)}`;
}
