// What every end-to-end test gets: `tapis`, the local Tapis, set back before each test; `site`, the built page with a
// deployment list that names it; `call`, which calls a function of tms.js inside the page; and, without asking, a check that
// no page threw (`pageErrors`).

import { expect, test as base } from "@playwright/test";

import { pageErrorFixtures } from "../page-errors.js";
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
 * @property {boolean} [listFirst] call listSystems before, over the same connection
 */

/**
 * @typedef {{ name: string, code: string, message: string, httpStatus: number, tapisCode: string,
 *   serverMessage: string, systemId: string, retryable: boolean }} ErrorFields
 */

/**
 * What came of a call: a result or the fields of the error, and what was told on the way.
 *
 * @typedef {object} Report
 * @property {any} [result] with the fields of errors in place of errors
 * @property {number} [skippedRows] of a list
 * @property {ErrorFields} [error]
 * @property {import("../../web/tms.js").StepEvent[]} steps
 * @property {{ done: number, total: number, result: any }[]} progress
 * @property {number} milliseconds from the call to its end
 */

/**
 * @typedef {object} CallFixtures
 * @property {(name: string, args?: unknown[], options?: CallOptions) => Promise<Report>} call
 * @typedef {CallFixtures & import("../page-errors.js").PageErrorFixtures} Fixtures
 */
/**
 * @typedef {object} WorkerFixtures
 * @property {boolean} http2 whether Tapis speaks HTTP/2, as its gateway does, with a certificate that nobody vouches for
 * @property {import("../tapis/index.js").Tapis} tapis
 * @property {{ origin: string }} site
 */

/** @typedef {import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions} TestArgs */
/** @typedef {import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions} WorkerArgs */

/** @type {import("@playwright/test").Fixtures<Fixtures, WorkerFixtures, TestArgs, WorkerArgs>} */
const fixtures = {
  ...pageErrorFixtures,

  http2: [false, { option: true, scope: "worker" }],

  tapis: [
    async ({ http2 }, use) => {
      const tapis = await startTapis({ http2 });
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
async function callInPage({ name, args, token, connect, options, abortAfterMs, listFirst }) {
  const path = "/tms.js";
  /** @type {any} */
  const tms = await import(path);
  /** @type {Pick<Report, "steps" | "progress">} */
  const told = { steps: [], progress: [] };
  let started = performance.now();

  // Errors lose their fields on the way out of the page.
  const plain = (/** @type {any} */ value) =>
    value instanceof tms.TapisError ? { message: value.message, ...value } : value;
  const plainResult = (/** @type {any} */ result) => ({ ...result, error: plain(result.error) });

  try {
    const tapis = await tms.connectTapis({ token, ...connect });
    if (listFirst) await tms.listSystems(tapis);
    const [subject, username = undefined] = args;
    const parameters = name === "listSystems" ? [] : [subject, username];
    const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
    const onStep = (/** @type {any} */ step) => told.steps.push(step);
    const onProgress = (/** @type {any} */ { result, ...counts }) =>
      told.progress.push({ ...counts, result: plainResult(result) });
    started = performance.now();
    const result = await tms[name](tapis, ...parameters, {
      signal,
      onStep,
      ...(name === "setupTmsCredentials" && { onProgress }),
      ...options,
    });
    const milliseconds = performance.now() - started;
    return {
      result: name === "setupTmsCredentials" ? result.map(plainResult) : result,
      skippedRows: result.skippedRows,
      ...told,
      milliseconds,
    };
  } catch (error) {
    if (!(error instanceof tms.TapisError)) throw error;
    return { error: plain(error), ...told, milliseconds: performance.now() - started };
  }
}
