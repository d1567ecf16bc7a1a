// <tms-credentials> on a computer whose clock is wrong. No server of its own tells it the time: what it knows is from Tapis.

import { takeOverClock } from "../computer-clock.js";
import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {[ahead: number, says: RegExp][]} */
const CLOCKS = [
  [
    DAY,
    /clock seems wrong, at least 20 hours ahead: Tapis takes a token that has ended by that clock\./,
  ],
  [-DAY, /The token says that it ends at/],
];

for (const [ahead, says] of CLOCKS) {
  test(`with a clock ${ahead / HOUR} hours ahead a token connects and works, and the next is asked for in time`, async ({
    page,
    tapis,
    addElement,
    element,
  }) => {
    const reasons = async () => (await seenByHost(page)).reasons;
    const clock = await takeOverClock(page);
    await clock.isAhead(ahead);
    await addElement({ tokens: [await tapis.issueToken(), await tapis.issueToken()] });

    await expect(element.getByLabel("Session")).toContainText(says);
    await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
    await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Ready");
    expect(await reasons()).toEqual(["start"]);

    await clock.passes(3 * HOUR + 54 * MINUTE);
    await page.waitForTimeout(2000);
    expect(await reasons()).toEqual(["start"]);
    await clock.passes(2 * MINUTE);
    await expect.poll(reasons).toEqual(["start", "expiring"]);
  });
}

test("with a clock three hours ahead the same token again and again leads to no end of questions, and keeps working", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  const clock = await takeOverClock(page);
  await clock.isAhead(3 * HOUR);
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();

  await clock.passes(56 * MINUTE);
  await expect.poll(async () => (await seenByHost(page)).reasons).toEqual(["start", "expiring"]);
  for (let minute = 0; minute < 8; minute += 1) {
    await clock.passes(MINUTE);
    await page.waitForTimeout(1200);
  }
  expect((await seenByHost(page)).reasons.length).toBeLessThan(8);
  await expect(element.getByLabel("Session")).toContainText("only Tapis decides");

  await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Ready");
});

test("a token that has expired is replaced when Tapis says so, and the clock is told to be behind", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  const clock = await takeOverClock(page);
  await clock.isAhead(-3 * HOUR);
  const expired = await tapis.issueToken({ expiresIn: -60 });
  await addElement({ tokens: [expired, await tapis.issueToken()] });

  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  expect((await seenByHost(page)).reasons).toEqual(["start", "rejected"]);
  await expect(element.getByLabel("Session")).toContainText(
    /clock seems wrong, at least 2 hours behind: Tapis says that a token has expired/,
  );
});

test("through a transport nothing is concluded from a token that the other side may have renewed", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  const clock = await takeOverClock(page);
  await addElement({
    tapis: tapis.origin,
    expiresAt: Date.now() + HOUR,
    tokens: [await tapis.issueToken()],
  });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();

  await clock.passes(2 * HOUR);
  await expect(element.getByLabel("Session")).toContainText("only Tapis decides");
  await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Ready");
  await page.waitForTimeout(1200);
  await expect(element.getByLabel("Session")).not.toContainText("seems wrong");
});

test("where a transport does not know when its token ends, the element does not, either", async ({
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tapis: tapis.origin, tokens: [await tapis.issueToken()] });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect(element.getByLabel("Session")).toHaveText("Connected as ann, tenant designsafe");
});
