// The embed in a browser that translates it, later than it changes.

import { compareWalks, namesTranslated, translate } from "../page/translation/translator.js";
import { expect, SYSTEM, test } from "./fixtures.js";

const LATE = { afterMs: 30 };

test("what is translated shows what another one does", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  const place = () => page.frames()[1];
  const button = (/** @type {string} */ name) => embed.getByRole("button", { name, exact: true });
  await compareWalks({
    place,
    reset: async () => {
      tapis.reset([{ id: SYSTEM }, { id: "frontera" }]);
      await page.reload();
      await mountEmbed({ tokens: [await tapis.issueToken()] });
      await expect(button("Set up everything")).toBeEnabled();
    },
    walk: async (look) => {
      const row = embed.getByRole("row", { name: SYSTEM });
      await look();
      await button(`Establish credentials on ${SYSTEM}`).click();
      await expect(row).toContainText("Ready");
      await look();
      await button(`Revoke credentials on ${SYSTEM}`).click();
      await button("Revoke credentials").click();
      await expect(row).toContainText("Not set up");
      await look();
      await button("Set up everything").click();
      await button("Set up 2 systems").click();
      await expect(embed.getByRole("status").filter({ hasText: "2 created" })).toBeVisible();
      await look();
    },
    meddle: async (step) => {
      if (step === 0) await place().evaluate(translate, LATE);
    },
  });
  expect(await namesTranslated(place(), /\b(stampede3|frontera|ann|designsafe)\b|_/)).toEqual([]);
});
