// Every state that the page can be in, and how a person gets there. What is looked at in all of them, by tests or for
// screenshots, goes through this list.

import { expect } from "@playwright/test";

import { setUpDemo } from "../../tapis/demo-data.js";
import { manySystems } from "../../tapis/index.js";
import { takeOverClock } from "../computer-clock.js";
import { withoutServerTime } from "./session/server-time.js";

/**
 * @typedef {object} Scene a fresh page whose person has done nothing yet
 * @property {import("@playwright/test").Page} page
 * @property {import("./person.js").Person} person
 * @property {import("../../tapis/index.js").Tapis} tapis
 */

const SYSTEM = "stampede3";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONGEST_ID = "longname".repeat(10);

/** @type {Record<string, (scene: Scene) => Promise<void>>} */
export const STATES = {
  "signed out": async ({ person }) => {
    await expect(person.tokenField).toBeVisible();
  },

  "token refused": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ tokenType: "refresh" }));
    await expect(person.refusal).toContainText("Not connected");
  },

  "module not loaded": async ({ page, person, tapis }) => {
    await page.route("**/tms.wasm", (route) => route.fulfill({ status: 404 }));
    await person.connect(await tapis.issueToken());
    await expect(person.refusal).toContainText("could not be loaded");
  },

  ready: async (scene) => {
    await connect(scene);
  },

  "session about to end": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ expiresIn: 540 }));
    await expect(person.session).toContainText(/\d:\d\d left/);
  },

  "token's time over": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ expiresIn: 5 }));
    await expect(person.session).toContainText("only Tapis decides", { timeout: 10_000 });
  },

  "clock ahead, by the server": async (scene) => {
    const clock = await takeOverClock(scene.page);
    await clock.isAhead(DAY_MS);
    await connect(scene);
    await expect(scene.person.session).toContainText("about 24 hours ahead");
  },

  "clock ahead, by Tapis": async (scene) => {
    await withoutServerTime(scene.page);
    const clock = await takeOverClock(scene.page);
    await clock.isAhead(DAY_MS);
    await connect(scene);
    await expect(scene.person.session).toContainText("at least 20 hours ahead");
  },

  "clock behind, token expired": async ({ page, person, tapis }) => {
    const clock = await takeOverClock(page);
    await clock.isAhead(-DAY_MS);
    await person.connect(await tapis.issueToken({ expiresIn: -60 }));
    await expect(person.refusal).toContainText("about 24 hours behind");
  },

  "clock behind, session about to end": async ({ page, person, tapis }) => {
    const clock = await takeOverClock(page);
    await clock.isAhead(-DAY_MS / 8);
    await person.connect(await tapis.issueToken({ expiresIn: 540 }));
    await expect(person.session).toContainText("about 3 hours behind");
  },

  "no system named": async (scene) => {
    await connect(scene);
    await scene.person.unfoldForm();
    await scene.person.actionButton("Check").click();
    await expect(scene.person.systemField).toHaveAttribute("aria-invalid", "true");
  },

  "a system with a long name": async (scene) => {
    scene.tapis.addSystem({ id: LONGEST_ID });
    await connect(scene);
    await scene.person.establish(LONGEST_ID);
    await expect(scene.person.outcome).toContainText("created");
  },

  running: async (scene) => {
    scene.tapis.order({ call: "createUserCredential" }, { hang: true });
    await connect(scene);
    await scene.person.establish(SYSTEM);
    await expect(scene.person.steps).toHaveCount(3);
  },

  cancelled: async (scene) => {
    await STATES.running(scene);
    await scene.person.cancelButton.click();
    await expect(scene.person.outcome).toContainText("Cancelled");
  },

  valid: async (scene) => {
    scene.tapis.setCredential(SYSTEM, "ann");
    await checked(scene, "work");
  },

  missing: async (scene) => {
    await checked(scene, "no credentials");
  },

  refused: async (scene) => {
    scene.tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { accepted: false });
    await checked(scene, "refused");
  },

  unreachable: async (scene) => {
    scene.tapis.addSystem({ id: SYSTEM, hostBehaviour: "unreachable" });
    scene.tapis.setCredential(SYSTEM, "ann");
    await checked(scene, "not answering");
  },

  unsupported: async (scene) => {
    scene.tapis.addSystem({ id: SYSTEM, hostBehaviour: "unsupported" });
    scene.tapis.setCredential(SYSTEM, "ann");
    await checked(scene, "does not use");
  },

  exists: async (scene) => {
    scene.tapis.setCredential(SYSTEM, "ann");
    await connect(scene);
    await scene.person.establish(SYSTEM);
    await expect(scene.person.outcome).toContainText("already");
  },

  created: async (scene) => {
    await connect(scene);
    await scene.person.establish(SYSTEM);
    await expect(scene.person.outcome).toContainText("created");
  },

  renewed: async (scene) => {
    await STATES.exists(scene);
    await scene.person.renewButton.click();
    await expect(scene.person.outcome).toContainText("renewed");
  },

  "asking before a revoke": async (scene) => {
    await connect(scene);
    await scene.person.askToRevoke(SYSTEM);
    await expect(scene.person.dialog).toBeVisible();
  },

  revoked: async (scene) => {
    scene.tapis.setCredential(SYSTEM, "ann");
    await connect(scene);
    await scene.person.revoke(SYSTEM);
    await expect(scene.person.outcome).toContainText("revoked");
  },

  absent: async (scene) => {
    const body = { result: null, status: "error", message: "SYSAPI_NOSYSTEM x", metadata: null };
    scene.tapis.order({ call: "removeUserCredential" }, { status: 404, body });
    await connect(scene);
    await scene.person.revoke(SYSTEM);
    await expect(scene.person.outcome).toContainText("There were no credentials");
  },

  "failed for good": async (scene) => {
    scene.tapis.addSystem({ id: "wma-dcv-01", forbidden: true });
    await connect(scene);
    await scene.person.establish("wma-dcv-01");
    await scene.person.openTechnicalDetails();
    await expect(scene.person.technicalDetail("HTTP status")).toBeVisible();
  },

  "failed for now": async (scene) => {
    scene.tapis.order({ call: "removeUserCredential" }, { status: 500, body: "<html>" });
    scene.tapis.setCredential(SYSTEM, "ann");
    await connect(scene);
    await scene.person.revoke(SYSTEM);
    await expect(scene.person.tryAgainButton).toBeVisible();
  },

  offline: async (scene) => {
    await connect(scene);
    await scene.page.context().setOffline(true);
    await expect(scene.person.everything).toContainText("You are offline");
  },

  disconnected: async (scene) => {
    await connect(scene);
    await scene.person.disconnect();
    await expect(scene.person.everything).toContainText("forgotten");
  },

  "session ended": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ expiresIn: 4 }));
    await person.nameSystem(SYSTEM);
    await expect(person.session).toContainText("only Tapis decides", { timeout: 10_000 });
    await person.actionButton("Check").click();
    await expect(person.everything).toContainText("session has ended");
  },

  "token revoked": async ({ person, tapis }) => {
    const token = await tapis.issueToken();
    await person.connect(token);
    await person.nameSystem(SYSTEM);
    tapis.revokeToken(token);
    await person.actionButton("Check").click();
    await expect(person.everything).toContainText("session has ended");
  },

  "list loading": async (scene) => {
    scene.tapis.order({ call: "getSystems" }, { hang: true });
    await connect(scene);
    await expect(scene.person.systems).toContainText("Loading your systems");
  },

  "list with every condition": async (scene) => {
    await overview(scene);
    const fault = { status: 200, body: "<html>" };
    scene.tapis.order({ call: "checkUserCredential", system: "vista" }, fault);
    await scene.person.verifyAllButton.click();
    await expect(scene.person.summary).toContainText("finished");
    await scene.person.closeSummaryButton.click();
    await expect(scene.person.condition("ls6")).toContainText("Refused");
    await expect(scene.person.condition("vista")).toContainText("Unknown");
  },

  "list with all systems": async (scene) => {
    await overview(scene);
    await scene.person.showAll.check();
    await expect(scene.person.row("wma-exec-01")).toBeVisible();
  },

  "list filtered": async (scene) => {
    await overview(scene);
    await scene.person.filterField.fill("frontera");
    await expect(scene.person.systemNames).toHaveCount(1);
  },

  "list filtered to nothing": async (scene) => {
    await overview(scene);
    await scene.person.filterField.fill("nothing is called so");
    await expect(scene.person.systems).toContainText("Nothing matches");
  },

  "list filtered to nothing in view": async (scene) => {
    await overview(scene);
    await scene.person.filterField.fill("object store");
    await expect(scene.person.systems).toContainText("1 more would match");
  },

  "list empty": async (scene) => {
    scene.tapis.setSystems([]);
    await connect(scene);
    await expect(scene.person.systems).toContainText("lists no systems");
  },

  "list not loaded": async (scene) => {
    scene.tapis.order({ call: "getSystems" }, { status: 200, body: "<html>" });
    await connect(scene);
    await expect(scene.person.listFailure).toContainText("could not be loaded");
  },

  "list not loaded, token not confirmed": async (scene) => {
    scene.tapis.order({ call: "getSystems", times: Infinity }, { drop: "before-headers" });
    await connect(scene);
    await expect(scene.person.session).toContainText("not confirmed");
  },

  "list not loaded anew, offline": async (scene) => {
    await overview(scene);
    await scene.page.context().setOffline(true);
    await scene.person.reloadButton.click();
    await expect(scene.person.listFailure).toContainText("the list from before");
  },

  "rows left out": async (scene) => {
    scene.tapis.addSystem({ id: "odd", attributes: { host: 7 } });
    await connect(scene);
    await expect(scene.person.systems).toContainText("1 system is left out");
  },

  "row running": async (scene) => {
    scene.tapis.order({ call: "createUserCredential" }, { hang: true });
    await connect(scene);
    await scene.person.rowButton("Establish", SYSTEM).click();
    await expect(scene.person.condition(SYSTEM)).toHaveText("Creating…");
  },

  "row renewed": async (scene) => {
    await overview(scene);
    await scene.person.rowButton("Renew", SYSTEM).click();
    await expect(scene.person.rowDetails(SYSTEM)).toContainText("Credentials renewed");
  },

  "row failed": async (scene) => {
    await overview(scene);
    scene.tapis.order({ call: "createUserCredential" }, { status: 400, body: "<html>" });
    await scene.person.rowButton("Establish", "frontera").click();
    await expect(scene.person.condition("frontera")).toContainText("Last try failed");
    await scene.person.openTechnicalDetails();
  },

  "row in dispute with the list": async (scene) => {
    const clock = await takeOverClock(scene.page);
    scene.tapis.behave({ situations: { ann: { lagging: true } } });
    await connect(scene);
    await scene.person.rowButton("Establish", SYSTEM).click();
    await expect(scene.person.condition(SYSTEM)).toHaveText("Ready");
    await clock.passes(11 * MINUTE_MS);
    await scene.person.reloadButton.click();
    await expect(scene.person.condition(SYSTEM)).toContainText("nothing is stored: verify");
  },

  "row whose new key was refused": async (scene) => {
    await overview(scene);
    scene.tapis.addSystem({ id: "vista", hostBehaviour: "refuses" });
    await scene.person.rowButton("Establish", "vista").click();
    await expect(scene.person.condition("vista")).toContainText("the host refused the new key");
    await scene.person.ticketButton.click();
    await expect(scene.person.helpLink("Submit a ticket")).toBeVisible();
  },

  "row that waits for the next try": async (scene) => {
    await STATES["row whose new key was refused"](scene);
    await scene.person.persistInRow("vista").click();
    await expect(scene.person.condition("vista")).toContainText("Next try at");
  },

  "waiting for the next try": async (scene) => {
    scene.tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });
    await connect(scene);
    await scene.person.establish(SYSTEM);
    await scene.person.persistButton.click();
    await expect(scene.person.steps.last()).toContainText("then trying again");
  },

  "set-up refused by a host": async (scene) => {
    await overview(scene);
    scene.tapis.addSystem({ id: "vista", hostBehaviour: "refuses" });
    await scene.person.setUpEverything();
    await expect(scene.person.persistOnAllButton).toBeVisible();
  },

  "asking before a revoke in a row": async (scene) => {
    await overview(scene);
    await scene.person.rowButton("Revoke", SYSTEM).click();
    await expect(scene.person.dialog.getByRole("link")).toBeVisible();
  },

  "list sorted": async (scene) => {
    await overview(scene);
    await scene.person.filterField.fill("tacc");
    // Where it is narrow, the table has no head.
    await scene.page.setViewportSize({ width: 1280, height: 800 });
    await scene.person.sortButton("System").click();
    await expect(scene.person.columnHeader("System")).toHaveAttribute("aria-sort", "ascending");
  },

  "asking before a set-up": async (scene) => {
    await overview(scene);
    await scene.person.setUpButton.click();
    await expect(scene.person.dialog).toBeVisible();
  },

  "set-up running": async (scene) => {
    await overview(scene);
    scene.tapis.order({ call: "createUserCredential", system: "frontera" }, { hang: true });
    await scene.person.setUpEverything();
    await expect(scene.person.progress).toHaveAttribute("aria-valuetext", /creating on frontera$/);
  },

  "set-up being cancelled": async (scene) => {
    await STATES["set-up running"](scene);
    await scene.person.cancelAllButton.click();
    await expect(scene.person.systems).toContainText("what has begun is finished");
  },

  "set-up cancelled": async (scene) => {
    const { tapis } = scene;
    tapis.order({ call: "createUserCredential", times: 6 }, { act: true, latency: 2500 });
    // So that the creates of the first six are under way, and no others.
    for (const { id } of manySystems(9).slice(6))
      tapis.order({ call: "checkUserCredential", system: id }, { latency: 800 });
    await connectTo(scene, manySystems(9));
    await scene.person.setUpEverything();
    await expect
      .poll(() => tapis.requestsOf("createUserCredential").length, { intervals: [50] })
      .toBe(6);
    await scene.person.cancelAllButton.click();
    await expect(scene.person.summary).toContainText("3 not set up, cancelled");
  },

  "set-up done": async (scene) => {
    await connectTo(scene, manySystems(3));
    await scene.person.setUpEverything();
    await expect(scene.person.summary).toContainText("3 created");
  },

  "set-up done with failures": async (scene) => {
    await overview(scene);
    scene.tapis.addSystem({ id: "vista", hostBehaviour: "unreachable" });
    await scene.person.setUpEverything();
    await expect(scene.person.summary).toContainText("failed");
  },

  "set-up refused by TMS": async (scene) => {
    scene.tapis.behave({ situations: { ann: { tms: "refuses" } } });
    await connectTo(scene, manySystems(5));
    await scene.person.setUpEverything();
    await expect(scene.person.summary).toContainText("TMS made no key");
  },

  "linked system not listed": async (scene) => {
    await connect(scene);
    await scene.page.evaluate(() => void (location.hash = "#system=nonesuch"));
    await expect(scene.person.systemField).toHaveAccessibleDescription(/not in your list/);
  },

  "linked system listed in another case": async (scene) => {
    await connect(scene);
    await scene.page.evaluate(() => void (location.hash = "#system=Stampede3"));
    await expect(scene.person.systems).toContainText("not in your list, but");
  },

  "verification running": async (scene) => {
    await overview(scene);
    scene.tapis.order({ call: "checkUserCredential", system: SYSTEM }, { hang: true });
    await scene.person.verifyAllButton.click();
    await expect(scene.person.progress).toHaveAttribute("aria-valuetext", /checking on stampede3$/);
  },

  "verification done": async (scene) => {
    await overview(scene);
    await scene.person.verifyAllButton.click();
    await expect(scene.person.summary).toContainText("verified");
  },

  "activity log": async (scene) => {
    await overview(scene);
    await scene.person.verifyAllButton.click();
    await expect(scene.person.summary).toContainText("verified");
    await scene.person.activityButton.click();
    await scene.person.requests.first().getByText("POST").click();
    await expect(scene.person.activity).toContainText("The same with curl");
  },

  "activity log of one system": async (scene) => {
    await overview(scene);
    await scene.person.rowButton("Establish", "frontera").click();
    await expect(scene.person.condition("frontera")).toContainText("Ready");
    await scene.person.activityButton.click();
    await scene.person.activityFilter.selectOption("frontera");
    await scene.person.copyActivityButton.click();
    await expect(scene.person.requests).toHaveCount(3);
  },

  "names and descriptions from outside": async (scene) => {
    await connectTo(scene, [
      { id: "markup", description: "<img src=x onerror=alert(1)><b>bold</b>" },
      { id: "direction", description: "\u202Eabc \u05E9\u05DC\u05D5\u05DD \u2067def" },
      { id: "length", description: "x".repeat(2000) },
      { id: LONGEST_ID, host: `${"h".repeat(60)}.example.org` },
    ]);
    await scene.person.rowName("length").click();
    await expect(scene.person.rowDetails("length")).toBeVisible();
  },

  "page not loaded": async ({ page, person }) => {
    await page.route("**/tms.js", (route) => route.abort());
    await page.reload();
    await expect(person.loadFailure).toContainText("could not be loaded");
  },

  "script changed on the way": async ({ page, person }) => {
    await page.route("**/page.js", (route) => route.fulfill({ body: "// another" }));
    await page.reload();
    await expect(person.loadFailure).toContainText("page.js was changed");
  },

  "page not set up": async ({ page, person }) => {
    await page.route("**/config.json", (route) => route.fulfill({ body: "{}" }));
    await page.reload();
    await expect(person.loadFailure).toContainText("not set up");
  },
};

/** @param {Scene} scene */
async function connect({ person, tapis }) {
  await person.connect(await tapis.issueToken());
  await expect(person.session).toBeVisible();
}

/**
 * @param {Scene} scene
 * @param {import("../../tapis/index.js").SystemInput[]} systems
 */
async function connectTo(scene, systems) {
  scene.tapis.setSystems(systems);
  await connect(scene);
  await expect(scene.person.table).toBeVisible();
}

/**
 * Connects where there is a system for each thing that can happen.
 *
 * @param {Scene} scene
 */
async function overview(scene) {
  setUpDemo(scene.tapis);
  scene.tapis.addSystem({ id: "vista", description: "TACC Vista", hasCredentials: null });
  await connect(scene);
  await expect(scene.person.table).toBeVisible();
}

/**
 * @param {Scene} scene
 * @param {string} outcome
 */
async function checked(scene, outcome) {
  await connect(scene);
  await scene.person.checkSystem(SYSTEM);
  await expect(scene.person.outcome).toContainText(outcome);
}
