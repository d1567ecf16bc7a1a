// Two tabs of the same browser: each has its own session, and neither disturbs the other.

import { expect, SYSTEM, test } from "../fixtures.js";
import { Person } from "../person.js";

test("two tabs have two sessions, and neither disturbs the other", async ({
  context,
  person,
  tapis,
  site,
}) => {
  const page = await context.newPage();
  const other = new Person(page);
  await page.goto(`${site.origin}/`);
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();
  await expect(other.tokenField, "a session is not shared").toBeVisible();
  await other.connect(await tapis.issueToken({ username: "bob" }));
  await expect(other.row(SYSTEM)).toBeVisible();

  await Promise.all([
    person.rowButton("Establish", SYSTEM).click(),
    other.rowButton("Verify", SYSTEM).click(),
  ]);
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(other.rowDetails(SYSTEM)).toContainText("You have no credentials");
  await expect(other.condition(SYSTEM)).toHaveText("Not set up");
  await expect(person.session).toContainText("Connected as ann");
  await expect(other.session).toContainText("Connected as bob");

  await other.disconnect();
  await expect(person.session).toBeVisible();
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.rowDetails(SYSTEM)).toContainText(`Your credentials on ${SYSTEM} work`);
  expect(tapis.credential(SYSTEM, "bob")).toBeNull();
});

test("a reload starts empty, in its own tab alone", async ({
  context,
  page,
  person,
  tapis,
  site,
}) => {
  const second = await context.newPage();
  const other = new Person(second);
  await second.goto(`${site.origin}/`);
  for (const each of [person, other]) {
    await each.connect(await tapis.issueToken());
    await each.filterField.fill(SYSTEM);
    await each.nameSystem(SYSTEM);
    await each.rowButton("Verify", SYSTEM).click();
    await expect(each.lastVerified(SYSTEM)).toHaveText(/\d/);
  }

  await page.reload();

  await expect(person.tokenField).toHaveValue("");
  await expect(person.session).not.toBeAttached();
  await expect(person.activity).not.toBeAttached();
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();
  await expect(person.filterField).toHaveValue("");
  await person.unfoldForm();
  await expect(person.systemField).toHaveValue("");
  await expect(person.lastVerified(SYSTEM)).toHaveText("Not verified");
  await expect(other.lastVerified(SYSTEM)).toHaveText(/\d/);
  await expect(other.filterField).toHaveValue(SYSTEM);
});
