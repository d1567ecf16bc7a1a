// Creating a credential with TMS: who may use it, and how its failures look to a client.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { tapis, token } from "../started-tapis.js";
import { ask, codeOf } from "../test-client.js";

/**
 * @param {object} [body]
 * @param {string} [query]
 */
function create(body = {}, query = "?createTmsKeys=true") {
  const headers = { "content-type": "application/json" };
  const path = `/v3/systems/credential/stampede3/user/ann${query}`;
  return ask(tapis.origin, "POST", path, { token, headers, body: JSON.stringify(body) });
}

describe("A refusal of the library comes as 500 or as 400:", () => {
  for (const [
    code,
    what,
    setUp,
    body,
    query,
  ] of /** @type {[string, string, () => void, object?, string?][]} */ ([
    ["TENANT_NOT_ALLOWED", "the tenant may not use TMS", () => tapis.behave({ tmsTenants: [] })],
    ["NOT_CFG", "TMS is not configured", () => tapis.behave({ tms: "not-configured" })],
    [
      "INVALID_SYS_TYPE",
      "the system is not LINUX",
      () => tapis.addSystem({ id: "stampede3", systemType: "S3" }),
    ],
    [
      "NOT_ALLOWED",
      "the account is static",
      () => tapis.addSystem({ id: "stampede3", owner: "ann", effectiveUserId: "service1" }),
    ],
    ["NOT_ALLOWED", "a login user is given", () => {}, { loginUser: "other" }],
    ["BAD_ARG", "a TMS_KEYS system is not asked for TMS keys", () => {}, {}, ""],
  ])) {
    test(what, async () => {
      setUp();
      const wrapped = await create(body, query);
      assert.equal(wrapped.status, 500);
      assert.equal(wrapped.json.status, "Internal Server Error");
      assert.equal(codeOf(wrapped), "SYSAPI_CRED_ERROR");
      assert.match(wrapped.json.message, new RegExp(` Message: SYSLIB_CRED_TMS_KEYS_${code} `));

      tapis.behave({ tmsRefusalStatus: 400 });
      const plain = await create(body, query);
      assert.equal(plain.status, 400);
      assert.equal(plain.json.status, "Bad Request");
      assert.equal(codeOf(plain), `SYSLIB_CRED_TMS_KEYS_${code}`);
      assert.deepEqual(tapis.mintedKeys, []);
    });
  }
});

describe("A person's situation", () => {
  /** @param {object} reply */
  const inner = (reply) => /SYSLIB_\w+/.exec(/** @type {any} */ (reply).json.message)?.[0];

  test("may be that a host refuses the first fresh keys: each is left behind at TMS, and none is stored", async () => {
    tapis.behave({ situations: { ann: { keysRefused: 2 } } });
    for (const minted of [1, 2]) {
      const refused = await create();
      assert.equal(refused.status, 401);
      assert.equal(codeOf(refused), "SYSAPI_CRED_VALID_FAIL");
      assert.equal(inner(refused), "SYSLIB_CRED_VALID_FAIL");
      assert.equal(tapis.mintedKeys.length, minted);
      assert.equal(tapis.credential("stampede3", "ann"), null);
    }
    assert.equal((await create()).status, 201);
    assert.equal(tapis.credential("stampede3", "ann")?.methods.TMS_KEYS?.keyNumber, 3);
  });

  test("may be that TMS refuses, which is nobody else's", async () => {
    tapis.behave({ situations: { ann: { tms: "refuses" }, bob: { keysRefused: 9 } } });
    const refused = await create();
    assert.equal(refused.status, 500);
    assert.equal(inner(refused), "SYSLIB_CRED_TMS_KEYS_HTTP_ERR");
    assert.match(refused.json.message, /Code: 403 .*Missing or expired dependency/);
    assert.deepEqual(tapis.mintedKeys, []);
    tapis.behave({ situations: { bob: { tms: "refuses" } } });
    assert.equal((await create()).status, 201);
  });
});

describe("A failure of the TMS server is a 500, whatever form refusals have:", () => {
  for (const [behaviour, code] of /** @type {const} */ ([
    ["unreachable", "SYSLIB_CRED_TMS_KEYS_ERR"],
    ["http-error", "SYSLIB_CRED_TMS_KEYS_HTTP_ERR"],
    ["refuses", "SYSLIB_CRED_TMS_KEYS_HTTP_ERR"],
    ["no-body", "SYSLIB_CRED_TMS_KEYS_NO_BODY"],
    ["null-field", "SYSLIB_CRED_TMS_KEYS_NULL_FIELD"],
    ["empty-field", "SYSLIB_CRED_TMS_KEYS_EMPTY_FIELD"],
  ])) {
    test(behaviour, async () => {
      tapis.behave({ tms: behaviour, tmsRefusalStatus: 400 });
      const reply = await create();
      assert.equal(reply.status, 500);
      assert.equal(codeOf(reply), "SYSAPI_CRED_ERROR");
      assert.match(reply.json.message, new RegExp(` Message: ${code} `));
      assert.equal(tapis.credential("stampede3", "ann"), null);
    });
  }
});

test("one system's TMS can be down while the others' works", async () => {
  tapis.behave({ tms: "unreachable" });
  tapis.addSystem({ id: "stampede3", tms: "ok" });
  assert.equal((await create()).status, 201);
});

test("a host that is not set up for TMS shows only in the connection test", async () => {
  tapis.addSystem({ id: "stampede3", hostBehaviour: "unreachable" });
  const reply = await create();
  assert.equal(reply.status, 401);
  assert.match(reply.json.message, /^SYSAPI_CRED_VALID_FAIL .* Message: SYSLIB_CRED_CONN_FAIL /);
});
