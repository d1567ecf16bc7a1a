// Every state that the page can be in, and how a person gets there. What is looked at in all of them, by tests or for
// screenshots, goes through this list.

import { expect } from "@playwright/test";

/**
 * @typedef {object} Scene a fresh page whose person has done nothing yet
 * @property {import("@playwright/test").Page} page
 * @property {import("./person.js").Person} person
 * @property {import("../../tapis/index.js").Tapis} tapis
 */

const SYSTEM = "stampede3";
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
    await expect(person.session).toContainText("Ends at");
  },

  "no system named": async (scene) => {
    await connect(scene);
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
    scene.tapis.order({ call: "removeUserCredential" }, { status: 404, body: "{}" });
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
    scene.tapis.order({ call: "removeUserCredential" }, { status: 502, body: "<html>" });
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
    await expect(person.everything).toContainText("session ended at");
  },

  "token revoked": async ({ person, tapis }) => {
    const token = await tapis.issueToken();
    tapis.revokeToken(token);
    await person.connect(token);
    await person.checkSystem(SYSTEM);
    await expect(person.everything).toContainText("session has ended");
  },

  "page not loaded": async ({ page, person }) => {
    await page.route("**/tms.js", (route) => route.abort());
    await page.reload();
    await expect(person.loadFailure).toContainText("could not be loaded");
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
 * @param {string} outcome
 */
async function checked(scene, outcome) {
  await connect(scene);
  await scene.person.checkSystem(SYSTEM);
  await expect(scene.person.outcome).toContainText(outcome);
}
