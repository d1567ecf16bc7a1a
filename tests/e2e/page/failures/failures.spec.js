// What goes wrong, and what a person is told to do about it.

import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

/** @typedef {import("../../../tapis/index.js").Tapis} Tapis */

/** @type {[name: string, prepare: (tapis: Tapis) => void, says: RegExp][]} */
const FAILURES = [
  ["unknown", () => {}, /does not know|not found|no system/i],
  [
    "of another kind",
    (tapis) => tapis.addSystem({ id: "elsewhere", defaultAuthnMethod: "PKI_KEYS" }),
    /PKI_KEYS/,
  ],
  ["forbidden", (tapis) => tapis.addSystem({ id: "elsewhere", forbidden: true }), /owner|ask/i],
  [
    "not answering",
    (tapis) => {
      tapis.addSystem({ id: "elsewhere", hostBehaviour: "unreachable" });
      tapis.setCredential("elsewhere", "ann");
    },
    /later/,
  ],
  [
    "broken on Tapis's side",
    (tapis) => {
      tapis.addSystem({ id: "elsewhere" });
      tapis.order({ call: "createUserCredential" }, { status: 400, body: "<html>" });
    },
    /elsewhere/,
  ],
];

for (const [name, prepare, says] of FAILURES) {
  test(`establishing on a system that is ${name} fails as an alert that says what to do`, async ({
    person,
    tapis,
  }) => {
    prepare(tapis);
    await person.connect(await tapis.issueToken());

    await person.establish("elsewhere");

    await expect(person.failure).toContainText("Could not establish credentials on elsewhere");
    await expect(person.failure).toContainText(says);
    await expect(person.outcome).toBeEmpty();
    await expect(person.actionButton("Establish")).toBeEnabled();
  });
}

test("an id that cannot be one is refused, and nothing is sent", async ({ person, tapis }) => {
  await person.connect(await tapis.issueToken());

  await person.checkSystem("stampede3/../ls6");

  await expect(person.failure).toContainText("system id");
  expect(callsOnSystems(tapis)).toEqual([]);
});

test("the technical details tell support what Tapis answered", async ({ person, tapis }) => {
  tapis.addSystem({ id: "wma-dcv-01", forbidden: true });
  await person.connect(await tapis.issueToken());
  await person.checkSystem("wma-dcv-01");
  await expect(person.failure).toBeVisible();
  await expect(person.technicalDetail("HTTP status")).toBeHidden();

  await person.openTechnicalDetails();

  await expect(person.technicalDetail("Error code")).toHaveText("forbidden");
  await expect(person.technicalDetail("HTTP status")).toHaveText("403");
  await expect(person.technicalDetail("Tapis code")).toHaveText("SYSLIB_UNAUTH");
  await expect(person.technicalDetail("Server message")).toContainText("wma-dcv-01");
});

test("text from outside is shown as text, never as markup", async ({ person, tapis }) => {
  const message = "SYSLIB_UNAUTH <img src=x onerror=alert(1)><b>bold</b>";
  const body = { result: null, status: "error", message, metadata: null };
  tapis.order({ call: "checkUserCredential" }, { status: 403, body });
  await person.connect(await tapis.issueToken());

  await person.checkSystem(SYSTEM);
  await person.openTechnicalDetails();

  await expect(person.technicalDetail("Server message")).toContainText(
    "<img src=x onerror=alert(1)><b>bold</b>",
  );
});

test("a failure that may pass can be tried again", async ({ person, tapis }) => {
  tapis.order({ call: "checkUserCredential", times: 3 }, { status: 503, body: "" });
  await person.connect(await tapis.issueToken());
  await person.checkSystem(SYSTEM);
  await expect(person.failure).toContainText(`Could not check credentials on ${SYSTEM}`);

  await person.tryAgainButton.click();

  await expect(person.outcome).toContainText("no credentials");
  await expect(person.failure).toBeEmpty();
});

test("offline is said, nothing is lost, and it works again once back", async ({
  person,
  tapis,
  context,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.row(SYSTEM)).toBeVisible();
  await person.nameSystem(SYSTEM);

  await context.setOffline(true);
  await expect(person.everything).toContainText("You are offline");
  await person.actionButton("Check").click();
  await expect(person.failure).toContainText(/connection/);
  expect(callsOnSystems(tapis)).toEqual([]);

  await context.setOffline(false);
  await expect(person.everything).not.toContainText("You are offline");
  await person.tryAgainButton.click();
  await expect(person.outcome).toContainText("no credentials");
  await expect(person.systemField).toHaveValue(SYSTEM);
});

/** @type {[name: string, make: (tapis: Tapis) => Promise<string>, reason: RegExp][]} */
const BAD_TOKENS = [
  [
    "has been revoked",
    async (tapis) => {
      const token = await tapis.issueToken();
      tapis.revokeToken(token);
      return token;
    },
    /revoked.*Get a new token/,
  ],
  [
    "Tapis cannot verify",
    (tapis) => tapis.issueToken({ signedBy: "stranger" }),
    /could not verify.*Get a new token/,
  ],
  ["is of an unknown tenant", (tapis) => tapis.issueToken({ tenant: "nowhere" }), /tenant/],
];

for (const [name, make, reason] of BAD_TOKENS) {
  test(`a token that ${name} leads back to connecting at once, with the reason`, async ({
    person,
    tapis,
  }) => {
    await person.connect(await make(tapis));

    await expect(person.refusal).toContainText("Not connected");
    await expect(person.refusal).toContainText(reason);
    await expect(person.session).not.toBeAttached();
    await expect(person.tokenField).toBeFocused();
    expect(callsOnSystems(tapis)).toEqual([]);

    await person.connect(await tapis.issueToken());
    await expect(person.session).toBeVisible();
    await expect(person.everything).not.toContainText("Not connected");
  });
}

/** @type {[name: string, happen: (tapis: Tapis, token: string) => void, reason: RegExp][]} */
const TOKENS_GONE_BAD = [
  ["is revoked", (tapis, token) => tapis.revokeToken(token), /revoked.*Get a new token/],
  [
    "expires by Tapis's clock",
    (tapis) => {
      const body = "TAPIS_SECURITY_JWT_EXPIRED The token has expired.";
      tapis.order({ call: "checkUserCredential" }, { status: 401, body });
    },
    /expired\. Get a new one/,
  ],
];

/** @type {[way: string, establish: (person: import("../person.js").Person) => Promise<void>][]} */
const WAYS = [
  ["by name", (person) => person.actionButton("Establish").click()],
  ["in its row", (person) => person.rowButton("Establish", SYSTEM).click()],
];

for (const [name, happen, reason] of TOKENS_GONE_BAD) {
  for (const [way, establish] of WAYS) {
    test(`a token that ${name} before an operation ${way} leads back to connecting, with the reason`, async ({
      person,
      tapis,
    }) => {
      const token = await tapis.issueToken();
      await person.connect(token);
      await person.nameSystem(SYSTEM);
      await expect(person.row(SYSTEM)).toBeVisible();
      happen(tapis, token);

      await establish(person);

      await expect(person.everything).toContainText("Your Tapis session has ended");
      await expect(person.everything).toContainText(reason);
      await expect(person.everything).toContainText(`the system you chose, ${SYSTEM}, is kept`);
      await expect(person.session).not.toBeAttached();
      await expect(person.tokenField).toHaveValue("");
      expect(tapis.mintedKeys).toEqual([]);

      await person.connect(await tapis.issueToken());
      await expect(person.systemField).toHaveValue(SYSTEM);
      await expect(person.everything).not.toContainText("has ended");
    });
  }
}
