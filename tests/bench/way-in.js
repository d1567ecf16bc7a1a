#!/usr/bin/env node
// From nothing to ready: what a person does until five systems without credentials are ready, and how long the software itself
// takes for it: node tests/bench/way-in.js [--runs 5]. scripts/bench runs it, and RESULTS.md has what it finds.
//
// The ways through the page are walked in Chromium, and each act is counted where it is done. Those through a notebook or a
// script are counted from what has to be typed there, and their software is run. Signing in to Tapis itself (name, password,
// a second factor) is the same on every way and is not counted, nor is opening the page, the notebook or an editor.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import { Person } from "../e2e/page/person.js";
import { bundle } from "../peers/bundle.js";
import { startPythonClients } from "../peers/python-clients.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { Acts } from "./acts.js";
import { NOTEBOOK, SCRIPT } from "./by-hand.js";
import { runInPage } from "./in-page.js";
import { median } from "./scene.js";

const BUILD = fileURLToPath(new URL("../../build/bench", import.meta.url));
const PERSON = "ann";
const SYSTEMS = ["stampede3", "frontera", "ls6", "vista", "designsafe.storage.default"];
const LATENCY_MS = 50;

/** @typedef {{ way: string, pages: number, clicks: number, characters: number, pastes: number, requests: number, milliseconds: number }} WayIn */
/** @typedef {{ page: import("@playwright/test").Page, acts: Acts, tapis: import("../tapis/index.js").Tapis, origin: string }} Stage */

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });

const tapis = await startTapis({ accounts: [{ username: PERSON, password: PERSON }] });
const root = await buildSite({
  name: "bench/way-in",
  apiOrigin: tapis.origin,
  signIn: { clientId: DEFAULT_CLIENT.clientId },
});
const site = await startSite({ root });
const browser = await chromium.launch(CHROMIUM);
const python = startPythonClients();
try {
  /** @type {WayIn[]} */
  const ways = [];
  for (const [way, walk] of /** @type {[string, (stage: Stage) => Promise<void>][]} */ ([
    ["the page, signing in", signIn],
    ["the page, with a token of the Token Web App", tokenPage],
    ["the notebook functions (OpsUtils)", notebook],
    ["a script on the TypeScript client", script],
  ])) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run += 1) runs.push(await take(walk));
    const milliseconds = median(runs.map((each) => each.milliseconds));
    ways.push({ way, ...runs[0], milliseconds });
    console.log(way, JSON.stringify(ways.at(-1)));
  }
  await mkdir(BUILD, { recursive: true });
  await writeFile(`${BUILD}/way-in.json`, JSON.stringify(ways, null, 1));
} finally {
  await python.close();
  await browser.close();
  await site.close();
  await tapis.close();
}

/** @param {(stage: Stage) => Promise<void>} walk */
async function take(walk) {
  tapis.reset(SYSTEMS.map((id) => ({ id })));
  tapis.latency(LATENCY_MS, { preflights: true });
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const acts = new Acts();
  await walk({ page, acts, tapis, origin: site.origin });
  await context.close();
  const isReady = SYSTEMS.every((id) => tapis.credential(id, PERSON) !== null);
  if (!isReady) throw new Error("Not all systems are ready.");
  const requests = tapis.requests.length + tapis.preflights.length;
  return { ...acts.counts, requests, milliseconds: acts.milliseconds };
}

/** @param {Stage} stage */
async function signIn({ page, acts, origin }) {
  await acts.open(page, `${origin}/`);
  await acts.click(page.getByRole("button", { name: "Sign in with Tapis" }), () =>
    page.getByRole("button", { name: "Copy code" }).waitFor(),
  );
  const other = await acts.openTab(page.getByRole("link", { name: "Open the sign-in page" }));
  await other.getByRole("button", { name: `Sign in as ${PERSON}` }).click(); // not counted: see above
  await acts.paste(other.getByRole("textbox", { name: "Code" }));
  await acts.click(other.getByRole("button", { name: "Submit" }), () =>
    other.getByRole("button", { name: "Connect" }).waitFor(),
  );
  await acts.click(other.getByRole("button", { name: "Connect" }), () =>
    other.getByRole("heading", { name: /entered successfully/ }).waitFor(),
  );
  await other.close();
  await acts.wait(async () => {
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event("focus"))); // a headless window gets none
    await page.getByRole("heading", { name: "Your systems" }).waitFor();
  });
  await setUpEverything(page, acts);
}

/** @param {Stage} stage */
async function tokenPage({ page, acts, origin }) {
  await acts.open(page, `${origin}/`);
  const other = await acts.openTab(page.getByRole("link", { name: "Get a token" }));
  await other.getByRole("button", { name: `Sign in as ${PERSON}` }).click();
  const cell = other.getByRole("row", { name: "Access Token" }).getByRole("cell");
  await acts.copy(cell);
  await other.close();
  await page.bringToFront();
  await acts.paste(page.getByLabel("Tapis access token"));
  await acts.click(page.getByRole("button", { name: "Connect", exact: true }), () =>
    page.getByRole("heading", { name: "Your systems" }).waitFor(),
  );
  await setUpEverything(page, acts);
}

/** @param {import("@playwright/test").Page} page @param {Acts} acts */
async function setUpEverything(page, acts) {
  const person = new Person(page);
  await acts.click(person.setUpButton, () => person.confirmSetUpButton.waitFor());
  await page.waitForTimeout(600); // a button of a dialog works after half a second in view, which nobody notices
  await acts.click(person.confirmSetUpButton, () => person.closeSummaryButton.waitFor());
}

/** @param {Stage} stage */
async function notebook({ acts }) {
  acts.count(NOTEBOOK);
  await acts.wait(async () => {
    const { error } = await python.run({
      ...{ client: "opsutils", operation: "setUp", baseUrl: tapis.origin, username: PERSON },
      ...{ token: await tapis.issueToken(), systems: SYSTEMS },
    });
    if (error) throw new Error(error.message);
  });
}

/** @param {Stage} stage */
async function script({ page, acts, origin }) {
  acts.count(SCRIPT);
  await page.goto(`${origin}/`);
  await page.evaluate(await bundle("page-script.js", "typescript"));
  const token = await tapis.issueToken();
  await acts.wait(() =>
    page.evaluate(runInPage, {
      ...{ client: /** @type {const} */ ("typescript"), operation: /** @type {const} */ ("setUp") },
      ...{ baseUrl: tapis.origin, token, username: PERSON, systems: SYSTEMS },
    }),
  );
}
