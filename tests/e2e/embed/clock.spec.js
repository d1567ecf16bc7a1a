// The embed on a computer whose clock is wrong: the host is asked for tokens in time, and no more often than that.

import { takeOverClock } from "../computer-clock.js";
import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

for (const ahead of [DAY, 3 * HOUR, -3 * HOUR, -DAY]) {
  test(`with a clock ${ahead / HOUR} hours ahead a token connects and works, and the next is asked for in time`, async ({
    page,
    tapis,
    mountEmbed,
    embed,
  }) => {
    const reasons = async () => (await seenByHost(page)).reasons;
    const clock = await takeOverClock(page);
    await clock.isAhead(ahead);
    await mountEmbed({ tokens: [await tapis.issueToken(), await tapis.issueToken()] });

    await expect(embed.getByLabel("Session")).toContainText("This computer's clock seems wrong");
    await expect(embed.getByLabel("Session")).toContainText("3 h 59 min left");
    await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
    await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Ready");
    expect(await reasons()).toEqual(["start"]);

    await clock.passes(3 * HOUR + 50 * MINUTE);
    await expect(embed.getByLabel("Session")).toContainText(/[89]:\d\d left/);
    expect(await reasons()).toEqual(["start"]);
    await clock.passes(6 * MINUTE);
    await expect.poll(reasons).toEqual(["start", "expiring"]);
  });
}

test("a host that gives the same token again and again is asked ever more seldom, with a clock a day ahead", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  const clock = await takeOverClock(page);
  await clock.isAhead(DAY);
  await mountEmbed({ tokens: [await tapis.issueToken({ expiresIn: 120 })] });
  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();

  for (let minute = 0; minute < 12; minute += 1) {
    await clock.passes(MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 1200));
  }

  const { reasons } = await seenByHost(page);
  expect(reasons.length).toBeGreaterThan(2);
  expect(reasons.length).toBeLessThan(9);
  await expect(embed.getByLabel("Session")).toContainText("only Tapis decides");
});

test("a token that has expired is one that Tapis refuses, whatever the clock says", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  const clock = await takeOverClock(page);
  await clock.isAhead(-DAY);
  const expired = await tapis.issueToken({ expiresIn: -60 });
  await mountEmbed({ tokens: [expired, await tapis.issueToken()] });

  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
  expect((await seenByHost(page)).reasons).toEqual(["start", "rejected"]);
});

test("a host that has nothing but an expired token is asked twice, and a person may ask again", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [await tapis.issueToken({ expiresIn: -60 })] });

  const refusal = embed.getByRole("alert").first();
  await expect(refusal).toContainText("Not connected");
  await expect(refusal).toContainText("expired");
  await expect(embed.getByRole("button", { name: "Connect again" })).toBeVisible();
  expect((await seenByHost(page)).reasons).toEqual(["start", "rejected"]);
});
