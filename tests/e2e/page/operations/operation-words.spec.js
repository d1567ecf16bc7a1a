// What the page says of an operation on a system that is named: the steps as they happen, and the outcome.

import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

test.beforeEach(async ({ person, tapis }) => {
  await person.connect(await tapis.issueToken());
});

test("the form is folded away while there is a list, unless a person or a link wants it", async ({
  page,
  person,
  tapis,
}) => {
  await expect(person.table).toBeVisible();
  await expect(person.formButton).toHaveAttribute("aria-expanded", "false");
  await expect(person.systemField).not.toBeAttached();

  await person.formButton.click();
  await expect(person.systemField).toBeVisible();
  await person.formButton.click();
  await expect(person.systemField).not.toBeAttached();

  const here = page.url();
  await page.evaluate(() => void (location.hash = "#system=nowhere"));
  await expect(person.systemField, "though it was folded away by hand").toHaveValue("nowhere");

  tapis.setSystems([]);
  await page.goto("about:blank");
  await page.goto(here);
  await person.connect(await tapis.issueToken());
  await expect(person.systemField, "without a list").toBeVisible();
});

test("the systems of the deployment are suggested", async ({ person }) => {
  expect(await person.suggestedSystems()).toEqual([
    "designsafe.storage.default",
    "stampede3",
    "frontera",
    "ls6",
    "vista",
  ]);
});

for (const action of /** @type {const} */ (["Check", "Establish", "Revoke"])) {
  test(`${action} without a system asks for one, and sends nothing`, async ({ person, tapis }) => {
    await person.nameSystem("  ");
    await person.actionButton(action).click();

    await expect(person.systemField).toBeFocused();
    await expect(person.systemField).toHaveAttribute("aria-invalid", "true");
    await expect(person.systemField).toHaveAccessibleDescription(/Name a system first/);
    await expect(person.dialog).not.toBeAttached();
    expect(callsOnSystems(tapis)).toEqual([]);

    await person.systemField.fill(SYSTEM);
    await expect(person.systemField).toHaveAttribute("aria-invalid", "false");
  });
}

test("a step is there as soon as it is asked, before its answer", async ({ person, tapis }) => {
  tapis.order({ call: "createUserCredential" }, { hang: true });

  await person.establish(SYSTEM);

  await expect(person.steps).toHaveText([
    /none found, .* s$/,
    /TMS_KEYS, .* s$/,
    /^Creating .*…\s*$/,
  ]);
  await expect(person.outcome).toHaveText(`Establishing credentials on ${SYSTEM}…`);
});

test("a step that is not needed any more says so", async ({ person, tapis }) => {
  tapis.setCredential(SYSTEM, "ann");
  // The check takes its time: a request that is withdrawn before it has left never reaches the server.
  tapis.order({ call: "checkUserCredential" }, { latency: 500 });
  tapis.order({ call: "getSystem" }, { hang: true });

  await person.establish(SYSTEM);

  await expect(person.outcome).toContainText(`You already have credentials on ${SYSTEM}`);
  await expect(person.steps.nth(1)).toContainText("not needed");
});

test("a request that is repeated says which attempt it is", async ({ person, tapis }) => {
  tapis.order({ call: "checkUserCredential" }, { status: 503, body: "" });

  await person.checkSystem(SYSTEM);

  await expect(person.outcome).toContainText("no credentials");
  await expect(person.steps).toHaveCount(2);
  await expect(person.steps.nth(1)).toContainText("(attempt 2)… none found");
});

/** @type {[outcome: string, prepare: (tapis: import("../../../tapis/index.js").Tapis) => void][]} */
const CHECKS = [
  [`Your credentials on ${SYSTEM} work`, (tapis) => tapis.setCredential(SYSTEM, "ann")],
  [`You have no credentials on ${SYSTEM} yet`, () => {}],
  [
    `${SYSTEM} refused your credentials`,
    (tapis) => tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { accepted: false }),
  ],
  [
    `${SYSTEM} is not answering`,
    (tapis) => {
      tapis.addSystem({ id: SYSTEM, hostBehaviour: "unreachable" });
      tapis.setCredential(SYSTEM, "ann");
    },
  ],
  [
    `${SYSTEM} does not use TMS credentials`,
    (tapis) => {
      tapis.addSystem({ id: SYSTEM, hostBehaviour: "unsupported" });
      tapis.setCredential(SYSTEM, "ann");
    },
  ],
];

for (const [outcome, prepare] of CHECKS) {
  test(`a check says: ${outcome}`, async ({ person, tapis }) => {
    prepare(tapis);

    await person.checkSystem(SYSTEM);

    await expect(person.outcome).toContainText(outcome);
    await expect(person.failure).toBeEmpty();
  });
}

test("renewing is about the system of the outcome, whatever is typed by then", async ({
  person,
  tapis,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("work");
  await person.nameSystem("frontera");

  await person.renewButton.click();

  await expect(person.outcome).toContainText(`Credentials renewed on ${SYSTEM}`);
  await expect(person.systemField).toHaveValue("frontera");
});
