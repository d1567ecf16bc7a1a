// Faults on order: what the client sees, whether the server has acted, and for which requests they hold.

import assert from "node:assert/strict";
import { get } from "node:http";
import { describe, test } from "node:test";
import { thrownError } from "../index.js";
import { tapis, token } from "../started-tapis.js";
import { ask } from "../test-client.js";

const USER = "/v3/systems/credential/stampede3/user/ann";

const list = () => ask(tapis.origin, "GET", "/v3/systems?listType=ALL", { token });
const create = () => {
  const headers = { "content-type": "application/json" };
  return ask(tapis.origin, "POST", `${USER}?createTmsKeys=true`, { token, headers, body: "{}" });
};

describe("A canned answer", () => {
  test("replaces the true one, status, headers and body, while the server does nothing", async () => {
    tapis.order(
      { call: "createUserCredential" },
      { status: 503, headers: { "retry-after": "1" }, body: "busy" },
    );
    const reply = await create();
    assert.equal(reply.status, 503);
    assert.equal(reply.headers["retry-after"], "1");
    assert.equal(reply.text, "busy");
    assert.equal(reply.headers["access-control-allow-origin"], "*");
    assert.equal(tapis.credential("stampede3", "ann"), null);
  });

  test("can be any answer of the service, or an object to write as JSON", async () => {
    tapis.order({ call: "getSystems" }, thrownError(500, "SYSAPI_SELECT_ERROR oops"));
    tapis.order({ call: "getSystems" }, { body: { result: 1 } });
    assert.equal((await list()).json.message, "SYSAPI_SELECT_ERROR oops");
    const reply = await list();
    assert.deepEqual(reply.json, { result: 1 });
    assert.equal(reply.headers["content-type"], "application/json");
  });

  test("with act changes the answer after the work is done", async () => {
    tapis.order({ call: "createUserCredential" }, { act: true, status: 200 });
    const reply = await create();
    assert.equal(reply.status, 200);
    assert.match(reply.json.message, /^SYSAPI_CRED_UPDATED/);
    assert.notEqual(tapis.credential("stampede3", "ann"), null);
  });

  test("can come long before the work is done", async () => {
    tapis.order({ call: "createUserCredential" }, { status: 504, body: "", late: 200 });
    const reply = await create();
    assert.equal(reply.status, 504);
    assert.equal(tapis.credential("stampede3", "ann"), null);
    await tapis.waitForRequest({ call: "createUserCredential", acted: true });
    assert.notEqual(tapis.credential("stampede3", "ann"), null);
  });

  test("leaves no work for after a reset", async () => {
    tapis.order({ call: "createUserCredential" }, { drop: "before-headers", late: 100 });
    await assert.rejects(create);
    tapis.reset([{ id: "stampede3" }]);
    await new Promise((over) => setTimeout(over, 200));
    assert.equal(tapis.credential("stampede3", "ann"), null);
  });

  test("can come without CORS headers", async () => {
    tapis.order({ call: "getSystems" }, { cors: false });
    const reply = await list();
    assert.equal(reply.status, 200);
    assert.equal(reply.headers["access-control-allow-origin"], undefined);
  });

  test("can be a redirect", async () => {
    tapis.order({ call: "getSystems" }, { redirect: "http://127.0.0.1:9/" });
    const reply = await list();
    assert.equal(reply.status, 302);
    assert.equal(reply.headers.location, "http://127.0.0.1:9/");
  });
});

describe("A lost answer", () => {
  for (const drop of /** @type {const} */ (["before-headers", "after-headers"])) {
    test(`(${drop}) may leave the work undone or, with act, done`, async () => {
      tapis.order({ call: "createUserCredential" }, { drop });
      await assert.rejects(create());
      assert.equal(tapis.credential("stampede3", "ann"), null);
      tapis.order({ call: "createUserCredential" }, { drop, act: true });
      await assert.rejects(create());
      assert.notEqual(tapis.credential("stampede3", "ann"), null);
    });
  }

  test("before the headers closes connections for reuse, as browsers repeat requests on reused ones", async () => {
    assert.equal((await keptAliveHeaders()).connection, "keep-alive");
    tapis.order({ call: "getSystems" }, { drop: "before-headers" });
    assert.equal((await keptAliveHeaders()).connection, "close");
  });

  test("in the middle of the body has brought the headers and half the body", async () => {
    tapis.order({ call: "getSystems" }, { drop: "mid-body" });
    const { status, length, received, complete } = await partOf("/v3/systems?listType=ALL");
    assert.equal(status, 200);
    assert.equal(received, Math.floor(length / 2));
    assert.equal(complete, false);
  });

  test("may never come, until the reset", async () => {
    tapis.order({ call: "createUserCredential" }, { hang: true, act: true });
    const waiting = create();
    await tapis.waitForRequest({ call: "createUserCredential", acted: true });
    assert.notEqual(tapis.credential("stampede3", "ann"), null);
    const dropped = assert.rejects(waiting);
    tapis.reset();
    await dropped;
  });
});

describe("A bad body", () => {
  test("can be cut short in proper framing", async () => {
    tapis.order({ call: "getSystems" }, { truncate: 40 });
    const reply = await list();
    assert.equal(reply.text.length, 40);
    assert.equal(reply.headers["content-length"], "40");
    assert.equal(reply.json, undefined);
  });

  test("can go on slowly without end, until the reset", async () => {
    tapis.order({ call: "getSystems" }, { slowBody: 5 });
    const part = partOf("/v3/systems", 10);
    await part.atLeast;
    tapis.reset();
    assert.equal((await part).complete, false);
  });

  test("can be huge", async () => {
    tapis.order({ call: "getSystems" }, { hugeBody: 3 });
    const reply = await list();
    assert.equal(reply.json.result.length, 3 * 1024 * 1024);
  });
});

describe("Latency", () => {
  const milliseconds = async (/** @type {() => Promise<unknown>} */ run) => {
    const startedAt = performance.now();
    await run();
    return performance.now() - startedAt;
  };

  test("delays every answer but preflights", async () => {
    tapis.latency(200);
    assert.ok((await milliseconds(list)) >= 195);
    tapis.latency(5000);
    const abandoned = new AbortController();
    const { signal } = abandoned;
    const answer = ask(tapis.origin, "GET", "/v3/systems", { token, signal }).then(
      () => "answer",
      () => "given up",
    );
    const preflight = ask(tapis.origin, "OPTIONS", USER).then(() => "preflight");
    assert.equal(await Promise.race([answer, preflight]), "preflight");
    abandoned.abort();
    assert.equal(await answer, "given up");
    tapis.latency(200, { preflights: true });
    assert.ok((await milliseconds(() => ask(tapis.origin, "OPTIONS", USER))) >= 195);
  });

  test("of one call delays its true answer", async () => {
    tapis.order({ call: "getSystems" }, { latency: 200 });
    assert.ok((await milliseconds(async () => assert.equal((await list()).status, 200))) >= 195);
  });

  test("comes before the work, or with act after it", async () => {
    tapis.order({ call: "createUserCredential" }, { latency: 200 });
    const waiting = create();
    await tapis.waitForRequest({ call: "createUserCredential" });
    assert.equal(tapis.credential("stampede3", "ann"), null);
    await waiting;
    tapis.reset([{ id: "stampede3" }]);
    tapis.order({ call: "createUserCredential" }, { latency: 200, act: true });
    const whole = milliseconds(create);
    await tapis.waitForRequest({ call: "createUserCredential", acted: true });
    assert.notEqual(tapis.credential("stampede3", "ann"), null);
    assert.ok((await whole) >= 195);
  });
});

describe("An order", () => {
  const statuses = async (count = 3) => {
    const seen = [];
    for (let i = 0; i < count; i += 1) seen.push((await list()).status);
    return seen;
  };

  test("holds for one request, for several, or until the reset", async () => {
    tapis.order({ call: "getSystems" }, { status: 503 });
    assert.deepEqual(await statuses(), [503, 200, 200]);
    tapis.order({ call: "getSystems", times: 2 }, { status: 503 });
    assert.deepEqual(await statuses(), [503, 503, 200]);
    tapis.order({ call: "getSystems", times: Infinity }, { status: 503 });
    assert.deepEqual(await statuses(), [503, 503, 503]);
    tapis.reset();
    assert.deepEqual(await statuses(1), [200]);
  });

  test("can let some requests pass first", async () => {
    tapis.order({ call: "getSystems", skip: 2 }, { status: 503 });
    assert.deepEqual(await statuses(), [200, 200, 503]);
  });

  test("goes after older orders", async () => {
    tapis.order({ call: "getSystems" }, { status: 502 });
    tapis.order({ call: "getSystems" }, { status: 503 });
    assert.deepEqual(await statuses(), [502, 503, 200]);
  });

  test("matches method, path, system, user, or whatever a function says", async () => {
    const check = (/** @type {string} */ system) =>
      ask(tapis.origin, "POST", `/v3/systems/credential/${system}/user/ann/check`, { token });
    tapis.order({ call: "checkUserCredential", system: "a.b" }, { status: 418 });
    assert.equal((await check("stampede3")).status, 401);
    assert.equal((await check("a%2Eb")).status, 418);
    tapis.order({ username: "ann", method: "POST" }, { status: 418 });
    assert.equal((await check("stampede3")).status, 418);
    tapis.order({ path: /\/check$/ }, { status: 418 });
    assert.equal((await check("stampede3")).status, 418);
    tapis.order((entry) => entry.headers["x-tapis-token"] === token, { status: 418 });
    assert.equal((await check("stampede3")).status, 418);
  });

  test("concerns preflights only if it names them", async () => {
    tapis.order({ method: "OPTIONS" }, { status: 418 });
    assert.equal((await ask(tapis.origin, "OPTIONS", USER)).status, 200);
    tapis.order({ call: "preflight" }, { status: 418 });
    assert.equal((await ask(tapis.origin, "OPTIONS", USER)).status, 418);
  });

  test("that nobody asked for is reported", async () => {
    tapis.order({ call: "getSystem" }, { status: 503 });
    tapis.order({ call: "getSystems", times: 2 }, { status: 503 });
    tapis.order({ call: "getSystems", times: Infinity }, { hang: true });
    tapis.order({ call: "healthcheck", times: Infinity }, { status: 503 });
    await ask(tapis.origin, "GET", "/v3/systems/healthcheck");
    await list();
    assert.deepEqual(tapis.unusedFaults(), [
      'call: getSystem: {"status":503} (1 left)',
      'call: getSystems: {"status":503} (1 left)',
      'call: getSystems: {"hang":true} (Infinity left)',
    ]);
    await list();
    tapis.reset();
    assert.deepEqual(tapis.unusedFaults(), []);
  });
});

/** Headers of an answer to a client that would keep its connection. */
async function keptAliveHeaders() {
  const { promise, resolve, reject } = withResolvers();
  const path = "/v3/systems/healthcheck";
  const headers = { connection: "keep-alive" };
  get(`${tapis.origin}${path}`, { agent: false, headers }, (response) => {
    response.resume();
    resolve(response.headers);
  }).on("error", reject);
  return promise;
}

/**
 * Reads what comes of an answer that breaks off. `atLeast` resolves when so many bytes have come.
 * @param {string} path
 * @param {number} [bytes]
 */
function partOf(path, bytes = Infinity) {
  const enough = withResolvers();
  const done = withResolvers();
  get(
    `${tapis.origin}${path}`,
    { agent: false, headers: { "x-tapis-token": token } },
    (response) => {
      let received = 0;
      response.on("data", (chunk) => {
        received += chunk.length;
        if (received >= bytes) enough.resolve(received);
      });
      response.on("error", () => {});
      response.on("close", () => {
        const length = Number(response.headers["content-length"]);
        done.resolve({
          status: response.statusCode,
          length,
          received,
          complete: response.complete,
        });
      });
    },
  );
  return Object.assign(done.promise, { atLeast: enough.promise });
}

/** @returns {{ promise: Promise<any>, resolve: (value: any) => void, reject: (reason: unknown) => void }} */
function withResolvers() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
