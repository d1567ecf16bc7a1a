// The main job with the keyboard alone: connect, check, establish, renew, revoke, disconnect.

import { expect, SYSTEM, test } from "./fixtures.js";

/** No control is further away than this. */
const MOST_TABS = 15;

test("everything can be done with the keyboard alone", async ({ page, person, tapis }) => {
  /**
   * @param {import("@playwright/test").Locator} control
   * @param {"Tab" | "Shift+Tab"} key
   */
  async function moveTo(control, key = "Tab") {
    const isFocused = () => control.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < MOST_TABS && !(await isFocused()); tabs += 1) {
      await page.keyboard.press(key);
    }
    await expect(control).toBeFocused();
  }

  await expect(person.tokenField).toBeVisible();
  await moveTo(person.tokenField);
  await page.keyboard.insertText(await tapis.issueToken());
  await page.keyboard.press("Enter");
  await expect(person.systemField).toBeFocused();

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
  await page.keyboard.press("Enter");
  await expect(person.outcome).toContainText("revoked");
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();

  await moveTo(person.disconnectButton, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(person.focused, "what is read next").toContainText("forgotten your token");
  await page.keyboard.press("Tab");
  await expect(person.tokenField, "the next stop is the way back in").toBeFocused();
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
  await expect(person.systemField).toBeFocused();

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
