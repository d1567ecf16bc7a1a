// Check, establish, renew and revoke by a system's name, as a person and a browser go about it: in every engine. What the
// page says of an operation is in operation-words.spec.js.

import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

test.beforeEach(async ({ person, tapis }) => {
  await person.connect(await tapis.issueToken());
});

test("Enter in the system field checks", async ({ person, tapis }) => {
  await person.nameSystem(` ${SYSTEM} `);
  await person.systemField.press("Enter");

  await expect(person.outcome).toContainText(`You have no credentials on ${SYSTEM} yet`);
  expect(callsOnSystems(tapis)).toEqual(["checkUserCredential"]);
  expect(tapis.requests.at(-1)?.system).toBe(SYSTEM);
});

test("establishing shows each step with its answer and its time, and then the outcome", async ({
  person,
  tapis,
}) => {
  await person.establish(SYSTEM);

  await expect(person.outcome).toContainText(`Credentials created on ${SYSTEM}`);
  await expect(person.steps).toHaveText([
    new RegExp(`^Checking ann's credentials on ${SYSTEM}… none found, \\d+\\.\\d s$`),
    /^Reading .*definition.*… TMS_KEYS, \d+\.\d s$/,
    new RegExp(`^Creating credentials for ann on ${SYSTEM}… done, \\d+\\.\\d s$`),
  ]);
  await expect(person.failure).toBeEmpty();
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("credentials that work are left alone, and can be renewed", async ({ person, tapis }) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText(`You already have credentials on ${SYSTEM}`);
  expect(tapis.mintedKeys).toEqual([]);

  await person.renewButton.click();

  await expect(person.outcome).toContainText(`Credentials renewed on ${SYSTEM}`);
  await expect(person.outcome).toBeVisible();
  expect(tapis.mintedKeys).toHaveLength(1);
});

test("while an operation runs its button is busy and the others are unavailable", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  const turning = () =>
    person
      .actionButton("Check")
      .evaluate((button) => button.getAnimations({ subtree: true }).length);
  await person.unfoldForm();
  expect(await turning()).toBe(0);

  await person.checkSystem(SYSTEM);

  await expect(person.actionButton("Check")).toHaveAttribute("aria-busy", "true");
  expect(await turning(), "a spinner turns").toBe(1);
  for (const action of /** @type {const} */ (["Check", "Establish", "Revoke"])) {
    await expect(person.actionButton(action)).toBeDisabled();
  }
  await person.actionButton("Establish").click({ force: true });
  await person.actionButton("Revoke").click({ force: true });
  await expect(person.dialog).not.toBeAttached();

  await person.cancelButton.click();
  await expect(person.actionButton("Check")).toHaveAttribute("aria-busy", "false");
  await expect(person.actionButton("Establish")).toBeEnabled();
  expect(callsOnSystems(tapis)).toEqual(["checkUserCredential"]);
});

for (const [
  name,
  press,
] of /** @type {[string, (button: import("@playwright/test").Locator) => Promise<void>][]} */ ([
  ["a double click", (button) => button.dblclick()],
  [
    "two clicks in the same instant",
    (button) =>
      button.evaluate((element) => {
        /** @type {HTMLElement} */ (element).click();
        /** @type {HTMLElement} */ (element).click();
      }),
  ],
])) {
  test(`${name} sends one operation`, async ({ person, tapis }) => {
    await person.nameSystem(SYSTEM);

    await press(person.actionButton("Establish"));

    await expect(person.outcome).toContainText("Credentials created");
    expect(callsOnSystems(tapis).sort()).toEqual([
      "checkUserCredential",
      "createUserCredential",
      "getSystem",
    ]);
  });
}

test("the second click of a double click does not answer the question that the first one opened", async ({
  person,
  tapis,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.askToRevoke(SYSTEM);

  // As the browser tells it, where the button to confirm has come up under the pointer.
  await person.confirmButton.dispatchEvent("click", { detail: 2 });

  await expect(person.dialog).toBeVisible();
  expect(callsOnSystems(tapis)).toEqual([]);
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("Cancel aborts the requests, and says that nothing was changed", async ({ person, tapis }) => {
  for (const call of ["checkUserCredential", "getSystem"]) tapis.order({ call }, { hang: true });
  await person.establish(SYSTEM);
  await tapis.waitForRequest({ call: "checkUserCredential" });

  await person.cancelButton.click();

  await expect(person.outcome).toContainText(`Cancelled: establishing credentials on ${SYSTEM}`);
  await expect(person.steps.first()).toContainText("stopped");
  await expect(person.cancelButton).not.toBeAttached();
  await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
  await tapis.waitForRequest({ call: "getSystem", aborted: true });
  expect(tapis.requestsOf("createUserCredential")).toEqual([]);
});

test("cancelling a create says that it may still take effect", async ({ person, tapis }) => {
  tapis.order({ call: "createUserCredential" }, { act: true, hang: true });
  await person.establish(SYSTEM);
  await tapis.waitForRequest({ call: "createUserCredential" });

  await person.cancelButton.click();

  await expect(person.outcome).toContainText("may still take effect");
  await tapis.waitForRequest({ call: "createUserCredential", aborted: true });
});
