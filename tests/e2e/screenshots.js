#!/usr/bin/env node
// Makes the README's screenshot, web/docs/screenshot.png: the systems of a demo person, verified. With a folder, every
// state of the page at three widths, light and dark, instead: node tests/e2e/screenshots.js [FOLDER]

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium, expect } from "@playwright/test";

import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { demoPeople, setUpDemo } from "../tapis/demo-data.js";
import { startTapis } from "../tapis/index.js";
import { lookAt, looks } from "./page/accessibility.js";
import { Person } from "./page/person.js";
import { STATES } from "./page/states.js";
import { CHROMIUM } from "../browsers.js";

const README_SCREENSHOT = fileURLToPath(new URL("../../web/docs/screenshot.png", import.meta.url));

/** A phone, a tablet, a desktop. */
const WIDTHS = [320, 768, 1280];

/** What the README shows: the page down to the last of the deployment's own systems. */
const README_CLIP = { x: 0, y: 0, width: 1280, height: 964 };

/** @typedef {import("./page/states.js").Scene & { origin: string }} Scene */

/** @param {Scene} scene */
async function takeReadmeScreenshot({ page, person, tapis, origin }) {
  setUpDemo(tapis);
  await lookAt(page, { width: 1280, colorScheme: "light" });
  await page.goto(origin);
  await person.connectAs("Ann");
  await person.verifyAllButton.click();
  await expect(person.summary).toContainText("Verification finished");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: README_SCREENSHOT, fullPage: true, clip: README_CLIP });
  console.log(README_SCREENSHOT);
}

/**
 * @param {string} folder
 * @param {string} name of the state
 * @param {Scene} scene
 */
async function takeState(folder, name, { page, person, tapis, origin }) {
  tapis.reset([{ id: "stampede3" }]);
  await page.goto(origin);
  await STATES[name]({ page, person, tapis });
  for (const look of looks(WIDTHS)) {
    await lookAt(page, look);
    const file = `${name.replaceAll(" ", "-")}-${look.width}-${look.colorScheme}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: true });
  }
  console.log(name);
}

const [folder] = process.argv.slice(2);
const tapis = await startTapis();
const root = await buildSite({
  name: folder ? "screenshots" : "screenshots-demo",
  apiOrigin: tapis.origin,
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
    for (const name of Object.keys(STATES)) {
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
