// The list of systems: what one request tells, in which order, what is in view; and how it looks while it is not there.

import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

/** The systems of the deployment, in its order. */
const OWN = ["designsafe.storage.default", "stampede3", "frontera", "ls6", "vista"];

/** @param {import("../person.js").Person} person */
async function expectFiltered(person, /** @type {string} */ text, /** @type {string[]} */ names) {
  await person.filterField.fill(text);
  await expect(person.systemNames).toHaveText(names);
}

test("one request tells the state of every system in words", async ({ person, tapis }) => {
  tapis.setSystems([
    { id: "designsafe.storage.default", canExec: false, isDynamicEffectiveUser: false },
    { id: "stampede3" },
    { id: "frontera" },
    { id: "ls6", hasCredentials: null },
    { id: "vista", defaultAuthnMethod: "PKI_KEYS" },
  ]);
  tapis.setCredential("stampede3", "ann");

  await person.connect(await tapis.issueToken());

  await expect(person.condition("designsafe.storage.default")).toHaveText("Not allowed");
  await expect(person.condition("stampede3")).toHaveText("Ready, stored");
  await expect(person.condition("frontera")).toHaveText("Not set up");
  await expect(person.condition("ls6")).toHaveText("Unknown");
  await expect(person.condition("vista")).toHaveText("Not a TMS system");
  await expect(person.count).toHaveText(
    "5 systems: 1 ready (not verified), 1 not set up, 1 not a TMS system, 1 not allowed, 1 unknown",
  );
  expect(tapis.requests.map(({ call }) => call)).toEqual(["getSystems"]);
  expect(tapis.preflights).toHaveLength(1);
});

test("a row says where the system is, what it is for, its method and whose it is", async ({
  person,
  tapis,
}) => {
  const description = "Frontera at TACC";
  tapis.setSystems([{ id: "frontera", host: "login.example.org", description, owner: "wma" }]);
  await person.connect(await tapis.issueToken());

  for (const text of ["login.example.org", "Compute", "TMS_KEYS", description]) {
    await expect(person.row("frontera")).toContainText(text);
  }
  await person.rowName("frontera").click();
  await expect(person.rowName("frontera")).toHaveAttribute("aria-expanded", "true");
  await expect(person.rowDetails("frontera")).toHaveText(/Type.*LINUX.*Owner.*wma.*Runs as.*you/);
  await person.rowName("frontera").click();
  await expect(person.rowDetails("frontera")).not.toBeAttached();
});

test("what is stored is told from what has been verified, and when", async ({ person, tapis }) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.connect(await tapis.issueToken());
  await expect(person.condition(SYSTEM)).toHaveText("Ready, stored");
  await expect(person.lastVerified(SYSTEM)).toHaveText("Not verified");
  await expect(person.count).toHaveText("1 system: 1 ready (not verified)");
  await expect(person.verifyAllButton, "the next thing").toHaveClass(/button-primary/);
  await person.rowName(SYSTEM).click();
  await expect(person.rowDetails(SYSTEM)).toContainText(
    "A key is stored. Verify tells whether the host takes it.",
  );

  await person.rowButton("Verify", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(person.count).toHaveText("1 system: 1 ready");
  await expect(person.verifyAllButton).not.toHaveClass(/button-primary/);
  await expect(person.rowDetails(SYSTEM)).not.toContainText("A key is stored");
  await expect(person.lastVerified(SYSTEM)).toHaveText(/^\d{1,2}:\d\d [AP]M$/);
});

test.describe("of many kinds of systems", () => {
  test.beforeEach(async ({ person, tapis }) => {
    tapis.setSystems([
      { id: "archive.s3", systemType: "S3", defaultAuthnMethod: "ACCESS_KEY", canExec: false },
      { id: "lonestar", description: "An older machine, for Tests" },
      { id: "off", enabled: false },
      { id: "project-1234", isDynamicEffectiveUser: false, description: "For tests" },
      { id: "zeta", host: "zeta.example.org" },
      ...OWN.map((id) => ({ id })),
    ]);
    await person.connect(await tapis.issueToken());
    await expect(person.table).toBeVisible();
  });

  test("the deployment's own come first, in its order; then the others that use TMS; the rest on request", async ({
    person,
  }) => {
    await expect(person.systemNames).toHaveText([...OWN, "lonestar", "zeta"]);
    await expect(person.count).toHaveText("7 of 10 systems: 0 ready, 7 not set up");
    await expect(person.systems).toContainText("Show all (3 more)");

    await person.showAll.check();

    const further = ["archive.s3", "off", "project-1234"];
    await expect(person.systemNames).toHaveText([...OWN, "lonestar", "zeta", ...further]);
    await expect(person.row("off")).toContainText("switched off");
    for (const name of ["Systems of DesignSafe", "Other TMS systems", /^Further systems/]) {
      await expect(person.table.getByRole("rowheader", { name })).toBeVisible();
    }
  });

  test("a filter finds by id, host and description, every word, in any case", async ({
    person,
  }) => {
    await expectFiltered(person, "FRONT", ["frontera"]);
    await expectFiltered(person, "zeta.example", ["zeta"]);
    await expectFiltered(person, "utexas machine", ["lonestar"]);
    await expect(person.count).toHaveText("1 of 10 systems: 0 ready, 1 not set up");
    await expectFiltered(person, "", [...OWN, "lonestar", "zeta"]);
  });

  test("a filter that matches nothing in view offers what stands behind Show all, or to clear it", async ({
    person,
  }) => {
    await person.filterField.fill("project");
    await expect(person.systems).toContainText("1 more would match");
    await person.button("Show all").click();
    await expect(person.systemNames).toHaveText(["project-1234"]);

    await person.filterField.fill("nothing is called so");
    await expect(person.systems).toContainText("Nothing matches the filter.");
    await person.button("Clear the filter").click();
    await expect(person.filterField).toHaveValue("");
    await expect(person.systemNames).toHaveCount(10);
  });
});

test("a list without systems says what to do", async ({ person, tapis }) => {
  tapis.setSystems([]);
  await person.connect(await tapis.issueToken());

  await expect(person.systems).toContainText("Tapis lists no systems for you");
  await expect(person.systems).toContainText("Ask those who run your project to share one");
});

test("systems whose rows cannot be understood are left out, and that is said", async ({
  person,
  tapis,
}) => {
  tapis.addSystem({ id: "odd", attributes: { host: 7 } });
  tapis.addSystem({ id: "odder", attributes: { enabled: "perhaps" } });
  await person.connect(await tapis.issueToken());

  await expect(person.systemNames).toHaveText([SYSTEM]);
  await expect(person.systems).toContainText("2 systems are left out");
});

/** Where there is little room, the longest name takes more lines. @type {[width: number, tolerance: number][]} */
const WIDTHS = [
  [320, 48],
  [640, 48],
  [768, 2],
  [960, 2],
  [1280, 2],
];

for (const [width, tolerance] of WIDTHS) {
  test(`skeletons hold the place of the list while it loads, ${width} px wide`, async ({
    page,
    person,
    tapis,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    tapis.setSystems(OWN.map((id) => ({ id, host: "tacc.example.org", description: "A system" })));
    tapis.order({ call: "getSystems" }, { latency: 700 });
    const top = async () => (await person.formButton.boundingBox())?.y ?? NaN;

    await person.connect(await tapis.issueToken());
    await expect(person.systems).toContainText("Loading your systems");
    const before = await top();
    await expect(person.table).toBeVisible();

    expect(Math.abs((await top()) - before)).toBeLessThan(tolerance);
    await expect(person.systems).not.toContainText("Loading your systems");
  });
}

test("what is typed while the list loads is kept, and so is the focus", async ({
  page,
  person,
  tapis,
}) => {
  tapis.order({ call: "getSystems", times: 2 }, { latency: 700 });
  await person.connect(await tapis.issueToken());
  await person.unfoldForm();
  await person.systemField.click();
  await page.keyboard.type("fron");
  await expect(person.table).toBeVisible();
  await page.keyboard.type("tera");
  await expect(person.systemField).toHaveValue("frontera");

  await person.reloadButton.click();
  await person.filterField.click();
  await page.keyboard.type("stam");
  await expect(person.reloadButton).toHaveAttribute("aria-busy", "false");
  await page.keyboard.type("pede");
  await expect(person.filterField).toHaveValue("stampede");
  await expect(person.systemNames).toHaveText([SYSTEM]);
});

test("a list that could not be loaded says so, leaves the rest in use, and loads when asked", async ({
  page,
  person,
  tapis,
}) => {
  tapis.order({ call: "getSystems", times: 3 }, { status: 503, body: "" });
  await person.connect(await tapis.issueToken());
  await person.filterField.fill("stam");

  await expect(person.listFailure).toContainText("The list of systems could not be loaded");
  await expect(person.listFailure).toContainText("You can still name a system yourself, below.");
  await expect(person.filterField).not.toBeAttached();
  await expect(person.heading, "the focus of the filter is not lost").toBeFocused();
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");

  await person.listAgainButton.focus();
  await page.keyboard.press("Enter");
  await expect(person.row(SYSTEM)).toBeVisible();
  await expect(person.filterField, "what was typed is kept").toHaveValue("stam");
  await expect(person.heading, "the focus is not lost").toBeFocused();
});

test("until Tapis has answered, it is the token alone that says whose it is", async ({
  person,
  tapis,
}) => {
  const withdraw = tapis.order({ call: "getSystems", times: Infinity }, { drop: "before-headers" });
  await person.connect(await tapis.issueToken());

  const claim = "Token of ann (not confirmed: Tapis has not answered), tenant designsafe";
  await expect(person.session).toContainText(claim);
  await expect(person.listFailure).toContainText("There was no answer from Tapis.");
  await expect(person.listFailure).not.toContainText("name a system yourself");
  await expect(person.reloadButton).not.toBeAttached();

  withdraw();
  tapis.order({ call: "getSystems" }, { latency: 1000 });
  await person.listAgainButton.click();
  await expect(person.systems).toContainText("Loading your systems");
  await expect(person.session, "nothing has changed so far").toContainText(claim);
  await expect(person.row(SYSTEM)).toBeVisible();
  await expect(person.session).toContainText("Connected as ann, tenant designsafe");
  await expect(person.reloadButton).toBeVisible();
});

test("a page that a proxy puts in between is no word of Tapis", async ({ person, tapis }) => {
  const portal = { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Log in</h1>" };
  tapis.order({ call: "getSystems" }, portal);
  await person.connect(await tapis.issueToken());

  await expect(person.listFailure).toBeVisible();
  await expect(person.session).toContainText("Token of ann (not confirmed");
  await person.activityButton.click();
  await expect(person.requests).toContainText(["Failed: 200"]);
});

test("a list that could not be loaded anew leaves the old one in view", async ({
  person,
  tapis,
  context,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();

  await context.setOffline(true);
  await person.reloadButton.click();
  await expect(person.listFailure).toContainText("What you see is the list from before.");
  await expect(person.everything).toContainText("You are offline");
  await expect(person.condition(SYSTEM)).toHaveText("Not set up");
  await expect(person.session, "whom Tapis knew before").toContainText("Connected as ann, tenant");
  await expect(person.reloadButton, "there is one button for it").not.toBeAttached();
  await expect(person.heading, "the focus is not lost").toBeFocused();

  await context.setOffline(false);
  tapis.setCredential(SYSTEM, "ann");
  await person.listAgainButton.click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready, stored");
  await expect(person.listFailure).not.toBeAttached();
});

test("nothing is asked about single systems before a person asks for it", async ({
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken());
  await person.filterField.fill(SYSTEM);
  await person.showAll.check();
  await person.rowName(SYSTEM).click();
  await person.reloadButton.click();
  await expect.poll(() => tapis.requestsOf("getSystems").length).toBe(2);

  expect(callsOnSystems(tapis)).toEqual([]);
});
