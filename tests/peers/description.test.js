// The official description of the Systems service judges the answers of the local Tapis, and the requests of our module.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import { PageErrors } from "../page-errors.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { setUpDemo } from "../tapis/demo-data.js";
import { startTapis } from "../tapis/index.js";
import { readDescription } from "./description.js";
import { DIFFERENCES, isSame } from "./differences.js";

/** @typedef {import("./description.js").Exchange} Exchange */
/** @typedef {import("./description.js").Found} Found */

/** @type {import("../tapis/index.js").Tapis} */
let tapis;
/** @type {Awaited<ReturnType<typeof readDescription>>} */
let description;

before(async () => {
  [tapis, description] = await Promise.all([startTapis(), readDescription("systems")]);
  setUpDemo(tapis);
});

after(() => tapis.close());

/** @param {string} system @param {string} [more] */
const credential = (system, more = "") => `/v3/systems/credential/${system}/user/ann${more}`;
const CREATE = "?createTmsKeys=true";

/** What is asked of the local Tapis, one for each kind of answer. @type {[method: string, target: string, token?: string][]} */
const ASKED = [
  ["GET", "/v3/systems?listType=ALL&select=allAttributes&limit=-1"],
  ["GET", "/v3/systems?listType=ALL"],
  ["GET", "/v3/systems?listType=ALL&orderBy=id(asc)&limit=2&computeTotal=true"],
  ["GET", "/v3/systems?orderBy=id(up)"],
  ["GET", "/v3/systems?listType=NONE"],
  ["GET", "/v3/systems", "malformed"],
  ["GET", "/v3/systems/stampede3"],
  ["GET", "/v3/systems/no-such-system"],
  ["GET", "/v3/systems/stampede3?authnMethod=NONE"],
  ...[
    "stampede3",
    "frontera",
    "ls6",
    "cloud.data",
    "wma-dcv-01",
    "designsafe.archive.s3",
    "none",
  ].map((system) => /** @type {[string, string]} */ (["POST", credential(system, "/check")])),
  ["POST", credential("stampede3", "/check?authnMethod=NONE")],
  ...["frontera", "cloud.data", "wma-dcv-01", "designsafe.archive.s3", "none"].map(
    (system) => /** @type {[string, string]} */ (["POST", credential(system, CREATE)]),
  ),
  ["DELETE", credential("frontera")],
  ["DELETE", credential("wma-dcv-01")],
  ["DELETE", credential("none")],
  ["GET", credential("stampede3")],
  ["GET", "/v3/systems/healthcheck"],
];

/** @type {Found[]} what was met */
const met = [];

describe("the local Tapis answers as described, but for what is known,", () => {
  for (const [method, target, token] of ASKED) {
    test(`${method} ${target}${token ? ` with a ${token} token` : ""}`, async () => {
      const [path, query = ""] = target.split("?");
      const body = target.endsWith(CREATE) ? "{}" : "";
      const headers = {
        "x-tapis-token": token ?? (await tapis.issueToken()),
        ...(body && { "content-type": "application/json" }),
      };
      const response = await fetch(tapis.origin + target, { method, headers, body: body || null });
      const { status } = response;
      const answer = await response.text();

      const found = description.inAnswer({ method, path, query, headers, body, status, answer });

      met.push(...found);
      assert.deepEqual(
        found.filter((each) => !isKnown(each)),
        [],
      );
    });
  }

  test("and each of what is known was met", () => {
    const unmet = DIFFERENCES.filter((known) => !met.some((found) => isSame(known, found)));
    assert.deepEqual(unmet, []);
  });
});

test("every request of our module is as described", async () => {
  const root = await buildSite({ name: "peers/site", apiOrigin: tapis.origin });
  const site = await startSite({ root });
  const browser = await chromium.launch(CHROMIUM);
  const pageErrors = new PageErrors();
  pageErrors.watchAll(browser);
  try {
    setUpDemo(tapis);
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.evaluate(useEverything, await tapis.issueToken());

    const calls = tapis.requests.map(({ call }) => call);
    for (const call of [
      "getSystems",
      "getSystem",
      "checkUserCredential",
      "createUserCredential",
      "removeUserCredential",
    ])
      assert.ok(calls.includes(call), `${call} was asked`);
    for (const { method, path, query, headers, body } of tapis.requests) {
      const asked = {
        method,
        path,
        query: new URLSearchParams(/** @type {any} */ (query)).toString(),
        body,
      };
      const found = description.inRequest({ ...asked, headers: /** @type {any} */ (headers) });
      assert.deepEqual(found, [], `${method} ${path}`);
    }
    pageErrors.check();
  } finally {
    await browser.close();
    await site.close();
  }
});

/** @param {Found} found */
const isKnown = (found) => DIFFERENCES.some((known) => isSame(known, found));

/** Inside the page. @param {string} token */
async function useEverything(token) {
  const path = "/tms.js";
  /** @type {typeof import("../../web/tms.js")} */
  const tms = await import(path);
  const tapis = await tms.connectTapis({ token });
  await tms.establishTmsCredentials(tapis, "frontera");
  await tms.checkTmsCredentials(tapis, "frontera");
  await tms.setupTmsCredentials(tapis, ["stampede3", "vista"]);
  await tms.listSystems(tapis);
  await tms.revokeTmsCredentials(tapis, "frontera");
  tapis.close();
}
