// When Tapis is asked whether a person has finished: while they are here, and never while they may be typing over there.

import { loseFocus, regainFocus, setVisibility } from "../presence.js";
import { withoutServerTime } from "../session/server-time.js";
import { callsOf, expect, test } from "./fixtures.js";

const MINUTE = 60_000;

/** Longer than the page takes to note what time it is. */
const TWO_TICKS_MS = 2200;

/** @param {import("../../../tapis/index.js").Tapis} tapis */
const asked = (tapis) => tapis.requestsOf("createToken").length;

test("with the focus it asks every five seconds, for those who use another device", async ({
  page,
  person,
  panel,
  clock,
  tapis,
}) => {
  const code = await panel.start();
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(asked(tapis), "not before").toBe(0);
  for (const times of [1, 2, 3]) {
    await clock.passes(5000);
    await expect.poll(() => asked(tapis)).toBe(times);
  }
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(asked(tapis), "not more often").toBe(3);
  await expect(panel.answer, "nobody wanted to know").toBeEmpty();

  tapis.authenticator.approve(code, "bob");
  await clock.passes(5000);
  await expect(person.session).toContainText("Connected as bob");
  await clock.passes(MINUTE);
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(asked(tapis), "it is over").toBe(4);
});

test("without the focus it never asks, and at once when it is back", async ({
  page,
  person,
  panel,
  clock,
  tapis,
}) => {
  const code = await panel.start();
  await page.evaluate(loseFocus);
  for (let minute = 0; minute < 3; minute += 1) {
    await clock.passes(MINUTE);
    await page.waitForTimeout(TWO_TICKS_MS);
  }
  expect(callsOf(tapis)).toEqual(["createDeviceCode"]);

  await page.evaluate(regainFocus);
  await expect(panel.answer).toContainText("Not finished yet");
  expect(asked(tapis)).toBe(1);

  await page.evaluate(loseFocus);
  tapis.authenticator.typeCode(code, "bob");
  await clock.passes(MINUTE);
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(asked(tapis), "while they look at Connect").toBe(1);
  tapis.authenticator.connect(code);
  await page.evaluate(regainFocus);
  await expect(person.session).toContainText("Connected as bob");
  expect(asked(tapis)).toBe(2);
});

test("hidden it never asks, though it may have the focus", async ({
  page,
  panel,
  clock,
  tapis,
}) => {
  await panel.start();
  await page.evaluate(setVisibility, "hidden");
  await clock.passes(MINUTE);
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(callsOf(tapis)).toEqual(["createDeviceCode"]);

  await page.evaluate(setVisibility, "visible");
  await expect(panel.answer).toContainText("Not finished yet");
  expect(asked(tapis)).toBe(1);
});

test("who comes back after eleven minutes is told what happened, and starts again", async ({
  page,
  person,
  panel,
  clock,
  tapis,
}) => {
  const code = await panel.start();
  await panel.follow(panel.openLink);
  await page.evaluate(loseFocus);
  await clock.passes(11 * MINUTE);
  await page.waitForTimeout(TWO_TICKS_MS);
  expect(asked(tapis), "who never comes back costs nothing").toBe(0);

  await page.evaluate(regainFocus);
  await expect(panel.ended).toContainText("The code has ended");
  await expect(panel.ended).toContainText(
    "It was not typed in time, or the sign-in was not finished. Start again.",
  );
  expect(await page.content()).not.toContain(code);
  expect(asked(tapis)).toBe(1);
  await expect(panel.heading).toBeFocused();

  await panel.startAgainButton.click();
  await expect(panel.region).toContainText(/holds for (10:00|9:5\d)/);
  await page.evaluate(loseFocus);
  tapis.authenticator.approve(await panel.readCode());
  await page.evaluate(regainFocus);
  await expect(person.session).toBeVisible();
});

test("the time that is left is told, and that it is over", async ({ page, panel, clock }) => {
  await panel.start();
  await page.evaluate(loseFocus);
  await clock.passes(9 * MINUTE);
  await expect(panel.region).toContainText(/holds for 0:5\d/);
  await clock.passes(MINUTE);
  await expect(panel.region).toContainText("The code has ended, or is about to.");
});

test("a clock that is a day wrong shortens no code", async ({
  page,
  person,
  panel,
  clock,
  tapis,
}) => {
  await withoutServerTime(page);
  for (const wrong of [86_400_000, -86_400_000]) {
    await clock.isAhead(wrong);
    const code = await panel.start();
    await expect(panel.region).toContainText(/holds for (10:00|9:5\d)/);
    tapis.authenticator.approve(code);
    await panel.finishedButton.click();
    await expect(person.session).toBeVisible();
    await page.reload();
  }
});

test("who says that they have finished is told, even while the page asks by itself", async ({
  panel,
  clock,
  tapis,
}) => {
  tapis.order({ call: "createToken" }, { act: true, latency: 1500 });
  await panel.start();
  await clock.passes(5000);
  await tapis.waitForRequest({ call: "createToken" });

  await panel.finishedButton.click();

  await expect(panel.finishedButton).toHaveAttribute("aria-busy", "true");
  await expect(panel.answer).toContainText("Not finished yet");
  await expect(panel.finishedButton).toHaveAttribute("aria-busy", "false");
  expect(asked(tapis)).toBe(1);
});
