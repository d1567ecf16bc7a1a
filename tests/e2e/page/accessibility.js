// What must hold in every state of the page and every way to look at it: axe-core finds nothing, and nobody has to scroll
// sideways to read.

import { expect } from "@playwright/test";
import axe from "axe-core";

/** @typedef {{ width: number, colorScheme: "light" | "dark" }} Look */

const HEIGHT = 800;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules of axe-core that look at colours, and those that look at where things are. The others read the document. */
const ON_COLOURS = ["color-contrast", "link-in-text-block"];
const ON_PLACES = ["target-size", "scrollable-region-focusable"];

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

/** The rules that a look has a bearing on, beside the first, in which all are tried. @param {Look} look */
function rulesFor({ width, colorScheme }) {
  const [first] = LOOKS;
  return [
    ...(width === first.width && colorScheme !== first.colorScheme ? ON_COLOURS : []),
    ...(width !== first.width && colorScheme === first.colorScheme ? ON_PLACES : []),
  ];
}

/**
 * All rules in the first look, and in each other those on which it alone has a bearing; or all in all. Nobody scrolls
 * sideways in any.
 *
 * @param {import("@playwright/test").Page} page
 * @param {{ inFull?: boolean }} [options]
 */
export async function expectAccessible(page, { inFull = false } = {}) {
  const [first] = LOOKS;
  // Once, and not anew for each look as the adapter for Playwright does: to read axe-core takes as long as its rules. The
  // page has no frames that it would have to be brought into.
  await page.evaluate(axe.source);
  for (const look of LOOKS) {
    await lookAt(page, look);
    expect.soft(await hiddenToTheRight(page), `at ${look.width} px`).toBe(0);
    const isFull = inFull || look === first;
    if (!isFull && rulesFor(look).length === 0) continue;
    const findings = await page.evaluate(findingsOfAxe, isFull ? TAGS : rulesFor(look));
    expect.soft(findings, `axe-core, ${look.width} px, ${look.colorScheme}`).toEqual([]);
  }
}

/**
 * Runs inside the page.
 *
 * @param {string[]} asked tags of rules, or rules
 */
async function findingsOfAxe(asked) {
  const { run } = /** @type {typeof axe} */ (/** @type {any} */ (window).axe);
  // What it would tell of what is in order takes half of its time.
  const { violations } = await run({ runOnly: asked, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}

/**
 * One thing to do stands out at the most; behind a question none counts.
 *
 * @param {import("@playwright/test").Page} page
 */
export async function expectOnePrimary(page) {
  const primary = await page.locator("body").evaluate((body) => {
    const inFront = body.querySelector("dialog[open]") ?? body;
    return Array.from(
      inFront.querySelectorAll(".button-primary"),
      ({ textContent }) => textContent,
    );
  });
  expect.soft(primary.length, `stand out: ${primary}`).toBeLessThanOrEqual(1);
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
