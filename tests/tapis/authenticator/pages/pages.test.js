// The pages that a person walks through: signing in, typing the code, Connect, the Token Web App, logging out.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeJwt } from "jose";
import { startTapis } from "../../index.js";
import { tapis } from "../../started-tapis.js";
import { ask } from "../../test-client.js";
import { CLIENT_ID, newCode, poll, refusal } from "../test-authenticator.js";
import { Browser, headingOf } from "./browser.js";

const DEVICE = `/v3/oauth2/device?client_id=${CLIENT_ID}`;
const DONE = "Device Code entered successfully. Please return to your application";

/** A browser in which somebody is signed in, on the page for the code. */
async function atTheCode(username = "bob") {
  const browser = new Browser();
  const visit = await browser.send(await browser.open(DEVICE), { username });
  return { browser, visit };
}

describe("The way in", () => {
  test("leads through the sign-in, the code and Connect back to the application", async () => {
    const code = await newCode();
    const browser = new Browser();
    const signIn = await browser.open(code.verification_uri);
    assert.equal(signIn.path, "/v3/oauth2/login");
    assert.equal(headingOf(signIn), "Sign in");
    for (const name of ["ann", "bob", "admin"])
      assert.match(signIn.text, new RegExp(`<button name="username" value="${name}">`));

    const device = await browser.send(signIn, { username: "bob" });
    assert.equal(device.path, "/v3/oauth2/device");
    assert.match(device.text, /signed in as <strong>bob<\/strong> \(tenant designsafe\)/);
    assert.equal(refusal(await poll(code)), "device code not ready.");

    const question = await browser.send(device, { user_code: code.user_code });
    assert.equal(question.path, "/v3/oauth2/authorize");
    assert.match(question.text, /<strong>TMS credentials \(demo\)<\/strong>/);
    assert.match(question.text, /Allow this authorization for/);
    assert.match(question.text, /value="30"/);
    assert.match(question.text, /<button>Connect<\/button>/);

    const done = await browser.send(question, { ttl: "7" });
    assert.equal(done.status, 200);
    assert.equal(headingOf(done), DONE);

    const { access_token: access } = (await poll(code)).json.result;
    assert.equal(decodeJwt(access.access_token)["tapis/username"], "bob");
    assert.equal(access.expires_in, 7 * 24 * 3600);
    assert.deepEqual(
      tapis.requests.map(({ call }) => call).filter((call) => !call.startsWith("create")),
      ["devicePage", "signInPage", "signIn", "devicePage", "submitCode", "connectPage", "connect"],
    );
  });

  test("is shorter for whoever is signed in there", async () => {
    const { browser } = await atTheCode();
    assert.equal((await browser.open(DEVICE)).path, "/v3/oauth2/device");
    assert.deepEqual(tapis.authenticator.signedIn, ["bob"]);
    const other = new Browser();
    const { name, value } = tapis.authenticator.signIn("ann");
    other.cookies.set(name, value);
    assert.match((await other.open(DEVICE)).text, /<strong>ann</);
  });

  test("is a trap for a program that asks before Connect: it gets its tokens, and the person an error", async () => {
    const code = await newCode();
    const { browser, visit } = await atTheCode();
    const question = await browser.send(visit, { user_code: code.user_code });
    assert.equal((await poll(code)).status, 200);
    const failed = await browser.send(question, { ttl: "7" });
    assert.equal(failed.status, 500);
    assert.match(failed.headers.get("content-type") ?? "", /^text\/html/);
    assert.equal(headingOf(failed), "This did not work");
  });

  test("goes on after the time of the code, and only the program learns that", async () => {
    const code = await newCode();
    tapis.authenticator.expireCodes();
    const { browser, visit } = await atTheCode();
    const question = await browser.send(visit, { user_code: code.user_code });
    assert.equal(headingOf(await browser.send(question, { ttl: "30" })), DONE);
    assert.equal(refusal(await poll(code)), "device code has expired and is now deleted.");
  });

  for (const [ttl, days] of [
    ["", 30],
    [" ", 30],
    ["0", 30],
    ["-1", 30],
    ["1", 1],
  ]) {
    test(`with ${JSON.stringify(ttl)} as days is for ${days}`, async () => {
      const code = await newCode();
      const { browser, visit } = await atTheCode();
      const question = await browser.send(visit, { user_code: code.user_code });
      await browser.send(question, { ttl: String(ttl) });
      assert.equal(tapis.authenticator.deviceCodes[0].days, days);
      assert.equal(tapis.authenticator.deviceCodes[0].connected, true);
    });
  }

  test("asks again for days that are no number", async () => {
    const code = await newCode();
    const { browser, visit } = await atTheCode();
    const question = await browser.send(visit, { user_code: code.user_code });
    const again = await browser.send(question, { ttl: "two" });
    assert.equal(again.status, 400);
    assert.match(again.text, /aria-invalid="true"/);
    assert.equal(headingOf(await browser.send(again, { ttl: "2" })), DONE);
    assert.equal(tapis.authenticator.deviceCodes[0].days, 2);
  });
});

describe("The page for the code", () => {
  test("is an error without a client, and with one that is not known", async () => {
    const browser = new Browser();
    assert.match((await browser.open("/v3/oauth2/device")).text, /class="error">Invalid URL/);
    const unknown = await browser.open("/v3/oauth2/device?client_id=nobody");
    assert.match(unknown.text, /class="error">Invalid client: nobody/);
  });

  test("answers a mistyped code with bare JSON, and the right one goes on from the page before", async () => {
    const { user_code: userCode } = await newCode();
    const { browser, visit } = await atTheCode();
    for (const wrong of [userCode.toLowerCase(), userCode.toUpperCase(), ` ${userCode}`, "", "x"]) {
      if (wrong === userCode) continue;
      const { status, headers, text } = await browser.send(visit, { user_code: wrong });
      assert.equal(headers.get("content-type"), "application/json");
      const reply = { status, headers: {}, text, json: JSON.parse(text) };
      assert.equal(refusal(reply), "Invalid code.");
    }
    const question = await browser.send(visit, { user_code: userCode });
    assert.equal(question.path, "/v3/oauth2/authorize");
  });

  test("takes a code once", async () => {
    const { user_code: userCode } = await newCode();
    const { browser, visit } = await atTheCode();
    await browser.send(visit, { user_code: userCode });
    const second = await atTheCode("ann");
    const again = await second.browser.send(second.visit, { user_code: userCode });
    assert.equal(again.path, "/v3/oauth2/device");
    assert.match(again.text, /role="alert">This code has been entered before/);
    assert.equal(tapis.authenticator.deviceCodes[0].username, "bob");
  });

  test("sends whoever is not signed in any more to the sign-in", async () => {
    const { user_code: userCode } = await newCode();
    const { browser, visit } = await atTheCode();
    const question = await browser.send(visit, { user_code: userCode });
    browser.cookies.clear();
    assert.equal(headingOf(await browser.send(visit, { user_code: userCode })), "Sign in");
    assert.equal(headingOf(await browser.send(question, { ttl: "7" })), "Sign in");
    assert.equal(tapis.authenticator.deviceCodes[0].connected, false);
  });
});

describe("The sign-in", () => {
  test("sets a cookie that scripts and other sites' forms do not get", async () => {
    const body = `username=ann&client_id=${CLIENT_ID}`;
    const reply = await ask(tapis.origin, "POST", "/v3/oauth2/login", { body });
    assert.equal(reply.status, 302);
    const [line] = reply.headers["set-cookie"] ?? [];
    assert.match(line, /^session=\w{32}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test("offers whom the test names, and takes nobody else", async () => {
    tapis.behave({ people: ["ann"] });
    const browser = new Browser();
    const visit = await browser.open(DEVICE);
    assert.match(visit.text, /value="ann"/);
    assert.doesNotMatch(visit.text, /value="bob"/);
    for (const username of ["bob", "nobody", ""]) {
      const again = await browser.send(visit, { username });
      assert.equal(again.status, 400);
      assert.match(again.text, /role="alert"/);
    }
    assert.deepEqual(tapis.authenticator.signedIn, []);
    tapis.behave({ people: [] });
    assert.match((await browser.open(DEVICE)).text, /Nobody may sign in here/);
  });
});

describe("The Token Web App", () => {
  test("leads through the sign-in to a table with a token that works", async () => {
    const browser = new Browser();
    const signIn = await browser.open("/v3/oauth2/webapp");
    assert.equal(headingOf(signIn), "Sign in");
    const shown = await browser.send(signIn, { username: "bob" });
    assert.equal(shown.path, "/v3/oauth2/webapp");
    const cells = Object.fromEntries(
      [...shown.text.matchAll(/<th scope="row">(.*?)<\/th>\s*<td>(?:<code>)?(.*?)</g)].map(
        ([, name, value]) => [name, value],
      ),
    );
    const { "Access Token": token, ...others } = cells;
    assert.deepEqual(others, { "Tenant ID": "designsafe", Username: "bob" });
    const reply = await ask(tapis.origin, "GET", "/v3/systems/stampede3", { token });
    assert.equal(reply.json.result.effectiveUserId, "bob");
    assert.ok(Math.abs(Number(decodeJwt(token).exp) - Date.now() / 1000 - 14400) < 5);
  });

  test("shows the same token again, until that is revoked", async () => {
    const { browser } = await atTheCode();
    const tokenOf = async () =>
      /<code>(.*?)</.exec((await browser.open("/v3/oauth2/webapp")).text)?.[1] ?? "";
    const token = await tokenOf();
    assert.equal(await tokenOf(), token);
    tapis.revokeToken(token);
    assert.notEqual(await tokenOf(), token);
  });
});

describe("Logging out", () => {
  test("ends the session in this browser, and no token", async () => {
    const code = await newCode();
    tapis.authenticator.approve(code.user_code, "bob");
    const { access_token: access } = (await poll(code)).json.result;
    const { browser } = await atTheCode();
    await atTheCode("ann");
    const visit = await browser.open("/v3/oauth2/logout");
    assert.match(visit.text, /<strong>bob<\/strong> is signed in/);
    assert.deepEqual(tapis.authenticator.signedIn, ["bob", "ann"]);
    const stale = new Browser();
    stale.cookies = new Map(browser.cookies);
    assert.equal(headingOf(await browser.send(visit, {})), "Logged out");
    assert.equal(browser.cookies.size, 0);
    assert.deepEqual(tapis.authenticator.signedIn, ["ann"]);
    assert.equal(headingOf(await stale.open(DEVICE)), "Sign in");
    assert.equal(tapis.isRevoked(access.access_token), false);
  });

  test("does nothing for whoever is not signed in, and revoking a token ends no session", async () => {
    const browser = new Browser();
    const visit = await browser.open("/v3/oauth2/logout");
    assert.match(visit.text, /Nobody is signed in/);
    assert.equal(headingOf(await browser.send(visit, {})), "Logged out");
    const code = await newCode();
    tapis.authenticator.signIn("ann");
    tapis.authenticator.approve(code.user_code);
    await poll(code);
    tapis.revokeToken(tapis.authenticator.issued[0].accessToken);
    assert.deepEqual(tapis.authenticator.signedIn, ["ann"]);
  });
});

describe("Every page", () => {
  /** @type {[string, (browser: Browser) => Promise<import("./browser.js").Visit>][]} */
  const pages = [
    ["sign-in", () => new Browser().open(DEVICE)],
    ["code", (browser) => browser.open(DEVICE)],
    [
      "connect",
      async (browser) => {
        const { user_code: userCode } = await newCode();
        return browser.send(await browser.open(DEVICE), { user_code: userCode });
      },
    ],
    ["token", (browser) => browser.open("/v3/oauth2/webapp")],
    ["logout", (browser) => browser.open("/v3/oauth2/logout")],
    ["error", (browser) => browser.open("/v3/oauth2/device")],
  ];

  for (const [name, open] of pages) {
    test(`has its language, a title, one heading, labels, and loads nothing: ${name}`, async () => {
      const { browser } = await atTheCode();
      const { text, headers } = await open(browser);
      assert.match(text, /^<!doctype html>\s*<html lang="en">/i);
      assert.match(text, /<title>[^<]+<\/title>/);
      assert.equal(text.match(/<h1>/g)?.length, 1);
      assert.match(text, /name="viewport" content="width=device-width, initial-scale=1"/);
      const visible = [...text.matchAll(/<input[^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
      for (const id of visible) assert.match(text, new RegExp(`<label for="${id}">`));
      assert.doesNotMatch(text, /<script|src=|url\(|https?:/);
      assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'/);
      assert.equal(headers.get("cache-control"), "no-store");
    });
  }

  test("writes text as text, wherever it comes from", async () => {
    const evil = `"><script>alert('x')</script>&`;
    tapis.authenticator.addClient({ clientId: evil, displayName: evil });
    const { browser } = await atTheCode();
    const address = `client_id=${encodeURIComponent(evil)}`;
    const texts = [
      (await browser.open(`/v3/oauth2/device?${address}`)).text,
      (await browser.open(`/v3/oauth2/authorize?${address}&user_code=${encodeURIComponent(evil)}`))
        .text,
      (await new Browser().open(`/v3/oauth2/login?${address}`)).text,
      (await browser.open(`/v3/oauth2/login?client_id=${encodeURIComponent(`${evil}x`)}`)).text,
      (await browser.send(await new Browser().open(DEVICE), { username: evil })).text,
    ];
    for (const text of texts) {
      assert.doesNotMatch(text, /<script/);
      assert.match(text, /&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&amp;/);
    }
  });
});

test("the pages know that the tenant allows no device codes", async () => {
  const code = await newCode();
  const { browser, visit } = await atTheCode();
  tapis.behave({ grantTypes: ["password"] });
  const { status, text } = await browser.send(visit, { user_code: code.user_code });
  assert.equal(status, 400);
  assert.match(JSON.parse(text).message, /Allowable grant types: \['password'\]/);
});

test("over HTTPS the cookie is for HTTPS alone, and the address says https", async () => {
  const secure = await startTapis({ tls: true, clients: [{ clientId: "lab" }] });
  try {
    const { request } = await import("node:https");
    /** @param {string} path @param {string} body @param {string} type */
    const send = (path, body, type) =>
      new Promise((resolve, reject) => {
        const options = {
          method: "POST",
          rejectUnauthorized: false,
          headers: { "content-type": type },
        };
        request(`${secure.origin}${path}`, options, (response) => {
          let text = "";
          response.on("data", (chunk) => (text += chunk));
          response.on("end", () => resolve({ headers: response.headers, text }));
        })
          .on("error", reject)
          .end(body);
      });
    const form = "application/x-www-form-urlencoded";
    const signedIn = await send("/v3/oauth2/login", "username=ann", form);
    assert.match(signedIn.headers["set-cookie"][0], /; Secure$/);
    const code = await send("/v3/oauth2/device/code", '{"client_id":"lab"}', "application/json");
    assert.equal(
      JSON.parse(code.text).result.verification_uri,
      `${secure.origin}/v3/oauth2/device?client_id=lab`,
    );
  } finally {
    await secure.close();
  }
});
