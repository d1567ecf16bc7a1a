// Tests of the notebook's side: a real JupyterLab with a real kernel, the built embed on a second origin and the local Tapis
// on a third. One worker, for they share one Jupyter Server.

import { defineConfig } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import e2e from "../e2e/playwright.config.js";

export default defineConfig({
  ...e2e,
  globalSetup: undefined, // its one worker bundles the one edition that it needs
  projects: [{ name: "chromium", use: { browserName: "chromium", launchOptions: CHROMIUM } }],
  testDir: ".",
  outputDir: "../../build/jupyter/results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
});
