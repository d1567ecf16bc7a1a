// In a browser that translates the page, and with extensions that add to it and take from it, the page shows what is true.

import { expect, SYSTEM, test } from "./fixtures.js";
import { compareWalks, namesTranslated, shown, translate } from "./translator.js";

const NAMES = /\b(stampede3|frontera|cloud|ann|designsafe|wma_prtl)\b|_|:\/\/|\.(tacc|tapis)\b/;

test("a page that is translated shows what another one does, from the connecting to the end", async ({
  page,
  person,
  tapis,
}) => {
  test.slow();
  await compareWalks({
    place: () => page,
    reset: async () => {
      tapis.reset([
        { id: SYSTEM },
        { id: "frontera", description: "A large machine" },
        { id: "cloud", hostBehaviour: "refuses" },
      ]);
      await page.reload();
      await expect(person.tokenField).toBeVisible();
    },
    walk: async (look) => {
      await look();
      await person.connect(await tapis.issueToken({ tokenType: "refresh" }));
      await expect(person.refusal).toContainText("Not connected");
      await look();
      await person.connect(await tapis.issueToken());
      await expect(person.systems).toContainText("0 ready");
      await look();
      await person.rowButton("Establish", SYSTEM).click();
      await expect(person.condition(SYSTEM)).toContainText("Ready");
      await look();
      await person.activityButton.click();
      await expect(person.requests).toHaveCount(4);
      await look();
      await person.activityButton.click();
      await person.filterField.fill("large");
      await expect(person.systemNames).toHaveCount(1);
      await look();
      await person.filterField.fill("nothing");
      await expect(person.systemNames).toHaveCount(0);
      await look();
      await person.filterField.fill("");
      await expect(person.systemNames).toHaveCount(3);
      await look();
      await person.verifyAllButton.click();
      await expect(person.summary).toContainText("finished");
      await look();
      await person.rowButton("Revoke", SYSTEM).click();
      await expect(person.dialog).toBeVisible();
      await look();
      await person.confirmButton.click();
      await expect(person.condition(SYSTEM)).toContainText("Not set up");
      await look();
      await person.setUpEverything();
      await expect(person.summary).toContainText("finished");
      await look();
      await person.closeSummaryButton.click();
      await person.establish("cloud");
      await expect(person.failure).toContainText("cloud");
      await person.openTechnicalDetails();
      await look();
      await person.checkSystem("frontera");
      await expect(person.outcome).toContainText("work");
      await look();
      await person.disconnect();
      await expect(person.everything).toContainText("forgotten your token");
      await look();
    },
    meddle: async (step) => {
      if (step === 0) await page.evaluate(translate, {});
    },
  });

  expect(await namesTranslated(page, NAMES)).toEqual([]);
});

test("what an extension takes away is back with the next news, and what it adds does no harm", async ({
  page,
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.condition(SYSTEM)).toContainText("Not set up");
  const verify = async (/** @type {string} */ taken) => {
    tapis.order({ call: "checkUserCredential" }, { act: true, latency: 150 });
    await person.rowButton("Verify", SYSTEM).click();
    await expect(person.condition(SYSTEM)).toContainText("Checking");
    if (taken) await page.evaluate(takeAndAdd, taken);
    await expect(person.condition(SYSTEM)).toContainText("Ready");
    await page.evaluate(() =>
      document.querySelectorAll("x-stranger").forEach((each) => each.remove()),
    );
  };
  tapis.setCredential(SYSTEM, "ann");
  await person.actionButton("Check").click(); // names none, and so says that
  await person.checkSystem(SYSTEM);
  await expect(person.condition(SYSTEM)).toContainText("Ready");
  await verify("");
  const shownNow = async () => {
    const { text, names } = await page.evaluate(shown);
    // How many requests there were is another number each time.
    return { text: text.filter((line) => !/^\(\d+\)$/.test(line)), names };
  };
  const due = await shownNow();

  for (const taken of TAKEN) {
    await verify(taken);
    await expect(async () => expect(await shownNow(), taken).toEqual(due)).toPass({
      timeout: 5_000,
    });
  }
});

/** From the top of the page to a button. */
const TAKEN = [
  ...[".tms", ".session", ".systems-view", ".toolbar", ".systems", "tbody", "[data-line='0']"],
  ...[".cell-credential", ".cell-actions", ".fold", ".batch-summary", ".named", ".activity"],
];

/** Inside the page: also around what it takes, where the page inserts before. @param {string} selector */
function takeAndAdd(selector) {
  document.querySelector(selector)?.remove();
  for (const element of [document.body, ...document.querySelectorAll("main, main *")]) {
    if (element.matches("svg, svg *, option, datalist")) continue;
    element.prepend(document.createElement("x-stranger"));
    element.append(document.createElement("x-stranger"));
  }
}
