// Parts that cannot be loaded, and a deployment's list that is broken: said, with a way on that works.

import { expect, test } from "./fixtures.js";

test("a module that cannot be loaded is said, and connecting again loads it", async ({
  page,
  person,
  tapis,
  complaints,
}) => {
  const token = await tapis.issueToken();
  await page.route("**/tms.wasm", (route) => route.fulfill({ status: 404 }));

  await person.connect(token);
  await expect(person.refusal).toContainText("could not be loaded, so nothing was sent");
  await expect(person.refusal).toContainText("connect again");
  await expect(person.tokenField).toHaveValue("");
  expect(complaints, "the browser says why").not.toEqual([]);
  complaints.length = 0;

  await page.unroute("**/tms.wasm");
  await person.connect(token);
  await expect(person.session).toContainText("Connected as ann");
});

test("the deployment's list is on its way before any script, and asked for once", async ({
  page,
  person,
}) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route("**/page.js", async (route) => {
    await expect.poll(() => asked).toContain("/config.json");
    await route.continue();
  });
  await page.reload();
  await expect(person.tokenField).toBeVisible();
  expect(asked.filter((path) => path === "/config.json")).toHaveLength(1);
});

for (const file of ["tms.js", "config.json"]) {
  test(`a page whose ${file} does not come says so, and tries again when asked`, async ({
    page,
    person,
    complaints,
    browserName,
  }) => {
    await page.route(`**/${file}`, (route) => route.abort());
    await page.reload();
    await expect(person.loadFailure).toContainText("A part of this page could not be loaded");
    await expect(person.loadFailure).toContainText("Nothing was sent to Tapis");
    await expect(person.tokenField).not.toBeAttached();
    if (browserName === "chromium")
      await expect.poll(() => complaints.join("\n")).toContain("net::ERR_FAILED");
    complaints.length = 0;

    await page.unroute(`**/${file}`);
    await person.loadAgainButton.click();
    await expect(person.tokenField).toBeVisible();
  });
}

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
