// The official TypeScript client and our module ask Tapis for the same: what reaches the server is compared.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import { PageErrors } from "../page-errors.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { startTapis } from "../tapis/index.js";
import { bundle } from "./bundle.js";
import { REQUEST_DIFFERENCES } from "./differences.js";

/** Headers that say something to Tapis; the others are the browser's. */
const HEADERS = ["x-tapis-token", "content-type", "accept", "authorization", "cookie"];

/** One for each call of Tapis that we make: what makes it, here and there. */
const CALLS = [
  "checkUserCredential",
  "getSystem",
  "createUserCredential",
  "removeUserCredential",
  "getSystems",
];

/** @type {import("../tapis/index.js").Tapis} */
let tapis;
/** @type {Map<string, Asked>} by call */
const ours = new Map();
/** @type {Map<string, Asked>} by call */
const theirs = new Map();
/** @type {(() => Promise<void>)[]} */
const ends = [];

before(async () => {
  tapis = await startTapis();
  ends.push(() => tapis.close());
  const root = await buildSite({ name: "peers/requests-site", apiOrigin: tapis.origin });
  const site = await startSite({ root });
  ends.push(() => site.close());
  const browser = await chromium.launch(CHROMIUM);
  const pageErrors = new PageErrors();
  pageErrors.watchAll(browser);
  ends.push(() => browser.close());
  const page = await browser.newPage();
  await page.goto(site.origin);
  await page.evaluate(await bundle("page-script.js", "pageScript"));

  for (const [asked, useAll] of /** @type {const} */ ([
    [ours, useOurs],
    [theirs, useTheirs],
  ])) {
    tapis.reset([{ id: "stampede3" }]);
    await page.evaluate(useAll, { token: await tapis.issueToken(), baseUrl: tapis.origin });
    for (const request of tapis.requests)
      if (!asked.has(request.call)) asked.set(request.call, whatMatters(request));
  }
  pageErrors.check();
});

after(async () => {
  for (const end of ends.reverse()) await end();
});

describe("our module and the official TypeScript client send the same", () => {
  for (const call of CALLS) {
    test(`${call}, but for what is listed`, () => {
      const [mine, peers] = [ours.get(call), theirs.get(call)];
      assert.ok(mine && peers, "both asked");
      const differing = Object.keys({ ...mine, ...peers }).filter(
        (what) => mine[what] !== peers[what],
      );
      const listed = REQUEST_DIFFERENCES.filter((difference) => difference.call === call);
      assert.deepEqual(
        differing.map((what) => ({ what, ours: mine[what], theirs: peers[what] })),
        listed.map(({ what, ours: own, theirs: other }) => ({ what, ours: own, theirs: other })),
      );
    });
  }
});

/** @typedef {Record<string, string | undefined>} Asked */

/** @param {import("../tapis/wire/journal.js").JournalEntry} request @returns {Asked} */
function whatMatters({ method, path, query, headers, body }) {
  const parameters = Object.entries(query).map(([name, value]) => [`?${name}`, String(value)]);
  const sent = HEADERS.filter((name) => headers[name] !== undefined);
  return {
    method,
    path,
    ...Object.fromEntries(parameters),
    ...Object.fromEntries(
      sent.map((name) => [name, name === "x-tapis-token" ? "the token" : String(headers[name])]),
    ),
    body: body === "" ? "" : JSON.stringify(JSON.parse(body)),
  };
}

/** Inside the page. @param {{ token: string }} with */
async function useOurs({ token }) {
  const path = "/tms.js";
  /** @type {typeof import("../../web/tms.js")} */
  const tms = await import(path);
  const connection = await tms.connectTapis({ token });
  await tms.establishTmsCredentials(connection, "stampede3");
  await tms.revokeTmsCredentials(connection, "stampede3");
  await tms.listSystems(connection);
  connection.close();
}

/** Inside the page. @param {{ token: string, baseUrl: string }} with */
async function useTheirs({ token, baseUrl }) {
  /** @type {typeof import("./page-script.js")} */
  const script = /** @type {any} */ (globalThis).pageScript;
  const client = script.connect(baseUrl, token);
  await script.establish(client, "stampede3", "ann");
  await script.revoke(client, "stampede3", "ann");
  await script.list(client, "ann");
}
