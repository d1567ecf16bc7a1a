// Tokens that are no good never lead to a create, and each gets its own clear error.

import { expect, SYSTEM, test } from "./one-page.js";

test("an expired token connects, and Tapis says that it has expired", async ({ tapis, call }) => {
  const token = await tapis.issueToken({ expiresIn: -1 });

  const { error } = await call("establishTmsCredentials", [SYSTEM], { token });

  expect(error).toMatchObject({
    code: "token_expired",
    httpStatus: 401,
    tapisCode: "TAPIS_SECURITY_JWT_EXPIRED",
  });
  expect(error?.message).toBe("Your Tapis token has expired. Get a new one and connect again.");
  expect(tapis.requestsOf("createUserCredential")).toEqual([]);
});

test("a token that expires on the way to the create leads to no create", async ({
  tapis,
  call,
}) => {
  const token = await tapis.issueToken({ expiresIn: 2 });
  tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { accepted: false });
  // The check is answered in time, so that the create is what Tapis refuses.
  tapis.order({ call: "getSystem" }, { act: true, latency: 2500 });

  const { error } = await call("establishTmsCredentials", [SYSTEM], { token });

  expect(error?.code).toBe("token_expired");
  expect(tapis.requestsOf("createUserCredential")).toHaveLength(1);
  expect(tapis.mintedKeys).toEqual([]);
});

/**
 * @typedef {object} BadToken
 * @property {string} name
 * @property {(tapis: import("../../tapis/index.js").Tapis) => Promise<string>} make
 * @property {string} code
 * @property {string | RegExp} says
 */
/** @type {BadToken[]} */
const BAD_TOKENS = [
  {
    name: "revoked, as the gateway says in JSON",
    make: async (tapis) => revoked(tapis),
    code: "token_rejected",
    says: "revoked",
  },
  {
    name: "revoked, as the gateway says in HTML",
    make: async (tapis) => {
      tapis.behave({ revokedAnswer: "html" });
      return revoked(tapis);
    },
    code: "server_error",
    says: "get a new token first",
  },
  {
    name: "signed by somebody else",
    make: (tapis) => tapis.issueToken({ signedBy: "stranger" }),
    code: "token_rejected",
    says: "could not verify",
  },
  {
    name: "of an unknown tenant",
    make: (tapis) => tapis.issueToken({ tenant: "nowhere" }),
    code: "token_rejected",
    says: "does not know the tenant",
  },
  {
    name: "found expired by Tapis",
    make: async (tapis) => {
      const body = "TAPIS_SECURITY_JWT_EXPIRED The token has expired.";
      tapis.order({ call: "checkUserCredential" }, { status: 401, body });
      return tapis.issueToken();
    },
    code: "token_expired",
    says: "has expired",
  },
];

for (const { name, make, code, says } of BAD_TOKENS) {
  test(`a token that is ${name} never leads to a create`, async ({ tapis, call }) => {
    const token = await make(tapis);

    const { error } = await call("establishTmsCredentials", [SYSTEM], { token });

    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(says);
    expect(tapis.requestsOf("createUserCredential")).toEqual([]);
    expect(tapis.mintedKeys).toEqual([]);
  });
}

/** @type {[name: string, spoil: (token: string) => string][]} */
const MALFORMED = [
  ["with a line break in it", (token) => `${token.slice(0, 40)}\n${token.slice(40)}`],
  ["with a null character", (token) => `${token}\0`],
  ["with a letter outside ASCII", (token) => `${token}é`],
  ["cut short", (token) => token.slice(0, token.lastIndexOf("."))],
  ["that is empty", () => ""],
  ["of seventeen kilobytes", (token) => token + "a".repeat(17 * 1024)],
];

for (const [name, spoil] of MALFORMED) {
  test(`a token ${name} is refused with no request, and the module goes on working`, async ({
    tapis,
    call,
  }) => {
    const good = await tapis.issueToken();

    const { error } = await call("establishTmsCredentials", [SYSTEM], { token: spoil(good) });

    expect(error).toMatchObject({ code: "token_malformed", httpStatus: 0 });
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
    expect((await call("establishTmsCredentials", [SYSTEM])).result.status).toBe("created");
  });
}

test("white space around a token is left away, and nothing else is", async ({ tapis, call }) => {
  const token = await tapis.issueToken();
  for (const around of [`${token}\n`, `\r\n\t ${token} \r\n`]) {
    const { result } = await call("checkTmsCredentials", [SYSTEM], { token: around });
    expect(result.status).toBe("missing");
  }
  const { error } = await call("checkTmsCredentials", [SYSTEM], { token: `Bearer ${token}` });
  expect(error?.code).toBe("token_malformed");
});

test("a refresh token is refused by its name", async ({ tapis, call }) => {
  const { error } = await call("checkTmsCredentials", [SYSTEM], {
    token: await tapis.issueToken({ tokenType: "refresh" }),
  });

  expect(error?.code).toBe("token_malformed");
  expect(error?.message).toContain("refresh token");
});

test("a server that repeats the token in its answer does not get it into the error", async ({
  tapis,
  call,
}) => {
  const token = await tapis.issueToken();
  const body = {
    result: null,
    status: "error",
    message: `SYSLIB_UNAUTH not for ${token}`,
    metadata: null,
  };
  tapis.order({ call: "checkUserCredential" }, { status: 403, body });

  const { error, steps } = await call("checkTmsCredentials", [SYSTEM], { token });

  expect(error?.serverMessage).toContain("[token]");
  expect(JSON.stringify({ error, steps })).not.toContain(token.split(".")[2]);
});

test("an answer of megabytes that repeats the token does not hold the page up", async ({
  tapis,
  call,
}) => {
  const token = await tapis.issueToken();
  const message = `SYSLIB_UNAUTH ${`${token} `.repeat(Math.floor(7_500_000 / token.length))}`;
  const body = { result: null, status: "error", message, metadata: null };
  tapis.order({ call: "checkUserCredential" }, { status: 403, body });

  const { error, milliseconds, steps } = await call("checkTmsCredentials", [SYSTEM], { token });

  expect(error?.code).toBe("forbidden");
  expect(JSON.stringify({ error, steps })).not.toContain(token.split(".")[2]);
  const answered = Number(steps.at(-1)?.response?.milliseconds);
  expect(milliseconds - answered, "what it took to read").toBeLessThan(2_000);
});

/** @param {import("../../tapis/index.js").Tapis} tapis */
async function revoked(tapis) {
  const token = await tapis.issueToken();
  tapis.revokeToken(token);
  return token;
}
