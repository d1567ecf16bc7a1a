// Signing out: Tapis revokes the token, and whatever it says, nothing can be done with the connection any more. Closing
// alone revokes nothing.

import { authenticatorEnvelope } from "../../../tapis/index.js";
import { test as inFreshPage } from "../../fixtures.js";
import { expect, SYSTEM, test as inOnePage } from "../one-page.js";
import { signInFixtures } from "./fixtures.js";

const test = inOnePage.extend(signInFixtures);
const testInPageThatGoes = inFreshPage.extend(signInFixtures);

test("signing out revokes the token, and ends what is under way", async ({
  page,
  tapis,
  signIn,
}) => {
  await signIn.start();
  await signIn.finish();
  tapis.order({ call: "getSystems" }, { hang: true });
  const underWay = signIn.use();
  await tapis.waitForRequest({ call: "getSystems" });

  expect(await signIn.signOut()).toBeNull();

  expect(await underWay).toBe("closed");
  const [{ accessToken }] = tapis.authenticator.issued;
  expect(tapis.isRevoked(accessToken)).toBe(true);
  const last = tapis.requestsOf("revokeToken").at(-1);
  expect(JSON.parse(String(last?.body))).toEqual({ token: accessToken });
  expect(last?.headers).not.toHaveProperty("x-tapis-token");
  expect(await signIn.use()).toBe("closed");
  expect((await signIn.signOut())?.code, "a second time").toBe("closed");
  expect(await page.evaluate(() => /** @type {any} */ (window).tapis.close())).toBeUndefined();
});

test("a connection of connectTapis can be signed out of as well", async ({ page, tapis }) => {
  const token = await tapis.issueToken();

  await page.evaluate(async (given) => {
    const path = "/tms.js";
    const { connectTapis } = await import(path);
    await (await connectTapis({ token: given })).signOut();
  }, token);

  expect(tapis.isRevoked(token)).toBe(true);
});

const { body: REFUSED } = authenticatorEnvelope(400, "Invalid POST data: [x].");

/** @type {[name: string, fault: import("../../../tapis/wire/faults.js").Fault, code: string, times: number][]} */
const FAILURES = [
  ["is refused", { status: 400, body: REFUSED }, "token_rejected", 1],
  ["meets a page of a proxy", { status: 200, body: "<html>" }, "invalid_response", 1],
  ["meets an error, three times", { status: 500, body: "" }, "server_error", 3],
  ["meets a busy gateway, three times", { status: 503, body: "" }, "service_unavailable", 3],
  ["is not answered in time, three times", { hang: true }, "timeout", 3],
  ["gets no answer, three times", { status: 200, cors: false }, "network_error", 3],
];

for (const [name, fault, code, times] of FAILURES) {
  test(`a revocation that ${name} rejects, and the connection is closed all the same`, async ({
    tapis,
    signIn,
  }) => {
    await signIn.start({ timeoutMs: 1_000 });
    await signIn.finish();
    await tapis.waitForRequest({ call: "revokeToken", acted: true });
    tapis.order({ call: "revokeToken", times }, fault);

    const error = await signIn.signOut();

    expect(error?.code).toBe(code);
    const unknown = "Whether the token was revoked is not known";
    expect(String(error?.message).includes(unknown)).toBe(code !== "token_rejected");
    expect(await signIn.use()).toBe("closed");
    expect((await signIn.signOut())?.code).toBe("closed");
  });
}

test("a transient failure is repeated, and then the token is revoked", async ({
  tapis,
  signIn,
}) => {
  await signIn.start();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", acted: true });
  tapis.order({ call: "revokeToken" }, { status: 503, body: "" });

  expect(await signIn.signOut()).toBeNull();

  expect(tapis.isRevoked(tapis.authenticator.issued[0].accessToken)).toBe(true);
});

test("signing out can be cancelled, and the connection is closed all the same", async ({
  page,
  tapis,
  signIn,
}) => {
  await signIn.start();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", acted: true });
  tapis.order({ call: "revokeToken" }, { hang: true });

  const code = await page.evaluate(async () => {
    const { tapis: connection } = /** @type {any} */ (window);
    const options = { signal: AbortSignal.timeout(300) };
    return connection.signOut(options).catch((/** @type {any} */ error) => error.code);
  });

  expect(code).toBe("cancelled");
  expect(await signIn.use()).toBe("closed");
});

test("who supplied a transport has the token, and has it revoked", async ({ page, tapis }) => {
  const codes = await page.evaluate(async () => {
    const path = "/tms.js";
    const { connectTapis, listSystems } = await import(path);
    /** @type {unknown[]} */
    const asked = [];
    const send = (/** @type {unknown} */ request) => asked.push(request);
    const transport = { username: "ann", tenant: "designsafe", send };
    const connection = await connectTapis({ transport });
    const codeOf = (/** @type {any} */ error) => error.code;
    return [
      await connection.signOut().catch(codeOf),
      await connection.signOut().catch(codeOf),
      await listSystems(connection).catch(codeOf),
      asked.length,
    ];
  });

  expect(codes).toEqual(["invalid_argument", "closed", "closed", 0]);
  expect(tapis.requests).toEqual([]);
});

testInPageThatGoes(
  "a page that goes can send the revocation on its way",
  async ({ page, site, tapis, signIn }) => {
    await signIn.start();
    await signIn.finish();
    await tapis.waitForRequest({ call: "revokeToken", acted: true });
    const [{ accessToken }] = tapis.authenticator.issued;
    await page.evaluate(() => {
      const { tapis: connection } = /** @type {any} */ (window);
      addEventListener("pagehide", () => void connection.signOut({ keepalive: true }));
    });

    await page.goto(`${site.origin}/404.html`);

    await expect.poll(() => tapis.isRevoked(accessToken)).toBe(true);
    const { headers } = /** @type {import("../../../tapis/wire/journal.js").JournalEntry} */ (
      tapis.requestsOf("revokeToken").at(-1)
    );
    for (const name of ["x-tapis-token", "cookie", "authorization"])
      expect(headers).not.toHaveProperty(name);
  },
);

test("what is sent on its way resolves at once, whatever comes of it, and closes the connection", async ({
  tapis,
  signIn,
}) => {
  await signIn.start();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", acted: true });
  tapis.order({ call: "revokeToken" }, { hang: true });

  expect(await signIn.signOut({ keepalive: true })).toBeNull();
  expect(await signIn.use()).toBe("closed");
  expect(await signIn.signOut({ keepalive: true }), "once more").toBeNull();

  await tapis.waitForRequest(
    ({ call, body }) =>
      call === "revokeToken" && body.includes(tapis.authenticator.issued[0].accessToken),
  );
  expect(tapis.requestsOf("revokeToken")).toHaveLength(2);
});

test("close revokes nothing", async ({ page, tapis, signIn }) => {
  await signIn.start();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", acted: true });
  const [{ accessToken }] = tapis.authenticator.issued;

  await page.evaluate(() => /** @type {any} */ (window).tapis.close());

  expect(await signIn.use()).toBe("closed");
  const checked = await page.evaluate(
    async ({ token, system }) => {
      const path = "/tms.js";
      const { connectTapis, checkTmsCredentials } = await import(path);
      return (await checkTmsCredentials(await connectTapis({ token }), system)).status;
    },
    { token: accessToken, system: SYSTEM },
  );
  expect(checked, "Tapis goes on accepting the token").toBe("missing");
  expect(tapis.isRevoked(accessToken)).toBe(false);
});
