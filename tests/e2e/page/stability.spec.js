// Nothing moves under a person's finger while the page loads. Only Chromium tells.

import { expect, test } from "./fixtures.js";

for (const width of [320, 412, 1280]) {
  test(`nothing moves while the page loads, ${width} pixels wide`, async ({ page, person }) => {
    await page.setViewportSize({ width, height: 820 });
    await page.addInitScript(noteShifts);
    await page.route("**/config.json", async (route) => {
      await page.evaluate(painted);
      await route.continue();
    });

    await page.reload();
    await expect(person.tokenField).toBeVisible();
    await page.evaluate(painted);

    expect(await page.evaluate(() => Reflect.get(globalThis, "shifts"))).toEqual([]);
  });
}

/** Runs in the page. */
function noteShifts() {
  /** @type {string[]} */
  const shifts = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
  }).observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page: two frames later, what was there has been painted. */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
