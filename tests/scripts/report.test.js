// What adds up the reports of all suites.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import SecondTriesReporter from "../second-tries-reporter.js";

const REPORT = fileURLToPath(new URL("../report.js", import.meta.url));

const PASSED = '<testcase name="a" classname="one"/>';
const FAILED = '<testcase name="b" classname="two"><failure>No.</failure></testcase>';
const SKIPPED = '<testcase name="c" classname="three"><skipped/></testcase>';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "reports-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** @param {string} name @param {...string} cases */
const write = (name, ...cases) =>
  writeFile(
    join(folder, name),
    `<testsuites><testsuite name="all">${cases.join("")}</testsuite></testsuites>`,
  );

/** @param {string} suite @param {...string} names */
const writeSecondTries = (suite, ...names) =>
  writeFile(join(folder, `${suite}.second-tries`), names.map((name) => `${name}\n`).join(""));

/** @param {string[]} options @param {string[]} suites */
function report(options, suites) {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [REPORT, ...options, folder, ...suites],
    { encoding: "utf8" },
  );
  assert.equal(stderr, "");
  const lines = stdout.trimEnd().split("\n");
  return { status, lines, last: lines.at(-1) };
}

test("all reports of the suites are counted, and no others", async () => {
  await write("one.xml", PASSED, PASSED);
  await write("two-a.xml", PASSED);
  await write("two-b.xml", PASSED, SKIPPED);
  await write("stale.xml", FAILED);
  const { status, lines, last } = report([], ["one", "two"]);
  assert.equal(last, "4 passed, 0 failed");
  assert.equal(lines.at(-2), "1 skipped");
  assert.equal(status, 0);
});

test("a test that failed is named", async () => {
  await write("one.xml", PASSED, FAILED);
  const { status, lines, last } = report(["--failed", "one"], ["one"]);
  assert.ok(lines.includes("FAILED: two: b"));
  assert.equal(last, "1 passed, 1 failed");
  assert.equal(status, 1);
});

test("a suite that failed outside its tests counts as a failure", async () => {
  await write("one.xml", PASSED);
  const { status, lines, last } = report(["--failed", "one"], ["one"]);
  assert.ok(lines.includes("FAILED: one: outside its tests"));
  assert.equal(last, "1 passed, 1 failed");
  assert.equal(status, 1);
});

test("a suite that ran nothing, or told nobody, counts as a failure", async () => {
  await write("one.xml", PASSED);
  await write("two-a.xml", PASSED);
  await write("two-b.xml", SKIPPED);
  const { status, last } = report([], ["one", "two", "three"]);
  assert.equal(last, "2 passed, 2 failed");
  assert.equal(status, 1);
});

test("where tests were chosen, one of a suite's reports may be empty, but not all", async () => {
  await write("one-a.xml", PASSED);
  await write("one-b.xml");
  const options = ["--part", "--filtered"];
  assert.equal(report(options, ["one"]).last, "1 passed, 0 failed");
  await write("one-a.xml");
  assert.equal(report(options, ["one"]).last, "0 passed, 1 failed");
});

test("a suite without a report counts as one test", async () => {
  const options = ["--without-report", "lint"];
  assert.equal(report(options, ["lint"]).last, "1 passed, 0 failed");
  const { last, lines } = report([...options, "--failed", "lint"], ["lint"]);
  assert.equal(last, "0 passed, 1 failed");
  assert.ok(lines.includes("FAILED: lint"));
});

test("the count of some suites says that it is of some", async () => {
  await write("one.xml", PASSED);
  assert.equal(report(["--part"], ["one"]).lines.at(-2), "Of one only:");
});

test("a test that passed at the second try is named, and fails where the first try counts", async () => {
  await write("one.xml", PASSED, PASSED);
  await writeSecondTries("one", "chromium › a › it works");
  const named = "PASSED AT THE SECOND TRY ONLY: chromium › a › it works";

  const byHand = report([], ["one"]);
  assert.ok(byHand.lines.includes(named));
  assert.equal(byHand.last, "2 passed, 0 failed");
  assert.equal(byHand.status, 0);

  const strict = report(["--first-try"], ["one"]);
  assert.ok(strict.lines.includes(named));
  assert.equal(strict.last, "1 passed, 1 failed");
  assert.equal(strict.status, 1);
});

test("Playwright's second tries are written down, and nothing else", async () => {
  const outputFile = join(folder, "e2e.second-tries");
  const reporter = new SecondTriesReporter({ outputFile });
  const outcomes = ["expected", "flaky", "unexpected", "skipped"];
  const tests = outcomes.map((outcome) => ({
    outcome: () => outcome,
    titlePath: () => ["", "chromium", "a.spec.js", outcome],
  }));
  reporter.onBegin({}, /** @type {any} */ ({ allTests: () => tests }));
  reporter.onEnd();
  assert.equal(await readFile(outputFile, "utf8"), "chromium › a.spec.js › flaky\n");
});
