// In a browser that translates the page, it shows what is true.

import { expect, SYSTEM, test } from "../fixtures.js";
import { compareWalks, namesTranslated, translate } from "./translator.js";

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
