#!/usr/bin/env node
// Makes the README's screenshot, web/docs/screenshot.png: the systems of a demo person, verified. With a folder, every
// state of the page at three widths, light, dark and in forced colours, instead; with names behind it, those states alone:
// node tests/e2e/screenshots.js [FOLDER [STATE ...]]

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium, expect } from "@playwright/test";

import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { demoPeople, setUpDemo } from "../tapis/demo-data.js";
import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { lookAt, looks } from "./page/accessibility.js";
import { Person } from "./page/person.js";
import { SIGN_IN_STATES } from "./page/sign-in/states.js";
import { STATES } from "./page/states.js";
import { CHROMIUM } from "../browsers.js";

const README_SCREENSHOT = fileURLToPath(new URL("../../web/docs/screenshot.png", import.meta.url));

/** A phone, a tablet, a desktop. */
const WIDTHS = [320, 768, 1280];

const ALL_STATES = { ...STATES, ...SIGN_IN_STATES };

/** @typedef {import("./page/states.js").Scene & { origin: string }} Scene */

/** The page down to the last of the deployment's own systems. @param {Scene} scene */
async function takeReadmeScreenshot({ page, person, tapis, origin }) {
  setUpDemo(tapis);
  await lookAt(page, { width: 1280, colorScheme: "light" });
  await page.goto(origin);
  await person.connectAs("Ann");
  await person.verifyAllButton.click();
  await expect(person.summary).toContainText("Verification finished");
  await page.mouse.move(0, 0);
  const last = await person.row("vista").boundingBox();
  const height = Math.floor((last?.y ?? 0) + (last?.height ?? 0));
  const clip = { x: 0, y: 0, width: 1280, height };
  await page.screenshot({ path: README_SCREENSHOT, fullPage: true, clip });
  console.log(README_SCREENSHOT);
}

/**
 * @param {string} folder
 * @param {string} name of the state
 * @param {Scene} scene
 */
async function takeState(folder, name, { page, person, tapis, origin }) {
  tapis.reset([{ id: "stampede3" }]);
  if (name in STATES) await withoutSignIn(page);
  await page.goto(origin);
  await ALL_STATES[name]({ page, person, tapis });
  const shoot = async (/** @type {number} */ width, /** @type {string} */ colours) => {
    const file = `${name.replaceAll(" ", "-")}-${width}-${colours}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: true });
  };
  for (const look of looks(WIDTHS)) {
    await lookAt(page, look);
    await shoot(look.width, look.colorScheme);
  }
  await page.emulateMedia({ forcedColors: "active" });
  for (const width of WIDTHS) {
    await lookAt(page, { width, colorScheme: "light" });
    await shoot(width, "forced");
  }
  console.log(name);
}

/** A deployment without a client, whose people bring a token. @param {import("@playwright/test").Page} page */
async function withoutSignIn(page) {
  await page.route("**/config.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), signIn: null } });
  });
}

const [folder, ...names] = process.argv.slice(2);
const tapis = await startTapis();
const root = await buildSite({
  name: folder ? "screenshots" : "screenshots-demo",
  apiOrigin: tapis.origin,
  signIn: { clientId: DEFAULT_CLIENT.clientId },
  demo: !folder,
});
const site = await startSite({
  root,
  extraRoutes: { "/demo/people.json": () => demoPeople(tapis) },
});
const browser = await chromium.launch(CHROMIUM);

/** @param {(scene: Scene) => Promise<void>} take */
async function onFreshPage(take) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await take({ page, person: new Person(page), tapis, origin: site.origin });
  await context.close();
}

try {
  if (folder) {
    await mkdir(folder, { recursive: true });
    for (const name of names.length > 0 ? names : Object.keys(ALL_STATES)) {
      await onFreshPage((scene) => takeState(folder, name, scene));
    }
  } else {
    await onFreshPage(takeReadmeScreenshot);
  }
} finally {
  await browser.close();
  await site.close();
  await tapis.close();
}
