// Signing in with a device code: what is asked, what comes of it, and what ends it.

import { expect, SYSTEM, test as base } from "../one-page.js";
import { CODE_HOLDS_MS, ENDS } from "./sign-in.js";
import { CLIENT, codeGiven, signInFixtures } from "./fixtures.js";

const test = base.extend(signInFixtures);

const DAY_MS = 24 * 3600 * 1000;
/** A browser asks again by itself where a connection breaks, so such a fault is for every request until it is withdrawn. */
const ALWAYS = { times: Infinity };

test("a code is asked for once, by the client's id, without a token, cookie or password", async ({
  page,
  tapis,
  signIn,
}) => {
  const session = tapis.authenticator.signIn("ann");
  await page.context().addCookies([{ ...session, url: tapis.origin }]);

  const { userCode, verificationUrl } = await signIn.start();

  const [code] = tapis.authenticator.deviceCodes;
  expect(userCode).toBe(code.userCode);
  expect(verificationUrl).toBe(`${tapis.origin}/v3/oauth2/device?client_id=${CLIENT}`);
  await signIn.finish();
  await signIn.signOut();
  await page.context().clearCookies();

  expect(tapis.requests.map(({ call }) => call).toSorted()).toEqual(
    ["createDeviceCode", "createToken", "revokeToken", "revokeToken"].toSorted(),
  );
  const [{ body }] = tapis.requests;
  expect(JSON.parse(body)).toEqual({ client_id: CLIENT });
  for (const { method, headers, query } of tapis.requests) {
    expect([method, headers["content-type"], query]).toEqual(["POST", "application/json", {}]);
    for (const name of ["x-tapis-token", "cookie", "authorization"])
      expect(headers).not.toHaveProperty(name);
  }
});

for (const codeExpiry of /** @type {const} */ (["http-date", "iso", "iso-without-zone"])) {
  test(`the code's end is read as Tapis writes it: ${codeExpiry}`, async ({ tapis, signIn }) => {
    tapis.behave({ codeExpiry });

    const { expiresAt } = await signIn.start();

    const [code] = tapis.authenticator.deviceCodes;
    expect(Math.abs(expiresAt - code.expiresAt)).toBeLessThan(1000);
  });
}

test("every way of writing an end is read the same, and what cannot be read is ten minutes from now", async ({
  tapis,
  signIn,
}) => {
  for (const [written, end] of ENDS) {
    tapis.order({ call: "createDeviceCode" }, codeGiven(tapis.origin, { expires_in: written }));

    const { expiresAt, now } = await signIn.start();

    const name = JSON.stringify(written) ?? "left out";
    const due = end ?? now + CODE_HOLDS_MS;
    expect(Math.abs(expiresAt - due), name).toBeLessThan(end === null ? 1000 : 1);
  }
});

test("a poll is null until the person has finished, and then a connection, which it stays", async ({
  tapis,
  signIn,
}) => {
  await signIn.start({ timeoutMs: 20_000 });

  expect(await signIn.poll()).toBeNull();
  expect(await signIn.poll()).toBeNull();
  const { expiresAt, ...connection } = await signIn.finish();

  expect(connection).toEqual({
    username: "ann",
    tenant: "designsafe",
    baseUrl: tapis.origin,
    isSame: false,
  });
  expect(Math.abs(expiresAt - Date.now() - 30 * DAY_MS)).toBeLessThan(60_000);
  const [code] = tapis.requests;
  expect(tapis.requestsOf("createToken")).toHaveLength(3);
  expect(JSON.parse(tapis.requestsOf("createToken")[0].body)).toEqual({
    grant_type: "device_code",
    client_id: CLIENT,
    device_code: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
  });
  expect(code.call).toBe("createDeviceCode");

  expect(await signIn.poll()).toMatchObject({ username: "ann", isSame: true });
  expect(tapis.requestsOf("createToken"), "nobody asks again").toHaveLength(3);
});

test("the connection does what any other does, with the token that was given", async ({
  page,
  tapis,
  signIn,
}) => {
  await signIn.start();
  await signIn.finish();

  const { systems, status } = await page.evaluate(async (systemId) => {
    const path = "/tms.js";
    /** @type {typeof import("../../../../web/tms.js")} */
    const tms = await import(path);
    const { tapis: connection } = /** @type {any} */ (window);
    const listed = await tms.listSystems(connection);
    const established = await tms.establishTmsCredentials(connection, systemId);
    return { systems: listed.map(({ id }) => id), status: established.status };
  }, SYSTEM);

  expect({ systems, status }).toEqual({ systems: [SYSTEM], status: "created" });
  const [{ accessToken }] = tapis.authenticator.issued;
  for (const { headers } of tapis.requests.filter(({ path }) => path.startsWith("/v3/systems")))
    expect(headers["x-tapis-token"]).toBe(accessToken);
});

test("two polls at a time ask once, and get the same", async ({ page, tapis, signIn }) => {
  await signIn.start();
  tapis.order({ call: "createToken" }, { latency: 200 });
  const none = await page.evaluate(async () => {
    const { signIn: it } = /** @type {any} */ (window);
    return Promise.all([it.poll(), it.poll()]);
  });
  expect(none).toEqual([null, null]);
  expect(tapis.requestsOf("createToken")).toHaveLength(1);

  const [{ userCode }] = tapis.authenticator.deviceCodes;
  tapis.authenticator.approve(userCode);
  tapis.order({ call: "createToken" }, { latency: 200 });
  const isSame = await page.evaluate(async () => {
    const { signIn: it } = /** @type {any} */ (window);
    const [one, other] = await Promise.all([it.poll(), it.poll()]);
    return one !== null && one === other;
  });
  expect(isSame).toBe(true);
  expect(tapis.requestsOf("createToken")).toHaveLength(2);
});

/** @type {[name: string, fault: import("../../../tapis/wire/faults.js").Fault, code: string][]} */
const FOR_NOW = [
  ["a lost question", { drop: "before-headers" }, "network_error"],
  ["an answer that other pages may not read", { status: 200, cors: false }, "network_error"],
  ["no answer in time", { hang: true }, "timeout"],
  ["429", { status: 429, body: "" }, "service_unavailable"],
  ["502", { status: 502, body: "<html>" }, "service_unavailable"],
  ["503", { status: 503, body: "<html>" }, "service_unavailable"],
  ["504", { status: 504, body: "<html>" }, "service_unavailable"],
  ["500", { status: 500, body: "" }, "server_error"],
];

test("a failure on the way ends nothing: it can be tried again, and the next poll succeeds", async ({
  tapis,
  signIn,
}) => {
  await signIn.start({ timeoutMs: 1_000 });
  for (const [name, fault, code] of FOR_NOW) {
    const withdraw = tapis.order({ call: "createToken", ...ALWAYS }, fault);
    const { error } = await signIn.poll();
    withdraw();

    expect({ ...error, name }).toMatchObject({ name, code, retryable: true });
    expect(error.message).toContain("Whether the sign-in is finished is not known");
    expect(await signIn.poll(), name).toBeNull();
  }
  expect(await signIn.finish()).toMatchObject({ username: "ann" });
});

test("a page of a proxy ends nothing, either", async ({ tapis, signIn }) => {
  await signIn.start();
  tapis.order({ call: "createToken" }, { status: 200, body: "<html>Sign in</html>" });

  expect((await signIn.poll()).error.code).toBe("invalid_response");
  expect(await signIn.finish()).toMatchObject({ username: "ann" });
});

test("where the answer with the tokens was lost, the next poll says that it is over", async ({
  tapis,
  signIn,
}) => {
  const { userCode } = await signIn.start();
  tapis.authenticator.approve(userCode);
  tapis.order({ call: "createToken" }, { act: true, status: 502, body: "" });

  expect((await signIn.poll()).error.code).toBe("service_unavailable");
  expect((await signIn.poll()).error).toMatchObject({ code: "sign_in_expired", retryable: false });
  const asked = tapis.requestsOf("createToken").length;
  expect((await signIn.poll()).error.code, "for good").toBe("sign_in_expired");
  expect(tapis.requestsOf("createToken"), "nobody asks again").toHaveLength(asked);
});

test("a code that has ended is told from one that is not known, and both are over", async ({
  tapis,
  signIn,
}) => {
  tapis.authenticator.typeCode((await signIn.start()).userCode);
  tapis.authenticator.expireCodes();
  expect((await signIn.poll()).error).toMatchObject({
    code: "sign_in_expired",
    httpStatus: 400,
    serverMessage: "device code has expired and is now deleted.",
    retryable: false,
  });

  await signIn.start();
  tapis.reset([{ id: SYSTEM }]);
  expect((await signIn.poll()).error).toMatchObject({
    code: "sign_in_expired",
    serverMessage: "device code not valid.",
  });
});

/** @type {[name: string, refuse: (tapis: import("../../../tapis/index.js").Tapis) => void, says: string][]} */
const REFUSALS = [
  [
    "a client that is gone",
    (tapis) => tapis.authenticator.removeClient(CLIENT),
    "Invalid client credentials",
  ],
  [
    "a grant that the tenant does not allow",
    (tapis) => tapis.behave({ grantTypes: ["password"] }),
    "this grant type is not allowed for this tenant",
  ],
];

for (const [name, refuse, says] of REFUSALS) {
  test(`${name} is told to the person in the words of Tapis, for good`, async ({
    tapis,
    signIn,
  }) => {
    await signIn.start();
    refuse(tapis);

    const { error } = await signIn.finish();

    expect(error).toMatchObject({ code: "sign_in_refused", httpStatus: 400, retryable: false });
    expect(error.message).toContain(says);
    expect(error.serverMessage).toContain(says);
    const asked = tapis.requestsOf("createToken").length;
    expect((await signIn.poll()).error.code).toBe("sign_in_refused");
    expect(tapis.requestsOf("createToken"), "nobody asks again").toHaveLength(asked);
  });
}

test("a client that Tapis does not know is refused at the start", async ({ tapis, signIn }) => {
  const { error } = await signIn.start({ clientId: "nobody" });

  expect(error).toMatchObject({
    code: "sign_in_refused",
    httpStatus: 400,
    serverMessage: "Invalid client: nobody",
    retryable: false,
  });
  expect(error.message).toContain("Invalid client: nobody");
  expect(error.message).toContain("those who run this page");
  expect(tapis.requests).toHaveLength(1);
});

test("a start that fails on the way is not repeated, and can be tried again", async ({
  tapis,
  signIn,
}) => {
  tapis.order({ call: "createDeviceCode" }, { status: 503, body: "" });

  const { error } = await signIn.start();

  expect(error).toMatchObject({ code: "service_unavailable", retryable: true });
  expect(tapis.requests).toHaveLength(1);
  expect((await signIn.start()).error).toBeUndefined();
});

test("cancel ends the poll that waits and all later ones", async ({ page, tapis, signIn }) => {
  await signIn.start();
  tapis.order({ call: "createToken" }, { hang: true });
  const waiting = signIn.poll();
  await tapis.waitForRequest({ call: "createToken" });

  await signIn.cancel();

  expect((await waiting).error.code).toBe("cancelled");
  expect((await signIn.poll()).error.code).toBe("cancelled");
  await signIn.cancel();
  expect((await signIn.poll()).error.code).toBe("cancelled");
  await tapis.waitForRequest({ call: "createToken", aborted: true });
  expect(tapis.requestsOf("createToken")).toHaveLength(1);
  expect(await page.evaluate(() => /** @type {any} */ (window).signIn.userCode)).not.toBe("");
});

test("cancel leaves a connection that is there already", async ({ signIn }) => {
  await signIn.start();
  await signIn.finish();

  await signIn.cancel();

  expect((await signIn.poll()).error.code).toBe("cancelled");
  expect(await signIn.use()).toBe("listed");
});

test("an aborted signal starts nothing; one that is aborted meanwhile, or later, cancels", async ({
  page,
  tapis,
}) => {
  const options = { clientId: CLIENT, baseUrl: tapis.origin };
  tapis.order({ call: "createDeviceCode" }, { hang: true });
  const meanwhile = page.evaluate(async (given) => {
    const path = "/tms.js";
    const { startSignIn } = await import(path);
    const codeOf = (/** @type {any} */ error) => error.code;
    const over = new AbortController();
    const ending = startSignIn({ ...given, signal: over.signal }).catch(codeOf);
    Object.assign(window, { over });
    return ending;
  }, options);
  await tapis.waitForRequest({ call: "createDeviceCode" });
  await page.evaluate(() => /** @type {any} */ (window).over.abort());
  expect(await meanwhile).toBe("cancelled");
  await tapis.waitForRequest({ call: "createDeviceCode", aborted: true });

  const [before, later] = await page.evaluate(async (given) => {
    const path = "/tms.js";
    const { startSignIn } = await import(path);
    const codeOf = (/** @type {any} */ error) => error.code;
    const over = new AbortController();
    const it = await startSignIn({ ...given, signal: over.signal });
    over.abort();
    return [
      await startSignIn({ ...given, signal: AbortSignal.abort() }).catch(codeOf),
      await it.poll().catch(codeOf),
    ];
  }, options);
  expect([before, later]).toEqual(["cancelled", "cancelled"]);
  expect(tapis.requestsOf("createDeviceCode")).toHaveLength(2);
  expect(tapis.requestsOf("createToken")).toEqual([]);
});

test("the refresh token is revoked at once, in the background, and never used", async ({
  tapis,
  signIn,
}) => {
  await signIn.start();
  tapis.order({ call: "revokeToken" }, { latency: 500 });

  expect(await signIn.finish()).toMatchObject({ username: "ann" });

  const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
  expect(tapis.isRevoked(refreshToken), "nobody waits for it").toBe(false);
  const { body } = await tapis.waitForRequest({ call: "revokeToken", acted: true });
  expect(JSON.parse(body)).toEqual({ token: refreshToken });
  expect([tapis.isRevoked(refreshToken), tapis.isRevoked(accessToken)]).toEqual([true, false]);
  expect(await signIn.use()).toBe("listed");
});

test("that the refresh token is not revoked shows in the steps, and in nothing else", async ({
  tapis,
  signIn,
}) => {
  await signIn.start();
  tapis.order({ call: "revokeToken" }, { status: 500, body: "" });
  tapis.order({ call: "revokeToken", times: 2 }, { status: 503, body: "" });

  expect(await signIn.finish()).toMatchObject({ username: "ann" });

  await expect
    .poll(async () =>
      (await signIn.steps()).filter(({ step, response }) => step === "revoke-token" && response),
    )
    .toHaveLength(3);
  const steps = await signIn.steps();
  expect(
    steps
      .filter(({ response }) => response)
      .map(({ step, attempt, response }) => [step, attempt, response?.httpStatus]),
  ).toEqual([
    ["device-code", 1, 200],
    ["token", 1, 200],
    ["revoke-token", 1, 500],
    ["revoke-token", 2, 503],
    ["revoke-token", 3, 503],
  ]);
  expect(await signIn.use()).toBe("listed");
});

test("each step is told when it is asked and when it is answered", async ({ tapis, signIn }) => {
  await signIn.start();
  await signIn.poll();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", ended: true });
  await expect.poll(async () => (await signIn.steps()).length).toBe(8);

  const steps = await signIn.steps();
  expect(
    steps.map(({ step, systemId, request, response }) => [
      `${step}${systemId}`,
      `${request.method} ${request.path}`,
      response?.summary,
    ]),
  ).toEqual([
    ["device-code", "POST /v3/oauth2/device/code", undefined],
    ["device-code", "POST /v3/oauth2/device/code", "code received"],
    ["token", "POST /v3/oauth2/tokens", undefined],
    ["token", "POST /v3/oauth2/tokens", "not finished yet"],
    ["token", "POST /v3/oauth2/tokens", undefined],
    ["token", "POST /v3/oauth2/tokens", "signed in"],
    ["revoke-token", "POST /v3/oauth2/tokens/revoke", undefined],
    ["revoke-token", "POST /v3/oauth2/tokens/revoke", "revoked"],
  ]);
});
