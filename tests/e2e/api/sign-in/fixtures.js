// For tests that sign in with a device code: `signIn`, which does in the page what a caller of tms.js does.

import { authenticatorEnvelope, DEFAULT_CLIENT } from "../../../tapis/index.js";
import { pollInPage, signOutInPage, startInPage, useInPage } from "./sign-in.js";

export const CLIENT = DEFAULT_CLIENT.clientId;

/**
 * @typedef {object} SignInFixtures
 * @property {{
 *   start: (options?: Record<string, unknown>) => Promise<any>,
 *   poll: () => Promise<any>,
 *   finish: () => Promise<any>,
 *   cancel: () => Promise<void>,
 *   signOut: (options?: import("../../../../web/tms.js").SignOutOptions) => ReturnType<typeof signOutInPage>,
 *   use: () => Promise<string>,
 *   steps: () => Promise<import("../../../../web/tms.js").StepEvent[]>,
 * }} signIn `finish`: types the code, presses Connect, and polls
 */

/** @type {import("@playwright/test").Fixtures<SignInFixtures, {}, import("../../fixtures.js").TestArgs, import("../../fixtures.js").WorkerArgs & import("../../fixtures.js").WorkerFixtures>} */
export const signInFixtures = {
  signIn: async ({ page, tapis }, use) => {
    let userCode = "";
    const poll = () => page.evaluate(pollInPage);
    await use({
      async start(options) {
        const all = { clientId: CLIENT, baseUrl: tapis.origin, ...options };
        const started = await page.evaluate(startInPage, all);
        if (!started.error) ({ userCode } = started);
        return started;
      },
      poll,
      async finish() {
        tapis.authenticator.approve(userCode);
        return poll();
      },
      cancel: () => page.evaluate(() => /** @type {any} */ (window).signIn.cancel()),
      signOut: (options) => page.evaluate(signOutInPage, options),
      use: () => page.evaluate(useInPage),
      steps: () => page.evaluate(() => /** @type {any} */ (window).steps),
    });
  },
};

/**
 * An answer in which a device code is given.
 *
 * @param {string} origin of Tapis
 * @param {Record<string, unknown>} [members] other than usual; undefined leaves one out
 * @returns {import("../../../tapis/wire/faults.js").Fault}
 */
export function codeGiven(origin, members) {
  const { status, headers, body } = authenticatorEnvelope(200, "Device code created.", {
    client_id: CLIENT,
    user_code: "KbRsTuVx",
    device_code: "Aq3Zx9Lm2Rt7Yb5Nc8Vd1Ws6Ke4Jf0Gh2Ui7Op9T",
    verification_uri: `${origin}/v3/oauth2/device?client_id=${CLIENT}`,
    expires_in: "Fri, 27 Nov 2037 13:10:00 GMT",
    ...members,
  });
  return { status, headers: /** @type {Record<string, string>} */ (headers), body };
}
