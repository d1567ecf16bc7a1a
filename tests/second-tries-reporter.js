// Writes down the tests that failed and passed when they were tried again, a name a line, for tests/report.js: in a JUnit
// report they look like all others that passed.

import { writeFileSync } from "node:fs";

/** @typedef {import("@playwright/test/reporter").Suite} Suite */

export default class SecondTriesReporter {
  #outputFile;
  /** @type {Suite | undefined} */
  #all;

  /** @param {{ outputFile: string }} options */
  constructor({ outputFile }) {
    this.#outputFile = outputFile;
  }

  printsToStdio() {
    return false;
  }

  /** @param {unknown} _config @param {Suite} all */
  onBegin(_config, all) {
    this.#all = all;
  }

  onEnd() {
    const flaky = (this.#all?.allTests() ?? []).filter((test) => test.outcome() === "flaky");
    const lines = flaky.map((test) => `${test.titlePath().filter(Boolean).join(" › ")}\n`);
    writeFileSync(this.#outputFile, lines.join(""));
  }
}
