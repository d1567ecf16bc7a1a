// Where the device code and the tokens of a sign-in are, and where they are not.

import { authenticatorEnvelope } from "../../../tapis/index.js";
import { expect, test as base } from "../../fixtures.js";
import { codeGiven, signInFixtures } from "./fixtures.js";

const test = base.extend(signInFixtures);

/** A token, and those parts of it that differ from token to token. @param {string} token */
const partsOf = (token) => [token, ...token.split(".").slice(1)];

/** What may be in nothing that a page can see. @param {import("../../../tapis/index.js").Tapis} tapis */
function secretsOf(tapis) {
  const bodies = tapis.requestsOf("createToken").map(({ body }) => JSON.parse(body));
  const { accessToken, refreshToken } = tapis.authenticator.issued[0];
  return [bodies[0].device_code, ...partsOf(accessToken), ...partsOf(refreshToken)];
}

test("they are in no step, console, address, storage or document, and in no text that the module hands over", async ({
  page,
  context,
  tapis,
  signIn,
}) => {
  /** @type {string[]} */
  const seen = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("request", (request) => seen.push(request.url()));
  // Whatever becomes a text in the page passes through one of these.
  await page.addInitScript(() => {
    const texts = /** @type {string[]} */ ([]);
    Object.assign(window, { texts });
    const { decode } = TextDecoder.prototype;
    TextDecoder.prototype.decode = function note(...bytes) {
      const text = decode.apply(this, bytes);
      texts.push(text);
      return text;
    };
    const { apply } = Reflect;
    const { fromCharCode } = String;
    String.fromCharCode = (...codes) => {
      const text = apply(fromCharCode, String, codes);
      texts.push(text);
      return text;
    };
  });
  await page.reload();

  await signIn.start();
  await signIn.poll();
  await signIn.finish();
  await tapis.waitForRequest({ call: "revokeToken", ended: true });
  await signIn.signOut();

  seen.push(
    ...(await page.evaluate(async () => {
      const { steps, texts, tapis: connection, signIn: it } = /** @type {any} */ (window);
      const databases = (await indexedDB.databases()).map(({ name }) => String(name));
      const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), ...databases];
      const cached = (await caches.keys()).length + databases.length;
      return [
        ...kept,
        `kept: ${localStorage.length + sessionStorage.length + cached}`,
        location.href,
        window.name,
        document.documentElement.outerHTML,
        document.cookie,
        JSON.stringify([steps, connection, it]),
        texts.join(""),
      ];
    })),
  );
  const all = seen.join("\n");
  expect(all, "what is looked through has texts of the module").toContain("Asking for a code");
  expect(all).toContain("kept: 0");
  for (const secret of secretsOf(tapis)) expect(all).not.toContain(secret);
  expect(await context.cookies()).toEqual([]);
});

/**
 * Where a server repeats what it should not, also where the text that is kept of it ends.
 *
 * @param {string[]} secrets
 */
const echoes = (secrets) =>
  [0, 270, 1_980].map((before) => "x".repeat(before) + secrets.join(" and "));

test("what a server repeats of the device code is in no error", async ({ tapis, signIn }) => {
  await signIn.start();
  await signIn.poll();
  const [{ body }] = tapis.requestsOf("createToken");
  const { device_code: secret } = JSON.parse(body);
  for (const status of [200, 400, 500]) {
    for (const echo of echoes([secret, secret])) {
      await signIn.start();
      await signIn.poll();
      const { device_code: current } = JSON.parse(
        String(tapis.requestsOf("createToken").at(-1)?.body),
      );
      const said = echo.replaceAll(secret, current);
      const answer = { ...JSON.parse(authenticatorEnvelope(status, said).body), status: "error" };
      tapis.order({ call: "createToken" }, { status, body: answer });

      const { error } = await signIn.poll();

      const told = JSON.stringify([error, await signIn.steps()]);
      expect(error.code, told).toBeDefined();
      expect(told).not.toContain(current.slice(0, 12));
    }
  }
});

test("what a server repeats of a device code that it did not give is in no error", async ({
  tapis,
  signIn,
}) => {
  const secret = "Aq3Zx9Lm2Rt7Yb5Nc8Vd1Ws6Ke4Jf0Gh2Ui7Op9T";
  for (const echo of echoes([secret])) {
    const { status, body } = codeGiven(tapis.origin, { user_code: "<b>", device_code: secret });
    const answer = { ...JSON.parse(String(body)), message: echo };
    tapis.order({ call: "createDeviceCode" }, { status, body: answer });

    const { error } = await signIn.start();

    expect(error.code).toBe("invalid_response");
    expect(JSON.stringify([error, await signIn.steps()])).not.toContain(secret.slice(0, 12));
  }
});

test("what a server repeats of tokens that cannot be used is in no error", async ({
  tapis,
  signIn,
}) => {
  await signIn.start();
  const access = await tapis.issueToken({ claims: { "tapis/username": undefined } });
  const refresh = await tapis.issueToken({ tokenType: "refresh" });
  const result = {
    access_token: { access_token: access },
    refresh_token: { refresh_token: refresh },
  };
  for (const status of [200, 400, 500]) {
    for (const echo of echoes([access, refresh])) {
      const { body } = authenticatorEnvelope(status, echo, result);
      await signIn.start();
      tapis.order({ call: "createToken" }, { status, body });

      const { error } = await signIn.poll();

      const told = JSON.stringify([error, await signIn.steps()]);
      for (const token of [access, refresh])
        for (const part of partsOf(token)) expect(told).not.toContain(part.slice(-60));
    }
  }
});

test("what a server repeats of a token that it is to revoke is in no error", async ({
  tapis,
  signIn,
}) => {
  for (const status of [400, 404, 500]) {
    for (const before of [0, 1_500]) {
      await signIn.start();
      await signIn.finish();
      await tapis.waitForRequest({ call: "revokeToken", ended: true });
      const token = String(tapis.authenticator.issued.at(-1)?.accessToken);
      const { body } = authenticatorEnvelope(status, `${"x".repeat(before)}${token} ${token}`);
      const isMeant = (
        /** @type {import("../../../tapis/wire/journal.js").JournalEntry} */ entry,
      ) => entry.call === "revokeToken" && entry.body.includes(token);
      tapis.order(isMeant, { status, body });

      const error = await signIn.signOut();

      const told = JSON.stringify([error, await signIn.steps()]);
      expect(error?.code, told).toBeDefined();
      for (const part of partsOf(token)) expect(told).not.toContain(part.slice(0, 60));
    }
  }
});
