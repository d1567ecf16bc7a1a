// How the tests start browsers. They come from the system, since Playwright's own need a download.

/** @typedef {import("@playwright/test").LaunchOptions} LaunchOptions */

/** @type {LaunchOptions} */
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"],
};

/** To be started with the channel `moz-firefox`, which is for a Firefox that is not Playwright's own. @type {LaunchOptions} */
export const FIREFOX = { executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr" };
