// What tests of the portal get: `portal`, `tapis`, and `signIn`, which opens a browser context of a person's own.

import { expect, test as base } from "@playwright/test";

import { pageErrorFixtures } from "../page-errors.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";
import { freeOrigin, startDjango } from "./django.js";

export const SYSTEM = "stampede3";

/** @typedef {"iframe" | "element" | "transport"} Form */

/**
 * @typedef {object} SignInFixtures
 * @property {(username: string) => Promise<import("@playwright/test").Page>} signIn
 * @typedef {SignInFixtures & import("../page-errors.js").PageErrorFixtures} Fixtures
 */
/**
 * @typedef {object} WorkerFixtures
 * @property {import("../tapis/index.js").Tapis} tapis
 * @property {{ origin: string }} portal
 */

/** @typedef {import("../e2e/fixtures.js").TestArgs} TestArgs */
/** @typedef {import("../e2e/fixtures.js").WorkerArgs} WorkerArgs */

/** @type {import("@playwright/test").Fixtures<Fixtures, WorkerFixtures, TestArgs, WorkerArgs>} */
const fixtures = {
  ...pageErrorFixtures,

  tapis: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const tapis = await startTapis();
      await use(tapis);
      await tapis.close();
    },
    { scope: "worker" },
  ],

  portal: [
    async ({ tapis }, use) => {
      const origin = await freeOrigin();
      const dist = await buildSite({
        name: "portal/site",
        apiOrigin: tapis.origin,
        hostOrigins: [origin],
      });
      const site = await startSite({ root: dist });
      const embed = `${site.origin}/embed/`;
      const django = await startDjango({ origin, tapis: tapis.origin, embed, dist });
      await use({ origin });
      await django.close();
      await site.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  signIn: async ({ browser, portal, tapis }, use) => {
    tapis.reset([{ id: SYSTEM }, { id: "frontera" }]);
    /** @type {import("@playwright/test").BrowserContext[]} */
    const contexts = [];
    await use(async (username) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(`${portal.origin}/login/`);
      await page.getByLabel("User name").fill(username);
      await page.getByLabel("Password").fill(username);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/account/credentials/");
      return page;
    });
    for (const context of contexts) await context.close();
  },
};

export const test =
  /** @type {import("@playwright/test").TestType<TestArgs & Fixtures, WorkerArgs & WorkerFixtures>} */ (
    base.extend(fixtures)
  );

export { expect };
