// A computer whose clock is wrong: it decides nothing, and the page says what is known of it.

import { expect, SYSTEM, test } from "../fixtures.js";
import { withoutServerTime } from "./server-time.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const BY_SERVER = "the server of this page has another time";

/** @type {[name: string, ahead: number, says: string][]} */
const CLOCKS = [
  ["a day ahead", DAY, "about 24 hours ahead"],
  ["three hours ahead", 3 * HOUR, "about 3 hours ahead"],
  ["three hours behind", -3 * HOUR, "about 3 hours behind"],
  ["a day behind", -DAY, "about 24 hours behind"],
];

for (const [name, ahead, says] of CLOCKS) {
  test(`a good token connects and works with a clock that is ${name}, which the page says`, async ({
    person,
    tapis,
    clock,
  }) => {
    await clock.isAhead(ahead);
    await person.connect(await tapis.issueToken());

    await expect(person.row(SYSTEM)).toBeVisible();
    const said = person.session.getByRole("status");
    await expect(said).toContainText(`clock seems wrong, ${says}: ${BY_SERVER}.`);
    await expect(said).toContainText("The time left is counted by the server's clock.");
    await expect(person.session).toContainText(
      /The token says that it ends at .* · 3 h 59 min left/,
    );

    await person.rowButton("Establish", SYSTEM).click();
    await expect(person.condition(SYSTEM)).toHaveText("Ready");
    await person.rowButton("Revoke", SYSTEM).click();
    await person.confirmButton.click();
    await expect(person.condition(SYSTEM)).toContainText("Not set up");
    await expect(person.everything).not.toContainText(/expired|ended|is over/);
  });
}

for (const ahead of [90_000, -90_000]) {
  test(`a clock that is ${ahead / 1000} seconds ahead is not called wrong`, async ({
    person,
    tapis,
    clock,
  }) => {
    await clock.isAhead(ahead);
    await person.connect(await tapis.issueToken());
    await expect(person.row(SYSTEM)).toBeVisible();
    await expect(person.session).toContainText(/(3 h 5|4 h 0|4 h 1)\d? min left/);
    await expect(person.everything).not.toContainText("clock");
  });
}

test("where no server tells the time, a clock a day ahead is told from the token that Tapis takes", async ({
  page,
  person,
  tapis,
  clock,
}) => {
  await withoutServerTime(page);
  await clock.isAhead(DAY);
  await person.connect(await tapis.issueToken());

  await expect(person.session).toContainText(
    "clock seems wrong, at least 20 hours ahead: Tapis takes a token that has ended by that clock.",
  );
  await expect(person.session).toContainText(/The token says that it ends at/);
  await expect(person.session).not.toContainText(/left|is over/);
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
});

test("where no server tells the time, a clock behind is told from the end that Tapis makes", async ({
  page,
  person,
  tapis,
  clock,
}) => {
  await withoutServerTime(page);
  await clock.isAhead(-3 * HOUR);
  await person.connect(await tapis.issueToken({ expiresIn: 4 }));
  await expect(person.row(SYSTEM)).toBeVisible();
  await expect(person.session).toContainText(/(2 h 59|3 h 0) min left/);
  await new Promise((resolve) => setTimeout(resolve, 5000));

  await person.reloadButton.click();

  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(person.everything).toContainText(
    /about 3 hours behind: Tapis says that a token has expired which has not by that clock\./,
  );
  await expect(person.everything).toContainText("The token says that it ends at");
  await expect(person.tokenField).toBeVisible();
});

test("a token that has expired is called so by Tapis, with a clock behind as well", async ({
  person,
  tapis,
  clock,
}) => {
  await clock.isAhead(-DAY);
  await person.connect(await tapis.issueToken({ expiresIn: -60 }));

  await expect(person.refusal).toContainText("Not connected");
  await expect(person.refusal).toContainText("expired");
  await expect(person.refusal).toContainText(`about 24 hours behind: ${BY_SERVER}.`);
  expect(tapis.requests.map(({ call }) => call)).toEqual(["getSystems"]);
});

test("a clock that is set a day ahead while the page is open ends nothing, and is told from the server, asked anew", async ({
  page,
  person,
  tapis,
  clock,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();
  const asked = page.waitForRequest((request) => request.method() === "HEAD");

  await clock.isSet(DAY);

  expect((await asked).url()).toMatch(/\/config\.json$/);
  await expect(person.session).toContainText(`about 24 hours ahead: ${BY_SERVER}.`);
  await expect(person.session).toContainText("3 h 59 min left");
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
});

test("a clock that is set back while the page is open is noticed without asking anybody", async ({
  page,
  person,
  tapis,
  clock,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));

  await clock.isSet(-3 * HOUR);

  await expect(person.session).toContainText(`about 3 hours behind: ${BY_SERVER}.`);
  await expect(person.session).toContainText("3 h 59 min left");
  expect(requests).toEqual([]);
});
