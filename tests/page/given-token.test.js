// What is said of something that a page gave as a token.

import assert from "node:assert/strict";
import { test } from "node:test";

import { judgeGivenTokens } from "../../web/page/given-token.js";
import { createFakeClient, FakeTapisError } from "./fake-client.js";

/** @param {Error} [error] in which connecting ends */
function judged(error) {
  const { client } = createFakeClient();
  const connectTapis = async (/** @type {any} */ options) => {
    if (error) throw error;
    return client.connectTapis(options);
  };
  return judgeGivenTokens({ ...client, connectTapis });
}

const malformed = () =>
  new FakeTapisError({ code: "token_malformed", message: "Copy the whole access token." });

for (const [token, kind] of /** @type {const} */ ([
  ["", "it is empty"],
  [" \n", "it is empty"],
  [undefined, "it is empty"],
  ["\n<!doctype html><title>Sign in</title>", "it is a web page"],
  ["eyJhbGciOiJSUzI1NiJ9.eyJ0YXBpcy90b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2ln\n", "it is another token"],
  ["Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "it is not a token"],
  ["eyJhbGciOiJSUzI1NiJ9.e30", "it is not a token"],
  ['{"detail":"secret-words"}', "it is not a token"],
]))
  test(`of ${JSON.stringify(token)} it is said that ${kind}, and not what it is`, async () => {
    await assert.rejects(judged(malformed()).connectTapis({ token }), {
      constructor: FakeTapisError,
      code: "token_malformed",
      message: `This page did not give a Tapis access token (${kind}). Please tell those who run this page.`,
    });
  });

test("what is no matter of the token is said as it is, and what connects connects", async () => {
  const other = new FakeTapisError({ code: "invalid_argument", message: "Leave out /v3." });
  await assert.rejects(judged(other).connectTapis({ token: "eyJ.a" }), other);
  const broken = new Error("The credentials module could not be loaded.");
  await assert.rejects(judged(broken).connectTapis({ token: "eyJ.a" }), broken);
  assert.equal((await judged().connectTapis({ token: "eyJ.a" })).username, "jdoe");
});
