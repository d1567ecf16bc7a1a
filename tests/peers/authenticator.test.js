// The official description of the Authenticator judges the answers of the local one, and the requests of our module when
// somebody signs in and out.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { readDescription } from "./description.js";
import { AUTHENTICATOR_DIFFERENCES, isSame } from "./differences.js";

const { clientId } = DEFAULT_CLIENT;

/** @type {import("../tapis/index.js").Tapis} */
let tapis;
/** @type {Awaited<ReturnType<typeof readDescription>>} */
let description;

before(async () => {
  [tapis, description] = await Promise.all([startTapis(), readDescription("authenticator")]);
});
beforeEach(() => tapis.reset());
after(() => tapis.close());

/**
 * @param {string} path below /v3/oauth2
 * @param {object} [body] nothing: GET
 * @param {Record<string, string>} [more] headers
 */
async function ask(path, body, more = {}) {
  const method = body ? "POST" : "GET";
  const text = body ? JSON.stringify(body) : "";
  const headers = { ...(body && { "content-type": "application/json" }), ...more };
  const response = await fetch(`${tapis.origin}/v3/oauth2${path}`, {
    ...{ method, headers, body: text || null },
  });
  const answer = await response.text();
  const exchange = { method, path: `/v3/oauth2${path}`, query: "", headers, body: text };
  return { ...exchange, status: response.status, answer };
}

async function newCode() {
  const { answer } = await ask("/device/code", { client_id: clientId });
  return JSON.parse(answer).result;
}

const grant = async (/** @type {boolean} */ isFinished) => {
  const { user_code: userCode, device_code: deviceCode } = await newCode();
  if (isFinished) tapis.authenticator.approve(userCode, "ann");
  const body = { grant_type: "device_code", client_id: clientId, device_code: deviceCode };
  return ask("/tokens", body);
};

/** One for each kind of answer. @type {Record<string, () => ReturnType<typeof ask>>} */
const ASKED = {
  "a code": () => ask("/device/code", { client_id: clientId }),
  "a code for an unknown client": () => ask("/device/code", { client_id: "unknown" }),
  tokens: () => grant(true),
  "tokens too early": () => grant(false),
  "that a token is revoked": async () =>
    ask("/tokens/revoke", {
      token: JSON.parse((await grant(true)).answer).result.access_token.access_token,
    }),
  "that no token is revoked": () => ask("/tokens/revoke", { token: "x.y.z" }),
  "what it supports": () => ask("/.well-known/oauth-authorization-server"),
  "a client": async () =>
    ask(
      "/clients",
      { client_id: "another", display_name: "Another" },
      { "x-tapis-token": await tapis.issueToken() },
    ),
};

/** @type {import("./description.js").Found[]} */
const met = [];

describe("the local Authenticator answers as described, but for what is known,", () => {
  for (const [name, asked] of Object.entries(ASKED)) {
    test(`asked for ${name}`, async () => {
      const found = description.inAnswer(await asked());
      met.push(...found);
      const unknown = found.filter(
        (each) => !AUTHENTICATOR_DIFFERENCES.some((known) => isSame(known, each)),
      );
      assert.deepEqual(unknown, []);
    });
  }

  test("and each of what is known was met", () => {
    const unmet = AUTHENTICATOR_DIFFERENCES.filter(
      (known) => !met.some((each) => isSame(known, each)),
    );
    assert.deepEqual(unmet, []);
  });
});

test("every request of our sign-in is as described", async () => {
  const site = await startSite({
    root: await buildSite({ name: "peers/sign-in", apiOrigin: tapis.origin }),
  });
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    await page.exposeFunction("approve", (/** @type {string} */ code) =>
      tapis.authenticator.approve(code, "ann"),
    );
    await page.goto(site.origin);
    await page.evaluate(signInAndOut, { baseUrl: tapis.origin, clientId });

    const calls = tapis.requests.map(({ call }) => call);
    assert.deepEqual(calls.toSorted(), [
      "createDeviceCode",
      "createToken",
      "revokeToken",
      "revokeToken",
    ]);
    for (const { method, path, headers, body } of tapis.requests) {
      const exchange = { method, path, query: "", headers: /** @type {any} */ (headers), body };
      assert.deepEqual(description.inRequest(exchange), [], path);
    }
  } finally {
    await browser.close();
    await site.close();
  }
});

/** Inside the page. @param {{ baseUrl: string, clientId: string }} options */
async function signInAndOut(options) {
  const path = "/tms.js";
  /** @type {typeof import("../../web/tms.js")} */
  const tms = await import(path);
  let revoked = () => {};
  const refreshTokenRevoked = new Promise((resolve) => (revoked = () => resolve(null)));
  const signIn = await tms.startSignIn({
    ...options,
    onStep: ({ step, response }) => step === "revoke-token" && response && revoked(),
  });
  await /** @type {any} */ (globalThis).approve(signIn.userCode);
  const tapis = await signIn.poll();
  await refreshTokenRevoked;
  await tapis?.signOut();
}
