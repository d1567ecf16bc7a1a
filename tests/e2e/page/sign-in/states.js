// The states of signing in, as states.js has those of the rest: for a page whose deployment has a client for it.

import { expect } from "@playwright/test";

import { manySystems } from "../../../tapis/index.js";
import { takeOverClock } from "../../computer-clock.js";
import { SignInPanel } from "./panel.js";

/** @typedef {import("../states.js").Scene} Scene */

const MINUTE = 60_000;

/** @type {Record<string, (scene: Scene, panel: SignInPanel) => Promise<void>>} */
const WITH_PANEL = {
  "sign-in offered": async (scene, panel) => {
    await expect(panel.startButton).toBeVisible();
  },

  "sign-in, asking for a code": async ({ tapis }, panel) => {
    tapis.order({ call: "createDeviceCode" }, { hang: true });
    await panel.startButton.click();
    await expect(panel.region).toContainText("Asking Tapis for a code");
  },

  "sign-in, code": async (scene, panel) => {
    await panel.start();
  },

  "sign-in, the longest code": async ({ page }, panel) => {
    await page.route("**/v3/oauth2/device/code", async (route) => {
      const response = await route.fetch();
      const { result, ...json } = await response.json();
      await route.fulfill({
        response,
        json: { ...json, result: { ...result, user_code: "WMWM-WMWM-WMWM-W" } },
      });
    });
    await panel.start();
    await expect(panel.code).toHaveText("WMWM-WMWM-WMWM-W");
  },

  "sign-in, code copied": async ({ page }, panel) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await panel.start();
    await panel.copyButton.click();
    await expect(panel.region).toContainText("Copied.");
  },

  "sign-in, not finished": async (scene, panel) => {
    await panel.start();
    await panel.finishedButton.click();
    await expect(panel.answer).toContainText("Not finished yet");
  },

  "sign-in, being asked": async ({ tapis }, panel) => {
    await panel.start();
    tapis.order({ call: "createToken" }, { hang: true });
    await panel.finishedButton.click();
    await expect(panel.finishedButton).toHaveAttribute("aria-busy", "true");
  },

  "sign-in, Tapis cannot be asked": async ({ tapis }, panel) => {
    await panel.start();
    tapis.order({ call: "createToken" }, { status: 503 });
    await panel.finishedButton.click();
    await expect(panel.answer).toContainText("could not be asked");
  },

  "sign-in, time over without the focus": async ({ page }, panel) => {
    const clock = await takeOverClock(page);
    await panel.start();
    await page.evaluate(() => {
      document.hasFocus = () => false;
    });
    await clock.passes(10 * MINUTE);
    await expect(panel.region).toContainText("or is about to");
  },

  "sign-in, code ended": async ({ page }, panel) => {
    const clock = await takeOverClock(page);
    await panel.start();
    await clock.passes(11 * MINUTE);
    await expect(panel.ended).toContainText("The code has ended");
  },

  "sign-in refused": async ({ person, tapis }, panel) => {
    for (const { clientId } of tapis.authenticator.clients)
      tapis.authenticator.removeClient(clientId);
    await panel.startButton.click();
    await expect(panel.ended).toContainText("not set up here");
    await person.openTechnicalDetails();
  },

  "sign-in without a network": async ({ tapis }, panel) => {
    tapis.order({ call: "createDeviceCode" }, { drop: "before-headers" });
    await panel.startButton.click();
    await expect(panel.ended).toContainText("Not signed in");
  },

  "token refused beside a sign-in": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ tokenType: "refresh" }));
    await expect(person.refusal).toContainText("Not connected");
  },

  "expired token beside a sign-in": async ({ person, tapis }) => {
    await person.connect(await tapis.issueToken({ expiresIn: -60 }));
    await expect(person.refusal).toContainText("has expired");
  },

  "signed in": async ({ person, tapis }, panel) => {
    tapis.setSystems(manySystems(3));
    await panel.signInAs(tapis);
    await expect(person.table).toBeVisible();
  },

  "signing out": async (scene, panel) => {
    await WITH_PANEL["signed in"](scene, panel);
    await scene.tapis.waitForRequest({ call: "revokeToken", ended: true });
    scene.tapis.order({ call: "revokeToken" }, { hang: true });
    await scene.person.disconnect();
    await expect(scene.person.everything).toContainText("being asked to revoke");
  },

  "signed out by a sign-out": async (scene, panel) => {
    await WITH_PANEL["signed in"](scene, panel);
    await scene.person.disconnect();
    await expect(scene.person.everything).toContainText("Tapis has revoked it");
  },

  "signed out here only": async (scene, panel) => {
    await WITH_PANEL["signed in"](scene, panel);
    await scene.tapis.waitForRequest({ call: "revokeToken", ended: true });
    scene.tapis.order({ call: "revokeToken", times: Infinity }, { drop: "before-headers" });
    await scene.person.disconnect();
    await expect(scene.person.everything).toContainText("Signed out here only");
  },

  "signed-in session ended": async (scene, panel) => {
    await WITH_PANEL["signed in"](scene, panel);
    scene.tapis.revokeToken(scene.tapis.authenticator.issued[0].accessToken);
    await scene.person.reloadButton.click();
    await expect(scene.person.everything).toContainText("session has ended");
  },

  "renewal offered": async ({ person, tapis }, panel) => {
    tapis.setSystems(manySystems(3));
    await person.connect(await tapis.issueToken({ expiresIn: 540 }));
    await expect(person.table).toBeVisible();
    await expect(panel.signInAgainButton).toBeVisible();
  },

  "renewal, code": async (scene, panel) => {
    await WITH_PANEL["renewal offered"](scene, panel);
    await panel.signInAgainButton.click();
    await panel.readCode();
  },

  "renewal, code ended": async (scene, panel) => {
    await WITH_PANEL["renewal, code"](scene, panel);
    scene.tapis.authenticator.approve(await panel.readCode());
    scene.tapis.authenticator.expireCodes();
    await panel.finishedButton.click();
    await expect(panel.ended).toContainText("The code has ended");
  },
};

/** @type {Record<string, (scene: Scene) => Promise<void>>} */
export const SIGN_IN_STATES = Object.fromEntries(
  Object.entries(WITH_PANEL).map(([name, reach]) => [
    name,
    (scene) => reach(scene, new SignInPanel(scene.page)),
  ]),
);
