// Text from outside is text: markup is shown, not obeyed; what nobody would see is made visible; direction stays in its cell;
// length breaks nothing.

import { readFile } from "node:fs/promises";

import { hiddenToTheRight } from "./accessibility.js";
import { expect, SYSTEM, test } from "./fixtures.js";

const MARKUP = "<img src=x onerror=alert(1)><b>bold</b>";
const RIGHT_TO_LEFT = "\u202Eabc \u05E9\u05DC\u05D5\u05DD \u2067def";
/** Controls, a colour of terminals, line breaks, what has no width, and what turns direction. */
const UNSEEN =
  "an\0\x07\x1b[31m\x7f\x9b\r\nd\u2028\u0085s\u200b\u200e\u200f\u061co\u202a\u202e\u202c\u2066\u2069\u2060\ufeffon";
const ANY_UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const LONG = "x".repeat(2000);

test.beforeEach(async ({ page, person, tapis }) => {
  tapis.setSystems([
    { id: SYSTEM, description: MARKUP, owner: MARKUP },
    { id: "frontera", description: RIGHT_TO_LEFT, owner: RIGHT_TO_LEFT },
    { id: "ls6", description: LONG },
    { id: "n".repeat(80), host: `${"h".repeat(60)}.example.org`, description: "A long name" },
  ]);
  await page.setViewportSize({ width: 320, height: 800 });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
});

test("markup in a description is shown as it is written", async ({ person, page }) => {
  await person.rowName(SYSTEM).click();

  await expect(person.rowDetails(SYSTEM)).toContainText(`Description${MARKUP}`);
  await expect(person.row(SYSTEM).getByRole("rowheader")).toContainText(MARKUP);
  expect(await page.locator("img, b").count()).toBe(0);
});

test("direction marks do not leave the text that they stand in", async ({ person }) => {
  await person.rowName("frontera").click();
  const texts = person.row("frontera").getByText("\u05E9\u05DC\u05D5\u05DD");
  await expect(texts).toHaveCount(3);

  for (const text of await texts.all()) {
    await expect(text).toHaveCSS("unicode-bidi", /isolate/);
  }
});

test("what nobody would see is shown as a sign, in the list, in an error, in the log and in what leaves it", async ({
  context,
  page,
  person,
  tapis,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  tapis.setSystems([{ id: SYSTEM, description: UNSEEN, host: UNSEEN, owner: UNSEEN }]);
  const message = `SYSLIB_UNAUTH ${UNSEEN}`;
  const body = { result: null, status: "error", message, metadata: null };
  tapis.order({ call: "checkUserCredential" }, { status: 403, body });

  await person.reloadButton.click();
  await expect(person.systemNames).toHaveCount(1);
  await person.rowName(SYSTEM).click();
  await expect(person.row(SYSTEM).getByText("an\uFFFD\uFFFD\uFFFD[31m")).not.toHaveCount(0);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.rowDetails(SYSTEM)).toContainText("[31m");
  await person.openTechnicalDetails();
  await expect(person.technicalDetail("Server message")).toContainText("\uFFFD[31m");
  await person.activityButton.click();
  await person.requests.first().getByText("POST").click();

  for (const text of await page.evaluate(allTexts)) expect(text).not.toMatch(ANY_UNSEEN);

  await person.copyActivityButton.click();
  await expect(person.activity).toContainText("Copied");
  await person.unfoldForm();
  await person.systemField.focus();
  await page.keyboard.press("ControlOrMeta+V");
  const copied = await person.systemField.inputValue();
  expect(copied).toContain("SYSLIB_UNAUTH");
  expect(copied).not.toMatch(ANY_UNSEEN);
  const downloading = page.waitForEvent("download");
  await person.saveActivityButton.click();
  const saved = await readFile(await (await downloading).path(), "utf8");
  expect(saved).toContain("SYSLIB_UNAUTH");
  expect(saved).not.toMatch(ANY_UNSEEN);
  expect(saved, "escaped").not.toMatch(/\\u[0-9a-f]{4}/i);
});

test("nothing scrolls sideways, at any width, folded and unfolded", async ({ person, page }) => {
  for (const system of ["frontera", "ls6", "n".repeat(80)]) {
    await person.rowName(system).click();
    await expect(person.rowDetails(system)).toBeVisible();
    for (const width of [320, 640, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await hiddenToTheRight(page), `${system}, ${width} px`).toBe(0);
      await expectInside(person.row(system), person.table);
    }
  }
});

test("a description of 2,000 characters takes a line, or two in a card, until it is unfolded", async ({
  page,
  person,
}) => {
  const lines = () =>
    person
      .row("ls6")
      .getByText(LONG)
      .first()
      .evaluate((element) => element.getBoundingClientRect().height / 21);
  expect(await lines()).toBeLessThan(2.5);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await lines()).toBeLessThan(1.5);

  await person.rowName("ls6").click();
  await expect(person.rowDetails("ls6")).toContainText(LONG);
});

/** Inside the page: all its text, and the value of every attribute. */
function allTexts() {
  const elements = [...document.querySelectorAll("*")];
  const attributes = elements.flatMap((element) => [...element.attributes]);
  return [document.body.textContent ?? "", ...attributes.map(({ value }) => value)];
}

/**
 * No cell sticks out of the table to the right, be it clipped or not.
 *
 * @param {import("@playwright/test").Locator} row
 * @param {import("@playwright/test").Locator} table
 */
async function expectInside(row, table) {
  const edge = await table.evaluate((element) => element.getBoundingClientRect().right);
  const cells = await row.getByRole("cell").all();
  for (const cell of cells) {
    const right = await cell.evaluate((element) =>
      Math.max(
        ...[element, ...element.querySelectorAll("*")].map(
          (part) => part.getBoundingClientRect().right,
        ),
      ),
    );
    expect(right).toBeLessThanOrEqual(edge);
  }
}
