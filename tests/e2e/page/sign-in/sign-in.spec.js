// The whole way in and out, through the pages of Tapis in a tab of their own.

import { manySystems } from "../../../tapis/index.js";
import { loseFocus, regainFocus } from "../presence.js";
import { callsOf, expect, SYSTEM, test } from "./fixtures.js";
import { finishAtTapis } from "./panel.js";

test("a newcomer signs in at Tapis, sets up everything and signs out", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  tapis.setSystems(manySystems(3));
  const code = await panel.start();
  expect(code).toMatch(/^[A-Za-z]{8}$/);
  const tab = await panel.follow(panel.openLink);
  await page.evaluate(loseFocus);
  await finishAtTapis(tab, { username: "bob", code });
  await tab.close();
  expect(callsOf(tapis), "nobody asked in between").not.toContain("createToken");

  await page.evaluate(regainFocus);
  await expect(person.session).toContainText("Connected as bob");
  await expect(person.heading).toBeFocused();
  await person.setUpEverything();
  await expect(person.summary).toContainText("3 created");

  await person.disconnect();
  await expect(person.everything).toContainText("Tapis has revoked it, so nobody can use it");
  const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
  expect([accessToken, refreshToken].map((token) => tapis.isRevoked(token))).toEqual([true, true]);

  expect(tapis.authenticator.signedIn, "the session at Tapis goes on").toEqual(["bob"]);
  const logout = await panel.follow(panel.logoutLink);
  await logout.getByRole("button", { name: "Log out" }).click();
  await expect(logout.getByText("You have been logged out")).toBeVisible();
  expect(tapis.authenticator.signedIn).toEqual([]);
});

test("whoever signs in after somebody else is led to end that session first", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  const first = await panel.follow(panel.tokenPageLink);
  await first.getByRole("button", { name: "Sign in as bob" }).click();
  await page.bringToFront();
  await panel.signInAs(tapis, "bob");
  await person.disconnect();
  await expect(person.everything).toContainText(
    "To sign in as someone else, or on a shared computer, end your session at Tapis first.",
  );

  const code = await panel.start();
  await expect(panel.region).toContainText(
    "Tapis goes on with whoever is signed in there. If that is not you, log out there first.",
  );
  await page.evaluate(loseFocus); // until all is done
  const tab = await panel.follow(panel.openLink);
  await expect(tab.locator("body")).toContainText("You are signed in as bob");
  await tab.close();
  const logout = await panel.follow(panel.logOutThereLink);
  await logout.getByRole("button", { name: "Log out" }).click();
  await expect(logout.getByText("You have been logged out")).toBeVisible();
  await logout.close();
  const again = await panel.follow(panel.openLink);
  await finishAtTapis(again, { username: "ann", code });
  await again.close();
  await page.evaluate(regainFocus);
  await expect(person.session).toContainText("Connected as ann");
});

test("a mistyped code can be typed again, as the page says", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  const code = await panel.start();
  await expect(panel.region).toContainText(
    "If the page says “Invalid code”, go back in that tab and type it again.",
  );
  const tab = await panel.follow(panel.openLink);
  await page.evaluate(loseFocus);
  await tab.getByRole("button", { name: "Sign in as ann" }).click();
  await tab.getByLabel("Code").fill(code.toLowerCase());
  await tab.getByRole("button", { name: "Submit" }).click();
  await expect(tab.locator("body")).toContainText("Invalid code.");
  await page.bringToFront();
  await page.evaluate(regainFocus);
  await expect(panel.answer).toContainText("Not finished yet");

  await page.evaluate(loseFocus);
  await tab.bringToFront();
  await tab.goBack();
  await tab.getByLabel("Code").fill(code);
  await tab.getByRole("button", { name: "Submit" }).click();
  await tab.getByRole("button", { name: "Connect" }).click();
  await expect(tab.getByRole("heading")).toContainText("Please return");
  await page.bringToFront();
  await page.evaluate(regainFocus);
  await expect(person.session).toContainText("Connected as ann");
  expect(callsOf(tapis)).toContain("connect");
});

test("Get a token leads to where there is one, and back to the field for it", async ({
  page,
  person,
  panel,
}) => {
  const tab = await panel.follow(panel.tokenPageLink);
  await page.evaluate(loseFocus);
  await tab.getByRole("button", { name: "Sign in as bob" }).click();
  const token = await tab
    .getByRole("row", { name: /^Access Token/ })
    .getByRole("cell")
    .last();
  const text = (await token.textContent()) ?? "";
  await page.bringToFront();
  await page.evaluate(regainFocus);
  await expect(person.tokenField).toBeFocused();

  await person.connect(text.trim());
  await expect(person.session).toContainText("Connected as bob");
  await expect(person.row(SYSTEM)).toBeVisible();
});
