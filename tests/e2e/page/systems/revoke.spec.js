// Revoking: the question before it, by mouse and by key, and the removal after it.

import { hurry, HURRY } from "../../hurry.js";
import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

test.beforeEach(async ({ person, tapis }) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.connect(await tapis.issueToken());
});

test("the question names the system and says what will stop working", async ({ person, tapis }) => {
  await person.askToRevoke(SYSTEM);

  await expect(person.dialog).toHaveAccessibleName(`Revoke your credentials on ${SYSTEM}?`);
  for (const warning of [
    `Jobs and file transfers on ${SYSTEM} stop working for you until credentials are established again`,
    "rarely needed",
    "Tapis forgets the key, but its public half stays valid at TMS",
  ]) {
    await expect(person.dialog).toHaveAccessibleDescription(new RegExp(warning));
  }
  expect(callsOnSystems(tapis)).toEqual([]);
});

test("the focus starts on Cancel and does not leave the question", async ({ person, page }) => {
  await person.askToRevoke(SYSTEM);
  await expect(person.keepButton).toBeFocused();

  await page.keyboard.press("Tab");
  await expect(person.confirmButton).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(person.keepButton).toBeFocused();
  await person.actionButton("Establish").focus();
  await expect(person.actionButton("Establish")).not.toBeFocused();
});

for (const [
  way,
  leave,
] of /** @type {[string, (person: import("../person.js").Person) => Promise<void>][]} */ ([
  ["Escape", (person) => person.dialog.press("Escape")],
  ["Cancel", (person) => person.keepButton.click()],
  ["Enter, where the focus is", (person) => person.keepButton.press("Enter")],
])) {
  test(`${way} closes the question, changes nothing and gives the focus back`, async ({
    person,
    tapis,
  }) => {
    await person.askToRevoke(SYSTEM);
    await leave(person);

    await expect(person.dialog).not.toBeAttached();
    await expect(person.actionButton("Revoke")).toBeFocused();
    expect(callsOnSystems(tapis)).toEqual([]);
    expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();

    await person.actionButton("Revoke").click();
    await expect(person.dialog, "it can be opened again").toBeVisible();
  });
}

test("confirming removes the credentials on the server and says so", async ({ person, tapis }) => {
  await person.revoke(SYSTEM);

  await expect(person.outcome).toContainText(`Credentials revoked on ${SYSTEM}`);
  await expect(person.steps).toHaveText([/^Removing .*… .+, \d+\.\d s$/]);
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
  expect(callsOnSystems(tapis)).toEqual(["removeUserCredential"]);
});

test("a revoke that failed says what is still stored, and can be tried again", async ({
  page,
  person,
  tapis,
}) => {
  await page.evaluate(hurry, HURRY);
  tapis.order({ call: "removeUserCredential" }, { status: 502, body: "<html>" });
  await person.revoke(SYSTEM);
  await expect(person.failure).toContainText(`Could not revoke credentials on ${SYSTEM}`);
  await expect(person.failure).toContainText("still stored");

  await person.tryAgainButton.click();

  await expect(person.outcome).toContainText(`Credentials revoked on ${SYSTEM}`);
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
});
