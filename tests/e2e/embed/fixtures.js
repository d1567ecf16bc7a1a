// What tests of the embed get on top: `host`, a site that the deployment's list names; `stranger`, one that it does not;
// `mountEmbed`, which puts the embed into the page with host.js; and `embed`, what a person sees in the frame.

import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { expect, SYSTEM, test as base } from "../fixtures.js";
import { startHostSite } from "./host-site.js";

/** @typedef {Awaited<ReturnType<typeof startHostSite>>} HostSite */

/**
 * @typedef {object} EmbedOptions
 * @property {unknown[]} tokens what getToken gives, one after the other, the last one for good; null: it fails
 * @property {string[]} [systems]
 * @property {string} [system]
 * @property {string} [theme]
 * @property {string} [src]
 */

/**
 * @typedef {object} EmbedFixtures
 * @property {(options: EmbedOptions) => Promise<void>} mountEmbed
 * @property {import("@playwright/test").FrameLocator} embed
 */

/** @typedef {{ host: HostSite, stranger: HostSite }} EmbedWorkerFixtures */

/** @type {import("@playwright/test").Fixtures<EmbedFixtures, EmbedWorkerFixtures, import("../fixtures.js").TestArgs & import("../fixtures.js").Fixtures, import("../fixtures.js").WorkerArgs & import("../fixtures.js").WorkerFixtures>} */
const fixtures = {
  host: [siteOfSomebody, { scope: "worker" }],
  stranger: [siteOfSomebody, { scope: "worker" }],

  site: [
    async ({ tapis, host }, use, { workerIndex }) => {
      const root = await buildSite({
        name: `e2e/embed-${workerIndex}`,
        apiOrigin: tapis.origin,
        hostOrigins: [host.origin],
      });
      const site = await startSite({ root });
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],

  page: async ({ page, tapis, host }, use) => {
    tapis.reset([{ id: SYSTEM }, { id: "frontera" }]);
    await page.goto(`${host.origin}/`);
    await use(page);
    expect(tapis.unusedFaults(), "every fault that the test ordered was met").toEqual([]);
  },

  mountEmbed: async ({ page, site }, use) => {
    await use(async (options) => {
      const src = `${site.origin}/embed/`;
      await page.evaluate(mountInPage, { script: `${site.origin}/host.js`, src, ...options });
    });
  },

  embed: async ({ page }, use) => {
    await use(page.frameLocator("iframe"));
  },
};

/**
 * @param {object} _none
 * @param {(site: HostSite) => Promise<void>} use
 */
// eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
async function siteOfSomebody({}, use) {
  const site = await startHostSite();
  await use(site);
  await site.close();
}

export const test = base.extend(fixtures);

export { expect, SYSTEM };

/**
 * Runs inside the page. What the host sees is kept in window.seen.
 *
 * @param {EmbedOptions & { script: string, src: string }} options
 */
async function mountInPage({ script, src, tokens, systems, system, theme }) {
  const { mountTmsCredentials } = await import(script);
  const seen = { reasons: /** @type {string[]} */ ([]), changes: 0 };
  const mounted = mountTmsCredentials(document.querySelector("main"), {
    src,
    systems,
    system,
    theme,
    getToken: async (/** @type {string} */ reason) => {
      seen.reasons.push(reason);
      const token = tokens.length > 1 ? tokens.shift() : tokens[0];
      if (token === null) throw new Error("not signed in");
      return token;
    },
    onChange: () => (seen.changes += 1),
  });
  Object.assign(window, { seen, mounted });
}

/**
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<{ reasons: string[], changes: number }>} what the host saw
 */
export const seenByHost = (page) => page.evaluate(() => /** @type {any} */ (window).seen);
