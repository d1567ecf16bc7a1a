// The demo edition: the main job within a minute and without an account; and the proof that nobody else gets it.

import { buildSite } from "../../site/build.js";
import { setUpDemo } from "../../tapis/demo-data.js";
import { expectAccessible } from "./accessibility.js";
import { expect, readSite, test } from "./fixtures.js";

test.beforeEach(async ({ page, tapis, demo }) => {
  setUpDemo(tapis);
  await page.goto(demo.origin);
});

test("one click connects as a demo person, and the main job works", async ({ person, tapis }) => {
  await expect(person.demoPeople).toHaveCount(5);
  await person.connectAs("Bob");
  await expect(person.session).toContainText("Connected as bob");

  await person.establish("frontera");
  await expect(person.outcome).toContainText("Credentials created on frontera");
  expect(tapis.credential("frontera", "bob")).not.toBeNull();

  await person.revoke("frontera");
  await expect(person.outcome).toContainText("Credentials revoked on frontera");
  expect(tapis.credential("frontera", "bob")).toBeNull();
});

test("the person whose token has expired is told so", async ({ person }) => {
  await person.connectAs("Dave");

  await expect(person.refusal).toContainText("expired");
});

test("the person whose token has been revoked is led back to connecting", async ({ person }) => {
  await person.connectAs("Erin");

  await expect(person.everything).toContainText("This token has been revoked");
});

test("without its people the demo still connects with a token, and says what is wrong", async ({
  page,
  person,
  tapis,
  complaints,
}) => {
  await page.route("**/demo/people.json", (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(person.everything).toContainText("The demo people could not be loaded");
  complaints.length = 0; // the 404

  await person.connect(await tapis.issueToken());
  await expect(person.session).toBeVisible();
});

test("axe-core finds nothing in the list of demo people", async ({ page, person }) => {
  await expect(person.demoPeople).toHaveCount(5);

  await expectAccessible(page);
});

test("an ordinary build holds nothing of the demo", async ({ tapis, demo }, { workerIndex }) => {
  const name = `e2e/ordinary-${workerIndex}`;
  const ordinary = await readSite(await buildSite({ name, apiOrigin: tapis.origin }));
  const withDemo = await readSite(demo.root);
  const mentions = (/** @type {Record<string, string>} */ files) =>
    Object.keys(files).filter((file) => /demo|use this token/i.test(files[file]));

  expect(Object.keys(ordinary)).toEqual(Object.keys(withDemo));
  expect(mentions(withDemo)).toEqual(["page.js", "style.css"]);
  expect(mentions(ordinary)).toEqual([]);
});
