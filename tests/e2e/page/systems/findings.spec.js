// What was found stands against a list that lags; and a key that was refused leaves nothing stored.

import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";

const MINUTE = 60_000;

test("what was established stands against a list that lags, for ten minutes; then the row says both", async ({
  person,
  tapis,
  clock,
}) => {
  tapis.behave({ situations: { ann: { lagging: true } } });
  await person.connect(await tapis.issueToken());
  await person.rowButton("Establish", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");

  const reload = async () => {
    const { length } = tapis.requestsOf("getSystems");
    await person.reloadButton.click();
    await tapis.waitForRequest(() => tapis.requestsOf("getSystems").length > length);
    await expect(person.reloadButton).toHaveAttribute("aria-busy", "false");
  };
  await reload();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(person.count).toHaveText("1 system: 1 ready");

  await clock.passes(10 * MINUTE);
  await reload();
  await expect(person.condition(SYSTEM)).toHaveText(
    /^Ready at \d{1,2}:\d\d [AP]M; the list says that nothing is stored: verify$/,
  );
  await expect(person.count).toHaveText("1 system: 0 ready, 1 to verify");
  await expect(person.actionsIn(SYSTEM)).toHaveText(["Verify", "Renew", "Revoke"]);

  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await expect(person.count).toHaveText("1 system: 1 ready");
  expect(callsOnSystems(tapis).at(-1)).toBe("checkUserCredential");
});

test("a new key that the host refuses leaves nothing set up, and nothing to revoke", async ({
  person,
  tapis,
}) => {
  tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });
  await person.connect(await tapis.issueToken());

  await person.rowButton("Establish", SYSTEM).click();

  await expect(person.condition(SYSTEM)).toHaveText(
    "Not set upLast try: the host refused the new key",
  );
  await expect(person.count).toHaveText("1 system: 0 ready, 1 not set up");
  await expect(person.actionsIn(SYSTEM)).toHaveText([
    "Keep trying for 5 minutes",
    "Establish",
    "Verify",
  ]);
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
});
