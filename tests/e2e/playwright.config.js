// End-to-end tests: the built page and module in a real browser, served with their real headers on one origin, with the
// local Tapis on another.

import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig } from "@playwright/test";

import { CHROMIUM, FIREFOX } from "../browsers.js";
import { reporters } from "../playwright-reporters.js";
import { SITES_FOLDER } from "../site/build.js";

/** @param {string} name */
const onPage = (name) => `page/${name}`;

/** What may differ between browsers: the network, policies, frames, addresses, and the main job on top of them. */
const IN_OTHER_ENGINES = [
  "page-errors",
  ...["faults/faults", "faults/network", "storage/third-party-storage"],
  ...["api/base-url", "api/border", "api/policy", "api/strange-callers"],
  ...["api/operations/establish", "api/sign-in/sign-in", "api/sign-in/sign-out"],
  ...["embed/embed", "embed/strangers", "embed/translated"],
  ...["element/element", "element/translated"],
  ...["demo/alone", "loading/integrity", "loading/loading", "loading/policy"].map(onPage),
  ...["operations/operations", "privacy", "sign-in/sign-in", "translation/translated"].map(onPage),
].map((name) => `**/${name}.spec.js`);

/** What needs a setting that Chromium without windows does not have. */
const IN_FIREFOX_ALONE = "**/storage/*.spec.js";

/** What takes a page through hours of use. */
const FOR_LONG = "**/soak/*.spec.js";

export default defineConfig({
  testDir: ".",
  outputDir: join(SITES_FOLDER, "e2e/results"),
  globalSetup: fileURLToPath(new URL("../site/bundle-editions.js", import.meta.url)),
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  // On a busy machine a browser may be too late once; a test that needed its second chance is listed as flaky.
  retries: 1,
  reporter: reporters(),
  use: {
    // A trace or a video would hold the tokens that the tests use.
    trace: "off",
    video: "off",
  },
  projects: [
    {
      name: "chromium",
      testIgnore: [FOR_LONG, IN_FIREFOX_ALONE],
      use: { browserName: "chromium", launchOptions: CHROMIUM },
    },
    {
      name: "soak",
      testMatch: FOR_LONG,
      use: { browserName: "chromium", launchOptions: CHROMIUM },
    },
    {
      name: "firefox",
      testMatch: IN_OTHER_ENGINES,
      use: { browserName: "firefox", channel: "moz-firefox", launchOptions: FIREFOX },
    },
  ],
});
