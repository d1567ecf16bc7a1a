// A browser in which WebAssembly is switched off: every way in says so, and there is no blank page.

import { expect, test } from "../fixtures.js";

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), "--js-flags=--jitless"] });
  },
});

test("the page says what it needs, and offers no field for a token", async ({ page, person }) => {
  expect(await page.evaluate(() => "WebAssembly" in window)).toBe(false);
  await expect(page.getByRole("alert")).toContainText("This page needs WebAssembly");
  await expect(page.getByRole("alert")).toContainText("use another browser");
  await expect(person.tokenField).not.toBeAttached();
});

test("the module rejects, and says which part is missing", async ({ page, tapis, complaints }) => {
  const message = await page.evaluate(
    async (token) => {
      const path = "/tms.js";
      const tms = await import(path);
      return tms.connectTapis({ token }).catch((/** @type {Error} */ error) => error.message);
    },
    await tapis.issueToken(),
  );

  expect(message).toContain("could not be loaded");
  expect(tapis.requests).toEqual([]);
  // Some Emscriptens say it on the console, too; what is said there comes later, and in order.
  await page.evaluate(() => console.error("the end"));
  await expect.poll(() => complaints.join("\n")).toContain("the end");
  complaints.length = 0;
});
