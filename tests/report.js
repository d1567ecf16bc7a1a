// Adds up the JUnit reports of suites, `SUITE.xml` and `SUITE-*.xml` in FOLDER:
//   node tests/report.js [--failed SUITE] ... [--without-report SUITE] ... [--part] [--filtered] [--first-try] FOLDER SUITE ...
// --failed: the suite's command failed, be it in a test or outside (a crash, a lint). --without-report: it has no tests, and counts as one.
// --part: these are not all suites. --filtered: nor all tests of the suite.
// Prints a line for each report, the names of what failed, of what passed at the second try only and, last,
// "N passed, N failed". Exits with 1 if anything failed or a suite ran nothing. With --first-try a test that needed a second
// one counts as failed.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { XMLParser } from "fast-xml-parser";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

const parser = new XMLParser({ ignoreAttributes: false });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    failed: { type: "string", multiple: true, default: [] },
    "without-report": { type: "string", multiple: true, default: [] },
    part: { type: "boolean", default: false },
    filtered: { type: "boolean", default: false },
    "first-try": { type: "boolean", default: false },
  },
});
const [folder, ...suites] = positionals;
const files = (await readdir(folder)).sort();
/** @type {string[]} */
const complaints = [];
/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };

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
  if (result === "failed") complaints.push(`FAILED: ${test["@_classname"]}: ${test["@_name"]}`);
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

/** @param {Counts} into @param {Counts} counts */
function add(into, counts) {
  Object.assign(into, {
    passed: into.passed + counts.passed,
    failed: into.failed + counts.failed,
    skipped: into.skipped + counts.skipped,
  });
}

/** @param {string} suite @param {string} ending */
const filesOf = (suite, ending) =>
  files.filter(
    (file) =>
      file === `${suite}${ending}` || (file.startsWith(`${suite}-`) && file.endsWith(ending)),
  );

/** @param {string} file @returns {Promise<Counts>} */
async function countFile(file) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  count(parser.parse(await readFile(join(folder, file), "utf8")), counts);
  console.log(
    `${file}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  return counts;
}

/** @param {string} suite @returns {Promise<Counts>} */
async function countSuite(suite) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (values["without-report"].includes(suite)) {
    const passed = values.failed.includes(suite) ? 0 : 1;
    if (!passed) complaints.push(`FAILED: ${suite}`);
    return { ...counts, passed, failed: 1 - passed };
  }
  const reports = filesOf(suite, ".xml");
  let ranNothing = reports.length === 0;
  for (const report of reports) {
    const ofReport = await countFile(report);
    add(counts, ofReport);
    if (ofReport.passed + ofReport.failed === 0 && !values.filtered) ranNothing = true;
  }
  if (values.filtered && counts.passed + counts.failed === 0) ranNothing = true;
  if (ranNothing) {
    counts.failed += 1;
    complaints.push(`FAILED: ${suite}: nothing ran, or it told nobody`);
  } else if (values.failed.includes(suite) && counts.failed === 0) {
    counts.failed += 1;
    complaints.push(`FAILED: ${suite}: outside its tests`);
  }
  return counts;
}

/** @param {string} suite @returns {Promise<string[]>} */
async function secondTriesOf(suite) {
  const lists = filesOf(suite, ".second-tries").map((file) => readFile(join(folder, file), "utf8"));
  return (await Promise.all(lists)).join("").split("\n").filter(Boolean);
}

/** @type {string[]} */
const secondTries = [];
for (const suite of suites) {
  add(total, await countSuite(suite));
  secondTries.push(...(await secondTriesOf(suite)));
}
for (const complaint of complaints) console.log(complaint);
for (const name of secondTries) console.log(`PASSED AT THE SECOND TRY ONLY: ${name}`);
if (values["first-try"]) {
  total.passed -= secondTries.length;
  total.failed += secondTries.length;
}
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
if (values.part)
  console.log(`Of ${suites.join(", ")} only${values.filtered ? ", and of that a part" : ""}:`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
