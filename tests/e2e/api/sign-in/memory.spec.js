// The module's own memory, read byte by byte: the device code and the tokens are there while they are needed, and nowhere
// afterwards.

import { authenticatorEnvelope } from "../../../tapis/index.js";
import { expect, test as base } from "../../fixtures.js";
import { showWasmMemory } from "../../memory.js";
import { signInFixtures } from "./fixtures.js";

const test = base.extend(signInFixtures);

test.beforeEach(({ page }) => showWasmMemory(page));

/**
 * How often each secret is there.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string[]} secrets
 */
const count = (page, secrets) =>
  page.evaluate(async (wanted) => {
    await new Promise((over) => setTimeout(over, 50)); // what was closed lets go of it
    const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (
      /** @type {unknown} */ (window)
    );
    const text = new TextDecoder("latin1").decode(memory.buffer);
    return wanted.map((secret) => text.split(secret).length - 1);
  }, secrets);

const deviceCodeOf = (/** @type {import("../../../tapis/index.js").Tapis} */ tapis) =>
  tapis.authenticator.deviceCodes.map(({ deviceCode }) => deviceCode);

test("the device code is there until the sign-in is cancelled", async ({ page, tapis, signIn }) => {
  await signIn.start();
  const codes = deviceCodeOf(tapis);
  await signIn.poll();
  expect(await count(page, codes), "the search finds what is there").toEqual([1]);

  tapis.order({ call: "createToken" }, { hang: true });
  const waiting = signIn.poll();
  await tapis.waitForRequest({ call: "createToken", ended: false });
  await signIn.cancel();
  expect((await waiting).error.code).toBe("cancelled");
  expect(await count(page, codes)).toEqual([0]);
});

test("the device code is not there any more when it has expired or was refused", async ({
  page,
  tapis,
  signIn,
}) => {
  tapis.authenticator.typeCode((await signIn.start()).userCode);
  const codes = deviceCodeOf(tapis);
  tapis.authenticator.expireCodes();
  expect((await signIn.poll()).error.code).toBe("sign_in_expired");
  expect(await count(page, codes)).toEqual([0]);

  await signIn.start();
  const others = deviceCodeOf(tapis);
  tapis.behave({ grantTypes: [] });
  expect((await signIn.poll()).error.code).toBe("sign_in_refused");
  expect(await count(page, others)).toEqual([0]);
});

for (const [name, isClosed] of /** @type {const} */ ([
  ["close", true],
  ["signOut", false],
])) {
  test(`of the tokens the access token alone is there, and nothing after ${name}()`, async ({
    page,
    tapis,
    signIn,
  }) => {
    await signIn.start();
    const [deviceCode] = deviceCodeOf(tapis);
    await signIn.finish();
    await tapis.waitForRequest({ call: "revokeToken", ended: true });
    await signIn.use();
    const { accessToken, refreshToken } = tapis.authenticator.issued[0];
    const parts = [accessToken, refreshToken].flatMap((token) => token.split(".").slice(1));
    expect(await count(page, [...parts, deviceCode])).toEqual([1, 1, 0, 0, 0]);

    if (isClosed) await page.evaluate(() => /** @type {any} */ (window).tapis.close());
    else expect(await signIn.signOut()).toBeNull();

    expect(await count(page, [...parts, deviceCode])).toEqual([0, 0, 0, 0, 0]);
  });
}

test("nothing is left of a token that was sent on its way, or that Tapis would not revoke", async ({
  page,
  tapis,
  signIn,
}) => {
  for (const options of [{ keepalive: true }, {}]) {
    await signIn.start();
    await signIn.finish();
    await tapis.waitForRequest({ call: "revokeToken", ended: true });
    tapis.order({ call: "revokeToken" }, { status: 400, body: "" });
    await signIn.signOut(options);
    const { accessToken } =
      /** @type {import("../../../tapis/authenticator/state.js").IssuedTokens} */ (
        tapis.authenticator.issued.at(-1)
      );
    expect(await count(page, accessToken.split(".").slice(1))).toEqual([0, 0]);
    tapis.reset();
  }
});

test("nothing is left of tokens that cannot be used", async ({ page, tapis, signIn }) => {
  await signIn.start();
  const access = await tapis.issueToken({ tokenType: "refresh" });
  const refresh = await tapis.issueToken({ tokenType: "refresh" });
  const { status, body } = authenticatorEnvelope(200, "x", {
    access_token: { access_token: access },
    refresh_token: { refresh_token: refresh },
  });
  tapis.order({ call: "createToken" }, { status, body });

  expect((await signIn.poll()).error.code).toBe("invalid_response");

  const parts = [access, refresh].flatMap((token) => token.split(".").slice(1));
  expect(await count(page, parts)).toEqual([0, 0, 0, 0]);
});
