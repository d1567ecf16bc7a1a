import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { findAccessToken, TokenTextError } from "../../../web/page/session/find-token.js";

const TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqZG9lIn0.c2ln";
const REFRESH = "eyJyZWZyZXNo.eyJ0b2tlbiI6MX0.c2ln";

/** @param {string} text */
function refusal(text) {
  try {
    findAccessToken(text);
  } catch (error) {
    assert.ok(error instanceof TokenTextError, `not a TokenTextError: ${error}`);
    return error.message;
  }
  return assert.fail("no error");
}

describe("an access token is found in", () => {
  /** @type {Record<string, string>} */
  const texts = {
    "the bare token": TOKEN,
    "a token with white space around it": `\n  ${TOKEN}\r\n`,
    "a token in the quotes of a notebook's output": `'${TOKEN}'`,
    "a token as a JSON text": JSON.stringify(TOKEN),
    "the file of OpsUtils": JSON.stringify({
      access_token: TOKEN,
      expires_at: "2026-05-01T10:00:00+00:00",
    }),
    "the JupyterHub's .tapis-token": JSON.stringify({
      tenantid: "designsafe",
      baseurl: "https://designsafe.tapis.io",
      username: "jdoe",
      access_token: TOKEN,
      refresh_token: REFRESH,
      expires_in: "14400",
    }),
    "the JupyterHub's .tapipy": JSON.stringify([
      { token: TOKEN, refresh_token: REFRESH, tenant_id: "designsafe" },
    ]),
    "an answer of the tokens endpoint": JSON.stringify({
      result: {
        access_token: { access_token: TOKEN, expires_in: 14400 },
        refresh_token: { refresh_token: REFRESH },
      },
      status: "success",
    }),
    "the result of such an answer": JSON.stringify({
      access_token: { access_token: TOKEN },
      refresh_token: { refresh_token: REFRESH },
    }),
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => assert.equal(findAccessToken(text), TOKEN));
  }
});

describe("a clear error, without a piece of the text, for", () => {
  /** @type {Record<string, [text: string, reason: RegExp]>} */
  const texts = {
    "an empty file": ["  \n", /nothing in it/],
    "a shopping list": ["milk, eggs\nbread", /neither a Tapis access token nor a token file/],
    "a broken JSON file": [`{"access_token": "${TOKEN}"`, /neither a Tapis access token nor/],
    "a JSON file without a token": ['{"name": "value"}', /No access token was found/],
    "an empty access token": ['{"access_token": ""}', /No access token was found/],
    "a token that is a number": ['{"access_token": 17}', /No access token was found/],
    "an empty list": ["[]", /No access token was found/],
    "a number": ["17", /No access token was found/],
    "a file with nothing but a refresh token": [
      JSON.stringify({ refresh_token: REFRESH }),
      /refresh token without an access token/,
    ],
    "a .tapipy with nothing but a refresh token": [
      JSON.stringify([{ refresh_token: REFRESH }]),
      /refresh token without an access token/,
    ],
    "an answer with nothing but a refresh token": [
      JSON.stringify({ result: { refresh_token: { refresh_token: REFRESH } } }),
      /refresh token without an access token/,
    ],
  };
  for (const [name, [text, reason]] of Object.entries(texts)) {
    test(name, () => {
      const message = refusal(text);
      assert.match(message, reason);
      for (const secret of [TOKEN, REFRESH, "milk"]) assert.ok(!message.includes(secret));
    });
  }
});
