// The demo edition: the main job within a minute and without an account; and the proof that nobody else gets it.

import { buildSite, WASM_FOLDER } from "../../../site/build.js";
import { startDemo, stop } from "../../../site/started-demo.js";
import { setUpDemo } from "../../../tapis/demo-data.js";
import { expectAccessible } from "../accessibility.js";
import { expect, readSite, test } from "../fixtures.js";
import { loseFocus, regainFocus } from "../presence.js";
import { finishAtTapis, SignInPanel } from "../sign-in/panel.js";

/** Of its Tapis. Another than a developer's, or the next that is free. */
const PORT = "8110";

test.beforeEach(async ({ page, tapis, demo }) => {
  setUpDemo(tapis);
  await page.goto(demo.origin);
});

test("a newcomer who has just started it signs in, sets up everything and signs out", async ({
  page,
  person,
  complaints,
}) => {
  const flags = ["--wasm", WASM_FOLDER, "--page-port", "0", "--tapis-port", PORT];
  const demo = await startDemo(...flags);
  const panel = new SignInPanel(page);
  try {
    await page.goto(demo.page);
    const code = await panel.start();
    const tab = await panel.follow(panel.openLink);
    await page.evaluate(loseFocus);
    await finishAtTapis(tab, { username: "bob", code });
    await tab.close();
    await page.evaluate(regainFocus);
    await expect(person.session).toContainText("Connected as bob");
    await person.setUpEverything();
    await expect(person.summary).toContainText(/\d created/, { timeout: 15_000 });
    await expect(person.condition("frontera")).toContainText("Ready");

    await person.disconnect();
    await expect(person.everything).toContainText("Tapis has revoked it");
    const logout = await panel.follow(panel.logoutLink);
    await logout.getByRole("button", { name: "Log out" }).click();
    await expect(logout.getByText("You have been logged out")).toBeVisible();
  } finally {
    await stop(demo.child);
  }
  // Some systems are there to fail, and this Tapis is another than the one whose answers may.
  const others = complaints.splice(0).filter((text) => !text.startsWith("Failed to load resource"));
  expect(others).toEqual([]);
});

test("one click connects as a demo person, and the main job works", async ({ person, tapis }) => {
  await expect(person.demoPeople).toHaveCount(8);
  await person.connectAs("Bob");
  await expect(person.session).toContainText("Connected as bob");

  await person.establish("frontera");
  await expect(person.outcome).toContainText("Credentials created on frontera");
  expect(tapis.credential("frontera", "bob")).not.toBeNull();

  await person.revoke("frontera");
  await expect(person.outcome).toContainText("Credentials revoked on frontera");
  expect(tapis.credential("frontera", "bob")).toBeNull();
});

test("the buttons of the demo people say the same, and have names that tell them apart", async ({
  page,
  person,
}) => {
  await expect(person.demoPeople).toHaveCount(8);
  await expect(page.getByRole("button", { name: "Use this token", exact: true })).toHaveCount(0);

  const names = new Set();
  for (const button of await person.demoPeople.all()) {
    await expect(button).toHaveText("Use this token");
    names.add(await button.getAttribute("aria-label"));
  }
  expect(names.size).toBe(8);
  for (const name of names) expect(name, "begins with what is seen").toMatch(/^Use this token: ./);
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
  await expect(person.demoPeople).toHaveCount(8);

  await expectAccessible(page);
});

test("an ordinary build holds nothing of the demo", async ({ tapis, demo }, { workerIndex }) => {
  const name = `e2e/ordinary-${workerIndex}`;
  const ordinary = await readSite(await buildSite({ name, apiOrigin: tapis.origin }));
  const withDemo = await readSite(demo.root);
  const mentions = (/** @type {Record<string, string>} */ files) =>
    Object.keys(files).filter((file) => /demo|use this token/i.test(files[file]));

  expect(Object.keys(ordinary)).toEqual(Object.keys(withDemo));
  // The first for the client that people sign in with.
  expect(mentions(withDemo)).toEqual(["config.json", "page.js", "style.css"]);
  expect(mentions(ordinary)).toEqual([]);
});
