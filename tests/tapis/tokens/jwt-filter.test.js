// The refusals of the token filter: each is bare text, labelled JSON, and comes before the system is looked up.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { startTapis } from "../index.js";
import { ask, codeOf } from "../test-client.js";

describe("A request whose token is no good is refused with bare text", () => {
  /** @type {import("../index.js").Tapis} */
  let tapis;
  before(async () => {
    tapis = await startTapis();
  });
  beforeEach(() => tapis.reset([{ id: "stampede3" }]));
  after(() => tapis.close());

  /**
   * @param {number} status
   * @param {string} code
   * @param {{ token?: string, headers?: Record<string, string> }} options
   */
  async function isRefused(status, code, options) {
    const reply = await ask(tapis.origin, "GET", "/v3/systems/no-such-system", options);
    assert.equal(reply.status, status);
    assert.equal(reply.headers["content-type"], "application/json");
    assert.equal(reply.json, undefined);
    assert.equal(codeOf(reply), code);
    assert.equal(reply.headers["www-authenticate"], undefined);
  }

  test("when there is no token", async () => {
    await isRefused(401, "TAPIS_SECURITY_MISSING_JWT_INFO", {});
  });

  test("when it is malformed", async () => {
    await isRefused(401, "TAPIS_SECURITY_JWT_PARSE_ERROR", { token: "not-a-token" });
  });

  test("when its signature is not the tenant's", async () => {
    const token = await tapis.issueToken({ signedBy: "stranger" });
    await isRefused(401, "TAPIS_SECURITY_JWT_PARSE_ERROR", { token });
  });

  test("when it has expired, which is tested before the signature", async () => {
    const token = await tapis.issueToken({ expiresIn: -1, signedBy: "stranger" });
    await isRefused(401, "TAPIS_SECURITY_JWT_EXPIRED", { token });
  });

  test("when it is not signed at all", async () => {
    const token = await tapis.issueToken({ signedBy: "nobody" });
    await isRefused(401, "TAPIS_SECURITY_JWT_INVALID_ALG", { token });
  });

  test("when it names no tenant", async () => {
    const token = await tapis.issueToken({ claims: { "tapis/tenant_id": undefined } });
    await isRefused(401, "TAPIS_SECURITY_JWT_CLAIM_NOT_FOUND", { token });
  });

  test("when its tenant is unknown, with a 500", async () => {
    const token = await tapis.issueToken({ tenant: "nowhere" });
    await isRefused(500, "TAPIS_SECURITY_JWT_KEY_ERROR", { token });
  });

  for (const [what, request] of /** @type {const} */ ([
    ["it is a refresh token", { tokenType: "refresh" }],
    ["its account type is unknown", { claims: { "tapis/account_type": "robot" } }],
    ["its user name is empty", { claims: { "tapis/username": "" } }],
  ])) {
    test(`when ${what}`, async () => {
      const token = await tapis.issueToken(request);
      await isRefused(401, "TAPIS_SECURITY_JWT_INVALID_CLAIM", { token });
    });
  }

  test("when a user names somebody to act for", async () => {
    const headers = { "x-tapis-user": "bob", "x-tapis-tenant": "designsafe" };
    await isRefused(401, "TAPIS_SECURITY_UNEXPECTED_HEADER", {
      token: await tapis.issueToken(),
      headers,
    });
  });

  test("when a user is of the site admin tenant", async () => {
    const token = await tapis.issueToken({ tenant: "admin" });
    await isRefused(401, "TAPIS_SECURITY_USER_IN_ADMIN_TENANT", { token });
  });

  test("when a service names nobody to act for, no site or another site", async () => {
    const service = { "tapis/account_type": "service", "tapis/target_site": "tacc" };
    const refusals = {
      TAPIS_SECURITY_MISSING_HEADER: service,
      TAPIS_SECURITY_JWT_MISSING_SITE: { ...service, "tapis/target_site": undefined },
      TAPIS_SECURITY_JWT_WRONG_SITE: { ...service, "tapis/target_site": "elsewhere" },
    };
    for (const [code, claims] of Object.entries(refusals)) {
      await isRefused(401, code, { token: await tapis.issueToken({ claims }) });
    }
  });

  test("while a service that names a user acts as that user", async () => {
    const claims = { "tapis/account_type": "service", "tapis/target_site": "tacc" };
    const token = await tapis.issueToken({ username: "jobs", tenant: "admin", claims });
    const headers = { "x-tapis-user": "bob", "x-tapis-tenant": "designsafe" };
    const reply = await ask(tapis.origin, "GET", "/v3/systems/stampede3", { token, headers });
    assert.equal(reply.json.result.effectiveUserId, "bob");
  });

  test("while a token of another known tenant is good, and finds none of this tenant's systems", async () => {
    const token = await tapis.issueToken({ tenant: "portals" });
    const reply = await ask(tapis.origin, "GET", "/v3/systems/stampede3", { token });
    assert.equal(reply.status, 404);
    assert.equal(codeOf(reply), "SYSAPI_NOT_FOUND");
  });
});
