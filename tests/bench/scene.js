// What every measurement needs: a local Tapis with many systems, the built page, and a browser.

import { chromium } from "@playwright/test";

import { CHROMIUM } from "../browsers.js";
import { buildSite } from "../site/build.js";
import { startSite } from "../site/index.js";
import { manySystems, startTapis } from "../tapis/index.js";

const DESCRIPTION = "A system of the Texas Advanced Computing Center, for tests of long lists.";

/**
 * @typedef {object} Scene
 * @property {import("@playwright/test").Page} page  with the standalone page open
 * @property {import("../tapis/index.js").Tapis} tapis
 * @property {(count: number) => void} setSystems
 */

/**
 * Sets the scene, measures, and ends every server.
 *
 * @param {(scene: Scene) => Promise<void>} measure
 */
export async function onScene(measure) {
  const tapis = await startTapis();
  const root = await buildSite({ name: "bench-scene", apiOrigin: tapis.origin });
  const site = await startSite({ root });
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    await measure({
      page,
      tapis,
      setSystems: (count) => tapis.setSystems(manySystems(count, { description: DESCRIPTION })),
    });
  } finally {
    await browser.close();
    await site.close();
    await tapis.close();
  }
}

/** @param {number[]} times */
export function median(times) {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)];
}

/**
 * Prints a measurement, and its ratio to what it is compared with.
 *
 * @param {string} name
 * @param {number} milliseconds
 * @param {number} yardstick in milliseconds
 */
export function printRow(name, milliseconds, yardstick) {
  const ratio = (milliseconds / yardstick).toFixed(1);
  console.log(`${name.padEnd(44)}${milliseconds.toFixed(1).padStart(9)} ms${ratio.padStart(8)}`);
}
