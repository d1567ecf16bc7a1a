// A deployment's list that is not what it should be: the page says so, and uses nothing weaker.

import { expect, test } from "../fixtures.js";

/** @type {[name: string, body: string, says: string][]} */
const BROKEN_LISTS = [
  ["is not JSON", "{", "config.json is not JSON"],
  ["lacks an entry", "{}", "is missing"],
  [
    "names an API origin that is none",
    JSON.stringify({
      ...{ title: "TMS credentials", organization: "DesignSafe", links: [], hostOrigins: [] },
      ...{ systems: [], apiOrigins: ["https://*.tapis.io"] },
    }),
    "must be an exact https origin",
  ],
];

for (const [name, body, says] of BROKEN_LISTS) {
  test(`a config.json that ${name} is said, and nothing weaker is used instead`, async ({
    page,
    person,
  }) => {
    await page.route("**/config.json", (route) => route.fulfill({ body }));

    await page.reload();

    await expect(person.loadFailure).toContainText("This page is not set up correctly");
    await expect(person.loadFailure).toContainText(says);
    await expect(person.tokenField).not.toBeAttached();

    await page.unroute("**/config.json");
    await person.loadAgainButton.click();
    await expect(person.tokenField).toBeVisible();
  });
}
