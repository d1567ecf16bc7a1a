// A host that refuses a fresh key is asked again, as long as a person wants: in a row, for many, and by a system's id.

import { hurry } from "../../hurry.js";
import { expect, SYSTEM, test } from "../fixtures.js";
import { setVisibility } from "../presence.js";

/** The first wait, of 43 s, is one of about two. */
const TIMES = 20;

test.beforeEach(async ({ page, person, tapis }) => {
  tapis.behave({ situations: { ann: { keysRefused: 2 } } });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
  await page.evaluate(hurry, TIMES);
});

test("in a row: the next try is told, a hidden tab goes on, and the third key is accepted", async ({
  page,
  person,
  tapis,
}) => {
  await person.rowButton("Establish", SYSTEM).click();
  await person.persistInRow(SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText(
    /^Waiting…Next try at \d{1,2}:\d\d:\d\d [AP]M$/,
  );
  await expect(person.rowDetails(SYSTEM)).toContainText(
    /Waiting until \d{1,2}:\d\d:\d\d [AP]M, then trying again…/,
  );
  await page.evaluate(setVisibility, "hidden");

  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  expect(tapis.mintedKeys).toHaveLength(3);
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("after a set-up: those alone whose hosts refused, and the third key is accepted", async ({
  person,
  tapis,
}) => {
  tapis.addSystem({ id: "frontera", forbidden: true });
  await person.reloadButton.click();
  await person.setUpEverything();
  await expect(person.summary).toContainText(`1: the host refused the new key: ${SYSTEM}`);

  await person.persistOnAllButton.click();

  await expect(person.condition(SYSTEM)).toContainText("Next try at");
  await expect(person.summary).toHaveText("Set-up finished1 created");
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  expect(tapis.mintedKeys).toHaveLength(3);
  expect(tapis.requests.filter(({ system }) => system === "frontera")).toHaveLength(1);
});

test("by a system's id, where it ends when a person wants, and nothing more is sent", async ({
  person,
  tapis,
}) => {
  await person.establish(SYSTEM);
  await person.persistButton.click();
  await expect(person.steps.last()).toContainText("then trying again…");
  await expect(person.stopInRow(SYSTEM)).toBeVisible();

  await person.stopButton.click();

  await expect(person.outcome).toContainText("Cancelled");
  const { length } = tapis.requests;
  await expect(person.rowButton("Establish", SYSTEM)).toBeVisible();
  // Longer than the wait would have taken.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(tapis.requests).toHaveLength(length);
  expect(tapis.mintedKeys).toHaveLength(2);

  await person.rowButton("Establish", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
});
