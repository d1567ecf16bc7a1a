// How the tests start browsers. They come from the system, since Playwright's own need a download.

import { existsSync } from "node:fs";

/** @typedef {import("@playwright/test").LaunchOptions} LaunchOptions */

const WITHOUT_WINDOWS = "/usr/bin/chromium-headless-shell";

/**
 * Without its windows Chromium is the same engine, and a test takes half the processor's time. CHROMIUM=/usr/bin/chromium
 * takes the whole one, which is what else is there.
 *
 * @type {LaunchOptions}
 */
export const CHROMIUM = {
  executablePath:
    process.env.CHROMIUM ?? (existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : "/usr/bin/chromium"),
  args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"],
};

/**
 * To be started with the channel `moz-firefox`, which is for a Firefox that is not Playwright's own. A page from the disk
 * may load no other file, as people have it: whoever automates a Firefox is given one that allows it.
 *
 * @type {LaunchOptions}
 */
export const FIREFOX = {
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  firefoxUserPrefs: { "security.fileuri.strict_origin_policy": true },
};
