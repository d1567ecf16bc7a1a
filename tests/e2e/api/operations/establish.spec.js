// establishTmsCredentials in a page: what is asked, what is created, and how fast.

import { expect, SYSTEM, test } from "../one-page.js";
import { fastest } from "./fastest.js";

const LATENCY_MS = 200;

test("a missing credential is created after a check and a definition that are asked together", async ({
  tapis,
  call,
}) => {
  tapis.latency(LATENCY_MS);

  const { result } = await call("establishTmsCredentials", [SYSTEM]);

  expect(result).toMatchObject({ systemId: SYSTEM, username: "ann", status: "created" });
  expect(tapis.credential(SYSTEM, "ann")?.methods.TMS_KEYS).toBeDefined();
  const [first, second, third] = tapis.requests;
  expect(tapis.requests).toHaveLength(3);
  expect([first.call, second.call].sort()).toEqual(["checkUserCredential", "getSystem"]);
  expect(second.startedAt, "the second was asked before the first was answered").toBeLessThan(
    Number(first.endedAt),
  );
  expect(third).toMatchObject({
    call: "createUserCredential",
    query: { createTmsKeys: "true" },
    body: "{}",
  });
});

test("a missing credential takes two waves: under two and a half latencies", async ({
  tapis,
  call,
}) => {
  tapis.latency(LATENCY_MS);

  const milliseconds = await fastest(2.5 * LATENCY_MS, async () => {
    const report = await call("establishTmsCredentials", [SYSTEM]);
    expect(report.result.status).toBe("created");
    tapis.reset([{ id: SYSTEM }]);
    tapis.latency(LATENCY_MS);
    return report.milliseconds;
  });

  expect(milliseconds).toBeLessThan(2.5 * LATENCY_MS);
});

test("a good credential is reported after one wave: under one and a half latencies", async ({
  tapis,
  call,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  tapis.latency(LATENCY_MS);

  const milliseconds = await fastest(1.5 * LATENCY_MS, async () => {
    const report = await call("establishTmsCredentials", [SYSTEM]);
    expect(report.result.status).toBe("exists");
    return report.milliseconds;
  });

  expect(milliseconds).toBeLessThan(1.5 * LATENCY_MS);
});

test("a good credential is reported without waiting for the definition, and nothing is created", async ({
  tapis,
  call,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  // The check takes its time: a request that is withdrawn before it has left never reaches the server.
  tapis.order({ call: "checkUserCredential" }, { latency: 500 });
  tapis.order({ call: "getSystem" }, { hang: true });

  const { result } = await call("establishTmsCredentials", [SYSTEM]);

  expect(result.status).toBe("exists");
  expect(tapis.requestsOf("createUserCredential")).toEqual([]);
  await tapis.waitForRequest({ call: "getSystem", aborted: true });
});

test("force makes a fresh key where a good one exists", async ({ tapis, call }) => {
  const first = await call("establishTmsCredentials", [SYSTEM]);
  const before = tapis.credential(SYSTEM, "ann")?.methods.TMS_KEYS?.fingerprint;

  const second = await call("establishTmsCredentials", [SYSTEM], { options: { force: true } });

  expect([first.result.status, second.result.status]).toEqual(["created", "created"]);
  expect(tapis.credential(SYSTEM, "ann")?.methods.TMS_KEYS?.fingerprint).not.toBe(before);
});

test("a system that does not use TMS keys is named with its method, and nothing is created", async ({
  tapis,
  call,
}) => {
  tapis.addSystem({ id: "cloud.data", defaultAuthnMethod: "PKI_KEYS" });

  const { error } = await call("establishTmsCredentials", ["cloud.data"]);

  expect(error).toMatchObject({ code: "authn_method_unsupported", systemId: "cloud.data" });
  expect(error?.message).toContain("PKI_KEYS");
  expect(tapis.requestsOf("createUserCredential")).toEqual([]);
});

test("a host that does not answer is no reason to make a key for a stored credential", async ({
  tapis,
  call,
}) => {
  tapis.addSystem({ id: "ls6", hostBehaviour: "unreachable" });
  tapis.setCredential("ls6", "ann");

  const { error } = await call("establishTmsCredentials", ["ls6"]);

  expect(error).toMatchObject({
    code: "host_unreachable",
    tapisCode: "SYSLIB_CRED_CONN_FAIL",
    retryable: true,
  });
  expect(tapis.mintedKeys).toEqual([]);
});

for (const [name, fault] of /** @type {const} */ ([
  ["the connection drops before the answer", { drop: "before-headers" }],
  ["the connection drops within the answer", { drop: "mid-body" }],
  ["the gateway gives up", { status: 504, body: "<html>504</html>" }],
  ["the answer is cut short", { truncate: 20 }],
])) {
  test(`a create that took effect although ${name} ends as created`, async ({ tapis, call }) => {
    tapis.order({ call: "createUserCredential" }, { act: true, ...fault });

    const { result } = await call("establishTmsCredentials", [SYSTEM]);

    expect(result.status).toBe("created");
    expect(result.message).toContain("confirmed");
    expect(tapis.requestsOf("createUserCredential")).toHaveLength(1);
    expect(tapis.mintedKeys).toHaveLength(1);
  });
}

/** What has become of a lost create: so many milliseconds after it was sent it takes effect. */
const LATE = [
  { late: 1_000, status: "created", looks: 2 },
  { late: 5_000, status: "created", looks: 3 },
  { late: undefined, status: undefined, looks: 3 },
];

test("a lost create is looked for at once and after about 3 and 10 s, in truth", async ({
  tapis,
  call,
}) => {
  for (const { late } of LATE) {
    const system = `late-${late}`;
    tapis.addSystem({ id: system });
    tapis.order({ call: "createUserCredential", system }, { drop: "after-headers", late });
  }

  const reports = await Promise.all(
    LATE.map(({ late }) => call("establishTmsCredentials", [`late-${late}`])),
  );

  LATE.forEach(({ late, status, looks }, index) => {
    const { result, error, steps } = reports[index];
    const system = `late-${late}`;
    expect(result?.status, system).toBe(status);
    if (status) expect(result.message).toContain("confirmed");
    else {
      expect(error).toMatchObject({ code: "network_error", httpStatus: 0 });
      expect(error?.message).toMatch(/Checks afterwards found none, but they may still come/);
      expect(error?.message).not.toMatch(/nothing was|no credentials were/i);
    }
    expect(
      tapis.requestsOf("createUserCredential").filter((e) => e.system === system),
    ).toHaveLength(1);
    const checks = tapis.requestsOf("checkUserCredential").filter((e) => e.system === system);
    expect(checks, system).toHaveLength(1 + looks);
    const waits = steps.filter(({ step, waitMs }) => step === "check" && waitMs > 0);
    expect(waits.map(({ attempt }) => attempt)).toEqual([2, 3].slice(0, looks - 1));
    const [, first, second, third] = checks.map(({ startedAt }) => startedAt);
    expect(second - first).toBeGreaterThan(2_500);
    expect(second - first).toBeLessThan(6_000);
    if (third) expect(third - first).toBeGreaterThan(9_500);
    if (third) expect(third - first).toBeLessThan(15_000);
  });
});

test("abort while it waits for another look ends at once, and says that the create may still come", async ({
  tapis,
  call,
}) => {
  tapis.order({ call: "createUserCredential" }, { status: 504, body: "" });

  const { error, milliseconds } = await call("establishTmsCredentials", [SYSTEM], {
    abortAfterMs: 1_500,
  });

  expect(error?.code).toBe("cancelled");
  expect(error?.message).toContain("may still take effect");
  expect(milliseconds).toBeLessThan(2_900);
  expect(tapis.requestsOf("checkUserCredential")).toHaveLength(2);
});

test("with patience a host that accepts the third key gets it, and each wait is told", async ({
  tapis,
  call,
}) => {
  tapis.behave({ situations: { ann: { keysRefused: 2 } } });

  const { result, steps } = await call("establishTmsCredentials", [SYSTEM], {
    options: { patienceMs: 1_400 },
  });

  expect(result.status).toBe("created");
  expect(tapis.mintedKeys).toHaveLength(3);
  expect(tapis.requests.slice(2).map((request) => request.call)).toEqual([
    "createUserCredential",
    "checkUserCredential",
    "createUserCredential",
    "checkUserCredential",
    "createUserCredential",
  ]);
  const waits = steps.filter(({ waitMs }) => waitMs > 0);
  expect(waits).toMatchObject([
    { step: "check", attempt: 1, response: null },
    { step: "check", attempt: 1, response: null },
  ]);
  // A seventh and two sevenths of the time, each a tenth shorter at the most.
  expect(waits[0].waitMs).toBeGreaterThanOrEqual(180);
  expect(waits[0].waitMs).toBeLessThanOrEqual(200);
  expect(waits[1].waitMs).toBeGreaterThanOrEqual(360);
  expect(waits[1].waitMs).toBeLessThanOrEqual(400);
  const asked = steps.filter(({ step, response }) => step === "create" && !response);
  expect(asked.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

test("patience ends after four creates, and without it there is one", async ({ tapis, call }) => {
  tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });

  const patient = await call("establishTmsCredentials", [SYSTEM], { options: { patienceMs: 140 } });
  expect(patient.error?.code).toBe("credential_refused");
  expect(patient.error?.message).toContain("nothing new is set up");
  expect(tapis.mintedKeys).toHaveLength(4);

  const { error } = await call("establishTmsCredentials", [SYSTEM]);
  expect(error?.code).toBe("credential_refused");
  expect(tapis.mintedKeys).toHaveLength(5);
});

test("patience can be cancelled while it waits", async ({ tapis, call }) => {
  tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });

  const { error, milliseconds } = await call("establishTmsCredentials", [SYSTEM], {
    abortAfterMs: 2_000,
    options: { patienceMs: 300_000 },
  });

  expect(error?.code).toBe("cancelled");
  expect(milliseconds).toBeLessThan(10_000);
  expect(tapis.requestsOf("createUserCredential")).toHaveLength(1);
});

test("a refusal of the Trust Manager System is told with its reason", async ({ tapis, call }) => {
  tapis.behave({ tms: "refuses" });

  const { error } = await call("establishTmsCredentials", [SYSTEM]);

  expect(error).toMatchObject({
    code: "credential_refused",
    tapisCode: "SYSLIB_CRED_TMS_KEYS_HTTP_ERR",
    retryable: false,
  });
  expect(error?.message).toContain("“Missing or expired dependency: no MFA record”");
});

test("a tenant that may not use the Trust Manager System is named", async ({ tapis, call }) => {
  for (const tmsRefusalStatus of /** @type {const} */ ([400, 500])) {
    tapis.behave({ tmsTenants: [], tmsRefusalStatus });

    const { error } = await call("establishTmsCredentials", [SYSTEM]);

    expect(error?.code).toBe("credential_refused");
    expect(error?.message).toContain("The tenant designsafe may not use");
  }
});

test("a system and a user that are called like codes confuse nothing", async ({ tapis, call }) => {
  const system = "SYSLIB_CRED_CONN_FAIL";
  const username = "Message: SYSLIB_CRED_NOT_SUPPORTED";
  const token = await tapis.issueToken({ username });
  tapis.addSystem({ id: system });

  const created = await call("establishTmsCredentials", [system], { token });
  tapis.setCredential(system, username, "TMS_KEYS", { accepted: false });
  const refused = await call("checkTmsCredentials", [system], { token });
  tapis.addSystem({ id: system, hostBehaviour: "unreachable" });
  const unreachable = await call("checkTmsCredentials", [system], { token });

  expect(created.result.status).toBe("created");
  expect(refused.result.status).toBe("refused");
  expect(unreachable.result.status).toBe("unreachable");
});

test("a check that meets a busy gateway is asked again, and the steps say so", async ({
  tapis,
  call,
}) => {
  tapis.order({ call: "checkUserCredential" }, { status: 503, body: "" });

  const { result, steps } = await call("establishTmsCredentials", [SYSTEM]);

  expect(result.status).toBe("created");
  expect(tapis.requestsOf("checkUserCredential")).toHaveLength(2);
  expect(
    steps
      .filter(({ step }) => step === "check")
      .map(({ attempt, response }) => [attempt, response?.httpStatus]),
  ).toEqual([
    [1, undefined],
    [1, 503],
    [2, undefined],
    [2, undefined],
    [2, 401],
  ]);
  expect(steps.find(({ waitMs }) => waitMs > 0)?.waitMs).toBeGreaterThanOrEqual(350);
});

test("each step is told when it is asked and when it is answered", async ({ call }) => {
  const { steps } = await call("establishTmsCredentials", [SYSTEM]);

  const create = steps.filter(({ step }) => step === "create");
  expect(create[0]).toMatchObject({
    message: `Creating credentials for ann on ${SYSTEM}`,
    request: {
      method: "POST",
      path: `/v3/systems/credential/${SYSTEM}/user/ann?createTmsKeys=true`,
    },
    response: null,
  });
  expect(create[1].response).toMatchObject({
    httpStatus: 201,
    success: true,
    tapisCode: "SYSAPI_CRED_UPDATED",
    summary: "done",
    credentials: "valid",
  });
  expect(create[1].response?.milliseconds).toBeGreaterThan(0);
});
