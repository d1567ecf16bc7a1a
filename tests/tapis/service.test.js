// What is looked at before a call does its work: the order of the checks, routes, methods, media types, parameters.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { tapis, token } from "./started-tapis.js";
import { ask, codeOf } from "./test-client.js";

const USER = "/v3/systems/credential/stampede3/user/ann";

/**
 * @param {string} method
 * @param {string} path
 * @param {Parameters<typeof ask>[3]} [options]
 */
const asAnn = (method, path, options) => ask(tapis.origin, method, path, { token, ...options });

describe("The envelope", () => {
  test("has its keys in order, two-space indentation and nulls written", async () => {
    const reply = await asAnn("POST", `${USER}/check`);
    const keys = ["result", "status", "message", "version", "commit", "build", "metadata"];
    assert.deepEqual(Object.keys(reply.json), keys);
    assert.ok(reply.text.startsWith('{\n  "result": null,\n  "status": "Unauthorized",\n'));
    assert.equal(reply.headers["content-type"], "application/json");
  });

  test("names the requester and the user acted for in its message", async () => {
    const reply = await asAnn("DELETE", USER);
    const context = "jwtTenant: designsafe jwtUser: ann OboTenant: designsafe OboUser: ann";
    assert.ok(reply.json.message.endsWith(`${context} System: stampede3 User: ann`));
  });
});

describe("Before any token is looked at", () => {
  const noToken = { token: undefined };

  test("an unknown path is a 404 envelope", async () => {
    const reply = await asAnn("GET", "/v3/systems/credential/stampede3", noToken);
    assert.equal(reply.status, 404);
    assert.equal(reply.json.status, "Not Found");
    assert.equal(reply.json.message, "HTTP 404 Not Found");
  });

  test("a wrong method is a 500 envelope that says 405", async () => {
    const reply = await asAnn("PUT", USER, noToken);
    assert.equal(reply.status, 500);
    assert.equal(reply.json.status, "Internal Server Error");
    assert.equal(reply.json.message, "HTTP 405 Method Not Allowed");
  });

  test("a wrong content type is a 501 envelope that says 415", async () => {
    for (const type of ["text/plain;charset=UTF-8", "nonsense"]) {
      const headers = { "content-type": type };
      const reply = await asAnn("POST", `${USER}/check`, { ...noToken, headers, body: "" });
      assert.equal(reply.status, 501);
      assert.equal(reply.json.status, "Not Implemented");
      assert.equal(reply.json.message, "HTTP 415 Unsupported Media Type");
    }
  });

  test("an unacceptable Accept is a 500 envelope that says 406", async () => {
    const reply = await asAnn("GET", "/v3/systems", {
      ...noToken,
      headers: { accept: "text/html" },
    });
    assert.equal(reply.status, 500);
    assert.equal(reply.json.message, "HTTP 406 Not Acceptable");
  });

  test("health and readiness are told to everybody", async () => {
    const health = await asAnn("GET", "/v3/systems/healthcheck", noToken);
    assert.equal(health.status, 200);
    assert.equal(health.json.result, "Health check received. Count: 1");
    assert.equal(codeOf(health), "TAPIS_HEALTHY");
    assert.equal((await asAnn("GET", "/v3/systems/readycheck", noToken)).status, 200);
  });
});

describe("The checks come in order:", () => {
  test("the content type before the token", async () => {
    const headers = { "content-type": "text/plain" };
    const reply = await asAnn("POST", USER, { token: "bad", headers, body: "x" });
    assert.equal(reply.status, 501);
  });

  test("the token before the query", async () => {
    const reply = await asAnn("GET", "/v3/systems?limit=many", { token: "bad" });
    assert.equal(codeOf(reply), "TAPIS_SECURITY_JWT_PARSE_ERROR");
  });

  test("the query before the system", async () => {
    const reply = await asAnn("GET", "/v3/systems/no-such-system?limit=many");
    assert.equal(reply.status, 400);
    assert.equal(codeOf(reply), "TAPIS_QUERY_PARAM_NOTINT");
  });

  test("the system before the body", async () => {
    const path = "/v3/systems/credential/no-such-system/user/ann";
    const reply = await asAnn("POST", path, { body: "no JSON" });
    assert.equal(codeOf(reply), "SYSAPI_NOSYSTEM");
  });

  test("the body before the authorization", async () => {
    const reply = await asAnn("POST", "/v3/systems/credential/stampede3/user/bob", {
      body: "no JSON",
    });
    assert.equal(codeOf(reply), "SYSAPI_CRED_JSON_INVALID");
  });

  test("the authorization before the work", async () => {
    const reply = await asAnn("POST", "/v3/systems/credential/stampede3/user/bob", { body: "{}" });
    assert.equal(codeOf(reply), "SYSLIB_UNAUTH");
  });
});

describe("A bad list parameter is a 400 with bare text:", () => {
  for (const [query, code] of [
    ["limit=-2", "TAPIS_QUERY_PARAM_NOTINT"],
    ["limit=many", "TAPIS_QUERY_PARAM_NOTINT"],
    ["skip=-1", "TAPIS_QUERY_PARAM_NOTINT"],
    ["orderBy=id(up)", "TAPIS_QUERY_PARAM_ORDERBY"],
    ["startAfter=a", "TAPIS_QUERY_PARAM_STARTAFTER_NOORDERBY"],
    ["startAfter=a&orderBy=id&skip=1", "TAPIS_QUERY_PARAM_SKIP_STARTAFTER"],
    ["computeTotal=maybe", "TAPIS_QUERY_PARAM_NOTBOOL"],
    ["hasCredentials=maybe", "TAPIS_QUERY_PARAM_NOTBOOL"],
    ["select=id,,", "SELECT_LIST_ERROR"],
    ["search=(id.is.a)", "SEARCH_LIST_ERROR"],
  ]) {
    test(query, async () => {
      const reply = await asAnn("GET", `/v3/systems?${query}`);
      assert.equal(reply.status, 400);
      assert.equal(reply.headers["content-type"], "application/json");
      assert.equal(reply.json, undefined);
      assert.equal(codeOf(reply), code);
    });
  }

  test("but a bad list type is a 500 envelope", async () => {
    const reply = await asAnn("GET", "/v3/systems?listType=EVERY");
    assert.equal(reply.status, 500);
    assert.equal(codeOf(reply), "SYSAPI_SELECT_ERROR");
    assert.match(reply.json.message, /SYSLIB_LISTTYPE_ERROR/);
  });
});
