// End-to-end tests: the built page and module in a real browser, served with their real headers on one origin, with the
// local Tapis on another. Browsers come from the system, since Playwright's own need a download.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../build/e2e/results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  // On a busy machine a browser may be too late once; a test that needed its second chance is listed as flaky.
  retries: 1,
  reporter: [["list"], ["junit", { outputFile: "../../build/reports/e2e.xml" }]],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"],
    },
    // A trace or a video would hold the tokens that the tests use.
    trace: "off",
    video: "off",
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
});
