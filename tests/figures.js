// Writes the table of figures in web/docs/security.md from what was run last: node tests/figures.js BUILD_FOLDER
// BUILD_FOLDER/reports has the reports of scripts/test, BUILD_FOLDER/fuzz the log of scripts/fuzz.

import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { XMLParser } from "fast-xml-parser";
import { format } from "prettier";

import { miniBrowser } from "./webkit/webkit.js";

const DOCUMENT = fileURLToPath(new URL("../web/docs/security.md", import.meta.url));
const BEGIN = "<!-- figures: scripts/figures -->";
const END = "<!-- end of figures -->";

const build = process.argv[2];
const parser = new XMLParser({ ignoreAttributes: false });

/**
 * @typedef {object} TestCase
 * @property {string} name
 * @property {boolean} failed
 */

/** @param {string} report @returns {Promise<TestCase[]>} */
async function testsOf(report) {
  /** @type {TestCase[]} */
  const tests = [];
  /** @param {any} node */
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    for (const test of [node.testcase ?? []].flat())
      tests.push({ name: test["@_name"], failed: "failure" in test });
    visit(node.testsuite ?? node.testsuites);
  };
  visit(parser.parse(await readFile(join(build, "reports", report), "utf8")));
  return tests;
}

/** @param {TestCase[]} tests @param {RegExp} name @returns {number} the sum of the numbers in the names that match */
function sum(tests, name) {
  const passed = tests.filter(({ failed }) => !failed);
  return passed.reduce((all, test) => all + Number(test.name.match(name)?.[1] ?? 0), 0);
}

/** @param {string} program @param {...string} args */
function versionOf(program, ...args) {
  return execFileSync(program, args, { encoding: "utf8" }).match(/[\d.]+/)?.[0] ?? "";
}

/** @param {number} count */
const number = (count) => count.toLocaleString("en");

/** @returns {Promise<[string, number][]>} inputs by target */
async function fuzzed() {
  const log = await readFile(join(build, "fuzz/Testing/Temporary/LastTest.log"), "utf8");
  const found = log.matchAll(/Testing: fuzz\.(\w+)[^]*?number_of_executed_units: +(\d+)/g);
  return Array.from(found, ([, target, count]) => [target, Number(count)]);
}

/** @param {string} suite @returns {Promise<TestCase[]>} */
async function testsOfSuite(suite) {
  const names = (await readdir(join(build, "reports"))).filter(
    (name) => name.endsWith(".xml") && (name === `${suite}.xml` || name.startsWith(`${suite}-`)),
  );
  return (await Promise.all(names.map((name) => testsOf(name)))).flat();
}

const e2e = await testsOfSuite("e2e");
const firefox = await testsOfSuite("firefox");
const soak = await testsOfSuite("soak");
const webkit = await testsOfSuite("webkit");
const unit = await testsOfSuite("unit");
const cells = await testsOfSuite("unit-faults");
const inputs = await fuzzed();

const engines = [
  ["Chromium", versionOf("chromium", "--version"), sum(e2e, /meets (\d+) faults/)],
  ["Firefox ESR", versionOf("firefox-esr", "--version"), sum(firefox, /meets (\d+) faults/)],
  ["WebKitGTK", versionOf(miniBrowser(), "--version"), sum(webkit, /meets (\d+) of them/)],
];
const setUps = /as (\d+) set-ups of/;

const rows = [
  [
    "pairs of a call and a fault, with sanitizers",
    number(cells.filter(({ name, failed }) => !failed && !setUps.test(name)).length),
  ],
  [
    "those in which an engine has a part, in each",
    engines
      .map(([name, version, count]) => `${name} ${version}: ${number(Number(count))}`)
      .join("; "),
  ],
  [
    "inputs fuzzed, and what broke a rule",
    `${number(inputs.reduce((all, [, count]) => all + count, 0))} (${inputs.map(([target, count]) => `${target} ${number(count)}`).join(", ")}); none did`,
  ],
  [
    "establish and revoke in one page",
    `${number(sum(soak, /(\d+) times established/))} times; memory, requests, nodes and listeners as before`,
  ],
  [
    "set-ups with random faults",
    `${number(sum(cells, setUps))} of 100 systems each, and ${number(sum(soak, setUps))} in Chromium; the server as the results say in all of them`,
  ],
  [
    "uses of a secret that the compiler refuses",
    number(unit.filter(({ name }) => /^secret_use/.test(name)).length - 1),
  ],
  [
    "failures and leaks among these",
    number([...e2e, ...firefox, ...soak, ...webkit, ...unit].filter(({ failed }) => failed).length),
  ],
];

const table = [
  "| what | figure |",
  "| --- | --- |",
  ...rows.map((row) => `| ${row.join(" | ")} |`),
].join("\n");
const document = await readFile(DOCUMENT, "utf8");
const [before, after] = [document.indexOf(BEGIN), document.indexOf(END)];
if (before < 0 || after < 0) throw new Error(`${DOCUMENT} has no "${BEGIN}" and "${END}".`);
const text = `${document.slice(0, before)}${BEGIN}\n\n${table}\n\n${document.slice(after)}`;
await writeFile(DOCUMENT, await format(text, { parser: "markdown", printWidth: 100 }));
console.log(table);
