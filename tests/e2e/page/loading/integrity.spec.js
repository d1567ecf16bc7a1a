// Files that are not the ones of the build: refused before they run, and said.

import { expect, test } from "../fixtures.js";

/** A WebAssembly section that means nothing: the module does the same as before. */
const CUSTOM_SECTION = Buffer.from([0, 2, 1, 97]);
const COMMENT = Buffer.from("/* changed on the way */");

/**
 * @param {import("@playwright/test").Page} page
 * @param {string} file
 */
async function tamperWith(page, file) {
  await page.route(`**/${file}`, async (route) => {
    const response = await route.fetch();
    const more = file.endsWith(".wasm") ? CUSTOM_SECTION : COMMENT;
    await route.fulfill({ response, body: Buffer.concat([await response.body(), more]) });
  });
}

test("all code and style that the page loads by its markup is named with its hash", async ({
  page,
}) => {
  const loaded = page.locator("script, link:not([rel=icon], [as=fetch])");

  await expect(loaded).toHaveCount(4);
  for (const element of await loaded.all())
    await expect(element).toHaveAttribute("integrity", /^sha256-.{44}$/);
});

test("a changed tms.wasm is refused, and the right one works afterwards", async ({
  page,
  person,
  tapis,
  complaints,
}) => {
  await tamperWith(page, "tms.wasm");

  await person.connect(await tapis.issueToken());
  await expect(person.refusal).toContainText("tms.wasm was changed: it came");
  expect(tapis.requests).toEqual([]);
  await expect.poll(() => complaints.join("\n")).toContain("integrity");
  complaints.length = 0;

  await page.unroute("**/tms.wasm");
  await person.connect(await tapis.issueToken());
  await expect(person.session).toContainText("Connected as ann");
});

test("a changed tms.js is refused, and the page says so", async ({ page, person, complaints }) => {
  await tamperWith(page, "tms.js");

  await page.reload();

  await expect(person.loadFailure).toContainText("tms.js was changed: it came");
  await expect(person.loadFailure).toContainText("not the one that this page was built with");
  await expect(person.loadFailure, "nothing else is wrong").not.toContainText("config.json");
  await expect(person.tokenField).not.toBeAttached();
  await expect.poll(() => complaints.join("\n")).toContain("integrity");
  complaints.length = 0;
});

test("a changed page.js does not run, and what watches says so, and tries again", async ({
  page,
  person,
  complaints,
}) => {
  await tamperWith(page, "page.js");

  await page.reload();

  await expect(person.loadFailure).toContainText("page.js was changed: it came");
  await expect(page.getByText("Loading")).not.toBeAttached();
  await expect(person.tokenField).not.toBeAttached();
  await expect.poll(() => complaints.join("\n")).toContain("integrity");
  complaints.length = 0;

  await page.unroute("**/page.js");
  await person.loadAgainButton.click();
  await expect(person.tokenField).toBeVisible();
});

test("a changed style.css is not used, and said, and the page works", async ({
  page,
  person,
  complaints,
}) => {
  await tamperWith(page, "style.css");

  await page.reload();

  const rules = () =>
    page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).length);
  await expect.poll(rules).toBe(0);
  const alert = page.getByRole("alert").filter({ hasText: "This page is without its style" });
  await expect(alert).toContainText("style.css was changed: it came");
  await expect(person.tokenField).toBeVisible();
  await expect.poll(() => complaints.join("\n")).toContain("integrity");
  complaints.length = 0;
});
