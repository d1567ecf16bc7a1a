// What tests of signing in get: a page whose deployment has a client for it, and `panel`, with which one signs in.

import { buildSite } from "../../../site/build.js";
import { startSite } from "../../../site/index.js";
import { DEFAULT_CLIENT } from "../../../tapis/index.js";
import { expect, SYSTEM, test as base } from "../fixtures.js";
import { SignInPanel } from "./panel.js";

export const { clientId: CLIENT_ID } = DEFAULT_CLIENT;

/** @type {import("@playwright/test").Fixtures<{ panel: SignInPanel }, {}, import("../../fixtures.js").TestArgs, import("../../fixtures.js").WorkerArgs & import("../../fixtures.js").WorkerFixtures>} */
const fixtures = {
  panel: async ({ page }, use) => {
    await use(new SignInPanel(page));
  },

  site: [
    async ({ tapis }, use, { workerIndex }) => {
      const root = await buildSite({
        name: `e2e/sign-in-${workerIndex}`,
        apiOrigin: tapis.origin,
        signIn: { clientId: CLIENT_ID },
      });
      const site = await startSite({ root });
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
};

export const test = base.extend(fixtures);

export { expect, SYSTEM };

/**
 * What was asked of the Authenticator, as the calls' names.
 *
 * @param {import("../../../tapis/index.js").Tapis} tapis
 */
export function callsOf({ requests }) {
  return requests.filter(({ path }) => path.startsWith("/v3/oauth2/")).map(({ call }) => call);
}
