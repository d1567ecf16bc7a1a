// Set up everything: the question before it, how far it is, its end, and what a person can do about failures.

import { manySystems } from "../../../tapis/index.js";
import { callsOnSystems, expect, test } from "../fixtures.js";

/** @typedef {import("../../../tapis/index.js").Tapis} Tapis */

/** The systems of the deployment, in its order, and some more. */
const OWN = ["designsafe.storage.default", "stampede3", "frontera", "ls6", "vista"];
const MANY = [...OWN, "more-1", "more-2", "more-3"];

/** @param {import("../person.js").Person} person */
async function connect(person, /** @type {Tapis} */ tapis, /** @type {string[]} */ ids) {
  for (const id of ids) tapis.addSystem({ id });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
}

test.beforeEach(async ({ page, tapis }) => {
  await expect(page.getByRole("main")).toBeVisible();
  tapis.setSystems([]);
});

test("the question names the systems that are not ready, and those alone are asked about", async ({
  person,
  tapis,
}) => {
  tapis.setCredential("stampede3", "ann");
  tapis.addSystem({ id: "keys", defaultAuthnMethod: "PKI_KEYS" });
  await connect(person, tapis, OWN);

  await person.setUpButton.click();

  await expect(person.dialog).toHaveAccessibleName("Set up 4 systems?");
  await expect(person.systemsInDialog).toHaveText(OWN.filter((id) => id !== "stampede3"));
  await expect(person.dialog).toContainText(
    "1 more is ready (not verified) and is left alone. “Verify all” tells whether that one works.",
  );
  await expect(person.keepButton).toBeFocused();
  expect(callsOnSystems(tapis)).toEqual([]);

  await person.confirmSetUpButton.click();
  await expect(person.summary).toContainText("4 created");
  expect(new Set(tapis.requests.map(({ system }) => system))).toEqual(
    new Set([undefined, ...OWN.filter((id) => id !== "stampede3")]),
  );
});

for (const way of ["Cancel", "Escape"]) {
  test(`${way} closes the question and changes nothing`, async ({ page, person, tapis }) => {
    await connect(person, tapis, OWN);
    await person.setUpButton.click();

    await (way === "Cancel" ? person.keepButton.click() : page.keyboard.press("Escape"));

    await expect(person.dialog).not.toBeAttached();
    await expect(person.setUpButton).toBeFocused();
    expect(callsOnSystems(tapis)).toEqual([]);
  });
}

test("only what is in view is set up", async ({ person, tapis }) => {
  await connect(person, tapis, OWN);
  await person.filterField.fill("ls6");

  await person.setUpEverything();

  await expect(person.summary).toContainText("1 created");
  expect(tapis.credential("ls6", "ann")).not.toBeNull();
  expect(tapis.credential("vista", "ann")).toBeNull();
});

test("nothing to set up leaves the button unavailable", async ({ person, tapis }) => {
  for (const id of OWN) tapis.setCredential(id, "ann");
  await connect(person, tapis, OWN);

  await expect(person.count).toHaveText("5 systems: 5 ready (none verified)");
  await expect(person.setUpButton).toBeDisabled();
});

test("while it runs, a bar, a sentence and each row say how far it is", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "createUserCredential", system: "frontera" }, { latency: 2500 });
  await connect(person, tapis, MANY);

  await person.setUpEverything();

  await expect(person.progress).toHaveAttribute("aria-valuetext", "7 of 8 · creating on frontera");
  await expect(person.progress).toHaveJSProperty("value", 7);
  await expect(person.progress).toHaveJSProperty("max", 8);
  await expect(person.systems).toContainText("Setting up 7 of 8 · creating on frontera");
  await expect(person.condition("frontera")).toHaveText("Creating…");
  await expect(person.row("frontera")).toContainText("Runs with the others");
  await expect(person.condition("vista")).toHaveText("Ready");
  await expect(person.setUpButton).toBeDisabled();
  await expect(person.verifyAllButton).toBeDisabled();

  await expect(person.summary).toHaveText("Set-up finished8 created");
  await expect(person.progress).not.toBeAttached();
  await expect(person.condition("frontera")).toHaveText("Ready");
  await expect(person.announcements).toHaveText("8 created");
});

test("those that wait for their turn say so", async ({ person, tapis }) => {
  tapis.order({ call: "checkUserCredential", times: 32 }, { latency: 800 });
  await connect(
    person,
    tapis,
    manySystems(36).map(({ id }) => id),
  );

  await person.setUpEverything();

  await expect(person.condition("sys-00000")).toHaveText("Checking…");
  await person.filterField.fill("sys-00035"); // of a long list, only the rows in view are there
  await expect(person.condition("sys-00035")).toHaveText("Waiting…");
  await person.filterField.fill("");
  await expect(person.summary).toContainText("36 created", { timeout: 20_000 });
});

test("one that is checked and waits for its turn to create says that it waits", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "createUserCredential", times: 6 }, { act: true, latency: 2500 });
  tapis.order({ call: "checkUserCredential", system: "more-3" }, { latency: 800 });
  await connect(person, tapis, MANY);

  await person.setUpEverything();

  const last = person.condition("more-3");
  await expect(last).toHaveText("Checking…");
  await tapis.waitForRequest(
    ({ call, system, ended }) => ended && call === "checkUserCredential" && system === "more-3",
  );
  await expect(last).toHaveText("Waiting…");
  await expect(person.summary).toContainText("8 created", { timeout: 20_000 });
});

test("Cancel lets what has begun to be created finish, and says what was not set up", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "createUserCredential", times: 6 }, { act: true, latency: 2500 });
  // So that those are the first six.
  for (const system of MANY.slice(6))
    tapis.order({ call: "checkUserCredential", system }, { latency: 800 });
  await connect(person, tapis, MANY);
  await person.setUpEverything();
  await expect
    .poll(() => tapis.requestsOf("createUserCredential").length, { intervals: [50] })
    .toBe(6);

  await person.cancelAllButton.click();

  await expect(person.systems).toContainText("cancelling: what has begun is finished");
  await expect(person.summary).toHaveText("Set-up finished6 created, 2 not set up, cancelled");
  await expect(person.condition("designsafe.storage.default")).toHaveText("Ready");
  await expect(person.condition("more-3")).toHaveText("Not set up");
  expect(MANY.filter((id) => tapis.credential(id, "ann"))).toEqual(MANY.slice(0, 6));

  await person.repeatButton.click();
  await expect(person.summary).toHaveText("Set-up finished2 created");
});

test("the summary names what failed and why, and Try again works on those alone that may go better", async ({
  person,
  tapis,
}) => {
  tapis.addSystem({ id: "frontera" });
  tapis.setCredential("frontera", "ann");
  await connect(person, tapis, OWN);
  tapis.addSystem({ id: "frontera", hasCredentials: false });
  tapis.addSystem({ id: "ls6", hostBehaviour: "unreachable" });
  tapis.addSystem({ id: "vista", forbidden: true });
  tapis.addSystem({ id: "frontera", hasCredentials: null });
  await person.reloadButton.click();
  await expect(person.condition("frontera")).toHaveText("Unknown");

  await person.setUpEverything();

  await expect(person.summary).toContainText("1 ready, 2 created, 2 failed");
  await expect(person.summary).toContainText("1 not allowed: vista");
  await expect(person.summary).toContainText("1 host not answering: ls6");
  await expect(person.count).toHaveText("5 systems: 3 ready, 1 host not answering, 1 not allowed");
  await expect(person.condition("ls6")).toHaveText("Host not answering");
  await expect(person.condition("vista")).toHaveText("Not allowed");
  const before = tapis.requests.length;

  tapis.addSystem({ id: "ls6" });
  await person.repeatButton.click();

  await expect(person.summary).toHaveText("Set-up finished1 created");
  await expect(person.condition("ls6")).toHaveText("Ready");
  await expect(person.condition("vista")).toHaveText("Not allowed");
  const asked = new Set(tapis.requests.slice(before).map(({ system }) => system));
  expect([...asked]).toEqual(["ls6"]);

  await person.closeSummaryButton.click();
  await expect(person.summary).toBeEmpty();
  await expect(person.heading, "the focus is not lost").toBeFocused();
});

test("a token that is revoked on the way ends it, once what has begun to be created is there", async ({
  person,
  tapis,
}) => {
  const body = { status: "error", message: "Token is revoked.", version: "1", result: null };
  await connect(person, tapis, MANY);
  tapis.order({ call: "checkUserCredential", system: "more-3" }, { status: 500, body });
  tapis.order({ call: "createUserCredential", system: OWN[0] }, { act: true, latency: 1500 });

  await person.setUpEverything();

  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(person.everything).toContainText("revoked");
  expect(tapis.credential(OWN[0], "ann")).not.toBeNull();
  expect(tapis.credential("more-3", "ann")).toBeNull();

  await person.connect(await tapis.issueToken());
  await expect(person.condition(OWN[0])).toHaveText("Ready");
  await expect(person.condition("more-3")).toContainText("Not set up");
});

test("a token whose time is almost over sets up what Tapis lets it", async ({ person, tapis }) => {
  for (let i = 0; i < 120; i += 1) tapis.addSystem({ id: `one-of-many-${i}` });
  await person.connect(await tapis.issueToken({ expiresIn: 60 }));
  await expect(person.table).toBeVisible();

  await person.setUpEverything();

  await expect(person.summary).toContainText("120 created", { timeout: 20_000 });
});

test("a token that expires on the way ends the session, and the rest is cancelled", async ({
  person,
  tapis,
}) => {
  await connect(person, tapis, MANY);
  const body = "TAPIS_SECURITY_JWT_EXPIRED The JWT has expired.";
  tapis.order({ call: "checkUserCredential", system: "more-3" }, { status: 401, body });

  await person.setUpEverything();

  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(person.everything).toContainText("expired");
  expect(tapis.credential("more-3", "ann")).toBeNull();
});
