// The countdown of a token: its warning, its end, which ends nothing, and the end that Tapis makes.

import { expect, SYSTEM, test } from "../fixtures.js";

const MINUTE = 60_000;

test("the time that is left is counted, first by the minute, with no warning", async ({
  person,
  tapis,
  clock,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 3630 }));
  await expect(person.session).toContainText("1 h 0 min left");

  await clock.passes(40 * MINUTE);

  await expect(person.session).toContainText("20 min left");
  await expect(person.session).not.toContainText("new token");
});

test("from ten minutes before the end on, the page warns and counts by the second", async ({
  person,
  tapis,
  clock,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 660 }));
  await expect(person.session).toContainText("10 min left");
  await expect(person.session).not.toContainText("new token");

  await clock.passes(MINUTE);

  await expect(person.session).toContainText(
    /The token says that it ends at .*\d{1,2}:\d\d [AP]M · 9:\d\d left/,
  );
  await expect(person.session).toContainText("connect with a new token");
  await expect(person.announcements).toContainText("Your token says that it ends in 10 minutes.");
});

test("at the end the page says so, and that Tapis decides; what is asked is asked", async ({
  person,
  tapis,
  clock,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 900 }));
  await expect(person.row(SYSTEM)).toBeVisible();

  await clock.passes(15 * MINUTE);

  await expect(person.session).toContainText(/The token says that it ended at \d{1,2}:\d\d [AP]M/);
  await expect(person.session).toContainText(
    "Its time is over by this computer's clock, but only Tapis decides",
  );
  await expect(person.session).not.toContainText("left");
  await expect(person.announcements).toContainText("is over by this computer's clock");

  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("the end that Tapis makes is said plainly, and the system that was typed and what was done are kept", async ({
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 5 }));
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");
  await expect(person.session).toContainText("but only Tapis decides", { timeout: 10_000 });

  await person.reloadButton.click();

  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(person.everything).toContainText("Get a new one and connect again.");
  await expect(person.everything).toContainText(
    /The token says that it ended at \d{1,2}:\d\d [AP]M/,
  );
  await expect(person.everything).toContainText(`the system you chose, ${SYSTEM}, is kept`);
  await expect(person.everything).not.toContainText("clock");
  await expect(person.session).not.toBeAttached();
  await expect(person.outcome).toContainText("no credentials");
  await expect(person.tokenField).toHaveValue("");

  await person.connect(await tapis.issueToken());
  await expect(person.systemField).toHaveValue(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");
});

test("an operation that is under way at the end is not cut off", async ({
  person,
  tapis,
  clock,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await person.connect(await tapis.issueToken({ expiresIn: 900 }));
  await person.checkSystem(SYSTEM);

  await clock.passes(16 * MINUTE);

  await expect(person.session).toContainText("only Tapis decides");
  await expect(person.outcome).toContainText(`Checking credentials on ${SYSTEM}`);
  await person.cancelButton.click();
  await expect(person.outcome).toContainText("Cancelled");
  await expect(person.session).toBeVisible();
});
