// A transport: what it must say of itself, and what a person reads when it fails.

import { expect, SYSTEM, test } from "./one-page.js";

const WHOSE = "transport.username must be the person's user name.";
const TENANT = "transport.tenant must be the id of a tenant, such as designsafe.";
const END = "transport.expiresAt must be a number of milliseconds since 1970.";
const SEND = "transport.send must be a function.";

/** @type {[what: string, wrong: string, message: string][]} */
const WRONG = [
  ["no user name", "{ username: undefined }", WHOSE],
  ["the user name of nobody who is signed in", '{ username: "" }', WHOSE],
  ["half of a surrogate pair for a user name", '{ username: "\\ud800" }', WHOSE],
  ["a number for a user name", "{ username: 7 }", WHOSE],
  ["no tenant", "{ tenant: undefined }", TENANT],
  ["an empty tenant", '{ tenant: "" }', TENANT],
  ["an end for people", '{ expiresAt: Number("1,795,000,000,000") }', END],
  ["an end that a template left out", "{ expiresAt: Number(undefined) }", END],
  ["an end as a text", '{ expiresAt: "1795000000000" }', END],
  ["an end that is null", "{ expiresAt: null }", END],
  ["an end that no Date can hold", "{ expiresAt: 1e16 }", END],
  ["no send", "{ send: undefined }", SEND],
  ["a send that cannot be called", '{ send: "https://portal.example.org" }', SEND],
];

for (const [what, wrong, message] of WRONG) {
  test(`a transport with ${what} is refused by name, and nothing is sent`, async ({
    page,
    tapis,
  }) => {
    const error = await page.evaluate(`import("/tms.js").then(({ connectTapis }) =>
      connectTapis({
        transport: { username: "ann", tenant: "designsafe", send() {}, ...${wrong} },
        baseUrl: "${tapis.origin}",
      }).then(() => null, ({ code, message }) => ({ code, message })))`);

    expect(error).toEqual({ code: "invalid_argument", message });
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
  });
}

/**
 * Calls over a transport that asks a local Tapis, but for requests that it fails.
 *
 * @param {import("@playwright/test").Page} page
 * @param {{ call: string, fails: string, why: string, origin: string, token: string }} options `fails`: a method;
 *   `why`: what is thrown, in JavaScript
 */
async function callOver(page, { call, fails, why, origin, token }) {
  /** @type {string[]} */
  const complaints = [];
  const listen = (/** @type {import("@playwright/test").ConsoleMessage} */ message) => {
    if (message.type() === "error") complaints.push(message.text());
  };
  page.on("console", listen);
  const end = /** @type {any} */ (
    await page.evaluate(`(async () => {
      const tms = await import("/tms.js");
      const sent = [];
      const transport = {
        username: "ann",
        tenant: "designsafe",
        async send({ method, path, body }) {
          const isCreate = path.includes("createTmsKeys");
          sent.push(isCreate ? "create" : method === "POST" ? "check" : method);
          if (${fails}) throw ${why};
          const headers = { "X-Tapis-Token": "${token}" };
          if (body) headers["Content-Type"] = "application/json";
          const answer = await fetch("${origin}" + path, { method, headers, body: body || undefined });
          return { status: answer.status, body: await answer.text() };
        },
      };
      const tapis = await tms.connectTapis({ transport, baseUrl: "${origin}" });
      const error = await ${call}.then((result) => result, (failure) => failure);
      const failures = Array.isArray(error) ? error.map((one) => one.error) : [error];
      return {
        sent,
        failures: failures.map(({ code, message, serverMessage, retryable }) => ({ code, message, serverMessage, retryable })),
      };
    })()`)
  );
  page.off("console", listen);
  return { ...end, complaints };
}

const OVER = "Your session has ended. Sign in again.";
const CHECK = `tms.checkTmsCredentials(tapis, "${SYSTEM}")`;

test("a person reads why the site could not ask, and so does the console", async ({
  page,
  tapis,
}) => {
  const { failures, sent, complaints } = await callOver(page, {
    ...{ call: CHECK, fails: "true", why: `new Error("${OVER}")` },
    ...{ origin: tapis.origin, token: await tapis.issueToken() },
  });

  expect(failures).toEqual([
    {
      code: "network_error",
      message: `This site could not carry out the request: ${OVER}`,
      serverMessage: "",
      retryable: true,
    },
  ]);
  expect(sent).toEqual(["check", "check", "check"]);
  expect(complaints).toEqual(Array(3).fill(`transport.send failed: ${OVER}`));
});

test("where a create's fate is not known, checks follow, and the text says both", async ({
  page,
  tapis,
}) => {
  test.slow(); // they look for ten seconds
  const { failures, sent } = await callOver(page, {
    ...{ call: `tms.establishTmsCredentials(tapis, "${SYSTEM}")`, fails: "isCreate" },
    ...{ why: `new Error("${OVER}")`, origin: tapis.origin, token: await tapis.issueToken() },
  });

  expect(failures[0].code).toBe("network_error");
  expect(failures[0].message).toMatch(/request: Your session has ended\. Sign in again\. \S/);
  expect(sent.sort()).toEqual(["GET", "check", "check", "check", "check", "create"]);
});

test("each system of a set-up tells its own reason", async ({ page, tapis }) => {
  const { failures } = await callOver(page, {
    call: 'tms.setupTmsCredentials(tapis, ["one", "two"])',
    ...{ fails: "true", why: "new Error('Not for ' + /credential.([a-z]+)/.exec(path)?.[1])" },
    ...{ origin: tapis.origin, token: await tapis.issueToken() },
  });

  expect(failures.map((/** @type {any} */ { message }) => message)).toEqual([
    "This site could not carry out the request: Not for one.",
    "This site could not carry out the request: Not for two.",
  ]);
});

test("neither a token nor a tag comes through, nor more than a person reads", async ({
  page,
  tapis,
}) => {
  const token = await tapis.issueToken();
  const { failures, complaints } = await callOver(page, {
    ...{ call: CHECK, fails: "true", origin: tapis.origin, token },
    why: `new Error("With ${token}\\n\\u202e<b>no</b> " + "long ".repeat(1000))`,
  });

  const [{ message }] = failures;
  expect(message).toContain("request: With [token] <b>no</b> long");
  expect(message.length).toBeLessThan(360);
  for (const piece of token.split(".")) {
    expect(message.includes(piece)).toBe(false);
    expect(complaints.join().includes(piece)).toBe(false);
  }
  expect(complaints.join().length).toBeLessThan(4000);
});

// What fetch rejects with where there is no network is in the browser's words, and what is no Error in nobody's.
for (const why of ['new TypeError("Failed to fetch")', "null", "{ message: 7 }", "Symbol()"]) {
  test(`of ${why} a person reads what to do about the network`, async ({ page, tapis }) => {
    const { failures, complaints } = await callOver(page, {
      ...{ call: CHECK, fails: "true", why },
      ...{ origin: tapis.origin, token: await tapis.issueToken() },
    });

    expect(failures[0]).toMatchObject({
      code: "network_error",
      message: "There was no answer from Tapis. Check your network connection and try again.",
    });
    expect(complaints).toHaveLength(3);
  });
}

test("what a transport throws because it was told to stop is no failure", async ({ page }) => {
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  const code = await page.evaluate(`(async () => {
    const tms = await import("/tms.js");
    const send = ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const transport = { username: "ann", tenant: "designsafe", send };
    const tapis = await tms.connectTapis({ transport, timeoutMs: 50 });
    const end = await ${CHECK}.catch((error) => error.code);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return end;
  })()`);

  expect(code).toBe("timeout");
  expect(complaints).toEqual([]);
});
