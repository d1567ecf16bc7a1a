// What is refused before a byte is sent, and what comes from Tapis and is shown to nobody.

import { expect, test as base } from "../one-page.js";
import { codeGiven, signInFixtures } from "./fixtures.js";

const test = base.extend(signInFixtures);

/** @type {[name: string, options: Record<string, unknown>][]} */
const BAD_ARGUMENTS = [
  ["no client id", { clientId: undefined }],
  ["an empty client id", { clientId: "" }],
  ["a client id of 81 characters", { clientId: "a".repeat(81) }],
  ["a client id with a space", { clientId: "a b" }],
  ["a client id with a quote", { clientId: 'a"b' }],
  ["a client id with a slash", { clientId: "a/b" }],
  ["a client id with a line break", { clientId: "a\n" }],
  ["a client id with an umlaut", { clientId: "ä" }],
  ["half of a surrogate pair as a client id", { clientId: "a\uD800" }],
  ["a client id that is a number", { clientId: 7 }],
  ["no base URL", { baseUrl: undefined }],
  ["an empty base URL", { baseUrl: "" }],
  ["a base URL that is null", { baseUrl: null }],
  ["another site as the base URL", { baseUrl: "https://evil.example.org" }],
  ["a look-alike as the base URL", { baseUrl: "https://tapis.io.evil.example.org" }],
  ["a base URL in the clear", { baseUrl: "http://designsafe.tapis.io" }],
  ["a base URL with a user", { baseUrl: "https://designsafe.tapis.io@evil.example.org" }],
  ["a time limit of nothing", { timeoutMs: 0 }],
  ["an endless time limit", { timeoutMs: Infinity }],
  ["a time limit that is a text", { timeoutMs: "1000" }],
  ["a list of origins that is none", { allowedOrigins: "https://portal.example.org" }],
  ["a list of origins with a number", { allowedOrigins: [7] }],
  ["a signal that is none", { signal: {} }],
  ["a callback that is none", { onStep: 7 }],
];

for (const [name, options] of BAD_ARGUMENTS) {
  test(`${name} is refused before a byte is sent`, async ({ tapis, signIn }) => {
    const { error } = await signIn.start(options);

    expect(error).toMatchObject({ code: "invalid_argument", httpStatus: 0, retryable: false });
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
  });
}

test("nothing at all in place of options is refused, too", async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const path = "/tms.js";
    const { startSignIn } = await import(path);
    const codeOf = (/** @type {any} */ error) => error.code;
    return [await startSignIn().catch(codeOf), await startSignIn(null).catch(codeOf)];
  });

  expect(codes).toEqual(["invalid_argument", "invalid_argument"]);
});

test("a client id may have every character that Tapis allows, eighty times", async ({
  tapis,
  signIn,
}) => {
  const clientId = "Az0._~-".padEnd(80, "x");
  tapis.authenticator.addClient({ clientId });

  expect((await signIn.start({ clientId })).userCode).toMatch(/^[A-Za-z]{8}$/);
});

test("an origin that the deployment allows may be signed in at", async ({ signIn }) => {
  const options = {
    baseUrl: "https://portal.example.org/tapis",
    allowedOrigins: ["https://portal.example.org"],
    clientId: "a b",
  };

  // The base URL passed, the client id did not.
  expect((await signIn.start(options)).error.message).toContain("clientId");
});

/** @type {[name: string, members: (origin: string) => Record<string, unknown>][]} */
const BAD_CODES = [
  [
    "an address of another site",
    () => ({ verification_uri: "https://evil.example.org/v3/oauth2/device" }),
  ],
  ["an address that runs a script", () => ({ verification_uri: "javascript:alert(1)" })],
  [
    "an address with Tapis as its user",
    (origin) => ({ verification_uri: `${origin}@evil.example.org/` }),
  ],
  ["an address that goes on behind Tapis", (origin) => ({ verification_uri: `${origin}.evil/` })],
  ["an address of another port", (origin) => ({ verification_uri: `${origin}0/v3/oauth2/device` })],
  ["a relative address", () => ({ verification_uri: "/v3/oauth2/device" })],
  [
    "an address with a line break",
    (origin) => ({ verification_uri: `${origin}/v3\n/oauth2/device` }),
  ],
  ["no address", () => ({ verification_uri: undefined })],
  ["a user code with markup", () => ({ user_code: "<b>Kb</b>" })],
  ["a user code with a turn of direction", () => ({ user_code: "KbRs\u202eTuVx" })],
  ["a user code of three letters", () => ({ user_code: "KbR" })],
  ["a user code of seventeen letters", () => ({ user_code: "K".repeat(17) })],
  ["a user code that is a number", () => ({ user_code: 12345678 })],
  ["no user code", () => ({ user_code: undefined })],
  ["no device code", () => ({ device_code: undefined })],
  ["a device code with a quote", () => ({ device_code: 'a"b' })],
];

for (const [name, members] of BAD_CODES) {
  test(`${name} is not shown to anybody`, async ({ tapis, signIn }) => {
    tapis.order({ call: "createDeviceCode" }, codeGiven(tapis.origin, members(tapis.origin)));

    const { error } = await signIn.start();

    expect(error).toMatchObject({ code: "invalid_response", httpStatus: 200 });
    expect(error.message).toContain("The sign-in has not begun");
    expect(tapis.requests).toHaveLength(1);
  });
}
