// For tests that only call functions of tms.js: one page for all of a worker, so that none of them waits for its own. What
// the page keeps from call to call is the matter of others, which have fresh ones.

import { expect, SYSTEM, test as base } from "../fixtures.js";

/** @type {import("@playwright/test").Fixtures<{}, { onePage: import("@playwright/test").Page }, import("../fixtures.js").TestArgs & import("../fixtures.js").Fixtures, import("../fixtures.js").WorkerArgs & import("../fixtures.js").WorkerFixtures>} */
const fixtures = {
  onePage: [
    async ({ browser, site }, use) => {
      // Where clocks show another time than UTC, so that the two cannot be mistaken for each other unnoticed.
      const context = await browser.newContext({
        timezoneId: "Asia/Kathmandu",
        ignoreHTTPSErrors: true,
      });
      const page = await context.newPage();
      await page.goto(`${site.origin}/`);
      await use(page);
      await context.close();
    },
    { scope: "worker" },
  ],

  page: async ({ onePage, tapis }, use) => {
    tapis.reset([{ id: SYSTEM }]);
    await use(onePage);
    onePage.removeAllListeners("request");
    expect(tapis.unusedFaults(), "every fault that the test ordered was met").toEqual([]);
  },
};

export const test = base.extend(fixtures);

export { expect, SYSTEM };
