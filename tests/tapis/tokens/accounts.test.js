// Getting a token by password, revoking it, and the list of tenants that official clients read first.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify } from "jose";
import { startTapis } from "../index.js";
import { ask } from "../test-client.js";

/** @type {import("../index.js").Tapis} */
let tapis;
before(async () => {
  tapis = await startTapis();
});
beforeEach(() => tapis.reset([{ id: "stampede3" }]));
after(() => tapis.close());

/**
 * @param {string} path
 * @param {object} body
 */
function post(path, body) {
  const headers = { "content-type": "application/json" };
  return ask(tapis.origin, "POST", path, { headers, body: JSON.stringify(body) });
}

const password = { grant_type: "password", username: "ann", password: "ann" };

describe("The password grant", () => {
  test("gives an access token that works, and no refresh token", async () => {
    const { status, json } = await post("/v3/oauth2/tokens", password);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json.result), ["access_token"]);
    const {
      access_token: token,
      expires_in: expiresIn,
      expires_at: expiresAt,
      jti,
    } = json.result.access_token;
    assert.equal(expiresIn, 14400);
    assert.equal(Date.parse(expiresAt) / 1000, decodeJwt(token).exp);
    assert.equal(jti, decodeJwt(token).jti);
    assert.equal((await ask(tapis.origin, "GET", "/v3/systems", { token })).status, 200);
  });

  test("also takes a form", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(password).toString();
    const reply = await ask(tapis.origin, "POST", "/v3/oauth2/tokens", { headers, body });
    assert.equal(reply.status, 200);
  });

  test("refuses a wrong password, an unknown user, another grant, and what is no JSON", async () => {
    for (const wrong of [{ password: "x" }, { username: "nobody" }, { grant_type: "magic" }]) {
      const { status, json } = await post("/v3/oauth2/tokens", { ...password, ...wrong });
      assert.equal(status, 400);
      assert.equal(json.status, "error");
    }
    const reply = await ask(tapis.origin, "POST", "/v3/oauth2/tokens", { body: "{" });
    assert.equal(reply.status, 400);
  });
});

test("a token has the documented header and claims, and nothing else", async () => {
  const token = await tapis.issueToken({ username: "bob" });
  assert.deepEqual(decodeProtectedHeader(token), { alg: "RS256", typ: "JWT" });
  const { jti, exp, ...claims } = decodeJwt(token);
  assert.equal(typeof jti, "string");
  assert.ok(Math.abs(Number(exp) - Date.now() / 1000 - 14400) < 5);
  assert.deepEqual(claims, {
    iss: `${tapis.origin}/v3/tokens`,
    sub: "bob@designsafe",
    "tapis/tenant_id": "designsafe",
    "tapis/token_type": "access",
    "tapis/delegation": false,
    "tapis/delegation_sub": null,
    "tapis/username": "bob",
    "tapis/account_type": "user",
    "tapis/client_id": null,
    "tapis/grant_type": "password",
    "tapis/redirect_uri": null,
    "tapis/refresh_count": 0,
    "tapis/idp_id": null,
  });
});

test("a revoked token no longer works, whichever service was told", async () => {
  for (const path of ["/v3/oauth2/tokens/revoke", "/v3/tokens/revoke"]) {
    const token = await tapis.issueToken();
    assert.equal((await post(path, { token })).status, 200);
    const reply = await ask(tapis.origin, "GET", "/v3/systems", { token });
    assert.equal(reply.json.message, "Token is revoked.");
  }
});

test("the tenants are listed with base URLs, and with the key that verifies their tokens", async () => {
  const sites = await ask(tapis.origin, "GET", "/v3/sites");
  const { json } = await ask(tapis.origin, "GET", "/v3/tenants");
  const tenant = json.result.find((/** @type {any} */ each) => each.tenant_id === "designsafe");
  assert.equal(tenant.base_url, tapis.origin);
  assert.equal(tenant.site_id, sites.json.result[0].site_id);
  const key = await importSPKI(tenant.public_key, "RS256");
  await jwtVerify(await tapis.issueToken(), key);
});
