// What can be done in a system's row, and what the row says about it.

import { manySystems } from "../../../tapis/index.js";
import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

/** @typedef {import("../../../tapis/index.js").Tapis} Tapis */

/** @param {import("../person.js").Person} person */
async function connect(person, /** @type {Tapis} */ tapis) {
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
}

/** @param {Tapis} tapis */
function storeOn(
  tapis,
  /** @type {Partial<import("../../../tapis/index.js").SystemInput>} */ system,
) {
  tapis.addSystem({ id: SYSTEM, ...system });
  tapis.setCredential(SYSTEM, "ann");
}

/** @type {[says: string, actions: string[], prepare: (tapis: Tapis) => void][]} */
const CONDITIONS = [
  ["Ready", ["Verify", "Renew", "Revoke"], (tapis) => storeOn(tapis, {})],
  ["Not set up", ["Establish", "Verify"], () => {}],
  [
    "Refused by the host",
    ["Establish", "Verify", "Revoke"],
    (tapis) => storeOn(tapis, { hostBehaviour: "refuses" }),
  ],
  [
    "Host not answering",
    ["Verify", "Revoke"],
    (tapis) => storeOn(tapis, { hostBehaviour: "unreachable" }),
  ],
  ["Not a TMS system", [], (tapis) => storeOn(tapis, { hostBehaviour: "unsupported" })],
  ["Not allowed", ["Verify"], (tapis) => tapis.addSystem({ id: SYSTEM, forbidden: true })],
];

for (const [condition, actions, prepare] of CONDITIONS) {
  test(`once verified, a system can be: ${condition}; with the actions that make sense then`, async ({
    person,
    tapis,
  }) => {
    prepare(tapis);
    await connect(person, tapis);

    await person.rowButton("Verify", SYSTEM).click();

    await expect(person.condition(SYSTEM)).toHaveText(condition);
    await expect(person.lastVerified(SYSTEM)).toHaveText(/^\d{1,2}:\d\d [AP]M$/);
    await expect(person.actionsIn(SYSTEM)).toHaveText(actions);
    for (const action of actions) {
      await expect(
        person.actionsIn(SYSTEM).filter({ hasText: action }),
        "its name says where",
      ).toHaveAccessibleName(`${action} credentials on ${SYSTEM}`);
    }
  });
}

test("establishing in a row unfolds it, shows each step and the outcome, and keeps the focus near", async ({
  person,
  tapis,
}) => {
  await connect(person, tapis);

  await person.rowButton("Establish", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(person.rowDetails(SYSTEM).getByRole("listitem")).toHaveText([
    /^Checking .*… none found, .* s$/,
    /^Reading .*… TMS_KEYS, .* s$/,
    /^Creating .*… done, .* s$/,
  ]);
  await expect(person.rowDetails(SYSTEM)).toContainText(`Credentials created on ${SYSTEM}`);
  await expect(person.announcements).toContainText(`Credentials created on ${SYSTEM}`);
  await expect(person.rowName(SYSTEM)).toBeFocused();
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("renewing in a row makes a new key and then checks it", async ({ person, tapis }) => {
  storeOn(tapis, {});
  await connect(person, tapis);

  await person.rowButton("Renew", SYSTEM).click();

  await expect(person.rowDetails(SYSTEM)).toContainText(`Credentials renewed on ${SYSTEM}`);
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  expect(tapis.mintedKeys).toHaveLength(1);
  expect(callsOnSystems(tapis).at(-1)).toBe("checkUserCredential");
});

test("a renewed key that the host refuses is not called ready", async ({ person, tapis }) => {
  storeOn(tapis, {});
  await connect(person, tapis);
  const message = `SYSLIB_CRED_VALID_FAIL The host refused the credentials. System: ${SYSTEM}`;
  const body = { result: null, status: "error", message, version: "1", metadata: null };
  // The first check comes before the create, the second after it.
  tapis.order({ call: "checkUserCredential", skip: 1 }, { status: 401, body });

  await person.rowButton("Renew", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Refused by the host");
});

test("revoking in a row asks first, and then says that nothing is set up", async ({
  person,
  tapis,
}) => {
  storeOn(tapis, {});
  await connect(person, tapis);

  await person.rowButton("Revoke", SYSTEM).click();
  await expect(person.dialog).toHaveAccessibleName(`Revoke your credentials on ${SYSTEM}?`);
  await expect(person.keepButton).toBeFocused();
  await person.keepButton.click();
  await expect(person.rowButton("Revoke", SYSTEM)).toBeFocused();
  expect(callsOnSystems(tapis)).toEqual([]);

  await person.rowButton("Revoke", SYSTEM).click();
  await person.confirmButton.click();
  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
  await expect(person.rowName(SYSTEM)).toBeFocused();
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
});

test("a revoke is no verification, nor is a create that failed", async ({ person, tapis }) => {
  storeOn(tapis, {});
  tapis.addSystem({ id: "vista" });
  tapis.order({ call: "createUserCredential", system: "vista" }, { status: 400, body: "<html>" });
  await connect(person, tapis);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/^\d{1,2}:\d\d [AP]M$/);

  await person.rowButton("Revoke", SYSTEM).click();
  await person.confirmButton.click();
  await person.rowButton("Establish", "vista").click();

  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
  await expect(person.lastVerified(SYSTEM)).toHaveText("Not verified");
  await expect(person.condition("vista")).toContainText("Last try");
  await expect(person.lastVerified("vista")).toHaveText("Not verified");
});

test("one icon stands for what a host refuses, in the row and below it", async ({
  page,
  person,
  tapis,
}) => {
  storeOn(tapis, { hostBehaviour: "refuses" });
  await connect(person, tapis);
  await person.rowName(SYSTEM).click();
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Refused by the host");

  const icons = page.locator("tr svg > path");
  await expect(icons).toHaveCount(2);
  expect(await icons.first().getAttribute("d")).toBe(await icons.last().getAttribute("d"));
});

test("a failure that says nothing about the system keeps its state, and says that the last try failed", async ({
  person,
  tapis,
}) => {
  await connect(person, tapis);
  tapis.order({ call: "createUserCredential" }, { status: 400, body: "<html>" });

  await person.rowButton("Establish", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Not set upLast try failed");
  await expect(person.rowDetails(SYSTEM)).toContainText(
    `Could not establish credentials on ${SYSTEM}`,
  );
  await expect(person.alerts).toContainText(`Could not establish credentials on ${SYSTEM}`);
  await expect(person.rowButton("Establish", SYSTEM)).toBeEnabled();
});

test("a create that was answered by a page, and that no check could clear up, leaves nothing known", async ({
  person,
  tapis,
}) => {
  await connect(person, tapis);
  tapis.order({ call: "createUserCredential" }, { status: 200, body: "<html>" });
  // The first check comes before the create, three look what became of it.
  tapis.order({ call: "checkUserCredential", skip: 1, times: 3 }, { status: 503, body: "<html>" });

  await person.rowButton("Establish", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Unknown", { timeout: 20_000 });
  await expect(person.rowDetails(SYSTEM)).toContainText("may still");
});

test("an operation in a row can be cancelled there", async ({ person, tapis }) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await connect(person, tapis);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Checking…");

  await person.cancelInRow(SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
  await expect(person.rowDetails(SYSTEM)).toContainText("Cancelled: checking credentials");
  await expect(person.rowName(SYSTEM)).toBeFocused();
  await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
});

for (const way of ["a double click", "two clicks in the same instant"]) {
  test(`${way} in a row starts one operation`, async ({ person, tapis }) => {
    await connect(person, tapis);
    const button = person.rowButton("Establish", SYSTEM);

    await (way === "a double click" ? button.dblclick() : button.evaluate(clickTwice));

    await expect(person.condition(SYSTEM)).toHaveText("Ready");
    expect(callsOnSystems(tapis).sort()).toEqual([
      "checkUserCredential",
      "createUserCredential",
      "getSystem",
    ]);
  });
}

test("while something runs on a system nothing else can be started on it, in its row or by name", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "checkUserCredential", times: 2 }, { hang: true });
  await connect(person, tapis);
  await person.nameSystem(SYSTEM);

  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.actionButton("Establish")).toBeDisabled();
  await expect(person.systemField).toHaveAccessibleDescription(
    `Something is under way on ${SYSTEM}. Wait for it, or cancel it.`,
  );
  await person.cancelInRow(SYSTEM).click();

  await person.actionButton("Check").click();
  await expect(person.actionsIn(SYSTEM)).toHaveText(["Cancel"]);
  await person.cancelButton.click();
  await expect(person.actionsIn(SYSTEM)).toHaveText(["Establish", "Verify"]);
});

test("a second operation in the same instant is declined with a word", async ({
  page,
  person,
  tapis,
}) => {
  await connect(person, tapis);
  await person.nameSystem(SYSTEM);
  const buttons = [person.rowButton("Verify", SYSTEM), person.actionButton("Establish")];
  const handles = await Promise.all(buttons.map((button) => button.elementHandle()));

  await page.evaluate(
    (elements) => elements.forEach((element) => /** @type {HTMLElement} */ (element).click()),
    handles,
  );

  await expect(person.alerts).toContainText(`Something is already under way on ${SYSTEM}.`);
  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
  expect(callsOnSystems(tapis)).toEqual(["checkUserCredential"]);
});

test("operations on several systems run side by side", async ({ person, tapis }) => {
  tapis.addSystem({ id: "frontera" });
  tapis.order({ call: "checkUserCredential", system: SYSTEM }, { latency: 1500 });
  await connect(person, tapis);

  await person.rowButton("Verify", SYSTEM).click();
  await person.rowButton("Establish", "frontera").click();

  await expect(person.condition("frontera")).toHaveText("Ready");
  await expect(person.condition(SYSTEM)).toHaveText("Checking…");
  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
});

test("keys move through the rows, in the column where the focus is", async ({
  page,
  person,
  tapis,
}) => {
  tapis.setSystems(["a", "b", "c"].map((id) => ({ id })));
  tapis.setCredential("b", "ann");
  await connect(person, tapis);
  const press = (/** @type {string} */ key) => page.keyboard.press(key);

  await person.rowName("a").focus();
  await press("ArrowDown");
  await expect(person.rowName("b")).toBeFocused();
  await press("End");
  await expect(person.rowName("c")).toBeFocused();
  await press("ArrowDown");
  await expect(person.rowName("c"), "the last one").toBeFocused();
  await press("Home");
  await expect(person.rowName("a")).toBeFocused();

  await person.rowButton("Establish", "a").focus();
  await press("End");
  await expect(person.rowButton("Establish", "c")).toBeFocused();
  await press("ArrowUp");
  await expect(person.rowName("b"), "what is not there gives way to the name").toBeFocused();
});

test("keys reach every row of a list that is longer than what is drawn", async ({
  page,
  person,
  tapis,
}) => {
  tapis.setSystems(manySystems(1000));
  await connect(person, tapis);
  await expect(person.table).toHaveAttribute("aria-rowcount", "1002");
  expect(await person.systemNames.count(), "not all are drawn").toBeLessThan(500);

  await person.rowName("sys-00000").focus();
  await page.keyboard.press("End");
  await expect(person.rowName("sys-00999")).toBeFocused();
  await expect(person.rowName("sys-00999")).toBeInViewport();
  for (let row = 998; row > 960; row -= 1) await page.keyboard.press("ArrowUp");
  await expect(person.rowName("sys-00961")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(person.rowName("sys-00000")).toBeFocused();
});

/** Runs inside the page. @param {HTMLElement | SVGElement} element */
function clickTwice(element) {
  /** @type {HTMLElement} */ (element).click();
  /** @type {HTMLElement} */ (element).click();
}
