// In a test with a browser, an error that nobody catches and a promise whose rejection nobody handles are faults, in a
// page, in a frame and in a worker alike: they fail the test, unless it said before that it asks for them.

import assert from "node:assert/strict";

/** How reports of Firefox begin that come as errors of the page: about a request or a resource that it refused. */
const REPORTS = [
  "Cross-Origin Request Blocked: ",
  "Content-Security-Policy: ",
  "Loading module from “",
  "The stylesheet ",
  "“file:", // … is not eligible for integrity checks
  "None of the “sha256” hashes in the integrity attribute match ",
];

/**
 * Whether it is a browser's own word, which other browsers say on the console, and nothing that a script threw.
 *
 * @param {import("@playwright/test").WebError} webError
 */
export function isReport(webError) {
  const text = describe(webError.error());
  return REPORTS.some((beginning) => text.startsWith(beginning));
}

export class PageErrors {
  /** @type {string[]} */
  #seen = [];
  /** @type {RegExp[]} */
  #expected = [];
  /** @type {string[]} */
  #foreign = [];
  /** @param {import("@playwright/test").WebError} webError */
  #note = (webError) => {
    if (!isReport(webError)) this.add(describe(webError.error()));
  };

  /**
   * Listens to the pages of all contexts that a browser has and will have.
   *
   * @param {import("@playwright/test").Browser} browser
   * @returns {() => void} ends it
   */
  watchAll(browser) {
    const watch = (/** @type {import("@playwright/test").BrowserContext} */ context) =>
      this.watch(context);
    browser.contexts().forEach(watch);
    browser.on("context", watch);
    return () => {
      browser.off("context", watch);
      // Some stay for the tests to come.
      for (const context of browser.contexts()) context.off("weberror", this.#note);
    };
  }

  /** @param {import("@playwright/test").BrowserContext} context */
  watch(context) {
    context.on("weberror", this.#note);
  }

  /** @param {string} text of an error that was seen */
  add(text) {
    this.#seen.push(text);
  }

  /**
   * Says that a page will throw, because the test makes it: a caller's own callback, say. It must come to that.
   *
   * @param {RegExp} text of the error, of as many as there are
   */
  expect(text) {
    this.#expected.push(text);
  }

  /**
   * Leaves aside what the scripts of somebody else throw among themselves, in an application that we are only a guest of.
   *
   * @param {string} scripts how their addresses begin
   */
  leaveAside(scripts) {
    this.#foreign.push(scripts);
  }

  /** @param {string} text */
  #isForeign(text) {
    const frames = text.split("\n").filter((line) => /^ +at .*:\/\//.test(line));
    const isTheirs = (/** @type {string} */ frame) =>
      this.#foreign.some((scripts) => frame.includes(scripts));
    return frames.length > 0 && frames.every(isTheirs);
  }

  /** Looks back at a test, and forgets it. */
  check() {
    const seen = this.#seen;
    const expected = this.#expected;
    this.#seen = [];
    this.#expected = [];
    const unexpected = seen.filter(
      (text) => !this.#isForeign(text) && !expected.some((pattern) => pattern.test(text)),
    );
    const missing = expected.filter((pattern) => !seen.some((text) => pattern.test(text)));
    assert.deepEqual(unexpected, [], "no page, frame or worker threw what nobody caught");
    assert.deepEqual(missing, [], "what the test said that a page would throw was thrown");
  }
}

/**
 * For every test of Playwright's runner that extends with it.
 *
 * @typedef {{ pageErrors: PageErrors }} PageErrorFixtures
 * @type {import("@playwright/test").Fixtures<PageErrorFixtures, {}, {}, import("@playwright/test").PlaywrightWorkerArgs>}
 */
export const pageErrorFixtures = {
  pageErrors: [
    async ({ browser }, use) => {
      const errors = new PageErrors();
      const end = errors.watchAll(browser);
      await use(errors);
      end();
      errors.check();
    },
    { auto: true },
  ],
};

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
