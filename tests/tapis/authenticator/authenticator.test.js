// What else programs ask the Authenticator: other grants, revocation, clients, what it offers; CORS, faults and the reset.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeJwt } from "jose";
import { authenticatorEnvelope } from "../index.js";
import { tapis, token } from "../started-tapis.js";
import { ask } from "../test-client.js";
import { CLIENT_ID, askForCode, newCode, poll, post, refusal } from "./test-authenticator.js";

const ALL_GRANTS = ["password", "implicit", "authorization_code", "refresh_token", "device_code"];

/** Both tokens of somebody who has signed in. */
async function signedIn() {
  const code = await newCode();
  tapis.authenticator.approve(code.user_code);
  const { access_token: access, refresh_token: refresh } = (await poll(code)).json.result;
  return [access.access_token, refresh.refresh_token];
}

describe("A grant", () => {
  test("that Tapis does not know is not allowed", async () => {
    assert.equal(
      refusal(await post("/tokens", { grant_type: "magic" })),
      "Invalid grant_type (magic); this grant type is not allowed for this tenant. Allowable grant types: " +
        "['password', 'implicit', 'authorization_code', 'refresh_token', 'device_code']",
    );
  });

  for (const grantType of ["authorization_code", "refresh_token", "implicit"]) {
    test(`such as ${grantType} needs a client with its key`, async () => {
      const reply = await post("/tokens", { grant_type: grantType, client_id: CLIENT_ID });
      assert.match(refusal(reply), /^Invalid client credentials: /);
    });
  }
});

describe("Revoking", () => {
  test("ends either token for good, and asks for no other proof", async () => {
    const tokens = await signedIn();
    for (const each of tokens) {
      assert.equal(tapis.isRevoked(each), false);
      const { status, json } = await post("/tokens/revoke", { token: each });
      assert.equal(status, 200);
      assert.equal(json.message, `Token ${decodeJwt(each).jti} has been revoked.`);
      assert.equal(tapis.isRevoked(each), true);
      for (const path of ["/v3/systems", "/v3/systems/stampede3", "/v3/oauth2/nothing"]) {
        const reply = await ask(tapis.origin, "GET", path, { token: each });
        assert.equal(reply.status, 500);
        assert.equal(reply.json.message, "Token is revoked.");
      }
    }
  });

  test("one token leaves the other, and every other", async () => {
    const [access, refresh] = await signedIn();
    await post("/tokens/revoke", { token: refresh });
    assert.deepEqual(
      [access, refresh, token].map((each) => tapis.isRevoked(each)),
      [false, true, false],
    );
    assert.equal((await ask(tapis.origin, "GET", "/v3/systems", { token: access })).status, 200);
  });

  for (const [what, body, type] of /** @type {[string, () => Promise<object>, string?][]} */ ([
    ["without a token", async () => ({})],
    ["what is no token", async () => ({ token: "not-a-token" })],
    [
      "a token of a stranger's",
      async () => ({ token: await tapis.issueToken({ signedBy: "stranger" }) }),
    ],
    ["an unsigned token", async () => ({ token: await tapis.issueToken({ signedBy: "nobody" }) })],
    ["an expired token", async () => ({ token: await tapis.issueToken({ expiresIn: -1 }) })],
    ["what is not sent as JSON", async () => ({ token }), "text/plain"],
  ])) {
    test(`is refused ${what}`, async () => {
      const reply = await post("/tokens/revoke", await body(), { type });
      assert.match(refusal(reply), /^Invalid POST data: \[.+\]\.$/);
      assert.equal(tapis.isRevoked(token), false);
    });
  }
});

describe("A client", () => {
  test("is registered by anybody with a token, and can ask for codes from then on", async () => {
    const body = { client_id: "lab.tools-1", display_name: "The lab's tools" };
    const { status, json } = await post("/clients", body, { token });
    assert.equal(status, 200);
    const {
      client_key: key,
      create_time: made,
      last_update_time: changed,
      ...others
    } = json.result;
    assert.ok(key.length >= 10 && made === changed);
    assert.deepEqual(others, {
      ...body,
      callback_url: "",
      owner: "ann",
      tenant_id: "designsafe",
      active: true,
    });
    assert.equal((await askForCode("lab.tools-1")).status, 200);
    assert.deepEqual(
      tapis.authenticator.clients.map(({ clientId, displayName, owner }) => [
        clientId,
        displayName,
        owner,
      ]),
      [
        [CLIENT_ID, "TMS credentials (demo)", "admin"],
        ["lab.tools-1", "The lab's tools", "ann"],
      ],
    );
  });

  test("may have an id of 80 characters and a name of 50, or leave both to Tapis", async () => {
    const longest = { client_id: "x".repeat(80), display_name: "é".repeat(50) };
    assert.equal((await post("/clients", longest, { token })).status, 200);
    const { json } = await post("/clients", {}, { token });
    assert.ok(json.result.client_id.length > 5);
  });

  for (const [what, body, message] of /** @type {[string, object, RegExp][]} */ ([
    ["an id that is taken", { client_id: CLIENT_ID }, /^Invalid POST data; .*taken/],
    ["an id of 81 characters", { client_id: "x".repeat(81) }, /client_id has more than 80/],
    [
      "a name of 51",
      { client_id: "new", display_name: "x".repeat(51) },
      /display_name has more than 50/,
    ],
    ["an id that is no text", { client_id: 7 }, /^Invalid POST data: /],
  ])) {
    test(`is refused with ${what}`, async () => {
      assert.match(refusal(await post("/clients", body, { token })), message);
      assert.equal(tapis.authenticator.clients.length, 1);
    });
  }

  test("is refused to whoever has no good token", async () => {
    for (const [bad, code] of [
      [undefined, "TAPIS_SECURITY_MISSING_JWT_INFO"],
      [await tapis.issueToken({ expiresIn: -1 }), "TAPIS_SECURITY_JWT_EXPIRED"],
      [await tapis.issueToken({ tokenType: "refresh" }), "TAPIS_SECURITY_JWT_INVALID_CLAIM"],
    ]) {
      const reply = await post("/clients", { client_id: "new" }, { token: bad });
      assert.equal(refusal(reply).split(" ")[0], code);
    }
  });
});

test("what the Authenticator offers is told where OAuth looks for it", async () => {
  const path = "/v3/oauth2/.well-known/oauth-authorization-server";
  const grants = async () =>
    (await ask(tapis.origin, "GET", path)).json.result.grant_types_supported;
  assert.deepEqual(await grants(), ALL_GRANTS);
  tapis.behave({ grantTypes: ["password"] });
  assert.deepEqual(await grants(), ["password"]);
});

describe("At the door", () => {
  for (const path of [
    "/device/code",
    "/tokens",
    "/tokens/revoke",
    "/clients",
    "/device",
    "/nothing",
  ]) {
    test(`OPTIONS ${path} is 204 with the headers that let a page in`, async () => {
      const { status, headers, text } = await ask(tapis.origin, "OPTIONS", `/v3/oauth2${path}`);
      assert.equal(status, 204);
      assert.equal(text, "");
      assert.equal(headers.allow, undefined);
      assert.equal(headers["access-control-allow-origin"], "*");
      assert.match(headers["access-control-allow-headers"] ?? "", /Content-Type/);
    });
  }

  for (const [method, path] of [
    ["GET", ""],
    ["GET", "/nothing"],
    ["POST", "/device/code/more"],
    ["GET", "/tokens"],
    ["PUT", "/device/code"],
  ]) {
    test(`${method} /v3/oauth2${path} is refused as everything is`, async () => {
      const reply = await ask(tapis.origin, method, `/v3/oauth2${path}`);
      assert.match(refusal(reply), /no such endpoint/);
      assert.equal(reply.headers["access-control-allow-origin"], "*");
    });
  }

  test("a cookie changes nothing for a program", async () => {
    const { name, value } = tapis.authenticator.signIn("bob");
    const headers = { cookie: `${name}=${value}` };
    const reply = await ask(tapis.origin, "GET", "/v3/systems", { headers });
    assert.match(reply.text, /^TAPIS_SECURITY_MISSING_JWT_INFO/);
  });
});

describe("Faults and the journal know", () => {
  for (const [call, method, path] of [
    ["createDeviceCode", "POST", "/device/code"],
    ["createToken", "POST", "/tokens"],
    ["revokeToken", "POST", "/tokens/revoke"],
    ["createClient", "POST", "/clients"],
    ["getServerMetadata", "GET", "/.well-known/oauth-authorization-server"],
    ["signInPage", "GET", "/login"],
    ["signIn", "POST", "/login"],
    ["devicePage", "GET", "/device"],
    ["submitCode", "POST", "/device"],
    ["connectPage", "GET", "/authorize"],
    ["connect", "POST", "/authorize"],
    ["webapp", "GET", "/webapp"],
    ["logoutPage", "GET", "/logout"],
    ["logout", "POST", "/logout"],
  ]) {
    test(call, async () => {
      const once = () => ask(tapis.origin, method, `/v3/oauth2${path}`);
      tapis.order({ call }, { status: 503, body: "busy" });
      const reply = await once();
      assert.deepEqual([reply.status, reply.text], [503, "busy"]);
      tapis.order({ call }, authenticatorEnvelope(400, "ordered"));
      assert.equal(refusal(await once()), "ordered");
      tapis.order({ call }, { drop: "after-headers" });
      await assert.rejects(once());
      assert.deepEqual(tapis.unusedFaults(), []);
      assert.deepEqual(
        tapis.requests.map((entry) => entry.call),
        [call, call, call],
      );
    });
  }

  test("that a token may be made although its answer is lost", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    tapis.order({ call: "createToken" }, { drop: "before-headers", act: true });
    await assert.rejects(poll(code));
    assert.equal(tapis.authenticator.issued.length, 1);
    assert.equal(refusal(await poll(code)), "device code not valid.");
  });

  test("where a secret was sent", async () => {
    const [access] = await signedIn();
    await ask(tapis.origin, "GET", "/v3/systems", { token: access });
    await post("/tokens/revoke", { token: access });
    const withIt = tapis.requests.filter((entry) => JSON.stringify(entry).includes(access));
    assert.deepEqual(
      withIt.map(({ call }) => call),
      ["getSystems", "revokeToken"],
    );
  });
});

test("a reset leaves no code, no session, no token, and the clients of the start", async () => {
  await signedIn();
  const code = await newCode();
  tapis.authenticator.signIn("ann");
  tapis.authenticator.addClient({ clientId: "other" });
  tapis.behave({ grantTypes: [], codeExpiry: "iso", people: [] });
  tapis.reset();
  const { clients, deviceCodes, signedIn: browsers, issued } = tapis.authenticator;
  assert.deepEqual(
    clients.map(({ clientId }) => clientId),
    [CLIENT_ID],
  );
  assert.deepEqual([deviceCodes, browsers, issued], [[], [], []]);
  assert.equal(refusal(await poll(code)), "device code not valid.");
});
