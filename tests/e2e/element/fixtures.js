// What tests of <tms-credentials> get on top: a page of another site that puts the element into itself.

import { startHostSite } from "../embed/host-site.js";
import { expect, SYSTEM, test as base } from "../fixtures.js";

/**
 * @typedef {object} ElementOptions
 * @property {Record<string, string>} [attributes]
 * @property {unknown[]} [tokens] what getToken gives, one after the other, the last one for good
 * @property {number} [expiresAt] what a transport says of its token
 * @property {string} [username] and of whose it is
 * @property {string} [over] what the portal behind a transport says in place of an answer
 * @property {string} [tapis] origin that a transport sends the requests to, with the last of `tokens`
 */

/**
 * @typedef {object} ElementFixtures
 * @property {(options: ElementOptions) => Promise<void>} addElement
 * @property {import("@playwright/test").Locator} element
 */

/** @type {import("@playwright/test").Fixtures<ElementFixtures, { host: { origin: string } }, import("../fixtures.js").TestArgs & import("../fixtures.js").Fixtures, import("../fixtures.js").WorkerArgs & import("../fixtures.js").WorkerFixtures>} */
const fixtures = {
  host: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const host = await startHostSite();
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],

  page: async ({ page, tapis, host }, use) => {
    tapis.reset([{ id: SYSTEM }, { id: "frontera" }]);
    await page.goto(`${host.origin}/`);
    await use(page);
    expect(tapis.unusedFaults(), "every fault that the test ordered was met").toEqual([]);
  },

  addElement: async ({ page, site }, use) => {
    await use(async (options) => {
      await page.evaluate(addInPage, { script: `${site.origin}/tms-credentials.js`, ...options });
    });
  },

  element: async ({ page }, use) => {
    await use(page.locator("tms-credentials"));
  },
};

export const test = base.extend(fixtures);

export { expect, SYSTEM };

/**
 * Runs inside the page. What the host sees is kept in window.seen.
 *
 * @param {ElementOptions & { script: string }} options
 */
async function addInPage(options) {
  const {
    script,
    attributes = {},
    tokens = [],
    tapis,
    expiresAt,
    username = "ann",
    over,
  } = options;
  const element = /** @type {any} */ (document.createElement("tms-credentials"));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const seen = {
    reasons: /** @type {string[]} */ ([]),
    events: /** @type {any[]} */ ([]),
    sent: /** @type {any[]} */ ([]),
  };
  for (const name of ["ready", "established", "revoked", "error"]) {
    document.addEventListener(`tms-credentials-${name}`, (event) =>
      seen.events.push([name, /** @type {CustomEvent} */ (event).detail]),
    );
  }
  const nextToken = () => (tokens.length > 1 ? tokens.shift() : tokens[0]);
  if (tapis) {
    element.transport = {
      username,
      tenant: "designsafe",
      expiresAt,
      async send(/** @type {any} */ { method, path, body, signal }) {
        if (over) throw new Error(over);
        seen.sent.push({ method, path, body });
        const headers = /** @type {any} */ ({ "X-Tapis-Token": nextToken() });
        if (body) headers["Content-Type"] = "application/json";
        const response = await fetch(tapis + path, {
          method,
          headers,
          body: body || undefined,
          signal,
        });
        return { status: response.status, body: await response.text() };
      },
    };
  } else if (tokens.length > 0) {
    element.getToken = async (/** @type {string} */ reason) => {
      seen.reasons.push(reason);
      return nextToken();
    };
  }
  document.querySelector("main")?.append(element);
  Object.assign(window, { seen, element });
  await import(script);
}

/**
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<{ reasons: string[], events: [string, any][], sent: any[] }>}
 */
export const seenByHost = (page) => page.evaluate(() => /** @type {any} */ (window).seen);
