// Adds up the JUnit reports of all suites: node tests/report.js FOLDER FAILED_SUITES
// Prints a line for each, the names of what failed and, last, "N passed, N failed". Exits with 1 if anything failed, or if a suite ran nothing: a
// suite that failed outside its tests (a lint, a crash) counts as one failure.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { XMLParser } from "fast-xml-parser";

const parser = new XMLParser({ ignoreAttributes: false });

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {string[]} */
const failedTests = [];

/**
 * Reporters nest suites differently, but all write one `testcase` for each test.
 *
 * @param {unknown} node
 * @param {Counts} counts
 */
function count(node, counts) {
  if (Array.isArray(node)) return node.forEach((child) => count(child, counts));
  if (typeof node !== "object" || node === null) return;
  for (const [name, child] of Object.entries(node)) {
    if (name !== "testcase") count(child, counts);
    else for (const test of [child].flat()) countTest(test, counts);
  }
}

/**
 * @param {any} test
 * @param {Counts} counts
 */
function countTest(test, counts) {
  const result = verdict(test);
  counts[result] += 1;
  if (result === "failed") failedTests.push(`${test["@_classname"]}: ${test["@_name"]}`);
}

/**
 * @param {any} test
 * @returns {keyof Counts}
 */
function verdict(test) {
  if (typeof test !== "object") return "passed";
  if ("failure" in test || "error" in test) return "failed";
  return "skipped" in test || test["@_status"] === "notrun" ? "skipped" : "passed";
}

const [folder, failedSuites] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const reports = (await readdir(folder)).filter((file) => file.endsWith(".xml"));
for (const file of reports.sort()) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  count(parser.parse(await readFile(join(folder, file), "utf8")), counts);
  console.log(
    `${file}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  if (counts.passed + counts.failed === 0) counts.failed += 1;
  for (const key of /** @type {(keyof Counts)[]} */ (Object.keys(total))) total[key] += counts[key];
}
for (const name of failedTests) console.log(`FAILED: ${name}`);
total.failed = Math.max(total.failed, Number(failedSuites));
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
