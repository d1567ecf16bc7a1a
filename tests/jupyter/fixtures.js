// What every test of the notebook's side gets: `jupyter`, a real server; `tapis`, the local Tapis; `site`, the built embed
// with a deployment's list that names both; and `notebook`, a file of its own in that server, which has tms_credentials from the
// wheel, or as a file beside it (`form`). The project says of which `versions` JupyterLab and Notebook are.

import { expect, test as base } from "@playwright/test";

import { pageErrorFixtures } from "../page-errors.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";
import { startJupyter, WITH_FILE } from "./jupyter.js";
import { Notebook } from "./notebook.js";

export const SYSTEM = "frontera";

/** @typedef {{ notebook: Notebook, form: "wheel" | "file" } & import("../page-errors.js").PageErrorFixtures} Fixtures */
/**
 * @typedef {object} WorkerFixtures
 * @property {import("./jupyter.js").Versions} versions
 * @property {import("./jupyter.js").Jupyter} jupyter
 * @property {import("../tapis/index.js").Tapis} tapis
 * @property {{ origin: string, embed: string }} site
 */

/** @typedef {import("../e2e/fixtures.js").TestArgs} TestArgs */
/** @typedef {import("../e2e/fixtures.js").WorkerArgs} WorkerArgs */

/** @type {import("@playwright/test").Fixtures<Fixtures, WorkerFixtures, TestArgs, WorkerArgs>} */
const fixtures = {
  ...pageErrorFixtures,

  form: ["wheel", { option: true }],

  versions: ["newest", { option: true, scope: "worker" }],

  jupyter: [
    async ({ versions }, use, { workerIndex }) => {
      const jupyter = await startJupyter(`jupyter/server-${workerIndex}`, versions);
      await use(jupyter);
      await jupyter.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  tapis: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const tapis = await startTapis();
      await use(tapis);
      await tapis.close();
    },
    { scope: "worker" },
  ],

  site: [
    async ({ tapis, jupyter }, use, { workerIndex }) => {
      const root = await buildSite({
        name: `jupyter/site-${workerIndex}`,
        apiOrigin: tapis.origin,
        hostOrigins: [jupyter.origin],
      });
      const site = await startSite({ root });
      await use({ origin: site.origin, embed: `${site.origin}/embed/` });
      await site.close();
    },
    { scope: "worker" },
  ],

  notebook: async ({ page, jupyter, tapis, site: _, pageErrors, form }, use, { testId }) => {
    // Notebook 7 does, of commands and settings that only JupyterLab has.
    pageErrors.leaveAside(`${jupyter.origin}/static/`);
    tapis.reset([{ id: SYSTEM }, { id: "stampede3" }]);
    const name = form === "file" ? `${WITH_FILE}/${testId}.ipynb` : `${testId}.ipynb`;
    await use(new Notebook(page, jupyter, name));
  },
};

export const test =
  /** @type {import("@playwright/test").TestType<TestArgs & Fixtures, WorkerArgs & WorkerFixtures>} */ (
    base.extend(fixtures)
  );

export { expect };
