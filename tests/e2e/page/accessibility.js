// What must hold in every state of the page and every way to look at it: axe-core finds nothing, and nobody has to scroll
// sideways to read.

import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";

/** @typedef {{ width: number, colorScheme: "light" | "dark" }} Look */

const HEIGHT = 800;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The smallest width for which WCAG asks (reflow, 1.4.10), and a desktop's. @type {Look[]} */
export const LOOKS = looks([320, 1280]);

/**
 * @param {number[]} widths
 * @returns {Look[]}
 */
export function looks(widths) {
  return widths.flatMap((width) => [
    { width, colorScheme: "light" },
    { width, colorScheme: "dark" },
  ]);
}

/**
 * @param {import("@playwright/test").Page} page
 * @param {Look} look
 */
export async function lookAt(page, { width, colorScheme }) {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.emulateMedia({ colorScheme });
}

/** @param {import("@playwright/test").Page} page */
export async function expectAccessible(page) {
  for (const look of LOOKS) {
    await lookAt(page, look);
    // The legacy mode, which does not look into frames of other origins, is the fast one; the page has no frames.
    const axe = new AxeBuilder({ page }).withTags(RULES).setLegacyMode();
    const { violations } = await axe.analyze();
    const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
    expect.soft(findings, `axe-core, ${look.width} px, ${look.colorScheme}`).toEqual([]);
    expect.soft(await hiddenToTheRight(page), `at ${look.width} px`).toBe(0);
  }
}

/**
 * How many pixels of the page can only be seen by scrolling sideways.
 *
 * @param {import("@playwright/test").Page} page
 */
export function hiddenToTheRight(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
