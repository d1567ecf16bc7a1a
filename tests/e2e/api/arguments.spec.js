// Arguments that cannot be are refused before a byte is sent, and the module goes on working.

import { expect, SYSTEM, test } from "./one-page.js";

/** @type {[name: string, args: unknown[]][]} */
const BAD_IDS = [
  ["a slash", ["stampede3/../ls6"]],
  ["two dots", [".."]],
  ["two dots inside", ["a..b"]],
  ["nothing", [""]],
  ["a reserved word", ["HealthCheck"]],
  ["81 characters", ["a".repeat(81)]],
  ["a number", [7]],
  ["half of a surrogate pair", ["a\uD800"]],
  ["a user name with a slash", [SYSTEM, "ann/check"]],
  ["a user name with a control character", [SYSTEM, "ann\n"]],
  ["a user name that is null", [SYSTEM, null]],
];

for (const [name, args] of BAD_IDS) {
  test(`a system id or user name that is ${name} is refused with no request`, async ({
    tapis,
    call,
  }) => {
    const { error } = await call("establishTmsCredentials", args);

    expect(error).toMatchObject({ code: "invalid_argument", httpStatus: 0, retryable: false });
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
    expect((await call("establishTmsCredentials", [SYSTEM])).result.status).toBe("created");
  });
}

for (const baseUrl of [
  "https://evil.example.org",
  "https://tapis.io.evil.example.org",
  "https://evil.example.org/.tapis.io",
  "https://designsafe.tapis.io@evil.example.org",
  "http://designsafe.tapis.io",
  "javascript:alert(1)",
  "//designsafe.tapis.io",
  "https://designsafe.tapis.io/v3\n",
]) {
  test(`the base URL ${JSON.stringify(baseUrl)} is refused with no request`, async ({
    page,
    site,
    tapis,
    call,
  }) => {
    /** @type {string[]} */
    const sent = [];
    page.on("request", (request) => sent.push(request.url()));

    const { error } = await call("checkTmsCredentials", [SYSTEM], { connect: { baseUrl } });

    expect(error?.code).toBe("invalid_argument");
    expect(sent.filter((url) => !url.startsWith(site.origin))).toEqual([]);
    expect(
      (await call("checkTmsCredentials", [SYSTEM], { connect: { baseUrl: tapis.origin } })).result
        .status,
    ).toBe("missing");
  });
}

for (const patienceMs of [-1, 3_600_001, Number.NaN, Infinity, "5", null, true]) {
  test(`a patience of ${JSON.stringify(patienceMs)} (${patienceMs}) is refused with no request`, async ({
    tapis,
    call,
  }) => {
    for (const [name, arg] of [
      ["establishTmsCredentials", SYSTEM],
      ["setupTmsCredentials", [SYSTEM]],
    ]) {
      const { error } = await call(String(name), [arg], { options: { patienceMs } });

      expect(error?.code).toBe("invalid_argument");
      expect(error?.message).toContain("patienceMs must be a number of milliseconds");
    }
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
  });
}

test("what a base URL must leave out is said, and so is a token without its braces or with a name that is almost right", async ({
  page,
  tapis,
}) => {
  const messages = await page.evaluate(
    async ([origin, token]) => {
      const path = "/tms.js";
      const { connectTapis } = await import(path);
      const refused = async (/** @type {unknown} */ options) =>
        connectTapis(options).then(
          () => "",
          (/** @type {any} */ { code, message }) => `${code}: ${message}`,
        );
      return Promise.all(
        [
          { token, baseUrl: `${origin}/v3` },
          { token, baseUrl: `${origin}/v3/` },
          token,
          { token, baseURL: origin },
          { token, timeout: 1 },
          { token, tapisTrackingId: "1", tenant: "designsafe" },
        ].map(refused),
      );
    },
    [tapis.origin, await tapis.issueToken()],
  );

  expect(messages).toEqual([
    "invalid_argument: Leave out /v3: give the origin, such as https://designsafe.tapis.io.",
    "invalid_argument: Leave out /v3: give the origin, such as https://designsafe.tapis.io.",
    "invalid_argument: Give it as { token }.",
    "invalid_argument: There is no option baseURL: it is called baseUrl.",
    "invalid_argument: There is no option timeout: it is called timeoutMs.",
    "",
  ]);
});

test("an origin that the deployment allows is accepted, and no other", async ({ call }) => {
  const allowedOrigins = ["https://portal.example.org"];

  const allowed = await call("checkTmsCredentials", ["/"], {
    connect: { baseUrl: "https://portal.example.org/tapis", allowedOrigins },
  });
  const other = await call("checkTmsCredentials", [SYSTEM], {
    connect: { baseUrl: "https://portal.example.com", allowedOrigins },
  });

  expect(allowed.error?.message).toContain("system id"); // the base URL passed, the id did not
  expect(other.error?.message).toContain("https://portal.example.com");
});

test("names with unusual characters reach Tapis as one percent-encoded segment", async ({
  tapis,
  call,
}) => {
  await call("checkTmsCredentials", [SYSTEM, "ann müller?x=1#y%41"]);

  expect(tapis.requests[0]).toMatchObject({
    username: "ann müller?x=1#y%41",
    path: `/v3/systems/credential/${SYSTEM}/user/ann%20m%C3%BCller%3Fx%3D1%23y%2541/check`,
  });
});
