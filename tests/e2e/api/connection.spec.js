// A connection: what it says, closing it, cancel, timeouts, and answers that break the contract.

import { expect, SYSTEM, test } from "./one-page.js";

test("connecting sends no request and says whose token it is", async ({ page, tapis }) => {
  const token = await tapis.issueToken({ username: "bob", tenant: "portals", expiresIn: 3600 });

  const connection = await page.evaluate(async (given) => {
    const path = "/tms.js";
    const { connectTapis } = await import(path);
    const { username, tenant, baseUrl, expiresAt } = await connectTapis({ token: given });
    return {
      username,
      tenant,
      baseUrl,
      isDate: expiresAt instanceof Date,
      inMs: expiresAt - Date.now(),
    };
  }, token);

  expect(connection).toMatchObject({
    username: "bob",
    tenant: "portals",
    baseUrl: tapis.origin,
    isDate: true,
  });
  expect(connection.inMs).toBeGreaterThan(3_590_000);
  expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
});

test("close ends what is under way, and later calls reject with closed", async ({
  page,
  tapis,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  const token = await tapis.issueToken();

  const codes = await page.evaluate(
    async ({ given, system }) => {
      const path = "/tms.js";
      const { connectTapis, checkTmsCredentials } = await import(path);
      const tapisConnection = await connectTapis({ token: given });
      const underWay = checkTmsCredentials(tapisConnection, system).catch(
        (/** @type {any} */ error) => error.code,
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      tapisConnection.close();
      tapisConnection.close();
      const later = checkTmsCredentials(tapisConnection, system).catch(
        (/** @type {any} */ error) => error.code,
      );
      return [await underWay, await later];
    },
    { given: token, system: SYSTEM },
  );

  expect(codes).toEqual(["closed", "closed"]);
  await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
});

test("cancel aborts the requests and rejects with cancelled", async ({ tapis, call }) => {
  for (const name of ["checkUserCredential", "getSystem"])
    tapis.order({ call: name }, { hang: true });

  const { error } = await call("establishTmsCredentials", [SYSTEM], { abortAfterMs: 500 });

  expect(error?.code).toBe("cancelled");
  await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
  await tapis.waitForRequest({ call: "getSystem", aborted: true });
  expect(tapis.requestsOf("createUserCredential")).toEqual([]);
});

test("a signal that is aborted already starts nothing", async ({ page, tapis }) => {
  const token = await tapis.issueToken();

  const code = await page.evaluate(
    async ({ given, system }) => {
      const path = "/tms.js";
      const { connectTapis, establishTmsCredentials } = await import(path);
      const connection = await connectTapis({ token: given });
      const options = { signal: AbortSignal.abort() };
      return establishTmsCredentials(connection, system, undefined, options).catch(
        (/** @type {any} */ error) => error.code,
      );
    },
    { given: token, system: SYSTEM },
  );

  expect(code).toBe("cancelled");
  expect(tapis.requests).toEqual([]);
});

test("cancelling a create says that it may still take effect", async ({ tapis, call }) => {
  tapis.order({ call: "createUserCredential" }, { act: true, hang: true });

  const { error } = await call("establishTmsCredentials", [SYSTEM], { abortAfterMs: 500 });

  expect(error?.code).toBe("cancelled");
  expect(error?.message).toContain("may still take effect");
});

test("a request that is not answered in time ends as a timeout", async ({ tapis, call }) => {
  tapis.order({ call: "checkUserCredential", times: 3 }, { hang: true });

  const { error } = await call("checkTmsCredentials", [SYSTEM], { connect: { timeoutMs: 200 } });

  expect(error).toMatchObject({ code: "timeout", httpStatus: 0, retryable: true });
});

for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "1000"]) {
  test(`a timeout of ${timeoutMs} is refused`, async ({ call }) => {
    expect(
      (await call("checkTmsCredentials", [SYSTEM], { connect: { timeoutMs } })).error?.code,
    ).toBe("invalid_argument");
  });
}

/** @type {[name: string, fault: import("../../tapis/wire/faults.js").Fault, code: string][]} */
const BROKEN_ANSWERS = [
  [
    "HTML where JSON is due",
    { status: 200, body: "<html>Please sign in</html>" },
    "invalid_response",
  ],
  ["JSON that is cut short", { status: 200, body: '{"status": "succ' }, "invalid_response"],
  ["JSON of another shape", { status: 200, body: "[]" }, "invalid_response"],
  ["JSON with wrong types", { status: 200, body: { status: 1, message: [] } }, "invalid_response"],
  [
    "JSON nested a hundred thousand deep",
    { status: 200, body: "[".repeat(100_000) },
    "invalid_response",
  ],
  ["nine mebibytes", { hugeBody: 9 }, "invalid_response"],
  ["an empty 500, again and again", { status: 500, body: "" }, "server_error"],
  ["429, again and again", { status: 429, body: "" }, "service_unavailable"],
  ["no CORS header", { status: 200, body: "{}", cors: false }, "network_error"],
];

for (const [name, fault, code] of BROKEN_ANSWERS) {
  test(`an answer with ${name} ends as ${code}, and the module goes on working`, async ({
    tapis,
    call,
  }) => {
    const times = ["server_error", "service_unavailable", "network_error"].includes(code) ? 3 : 1;
    tapis.order({ call: "checkUserCredential", times }, fault);

    const { error } = await call("checkTmsCredentials", [SYSTEM]);

    expect(error?.code).toBe(code);
    expect((await call("checkTmsCredentials", [SYSTEM])).result.status).toBe("missing");
  });
}

test("an answer that comes from a redirect is not believed", async ({ tapis, call }) => {
  tapis.setCredential(SYSTEM, "ann");
  tapis.order(
    { call: "checkUserCredential" },
    { redirect: `${tapis.origin}/v3/systems/healthcheck` },
  );

  const { error } = await call("checkTmsCredentials", [SYSTEM]);

  expect(error?.code).toBe("invalid_response");
});

test("what an onStep callback throws reaches the page's error handler and disturbs nothing", async ({
  page,
  tapis,
}) => {
  const token = await tapis.issueToken();

  const { status, thrown } = await page.evaluate(
    async ({ given, system }) => {
      const path = "/tms.js";
      const { connectTapis, checkTmsCredentials } = await import(path);
      let count = 0;
      addEventListener("error", (event) => {
        event.preventDefault();
        count += 1;
      });
      const connection = await connectTapis({ token: given });
      const onStep = () => {
        throw new Error("a fault of the caller's");
      };
      const result = await checkTmsCredentials(connection, system, undefined, { onStep });
      return { status: result.status, thrown: count };
    },
    { given: token, system: SYSTEM },
  );

  expect({ status, thrown }).toEqual({ status: "missing", thrown: 2 });
});
