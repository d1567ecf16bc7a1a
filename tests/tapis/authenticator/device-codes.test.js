// Device codes: how they are asked for, what becomes of them, and what a program is told that asks with one.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { tapis } from "../started-tapis.js";
import { ask } from "../test-client.js";
import { CLIENT_ID, askForCode, newCode, poll, post, refusal } from "./test-authenticator.js";

const DAY = 24 * 3600;

describe("A device code", () => {
  test("comes as a pair of codes and the page where one is typed, in the Authenticator's envelope", async () => {
    const { status, headers, json } = await askForCode();
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "application/json");
    const { message, version, result, ...rest } = json;
    assert.deepEqual(Object.keys(json), ["message", "metadata", "result", "status", "version"]);
    assert.deepEqual(rest, { metadata: {}, status: "success" });
    assert.ok(message && version);
    const { user_code: userCode, device_code: deviceCode, expires_in: expires, ...others } = result;
    assert.match(userCode, /^[A-Za-z]{8}$/);
    assert.match(deviceCode, /^[A-Za-z0-9]{40}$/);
    assert.equal(typeof expires, "string");
    assert.deepEqual(others, {
      client_id: CLIENT_ID,
      verification_uri: `${tapis.origin}/v3/oauth2/device?client_id=${CLIENT_ID}`,
    });
  });

  test("has upper and lower case", async () => {
    const codes = await Promise.all(Array.from({ length: 5 }, newCode));
    assert.match(
      codes.map(({ user_code: userCode }) => userCode).join(""),
      /[a-z].*[A-Z]|[A-Z].*[a-z]/,
    );
    assert.deepEqual(
      tapis.authenticator.deviceCodes.map(({ userCode }) => userCode).sort(),
      codes.map(({ user_code: userCode }) => userCode).sort(),
    );
  });

  for (const [form, pattern] of /** @type {const} */ ([
    [undefined, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/],
    ["iso", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00$/],
    ["iso-without-zone", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+$/],
  ])) {
    test(`ends in ten minutes, written ${form ?? "as an HTTP date"}`, async () => {
      if (form) tapis.behave({ codeExpiry: form });
      const { expires_in: expires } = await newCode();
      assert.match(expires, pattern);
      const end = Date.parse(form === "iso-without-zone" ? `${expires}Z` : expires);
      assert.ok(Math.abs(end - Date.now() - 600_000) < 5000, expires);
    });
  }

  for (const [
    what,
    body,
    type,
    message,
  ] of /** @type {[string, object | string, string?, RegExp?][]} */ ([
    ["an unknown client", { client_id: "nobody" }, undefined, /^Invalid client: nobody$/],
    ["no client", {}],
    ["an empty client id", { client_id: "" }],
    ["a client id that is no text", { client_id: 5 }],
    ["what is no object", "[]"],
    ["what is no JSON", "{"],
    ["a form", `client_id=${CLIENT_ID}`, "application/x-www-form-urlencoded"],
    ["JSON that says it is text", { client_id: CLIENT_ID }, "text/plain"],
  ])) {
    test(`is refused to ${what}`, async () => {
      const reply = await post("/device/code", body, { type });
      assert.match(refusal(reply), message ?? /^Invalid POST data: \[.+\]\.$/);
      assert.deepEqual(tapis.authenticator.deviceCodes, []);
    });
  }
});

describe("Asking for tokens with a device code", () => {
  test("gives both once it is typed and connected, and the code is gone", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code, "bob");
    const { status, json } = await poll(code);
    assert.equal(status, 200);
    const { access_token: access, refresh_token: refresh } = json.result;
    for (const [kind, given, seconds] of /** @type {[string, any, number][]} */ ([
      ["access_token", access, 30 * DAY],
      ["refresh_token", refresh, 365 * DAY],
    ])) {
      assert.deepEqual(Object.keys(given), [kind, "expires_at", "expires_in", "jti"]);
      const { exp = 0, jti } = decodeJwt(given[kind]);
      assert.equal(given.jti, jti);
      assert.equal(given.expires_in, seconds);
      assert.equal(Date.parse(given.expires_at) / 1000, exp);
      assert.ok(Math.abs(exp - Date.now() / 1000 - seconds) < 5);
    }
    assert.equal(refusal(await poll(code)), "device code not valid.");
    assert.deepEqual(tapis.authenticator.issued, [
      {
        clientId: CLIENT_ID,
        username: "bob",
        days: 30,
        accessToken: access.access_token,
        refreshToken: refresh.refresh_token,
      },
    ]);
  });

  test("gives tokens with the claims of the Authenticator", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code, "bob", { days: 7 });
    const { access_token: access, refresh_token: refresh } = (await poll(code)).json.result;
    assert.deepEqual(decodeProtectedHeader(access.access_token), { alg: "RS256", typ: "JWT" });
    const claims = decodeJwt(access.access_token);
    const { jti, exp, ...others } = claims;
    assert.ok(jti);
    assert.ok(Math.abs(Number(exp) - Date.now() / 1000 - 7 * DAY) < 5);
    assert.equal(access.expires_in, 7 * DAY);
    assert.deepEqual(others, {
      iss: `${tapis.origin}/v3/tokens`,
      sub: "bob@designsafe",
      "tapis/tenant_id": "designsafe",
      "tapis/token_type": "access",
      "tapis/delegation": false,
      "tapis/delegation_sub": null,
      "tapis/username": "bob",
      "tapis/account_type": "user",
      "tapis/client_id": CLIENT_ID,
      "tapis/grant_type": "device_code",
      "tapis/redirect_uri": null,
      "tapis/refresh_count": 0,
      "tapis/idp_id": null,
    });
    const refreshClaims = decodeJwt(refresh.refresh_token);
    assert.equal(refreshClaims["tapis/token_type"], "refresh");
    assert.equal(refreshClaims["tapis/initial_ttl"], 365 * DAY);
    assert.deepEqual(refreshClaims["tapis/access_token"], claims);
  });

  test("gives an access token that the Systems service takes, and a refresh token that it does not", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    const { access_token: access, refresh_token: refresh } = (await poll(code)).json.result;
    const system = (/** @type {string} */ token) =>
      ask(tapis.origin, "GET", "/v3/systems/stampede3", { token });
    assert.equal((await system(access.access_token)).json.result.effectiveUserId, "ann");
    const reply = await system(refresh.refresh_token);
    assert.equal(reply.status, 401);
    assert.match(reply.text, /^TAPIS_SECURITY_JWT_INVALID_CLAIM /);
  });

  test("also works with a form", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    const form = new URLSearchParams({
      grant_type: "device_code",
      client_id: CLIENT_ID,
      device_code: code.device_code,
    });
    const type = "application/x-www-form-urlencoded";
    assert.equal((await post("/tokens", form.toString(), { type })).status, 200);
  });

  test("gives them between the typing and Connect as well, and then there is nothing to connect", async () => {
    const code = await newCode();
    tapis.authenticator.typeCode(code.user_code, "bob");
    const { status, json } = await poll(code);
    assert.equal(status, 200);
    assert.equal(json.result.access_token.expires_in, 30 * DAY);
    assert.throws(() => tapis.authenticator.connect(code.user_code, { days: 1 }), /used up/);
    assert.equal(refusal(await poll(code)), "device code not valid.");
  });

  test("is too early until it is typed, and after its time as well", async () => {
    const code = await newCode();
    assert.equal(refusal(await poll(code)), "device code not ready.");
    tapis.authenticator.expireCodes();
    assert.equal(refusal(await poll(code)), "device code not ready.");
    assert.equal(refusal(await poll(code)), "device code not ready.");
    assert.throws(() => tapis.authenticator.connect(code.user_code), /not typed/);
  });

  test("is too late once the time of a typed code is over, and then the code is not known", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    tapis.authenticator.expireCodes();
    assert.equal(refusal(await poll(code)), "device code has expired and is now deleted.");
    assert.equal(refusal(await poll(code)), "device code not valid.");
  });

  test("is for the client that has asked for the code, and leaves it to that one", async () => {
    tapis.authenticator.addClient({ clientId: "other" });
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    assert.equal(
      refusal(await poll(code, { client_id: "other" })),
      "Client IDs do not match between device code and passed in client_id",
    );
    assert.equal((await poll(code)).status, 200);
  });

  test("is refused where the client is no more", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    tapis.authenticator.removeClient(CLIENT_ID);
    assert.match(
      refusal(await poll(code)),
      new RegExp(`^Invalid client credentials: ${CLIENT_ID}`),
    );
  });

  test("is refused where the tenant does not allow it", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code);
    tapis.behave({ grantTypes: ["password", "implicit"] });
    assert.equal(
      refusal(await poll(code)),
      "Invalid grant_type (device_code); this grant type is not allowed for this tenant. " +
        "Allowable grant types: ['password', 'implicit']",
    );
  });

  for (const name of ["grant_type", "client_id", "device_code"]) {
    test(`is refused without ${name}`, async () => {
      const reply = await poll(await newCode(), { [name]: undefined });
      assert.equal(refusal(reply), `Invalid POST data: [${name} is missing].`);
    });
  }
});

test("a code is typed once, as it is written, and a person who is played sees that", async () => {
  const { user_code: userCode } = await newCode();
  const swapped = [...userCode]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join("");
  assert.throws(() => tapis.authenticator.typeCode(swapped), /No such code/);
  tapis.authenticator.typeCode(userCode);
  assert.throws(() => tapis.authenticator.typeCode(userCode, "bob"), /typed before/);
  const [{ username, connected }] = tapis.authenticator.deviceCodes;
  assert.deepEqual([username, connected], ["ann", false]);
});
