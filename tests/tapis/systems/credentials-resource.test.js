// The four calls on a user's credential: who may, what is stored, and how each failure is told.

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { tapis, token } from "../started-tapis.js";
import { ask, codeOf } from "../test-client.js";

/** @typedef {import("../test-client.js").Reply} Reply */

/**
 * @param {string} method
 * @param {string} rest  after `/v3/systems/credential/`
 * @param {object} [body]
 * @param {string} [by]
 */
function call(method, rest, body, by = token) {
  const headers = body && { "content-type": "application/json" };
  const options = { token: by, headers, body: body && JSON.stringify(body) };
  return ask(tapis.origin, method, `/v3/systems/credential/${rest}`, options);
}

const create = (
  /** @type {string} */ system,
  /** @type {object} */ body = {},
  query = "createTmsKeys=true",
) => call("POST", `${system}/user/ann?${query}`, body);
const check = (/** @type {string} */ system, query = "") =>
  call("POST", `${system}/user/ann/check${query}`);
const remove = (/** @type {string} */ system) => call("DELETE", `${system}/user/ann`);

/**
 * @param {Reply} reply
 * @param {number} httpStatus
 * @param {string} status
 * @param {string} code
 * @param {string} [cause]  code of the wrapped message
 */
function is(reply, httpStatus, status, code, cause) {
  assert.equal(reply.status, httpStatus);
  assert.equal(reply.json.status, status);
  assert.equal(codeOf(reply), code);
  assert.equal(reply.json.result, null);
  if (cause) assert.match(reply.json.message, new RegExp(` Message: ${cause} `));
}

describe("In the life of a TMS credential", () => {
  test("check finds none, create mints a key, check finds it good, delete removes it", async () => {
    is(await check("stampede3"), 401, "Unauthorized", "SYSLIB_CRED_NOT_FOUND");
    is(await create("stampede3"), 201, "success", "SYSAPI_CRED_UPDATED");
    is(await check("stampede3"), 200, "success", "SYSAPI_CRED_OK");
    is(await remove("stampede3"), 201, "success", "SYSAPI_CRED_DELETED");
    is(await check("stampede3"), 401, "Unauthorized", "SYSLIB_CRED_NOT_FOUND");
  });

  test("each create mints a new key in place of the old one", async () => {
    await create("stampede3");
    const first = tapis.credential("stampede3", "ann")?.methods.TMS_KEYS;
    await create("stampede3");
    const second = tapis.credential("stampede3", "ann")?.methods.TMS_KEYS;
    assert.equal(first?.keyNumber, 1);
    assert.equal(second?.keyNumber, 2);
    assert.notEqual(first?.fingerprint, second?.fingerprint);
    assert.equal(tapis.mintedKeys.length, 2);
  });

  test("a key the host no longer takes is replaced by one that it takes", async () => {
    tapis.setCredential("stampede3", "ann", "TMS_KEYS", { accepted: false });
    is(await check("stampede3"), 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL");
    await create("stampede3");
    is(await check("stampede3"), 200, "success", "SYSAPI_CRED_OK");
  });

  test("deleting what is not there succeeds all the same", async () => {
    is(await remove("stampede3"), 201, "success", "SYSAPI_CRED_DELETED");
  });

  test("a key that fails its test is not stored, and the old credential stays; TMS keeps the orphan", async () => {
    tapis.setSystems([{ id: "stampede3", hostBehaviour: "refuses" }]);
    tapis.setCredential("stampede3", "ann");
    is(await create("stampede3"), 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL");
    assert.equal(tapis.credential("stampede3", "ann")?.methods.TMS_KEYS?.keyNumber, undefined);
    assert.equal(tapis.mintedKeys.length, 1);
  });

  test("skipCredentialCheck stores the key untested", async () => {
    tapis.setSystems([{ id: "stampede3", hostBehaviour: "refuses" }]);
    const reply = await create("stampede3", {}, "createTmsKeys=True&skipCredentialCheck=true");
    is(reply, 201, "success", "SYSAPI_CRED_UPDATED");
    is(await check("stampede3"), 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL");
  });
});

describe("All calls answer", () => {
  for (const [name, run] of /** @type {[string, (system: string) => Promise<Reply>][]} */ ([
    ["create", create],
    ["check", check],
    ["remove", remove],
  ])) {
    test(`${name}: 404 for a missing or deleted system`, async () => {
      tapis.setSystems([{ id: "gone", deleted: true }]);
      is(await run("gone"), 404, "error", "SYSAPI_NOSYSTEM");
      is(await run("never-there"), 404, "error", "SYSAPI_NOSYSTEM");
    });

    test(`${name}: 500 when the system cannot be looked up`, async () => {
      tapis.behave({ securityKernel: "lookup-fails" });
      is(await run("stampede3"), 500, "error", "SYSAPI_CHECK_ERROR");
    });

    test(`${name}: 500 without a body when the authorization cannot be asked for`, async () => {
      tapis.behave({ securityKernel: "authorization-fails" });
      const reply = await run("stampede3");
      assert.equal(reply.status, 500);
      assert.equal(reply.text, "");
    });

    test(`${name}: 403 on a forbidden or invisible system`, async () => {
      tapis.setSystems([
        { id: "forbidden", forbidden: true },
        { id: "hidden", isPublic: false },
      ]);
      is(await run("forbidden"), 403, "Forbidden", "SYSLIB_UNAUTH");
      is(await run("hidden"), 403, "Forbidden", "SYSLIB_UNAUTH");
    });
  }
});

describe("Another user's credential", () => {
  /** @type {[string, string, string, object?][]} */
  const calls = [
    ["setCred", "POST", "stampede3/user/bob?createTmsKeys=true", {}],
    ["checkCred", "POST", "stampede3/user/bob/check"],
    ["removeCred", "DELETE", "stampede3/user/bob"],
  ];

  test("is not for ordinary users, and the refusal names the operation", async () => {
    for (const [operation, method, path, body] of calls) {
      const reply = await call(method, path, body);
      is(reply, 403, "Forbidden", "SYSLIB_UNAUTH");
      assert.match(reply.json.message, new RegExp(`Operation: ${operation} `));
    }
  });

  test("is for the owner and for tenant administrators", async () => {
    for (const username of ["wma_prtl", "admin"]) {
      const by = await tapis.issueToken({ username });
      for (const [, method, path, body] of calls) {
        assert.ok((await call(method, path, body, by)).status < 300);
      }
    }
  });

  test("on a static system is also the account itself, for whoever bears its name", async () => {
    tapis.setSystems([{ id: "static", effectiveUserId: "ann", defaultAuthnMethod: "PKI_KEYS" }]);
    is(await check("static"), 403, "Forbidden", "SYSLIB_UNAUTH");
  });
});

describe("create", () => {
  for (const [what, body] of [
    ["zero bytes", ""],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["an unknown key", '{"secret":"x"}'],
    ["a key of the wrong type", '{"password":1}'],
  ]) {
    test(`refuses ${what} with a 500`, async () => {
      const headers = { "content-type": "application/json" };
      const path = "/v3/systems/credential/stampede3/user/ann?createTmsKeys=true";
      const reply = await ask(tapis.origin, "POST", path, { token, headers, body });
      is(reply, 500, "Internal Server Error", "SYSAPI_CRED_JSON_INVALID");
    });
  }

  for (const half of ["privateKey", "publicKey", "accessKey", "accessSecret", "accessToken"]) {
    test(`refuses half a pair: ${half}`, async () => {
      is(await create("stampede3", { [half]: "x" }), 400, "error", "SYSAPI_CRED_SECRET_MISSING");
    });
  }

  test("refuses a private key in OpenSSH format with a 500", async () => {
    const body = { privateKey: "-----BEGIN OPENSSH PRIVATE KEY-----\nx", publicKey: "x" };
    const code = "SYSAPI_CRED_INVALID_PRIVATE_SSHKEY";
    is(await create("stampede3", body), 500, "Internal Server Error", code);
  });

  test("tests the default method only: a password does not serve a PKI_KEYS system", async () => {
    tapis.setSystems([{ id: "pki", defaultAuthnMethod: "PKI_KEYS" }]);
    const password = await create("pki", { password: "x" }, "");
    is(password, 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_FOUND");
    const nothing = await create("pki", {}, "");
    is(nothing, 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_FOUND");
    const keys = await create("pki", { privateKey: "x", publicKey: "y" }, "");
    is(keys, 201, "success", "SYSAPI_CRED_UPDATED");
    is(await check("pki"), 200, "success", "SYSAPI_CRED_OK");
  });

  test("stores the methods side by side, and delete removes them all", async () => {
    tapis.setCredential("stampede3", "ann", "PASSWORD");
    await create("stampede3");
    assert.deepEqual(Object.keys(tapis.credential("stampede3", "ann")?.methods ?? {}), [
      "PASSWORD",
      "TMS_KEYS",
    ]);
    await remove("stampede3");
    assert.equal(tapis.credential("stampede3", "ann"), null);
  });

  test("does not test credentials of IRODS and GLOBUS systems", async () => {
    tapis.setSystems([
      { id: "irods", systemType: "IRODS", defaultAuthnMethod: "PASSWORD" },
      { id: "globus", systemType: "GLOBUS", defaultAuthnMethod: "TOKEN" },
    ]);
    is(await create("irods", { password: "x" }, ""), 201, "success", "SYSAPI_CRED_UPDATED");
    const tokens = { accessToken: "x", refreshToken: "y" };
    is(await create("globus", tokens, ""), 201, "success", "SYSAPI_CRED_UPDATED");
  });

  test("maps a login user on dynamic systems only, until the delete", async () => {
    tapis.setSystems([
      { id: "dynamic", defaultAuthnMethod: "PASSWORD" },
      { id: "static", owner: "ann", effectiveUserId: "s", defaultAuthnMethod: "PASSWORD" },
    ]);
    const body = { password: "x", loginUser: "ann_tacc" };
    is(await create("dynamic", body, ""), 201, "success", "SYSAPI_CRED_UPDATED");
    assert.equal(tapis.credential("dynamic", "ann")?.loginUser, "ann_tacc");
    const cause = "SYSLIB_CRED_INVALID_LOGINUSER";
    is(await create("static", body, ""), 500, "Internal Server Error", "SYSAPI_CRED_ERROR", cause);
    await remove("dynamic");
    assert.equal(tapis.credential("dynamic", "ann"), null);
  });

  test("fails with a 500 when the Security Kernel does not store", async () => {
    tapis.behave({ securityKernel: "writes-fail" });
    const reply = await create("stampede3");
    is(reply, 500, "Internal Server Error", "SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR");
    assert.equal(tapis.credential("stampede3", "ann"), null);
  });

  test("says 500 when the test of the new credential breaks", async () => {
    tapis.addSystem({ id: "stampede3", hostBehaviour: "broken" });
    is(await create("stampede3"), 500, "Internal Server Error", "SYSAPI_CRED_ERROR");
    assert.equal(tapis.credential("stampede3", "ann"), null);
  });
});

describe("check", () => {
  beforeEach(() => tapis.setCredential("stampede3", "ann"));

  for (const [hostBehaviour, cause] of /** @type {const} */ ([
    ["refuses", "SYSLIB_CRED_VALID_FAIL"],
    ["unreachable", "SYSLIB_CRED_CONN_FAIL"],
    ["unsupported", "SYSLIB_CRED_NOT_SUPPORTED"],
  ])) {
    test(`says 401 ${cause} for a host that is: ${hostBehaviour}`, async () => {
      tapis.addSystem({ id: "stampede3", hostBehaviour });
      is(await check("stampede3"), 401, "error", "SYSAPI_CRED_VALID_FAIL", cause);
    });
  }

  test("quotes the host's refusal", async () => {
    tapis.addSystem({ id: "stampede3", hostBehaviour: "refuses" });
    const { json } = await check("stampede3");
    assert.match(
      json.message,
      /Host: stampede3\.tacc\.utexas\.edu .*No more authentication methods available$/,
    );
  });

  test("says 401 not supported for a method that the type of system cannot use", async () => {
    tapis.setSystems([{ id: "s3", systemType: "S3", defaultAuthnMethod: "PASSWORD" }]);
    tapis.setCredential("s3", "ann", "PASSWORD");
    is(await check("s3"), 401, "error", "SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_SUPPORTED");
  });

  test("says 401 not found when the Security Kernel cannot be read", async () => {
    tapis.behave({ securityKernel: "reads-fail" });
    is(await check("stampede3"), 401, "Unauthorized", "SYSLIB_CRED_NOT_FOUND");
  });

  test("says 500 when the test itself breaks", async () => {
    tapis.addSystem({ id: "stampede3", hostBehaviour: "broken" });
    is(await check("stampede3"), 500, "error", "SYSAPI_CRED_CHECK_ERROR");
  });

  test("looks at the method asked for, if it is one", async () => {
    is(
      await check("stampede3", "?authnMethod=PASSWORD"),
      401,
      "Unauthorized",
      "SYSLIB_CRED_NOT_FOUND",
    );
    is(await check("stampede3", "?authnMethod=TMS_KEYS"), 200, "success", "SYSAPI_CRED_OK");
    is(await check("stampede3", "?authnMethod=TMS"), 400, "error", "SYSAPI_ACCMETHOD_ENUM_ERROR");
  });
});

test("remove fails with a 500 when the Security Kernel refuses, and the credential stays", async () => {
  tapis.setCredential("stampede3", "ann");
  tapis.behave({ securityKernel: "removals-fail" });
  const reply = await remove("stampede3");
  is(reply, 500, "Internal Server Error", "SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR");
  assert.notEqual(tapis.credential("stampede3", "ann"), null);
});

test("the secret itself is not given to users", async () => {
  tapis.setCredential("stampede3", "ann");
  is(await call("GET", "stampede3/user/ann"), 403, "Forbidden", "SYSLIB_UNAUTH_GETCRED");
});

describe("Where a create takes time", () => {
  const TAKES_MS = 100;
  const ids = ["a", "b", "c"];
  beforeEach(() => {
    tapis.setSystems(ids.map((id) => ({ id })));
    tapis.behave({ createMs: TAKES_MS });
  });

  test("everybody's creates and removals are done one after the other, in the order they came", async () => {
    tapis.setCredential("c", "ann");
    const began = performance.now();
    /** @type {string[]} */
    const done = [];
    const bob = await tapis.issueToken({ username: "bob" });
    const creates = [
      call("POST", "a/user/bob?createTmsKeys=true", {}, bob).then(() => done.push("a")),
      tapis.waitForRequest({ call: "createUserCredential", system: "a" }).then(async () => {
        const later = create("b").then(() => done.push("b"));
        await tapis.waitForRequest({ call: "createUserCredential", system: "b" });
        await Promise.all([later, remove("c").then(() => done.push("c"))]);
      }),
    ];
    await Promise.all(creates);
    assert.deepEqual(done, ["a", "b", "c"]);
    assert.ok(performance.now() - began >= 2 * TAKES_MS);
  });

  test("what only reads does not wait for them", async () => {
    const first = create("a");
    await tapis.waitForRequest({ call: "createUserCredential" });
    is(await check("b"), 401, "Unauthorized", "SYSLIB_CRED_NOT_FOUND");
    assert.equal(tapis.credential("a", "ann"), null, "which is still on its way");
    is(await first, 201, "success", "SYSAPI_CRED_UPDATED");
  });

  test("a reset ends those that wait, and the next is done", async () => {
    tapis.behave({ createMs: 60_000 });
    const lost = Promise.allSettled(ids.map((id) => create(id)));
    await tapis.waitForRequest({ call: "createUserCredential", system: "c" });
    await check("a"); // by then all three are in line
    tapis.reset([{ id: "stampede3" }]);
    for (const { status } of await lost) assert.equal(status, "rejected");
    tapis.behave({ createMs: 1 });
    is(await create("stampede3"), 201, "success", "SYSAPI_CRED_UPDATED");
    assert.equal(tapis.mintedKeys.length, 1);
  });
});
