// What every end-to-end test gets: `tapis`, the local Tapis, set back before each test; `site`, the built page with a
// deployment list that names it; and `call`, which calls a function of tms.js inside the page.

import { expect, test as base } from "@playwright/test";

import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";

export const SYSTEM = "stampede3";

/**
 * @typedef {object} CallOptions
 * @property {string} [token] default: a good one of ann's
 * @property {Record<string, unknown>} [connect] further options of connectTapis
 * @property {Record<string, unknown>} [options] options of the function
 * @property {number} [abortAfterMs] abort its signal then
 */

/**
 * What came of a call: a result or the fields of the error, and the steps told on the way.
 *
 * @typedef {object} Report
 * @property {any} [result]
 * @property {{ name: string, code: string, message: string, httpStatus: number, tapisCode: string,
 *   serverMessage: string, systemId: string, retryable: boolean }} [error]
 * @property {import("../../web/tms.js").StepEvent[]} steps
 * @property {number} milliseconds from the call to its end
 */

/**
 * @typedef {object} Fixtures
 * @property {(name: string, args?: unknown[], options?: CallOptions) => Promise<Report>} call
 */
/** @typedef {{ tapis: import("../tapis/index.js").Tapis, site: { origin: string } }} WorkerFixtures */

/** @typedef {import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions} TestArgs */
/** @typedef {import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions} WorkerArgs */

/** @type {import("@playwright/test").Fixtures<Fixtures, WorkerFixtures, TestArgs, WorkerArgs>} */
const fixtures = {
  tapis: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const tapis = await startTapis();
      await use(tapis);
      await tapis.close();
    },
    { scope: "worker" },
  ],

  site: [
    async ({ tapis }, use, { workerIndex }) => {
      const root = await buildSite({
        name: `e2e/site-${workerIndex}`,
        apiOrigin: tapis.origin,
      });
      const site = await startSite({ root });
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],

  page: async ({ page, tapis, site }, use) => {
    tapis.reset([{ id: SYSTEM }]);
    await page.goto(`${site.origin}/`);
    await use(page);
    expect(tapis.unusedFaults(), "every fault that the test ordered was met").toEqual([]);
  },

  call: async ({ page, tapis }, use) => {
    await use(async (name, args = [], { token, ...options } = {}) =>
      page.evaluate(callInPage, {
        name,
        args,
        token: token ?? (await tapis.issueToken()),
        ...options,
      }),
    );
  },
};

export const test =
  /** @type {import("@playwright/test").TestType<TestArgs & Fixtures, WorkerArgs & WorkerFixtures>} */ (
    base.extend(fixtures)
  );

export { expect };

/**
 * Runs inside the page.
 *
 * @param {CallOptions & { name: string, args: unknown[] }} call
 * @returns {Promise<Report>}
 */
async function callInPage({ name, args, token, connect, options, abortAfterMs }) {
  const path = "/tms.js";
  /** @type {any} */
  const tms = await import(path);
  /** @type {import("../../web/tms.js").StepEvent[]} */
  const steps = [];
  const started = performance.now();
  try {
    const tapis = await tms.connectTapis({ token, ...connect });
    const [systemId, username = undefined] = args;
    const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
    const onStep = (/** @type {any} */ step) => steps.push(step);
    const result = await tms[name](tapis, systemId, username, { signal, onStep, ...options });
    return { result, steps, milliseconds: performance.now() - started };
  } catch (error) {
    if (!(error instanceof tms.TapisError)) throw error;
    const { message, ...fields } = /** @type {any} */ (error);
    return { error: { message, ...fields }, steps, milliseconds: performance.now() - started };
  }
}
