// What every test of the page gets on top: `person`, who uses it; `demo`, the edition for newcomers; and, without asking, a
// check that the browser had nothing to complain about.

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { isReport } from "../../page-errors.js";
import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { demoPeople } from "../../tapis/demo-data.js";
import { DEFAULT_CLIENT } from "../../tapis/index.js";
import { takeOverClock } from "../computer-clock.js";
import { expect, SYSTEM, test as base } from "../fixtures.js";
import { Person } from "./person.js";

/** @typedef {import("../../tapis/index.js").Tapis} Tapis */

/**
 * @typedef {object} PageFixtures
 * @property {Person} person
 * @property {string[]} complaints what the browser's console says is wrong: errors, refused resources, warnings. A test
 *   that causes some on purpose looks at them and empties the list
 * @property {import("../computer-clock.js").ComputerClock} clock
 */

/**
 * @typedef {object} PageWorkerFixtures
 * @property {{ origin: string, root: string }} demo the edition that offers demo people
 */

/** What Chromium itself logs for each answer of Tapis that is no success, and for each request that gets none. */
const UNSUCCESSFUL_REQUEST = /^Failed to load resource: /;

/** @type {import("@playwright/test").Fixtures<PageFixtures, PageWorkerFixtures, import("../fixtures.js").TestArgs & import("../fixtures.js").Fixtures, import("../fixtures.js").WorkerArgs & import("../fixtures.js").WorkerFixtures>} */
const fixtures = {
  person: async ({ page }, use) => {
    await use(new Person(page));
  },

  complaints: [
    async ({ context, tapis }, use) => {
      /** @type {string[]} */
      const complaints = [];
      context.on("console", (message) => {
        const text = message.text();
        const fromTapis = message.location().url.startsWith(tapis.origin);
        if (fromTapis && UNSUCCESSFUL_REQUEST.test(text)) return;
        if (["error", "warning"].includes(message.type())) complaints.push(text);
      });
      context.on("weberror", (webError) => {
        if (isReport(webError)) complaints.push(String(webError.error()));
      });
      await use(complaints);
      expect(complaints, "the browser complained about nothing").toEqual([]);
    },
    { auto: true },
  ],

  clock: async ({ page }, use) => {
    await use(await takeOverClock(page));
  },

  demo: [
    async ({ tapis }, use, { workerIndex }) => {
      const name = `e2e/demo-${workerIndex}`;
      const root = await buildSite({
        name,
        apiOrigin: tapis.origin,
        signIn: { clientId: DEFAULT_CLIENT.clientId },
        demo: true,
      });
      const site = await startSite({
        root,
        extraRoutes: { "/demo/people.json": () => demoPeople(tapis) },
      });
      await use({ origin: site.origin, root });
      await site.close();
    },
    { scope: "worker" },
  ],
};

export const test = base.extend(fixtures);

export { expect, SYSTEM };

/**
 * What was asked about single systems, as the calls' names. The list is left out: it comes with every connecting.
 *
 * @param {Tapis} tapis
 */
export function callsOnSystems({ requests }) {
  return requests.map(({ call }) => call).filter((call) => call !== "getSystems");
}

/**
 * Everything that a built site consists of, by file name.
 *
 * @param {string} root
 */
export async function readSite(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  const contents = await Promise.all(names.map((name) => readFile(join(root, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, contents[index]]));
}
