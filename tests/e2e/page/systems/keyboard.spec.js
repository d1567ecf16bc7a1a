// The main job with the keyboard alone: connect, check, establish, renew, revoke, disconnect.

import { expect, SYSTEM, test } from "../fixtures.js";

/** @typedef {import("@playwright/test").Locator} Locator */

/** No control is further away than this. */
const MOST_TABS = 20;

/**
 * What moves the focus to a control, key by key.
 *
 * @param {import("@playwright/test").Page} page
 */
function mover(page) {
  return async (/** @type {Locator} */ control, /** @type {"Tab" | "Shift+Tab"} */ key = "Tab") => {
    const isFocused = () => control.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < MOST_TABS && !(await isFocused()); tabs += 1) {
      await page.keyboard.press(key);
    }
    await expect(control).toBeFocused();
  };
}

test("one system, by its name, can be handled with the keyboard alone", async ({
  page,
  person,
  tapis,
}) => {
  const moveTo = mover(page);
  await expect(person.tokenField).toBeVisible();
  await moveTo(person.tokenField);
  await page.keyboard.insertText(await tapis.issueToken());
  await page.keyboard.press("Enter");
  await expect(person.heading).toBeFocused();

  await moveTo(person.formButton);
  await page.keyboard.press("Enter");
  await moveTo(person.systemField);
  await page.keyboard.type(SYSTEM);
  await page.keyboard.press("Enter");
  await expect(person.outcome).toContainText("no credentials");

  await moveTo(person.actionButton("Establish"));
  await page.keyboard.press("Space");
  await expect(person.outcome).toContainText("created");
  await expect(person.actionButton("Establish"), "the focus stays").toBeFocused();

  await page.keyboard.press("Enter");
  await expect(person.outcome).toContainText("already");
  await moveTo(person.renewButton);
  await page.keyboard.press("Enter");
  await expect(person.outcome).toContainText("renewed");

  await moveTo(person.actionButton("Revoke"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(person.keepButton).toBeFocused();
  await moveTo(person.confirmButton);
  await expect(person.confirmButton, "only after a moment in view").toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(person.outcome).toContainText("revoked");
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();

  await moveTo(person.disconnectButton, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(person.focused, "what is read next").toContainText("forgotten your token");
  // The way back in begins where the next token comes from.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Get a token" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(person.tokenField).toBeFocused();
});

test("all systems can be handled with the keyboard alone", async ({ page, person, tapis }) => {
  const moveTo = mover(page);
  const press = (/** @type {string} */ key) => page.keyboard.press(key);
  for (const id of ["frontera", "ls6", "vista", "other"]) tapis.addSystem({ id });

  await moveTo(person.tokenField);
  await page.keyboard.insertText(await tapis.issueToken());
  await press("Enter");
  await expect(person.row("vista")).toBeVisible();
  await expect(person.heading).toBeFocused();

  await moveTo(person.filterField);
  await page.keyboard.type("a");
  await expect(person.systemNames).toHaveText([SYSTEM, "frontera", "ls6", "vista", "other"]);
  await page.keyboard.type("m");
  await expect(person.systemNames).toHaveText([SYSTEM]);

  await moveTo(person.rowName(SYSTEM));
  await press("Enter");
  await expect(person.rowDetails(SYSTEM)).toBeVisible();
  await moveTo(person.rowButton("Establish", SYSTEM));
  await press("Enter");
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(person.rowName(SYSTEM), "the focus stays in the row").toBeFocused();

  await moveTo(person.filterField, "Shift+Tab");
  await press("Escape");
  await expect(person.systemNames).toHaveCount(5);
  await moveTo(person.setUpButton);
  await press("Enter");
  await expect(person.keepButton).toBeFocused();
  await press("Enter");
  await expect(person.dialog).not.toBeAttached();
  await expect(person.setUpButton, "after Cancel").toBeFocused();
  await press("Enter");
  await moveTo(person.confirmSetUpButton);
  tapis.order({ call: "createUserCredential", system: "vista" }, { act: true, latency: 1500 });
  await press("Enter");
  await tapis.waitForRequest({ call: "createUserCredential", system: "vista" });
  await moveTo(person.cancelAllButton);
  await press("Enter");
  await expect(person.summary).toContainText("created");
  await expect(person.focused, "the focus is not lost").toContainText("created");

  await moveTo(person.closeSummaryButton);
  await press("Enter");
  await expect(person.heading).toBeFocused();

  await moveTo(person.rowName(SYSTEM));
  await press("End");
  await expect(person.rowName("other")).toBeFocused();
  await moveTo(person.activityButton);
  await press("Enter");
  await moveTo(person.activityFilter);
  await page.keyboard.type("vista");
  await expect(person.activityFilter).toHaveValue("vista");
  await moveTo(person.requests.first().getByText("POST").locator("xpath=.."));
  await press("Enter");
  await expect(person.requests.first()).toContainText("The same with curl");
});

test("an operation can be cancelled with the keyboard, and the focus is not lost", async ({
  page,
  person,
  tapis,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await person.connect(await tapis.issueToken());
  await person.checkSystem(SYSTEM);

  await person.cancelButton.focus();
  await page.keyboard.press("Enter");

  await expect(person.outcome).toContainText("Cancelled");
  await expect(person.focused).toContainText("Cancelled");
});

test("each control shows that it has the focus", async ({ page, person, tapis }) => {
  await person.connect(await tapis.issueToken());
  await person.unfoldForm();
  await person.systemField.focus();

  for (const control of [
    person.actionButton("Check"),
    person.actionButton("Establish"),
    person.actionButton("Revoke"),
  ]) {
    await page.keyboard.press("Tab");
    await expect(control).toBeFocused();
    await expect(control).toHaveCSS("outline-style", "solid");
    await expect(control).toHaveCSS("outline-width", "3px");
  }
});
