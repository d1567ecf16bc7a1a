// Tests of the portal example: Django on one origin, the embed on a second, the local Tapis on a third.

import { defineConfig } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import e2e from "../e2e/playwright.config.js";

export default defineConfig({
  ...e2e,
  globalSetup: undefined, // its one worker bundles the one edition that it needs
  projects: [{ name: "chromium", use: { browserName: "chromium", launchOptions: CHROMIUM } }],
  testDir: ".",
  outputDir: "../../build/portal/results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 }, // tapipy reads its descriptions of all services for each client
});
