// With extensions that add to the page and take from it, nothing breaks, and nothing is wrong.

import { expect, SYSTEM, test } from "../fixtures.js";
import { shown } from "./translator.js";

test("what an extension takes away is back with the next news, and what it adds does no harm", async ({
  page,
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken());
  await expect(person.condition(SYSTEM)).toContainText("Not set up");
  const verify = async (/** @type {string} */ taken) => {
    tapis.order({ call: "checkUserCredential" }, { act: true, latency: 150 });
    const button = person.rowButton("Verify", SYSTEM);
    // In one go, so that the answer comes after it on a busy machine, too.
    await button.evaluate(pressTakeAndAdd, taken);
    await expect(person.condition(SYSTEM)).toContainText("Ready");
    await page.evaluate(() =>
      document.querySelectorAll("x-stranger").forEach((each) => each.remove()),
    );
  };
  tapis.setCredential(SYSTEM, "ann");
  await person.unfoldForm();
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

/**
 * Inside the page: also around what it takes, where the page inserts before.
 *
 * @param {HTMLElement | SVGElement} button
 * @param {string} selector "": nothing is taken, nor added
 */
async function pressTakeAndAdd(button, selector) {
  /** @type {HTMLElement} */ (button).click();
  await new Promise((over) => setTimeout(over));
  if (!document.querySelector("main")?.textContent?.includes("Checking…"))
    throw new Error("nothing runs");
  if (!selector) return;
  document.querySelector(selector)?.remove();
  for (const element of [document.body, ...document.querySelectorAll("main, main *")]) {
    if (element.matches("svg, svg *, option, datalist")) continue;
    element.prepend(document.createElement("x-stranger"));
    element.append(document.createElement("x-stranger"));
  }
}
