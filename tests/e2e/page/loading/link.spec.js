// A link to one system, such as a portal puts beside a job that failed: it shows the system, and does nothing.

import { manySystems } from "../../../tapis/index.js";
import { callsOnSystems, expect, SYSTEM, test } from "../fixtures.js";
import { readEverything } from "../read-everything.js";

/** @typedef {import("@playwright/test").Page} Page */

/** Opens the page anew: with another fragment alone a browser would stay in it. */
async function follow(/** @type {Page} */ page, /** @type {string} */ fragment) {
  const here = new URL("/", page.url()).href;
  await page.goto("about:blank");
  await page.goto(here + fragment);
}

/** In the page that is open, as from the address field. */
async function followHere(/** @type {Page} */ page, /** @type {string} */ fragment) {
  await page.evaluate((hash) => void (location.hash = hash), fragment);
}

/** @param {import("../person.js").Person} person */
async function expectShown(person, /** @type {string} */ system) {
  await expect(person.rowName(system)).toBeFocused();
  await expect(person.rowName(system)).toHaveAttribute("aria-expanded", "true");
  await expect(person.rowDetails(system)).toBeInViewport({ ratio: 1 });
}

// The page comes first, for it sets Tapis back.
test.beforeEach(({ page: _page, tapis }) => {
  tapis.setSystems([{ id: SYSTEM }, { id: "frontera" }, { id: "internal", enabled: false }]);
});

test("a link connects to nothing, says which system it is about, and shows it once the list is there", async ({
  page,
  person,
  tapis,
}) => {
  await follow(page, "#system=frontera");
  await expect(person.everything).toContainText("You followed a link about frontera");
  await expect(page.getByText("frontera", { exact: true })).toHaveAttribute("translate", "no");
  await expect(person.session).toHaveCount(0);
  expect(tapis.requests).toEqual([]);

  await person.connect(await tapis.issueToken());

  await expectShown(person, "frontera");
  expect(callsOnSystems(tapis), "nothing is done on it").toEqual([]);
  expect(new URL(page.url()).hash, "a reload leads there again").toBe("#system=frontera");
});

test("it is shown once: no list that comes later moves anything", async ({
  page,
  person,
  tapis,
}) => {
  await follow(page, "#system=frontera");
  await person.connect(await tapis.issueToken());
  await expectShown(person, "frontera");
  await person.rowName("frontera").click();

  await person.reloadButton.click();
  await expect(person.announcements).toHaveText("3 systems listed.");
  await expect.poll(() => tapis.requests.length).toBe(2);
  await expect(person.reloadButton).toBeFocused();
  await expect(person.rowName("frontera")).toHaveAttribute("aria-expanded", "false");

  await person.disconnect();
  await expect(person.everything).not.toContainText("followed a link");
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
  await expect(person.heading).toBeFocused();
});

test("a system far down or behind “Show all” comes into view", async ({ page, person, tapis }) => {
  const systems = manySystems(400);
  tapis.setSystems([...systems, { id: "internal", enabled: false }]);
  await follow(page, "#system=internal");
  await person.connect(await tapis.issueToken());

  await expectShown(person, "internal");
  await expect(person.showAll).toBeChecked();

  await person.filterField.fill("nothing of that name");
  await expect(person.table).toHaveCount(0);
  await followHere(page, `#system=${systems[300].id}`);
  await expectShown(person, systems[300].id);
  await expect(person.filterField).toHaveValue("");
});

test("what is not listed stands in the form, where nothing is done on it either", async ({
  page,
  person,
  tapis,
}) => {
  await follow(page, "#system=nowhere");
  await expect(person.tokenField).toBeVisible();
  await expect(person.everything, "nobody's words but the deployment's").not.toContainText(
    "nowhere",
  );

  await person.connect(await tapis.issueToken());

  await expect(person.systemField).toHaveValue("nowhere");
  await expect(person.systemField).toBeFocused();
  await expect(person.systemField).toBeInViewport();
  const text = "nowhere is not in your list. Verify it here, or check the spelling.";
  await expect(person.systemField).toHaveAccessibleDescription(text);
  await expect(person.announcements).toHaveText(text);
  expect(callsOnSystems(tapis)).toEqual([]);
});

test("what is listed in another case alone is shown, and that is said", async ({
  page,
  person,
  tapis,
}) => {
  await follow(page, "#system=Frontera");
  await person.connect(await tapis.issueToken());

  await expectShown(person, "frontera");
  const text = "Frontera is not in your list, but frontera is.";
  await expect(person.announcements).toHaveText(text);
  await expect(person.systems).toContainText(text);
  expect(callsOnSystems(tapis)).toEqual([]);

  await followHere(page, `#system=${SYSTEM}`);
  await expectShown(person, SYSTEM);
  await expect(person.systems).not.toContainText("is not in your list");
});

test("of two that differ in the case alone neither is taken for it", async ({
  page,
  person,
  tapis,
}) => {
  tapis.addSystem({ id: "Frontera" });
  await follow(page, "#system=FRONTERA");
  await person.connect(await tapis.issueToken());

  await expect(person.systemField).toHaveValue("FRONTERA");
  await expect(person.systemField).toHaveAccessibleDescription(/^FRONTERA is not in your list\./);
});

test("without a list it stands in the form, too, and what went wrong is read first", async ({
  page,
  person,
  tapis,
}) => {
  tapis.order({ call: "getSystems" }, { status: 403 });
  await follow(page, "#system=frontera");
  await person.connect(await tapis.issueToken());

  await expect(person.listFailure).toBeVisible({ timeout: 15_000 });
  await expect(person.systemField).toHaveValue("frontera");
  await expect(person.systemField).toHaveAccessibleDescription(/when the list did not load\.$/);
  await expect(person.heading).toBeFocused();
});

test("a link that is followed while the page is loading counts", async ({ page, person, site }) => {
  await page.route("**/config.json", async (route) => {
    await page.waitForFunction(() => "begun" in document.documentElement.dataset);
    await followHere(page, "#system=frontera");
    await route.continue();
  });
  await page.goto(`${site.origin}/?again#system=${SYSTEM}`);
  await expect(person.everything).toContainText("You followed a link about frontera");
});

test("in a page that is open, a link leads to its system, and Back to the one before", async ({
  page,
  person,
  tapis,
}) => {
  await followHere(page, "#system=frontera");
  await expect(person.everything).toContainText("You followed a link about frontera");
  await person.connect(await tapis.issueToken());
  await expectShown(person, "frontera");

  await followHere(page, `#system=${SYSTEM}`);
  await expectShown(person, SYSTEM);
  await page.goBack();
  await expectShown(person, "frontera");

  await followHere(page, "#system=a%2Fb&note=secret");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  await expectShown(person, "frontera");
});

/** @typedef {(person: import("../person.js").Person) => Promise<void>} Does */

/** @type {[what: string, linked: string, begin: Does, expectKept: Does][]} */
const BEGUN = [
  [
    "filters",
    "frontera",
    async (person) => {
      await person.filterField.fill(SYSTEM);
      await person.everything.click({ position: { x: 2, y: 2 } });
    },
    async (person) => {
      await expect(person.systemNames).toHaveText([SYSTEM]);
      await expect(person.filterField).toHaveValue(SYSTEM);
      await expect(person.focused, "nothing took the focus").toHaveCount(0);
    },
  ],
  [
    "names another system",
    "frontera",
    async (person) => person.nameSystem("other"),
    async (person) => {
      await expect(person.rowName("frontera")).toHaveAttribute("aria-expanded", "true");
      await expect(person.systemField).toBeFocused();
      await expect(person.systemField).toHaveValue("other");
    },
  ],
  [
    "is asked a question",
    "internal",
    async (person) => person.askToRevoke("other"),
    async (person) => {
      await expect(person.keepButton).toBeFocused();
      await person.keepButton.click();
      await expect(person.actionButton("Revoke")).toBeFocused();
      await expect(person.showAll).not.toBeChecked();
    },
  ],
];

for (const [what, linked, begin, expectKept] of BEGUN) {
  test(`whoever ${what} before the list is there keeps their place`, async ({
    page,
    person,
    tapis,
  }) => {
    await follow(page, `#system=${linked}`);
    /** @type {import("@playwright/test").Route[]} */
    const asked = [];
    await page.route("**/v3/systems?*", (route) => void asked.push(route));
    await person.connect(await tapis.issueToken());
    await expect(person.heading).toBeFocused();
    await begin(person);
    await expect.poll(() => asked.length).toBe(1);
    await asked[0].continue();
    await expect(person.announcements).toHaveText("3 systems listed.");
    await expectKept(person);
  });
}

test("whatever else stands behind # is gone before anything is shown, and does nothing", async ({
  page,
  person,
  tapis,
}) => {
  const here = new URL("/?hostile=1", page.url()).href;
  await page.route("**/config.json", () => {}); // it never comes, so the page is not there yet
  for (const fragment of [
    "#system=<img src=x onerror=alert(1)>",
    "#system=..%2f..%2fadmin",
    `#system=frontera&system=${SYSTEM}`,
    "#system=%ff%00",
    `#system=${"hostile".repeat(5000)}`,
    "#Your%20account%20is%20locked:%20hostile",
  ]) {
    await follow(page, `?hostile=1${fragment}`);
    await expect.poll(() => page.evaluate(() => location.href)).toBe(here);
  }
  await page.unroute("**/config.json");

  await follow(page, "#system=<b>hostile</b>");
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
  await expect(person.heading).toBeFocused();
  await expect(person.formButton).toHaveAttribute("aria-expanded", "false");
  await person.unfoldForm();
  await expect(person.systemField).toHaveValue("");
  expect(await page.content()).not.toContain("hostile");
});

test("a token behind # is taken by nobody: it is removed at once, shown nowhere and sent nowhere", async ({
  page,
  person,
  tapis,
}) => {
  const token = await tapis.issueToken();
  const [, claims, signature] = token.split(".");
  /** @type {string[]} */
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("request", (request) => told.push(request.headers().referer ?? ""));
  for (const fragment of [
    `#access_token=${token}&system=frontera`,
    `#system=${token}`,
    `#${token}`,
  ]) {
    await follow(page, fragment);
    await expect(person.tokenField).toBeVisible();
    // What the browser itself notes of how the page was opened, nobody can take from it.
    const opened = await page.evaluate(() => performance.getEntriesByType("navigation")[0].name);
    const everything = (await page.evaluate(readEverything)).map((found) =>
      Array.isArray(found) ? found.filter((each) => each !== opened) : found,
    );
    const everywhere = JSON.stringify([told, page.url(), everything]);
    expect(everywhere).not.toContain(claims);
    expect(everywhere).not.toContain(signature);
    await expect(person.session).toHaveCount(0);
  }
  expect(tapis.requests).toEqual([]);
});
