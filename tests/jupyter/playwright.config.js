// Tests of the notebook's side: a real JupyterLab with a real kernel, the built embed on a second origin and the local Tapis
// on a third. A project for each end of the versions that are supported, and a worker for each, with one Jupyter Server for all
// of its tests.

import { defineConfig } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import e2e from "../e2e/playwright.config.js";

const CHROMIUM_ALONE = /** @type {const} */ ({
  browserName: "chromium",
  launchOptions: CHROMIUM,
});
const OLDEST = "oldest.spec.js";

/** @type {import("@playwright/test").PlaywrightTestConfig<{}, Pick<import("./fixtures.js").WorkerFixtures, "versions">>} */
const config = {
  ...e2e,
  projects: [
    { name: "newest", testIgnore: OLDEST, use: { ...CHROMIUM_ALONE, versions: "newest" } },
    { name: "oldest", testMatch: OLDEST, use: { ...CHROMIUM_ALONE, versions: "oldest" } },
  ],
  testDir: ".",
  outputDir: "../../build/jupyter/results",
  fullyParallel: false,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
};
export default defineConfig(config);
