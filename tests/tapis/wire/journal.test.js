// The journal, the reset between tests, and the secure mode.

import assert from "node:assert/strict";
import { connect } from "node:http2";
import { describe, test } from "node:test";
import { startTapis } from "../index.js";
import { tapis, token } from "../started-tapis.js";
import { ask } from "../test-client.js";

const CHECK = "/v3/systems/credential/stampede3/user/ann/check";
const check = (/** @type {AbortSignal | undefined} */ signal = undefined) =>
  ask(tapis.origin, "POST", CHECK, { token, signal });

describe("The journal", () => {
  test("tells what was asked and what became of it", async () => {
    const headers = { "content-type": "application/json" };
    const path =
      "/v3/systems/credential/stampede3/user/a%20b?createTmsKeys=true&skipCredentialCheck=false";
    await ask(tapis.origin, "POST", path, { token, headers, body: '{"a":1}' });
    const [{ startedAt, endedAt, headers: sent, ...entry }] = tapis.requests;
    assert.deepEqual(
      { ...entry, query: { ...entry.query } },
      {
        call: "createUserCredential",
        method: "POST",
        path: "/v3/systems/credential/stampede3/user/a%20b",
        query: { createTmsKeys: "true", skipCredentialCheck: "false" },
        body: '{"a":1}',
        system: "stampede3",
        username: "a b",
        status: 500,
        ended: true,
        acted: true,
        aborted: false,
        faulted: false,
      },
    );
    assert.equal(sent["x-tapis-token"], token);
    assert.ok(Math.abs(startedAt - Date.now()) < 5000);
    assert.ok(endedAt !== null && endedAt >= startedAt);
  });

  test("keeps preflights apart, and unknown paths and wrong methods under these names", async () => {
    await ask(tapis.origin, "OPTIONS", CHECK);
    await ask(tapis.origin, "GET", "/v3/nothing");
    await ask(tapis.origin, "GET", CHECK);
    assert.deepEqual(
      tapis.preflights.map(({ path }) => path),
      [CHECK],
    );
    assert.deepEqual(
      tapis.requests.map(({ call }) => call),
      ["unknownPath", "wrongMethod"],
    );
    assert.equal(tapis.requestsOf("unknownPath").length, 1);
  });

  test("knows the most requests of a call that were open at once", async () => {
    tapis.latency(100);
    await Promise.all([check(), check(), check()]);
    await check();
    assert.equal(tapis.maxInFlight("checkUserCredential"), 3);
    assert.equal(tapis.maxInFlight("getSystems"), 0);
  });

  test("never counts requests that follow one another as open at once", async () => {
    for (let i = 0; i < 30; i += 1) await check();
    assert.equal(tapis.maxInFlight("checkUserCredential"), 1);
  });

  test("tells that the client gave up", async () => {
    tapis.order({ call: "checkUserCredential" }, { hang: true });
    const controller = new AbortController();
    const asked = assert.rejects(check(controller.signal));
    await tapis.waitForRequest({ call: "checkUserCredential" });
    controller.abort();
    await asked;
    const entry = await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
    assert.equal(entry.status, 0);
    assert.equal(entry.ended, true);
  });

  test("does not blame the client for an ordered drop", async () => {
    tapis.order({ call: "checkUserCredential" }, { drop: "after-headers" });
    await assert.rejects(check());
    const [entry] = tapis.requests;
    assert.deepEqual([entry.aborted, entry.faulted, entry.status], [false, true, 200]);
  });

  test("can be waited for: past requests, requests to come, and in vain", async () => {
    await check();
    assert.equal((await tapis.waitForRequest({ system: "stampede3" })).status, 401);
    const coming = tapis.waitForRequest({ call: "getSystems", ended: true });
    await ask(tapis.origin, "GET", "/v3/systems", { token });
    assert.equal((await coming).status, 200);
    await assert.rejects(
      tapis.waitForRequest({ call: "getSystem" }, { timeoutMs: 20 }),
      /call: getSystem/,
    );
  });
});

describe("The reset", () => {
  test("puts everything back to the start and sets the given systems", async () => {
    tapis.setCredential("stampede3", "ann");
    tapis.revokeToken(token);
    tapis.behave({ tms: "unreachable" });
    tapis.latency(10_000);
    tapis.order({ call: "getSystem" }, { status: 500 });
    tapis.reset([{ id: "frontera" }]);
    const reply = await ask(
      tapis.origin,
      "GET",
      "/v3/systems?listType=ALL&select=id,hasCredentials",
      { token },
    );
    assert.deepEqual(reply.json.result, [{ hasCredentials: "false", id: "frontera" }]);
    assert.equal(tapis.credential("stampede3", "ann"), null);
    assert.deepEqual(tapis.unusedFaults(), []);
    const path = "/v3/systems/credential/frontera/user/ann?createTmsKeys=true";
    assert.equal((await ask(tapis.origin, "POST", path, { token, body: "{}" })).status, 201);
    assert.equal(tapis.requests.length, 2);
  });

  test("keeps requests from before out of the counts", async () => {
    tapis.order({ call: "checkUserCredential" }, { hang: true });
    const asked = assert.rejects(check());
    await tapis.waitForRequest({ call: "checkUserCredential" });
    tapis.reset([{ id: "stampede3" }]);
    await asked;
    await check();
    assert.equal(tapis.maxInFlight("checkUserCredential"), 1);
    assert.equal(tapis.requests.length, 1);
  });
});

describe("In the secure mode", () => {
  test("HTTP/2 answers, faults and the journal work as in the plain mode", async () => {
    const secure = await startTapis({ http2: true });
    secure.reset([{ id: "stampede3" }]);
    const session = connect(secure.origin, { rejectUnauthorized: false });
    const header = { "x-tapis-token": await secure.issueToken() };
    try {
      const list = () => askHttp2(session, "/v3/systems?listType=ALL", header);
      assert.match(secure.origin, /^https:/);
      const { status, text } = await list();
      assert.equal(status, 200);
      assert.equal(JSON.parse(text).result[0].id, "stampede3");
      for (const drop of /** @type {const} */ (["before-headers", "after-headers", "mid-body"])) {
        secure.order({ call: "getSystems" }, { drop });
        await assert.rejects(list());
      }
      assert.deepEqual(secure.unusedFaults(), []);
      assert.deepEqual(
        secure.requests.map((entry) => entry.status),
        [200, 0, 200, 200],
      );
    } finally {
      session.destroy();
      await secure.close();
    }
  });
});

test("close ends requests that hang", async () => {
  const other = await startTapis();
  other.order({ call: "healthcheck" }, { hang: true });
  const asked = assert.rejects(ask(other.origin, "GET", "/v3/systems/healthcheck"));
  await other.waitForRequest({ call: "healthcheck" });
  await other.close();
  await asked;
});

/**
 * @param {import("node:http2").ClientHttp2Session} session
 * @param {string} path
 * @param {Record<string, string>} headers
 * @returns {Promise<{ status: number, text: string }>}
 */
function askHttp2(session, path, headers) {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":path": path, ...headers });
    let status = 0;
    let text = "";
    stream.setEncoding("utf8");
    stream.on("response", (received) => (status = received[":status"] ?? 0));
    stream.on("data", (chunk) => (text += chunk));
    stream.on("error", reject);
    stream.on("end", () => resolve({ status, text }));
  });
}
