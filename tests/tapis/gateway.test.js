// What nginx in front of the services adds or answers itself: CORS, revoked tokens, limits on size.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { gatewayPage, startTapis } from "./index.js";
import { ask, codeOf } from "./test-client.js";

/** @type {import("./index.js").Tapis} */
let tapis;
/** @type {string} */
let token;
before(async () => {
  tapis = await startTapis();
});
beforeEach(async () => {
  tapis.reset([{ id: "stampede3" }]);
  token = await tapis.issueToken();
});
after(() => tapis.close());

const USER = "/v3/systems/credential/stampede3/user/ann";

describe("CORS", () => {
  const expected = {
    "access-control-allow-origin": "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers":
      "Accept,Authorization,Cache-Control,Content-Type,DNT,If-Modified-Since,Keep-Alive,Origin,User-Agent," +
      "X-Mx-ReqToken,X-Requested-With,x-tapis-token,x-tapis-tracking-id",
  };

  for (const [what, method, path, options] of /** @type {[string, string, string, object][]} */ ([
    ["a success", "GET", "/v3/systems/healthcheck", {}],
    ["bare text", "GET", "/v3/systems", {}],
    ["an unknown path", "GET", "/v3/nothing", {}],
    ["a wrong method", "PUT", USER, {}],
    ["an unreadable URL", "GET", "/v3/systems/%zz", {}],
    ["too large a body", "POST", USER, { body: "x".repeat(1024 * 1024 + 1) }],
    ["a preflight", "OPTIONS", USER, {}],
    ["a preflight of the Authenticator", "OPTIONS", "/v3/oauth2/tokens", {}],
  ])) {
    test(`is exactly the documented headers on ${what}`, async () => {
      const { headers } = await ask(tapis.origin, method, path, options);
      const sent = Object.entries(headers).filter(([name]) => name.startsWith("access-control-"));
      assert.deepEqual(Object.fromEntries(sent), expected);
    });
  }

  test("lets OPTIONS pass without a token: 200 with Allow, or 204 from nginx alone", async () => {
    const systems = await ask(tapis.origin, "OPTIONS", USER);
    assert.equal(systems.status, 200);
    assert.equal(systems.headers.allow, "GET,POST,DELETE,OPTIONS");
    assert.equal(systems.text, "");
    assert.equal((await ask(tapis.origin, "OPTIONS", "/v3/oauth2/tokens")).status, 204);
  });
});

describe("A revoked token", () => {
  test("is a 500 with the short envelope of the site router", async () => {
    tapis.revokeToken(token);
    const reply = await ask(tapis.origin, "POST", `${USER}/check`, { token });
    assert.equal(reply.status, 500);
    assert.deepEqual(Object.keys(reply.json).sort(), ["message", "result", "status", "version"]);
    assert.equal(reply.json.status, "error");
    assert.equal(reply.json.message, "Token is revoked.");
  });

  test("is a 500 with an HTML page on deployments with TapisUI", async () => {
    tapis.revokeToken(token);
    tapis.behave({ revokedAnswer: "html" });
    const reply = await ask(tapis.origin, "GET", "/v3/systems", { token });
    assert.equal(reply.status, 500);
    assert.match(reply.headers["content-type"] ?? "", /^text\/html/);
  });

  test("that is malformed or expired is left to the service", async () => {
    const expired = await tapis.issueToken({ expiresIn: -1 });
    tapis.revokeToken(expired);
    tapis.revokeToken("malformed");
    const codes = [];
    for (const each of [expired, "malformed"]) {
      codes.push(codeOf(await ask(tapis.origin, "GET", "/v3/systems", { token: each })));
    }
    assert.deepEqual(codes, ["TAPIS_SECURITY_JWT_EXPIRED", "TAPIS_SECURITY_JWT_PARSE_ERROR"]);
  });
});

describe("A limit on size", () => {
  test("is 8 KiB for a header: beyond it a 400 page", async () => {
    const long = await ask(tapis.origin, "GET", "/v3/systems", { token: "x".repeat(8192) });
    assert.equal(long.status, 400);
    assert.match(long.headers["content-type"] ?? "", /^text\/html/);
    const fitting = await ask(tapis.origin, "GET", "/v3/systems", { token: "x".repeat(8000) });
    assert.equal(fitting.status, 401);
  });

  test("is 1 MiB for a body: beyond it a 413 page", async () => {
    const body = "x".repeat(1024 * 1024 + 1);
    const reply = await ask(tapis.origin, "POST", USER, { token, body });
    assert.equal(reply.status, 413);
    assert.match(reply.text, /413 Payload Too Large|413 Request Entity Too Large/);
  });
});

test("a backend that is down can be ordered as nginx answers for it", async () => {
  tapis.order({ call: "getSystems" }, gatewayPage(502));
  const reply = await ask(tapis.origin, "GET", "/v3/systems", { token });
  assert.equal(reply.status, 502);
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  assert.match(reply.text, /<h1>502 Bad Gateway<\/h1>/);
});
