// The countdown of a session: its warning, its end, and what is kept beyond it.

import { expect, SYSTEM, test } from "./fixtures.js";

test("the time that is left is counted, first by the minute, with no warning", async ({
  person,
  tapis,
  minutesPass,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 3630 }));
  await expect(person.session).toContainText("1 h 0 min left");

  await minutesPass(40);

  await expect(person.session).toContainText("20 min left");
  await expect(person.session).not.toContainText("Ends at");
});

test("from ten minutes before the end on, the page warns and counts by the second", async ({
  person,
  tapis,
  minutesPass,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 660 }));
  await expect(person.session).toContainText("10 min left");
  await expect(person.session).not.toContainText("new token");

  await minutesPass(1);

  await expect(person.session).toContainText(/Ends at .*\d{1,2}:\d\d [AP]M · 9:\d\d left/);
  await expect(person.session).toContainText("connect with a new token");
  await expect(person.announcements).toContainText("Your Tapis session ends in 10 minutes.");
});

test("the end is said plainly, and the system that was typed and what was done are kept", async ({
  person,
  tapis,
  minutesPass,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 900 }));
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");

  await minutesPass(15);

  await expect(person.everything).toContainText(/Your Tapis session ended at \d{1,2}:\d\d [AP]M/);
  await expect(person.everything).toContainText("Get a new one and connect again.");
  await expect(person.everything).toContainText(`the system you chose, ${SYSTEM}, is kept`);
  await expect(person.announcements).toContainText("Your Tapis session has ended.");
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
  minutesPass,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await person.connect(await tapis.issueToken({ expiresIn: 900 }));
  await person.checkSystem(SYSTEM);

  await minutesPass(16);

  await expect(person.session).toContainText("0:00 left");
  await expect(person.outcome).toContainText(`Checking credentials on ${SYSTEM}`);
  await person.cancelButton.click();
  await expect(person.everything).toContainText("Your Tapis session ended at");
  await expect(person.outcome).toContainText("Cancelled");
});
