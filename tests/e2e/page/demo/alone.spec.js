// The demo without a server: the page with a Tapis inside it, in a folder of a host that sends no headers of its own, as
// GitHub Pages serves it.

import { join } from "node:path";

import { buildDemoAlone } from "../../../site/build.js";
import { startSite } from "../../../site/index.js";
import { expectAccessible } from "../accessibility.js";
import { expect, test as base } from "../fixtures.js";

const PARTS = ["style.css", "tms.js", "page.js", "icon.svg"];

const test = base.extend(
  /** @type {import("@playwright/test").Fixtures<{}, { alone: { origin: string, root: string } }, {}, import("@playwright/test").PlaywrightWorkerArgs>} */ ({
    alone: [
      // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
      async ({}, use, { workerIndex }) => {
        const root = await buildDemoAlone(`e2e/alone-${workerIndex}`);
        const site = await startSite({ root });
        await use({ origin: site.origin, root });
        await site.close();
      },
      { scope: "worker" },
    ],
  }),
);

/** @type {string[]} what the browser asks for, from the demo's address on */
let asked = [];

test.beforeEach(async ({ page, alone, tapis }) => {
  asked = [];
  await page.addInitScript(() => {
    Object.assign(window, { violations: [] });
    addEventListener("securitypolicyviolation", (event) => {
      /** @type {any} */ (window).violations.push(
        `${event.effectiveDirective} ${event.blockedURI}`,
      );
    });
  });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${alone.origin}/demo/`);
  tapis.reset();
});

test("says that it is a demo, before and while one is connected", async ({ page, person }) => {
  const notice = page.getByRole("banner").getByText("This is a demo.");
  await expect(page).toHaveTitle("TMS credentials (demo) · Demo Site");
  await expect(notice).toBeVisible();
  await expect(person.tokenField).not.toBeAttached();
  await person.become("Bob");
  await expect(person.session).toContainText("Connected as bob");
  await expect(notice).toBeVisible();
});

test("the main job works, and nothing is asked for after the page has loaded", async ({
  page,
  person,
  alone,
  tapis,
}) => {
  await expect(person.button("Connect: Ann")).toBeVisible();
  const base = `${alone.origin}/demo/`;
  const loaded = [...new Set(asked)];
  expect(loaded).toEqual(expect.arrayContaining([base, `${base}page.js`, `${base}tms.js`]));
  expect([base, ...PARTS.map((part) => base + part)]).toEqual(expect.arrayContaining(loaded));
  asked = [];

  await person.become("Bob");
  await expect(person.session).toContainText("Connected as bob");
  await person.setUpEverything();
  await expect(person.summary).toContainText(/\d created/, { timeout: 20_000 });
  await expect(person.condition("frontera")).toHaveText(/^Ready/);
  await person.establish("vista");
  await expect(person.outcome).toContainText("vista");
  await person.revoke("vista");
  await expect(person.outcome).toContainText("Credentials revoked on vista");
  await person.disconnect();
  await expect(person.everything).toContainText("forgotten your token");

  await person.become("Ann");
  await expect(person.session).toContainText("Connected as ann");
  await person.disconnect();
  await person.become("Bob");
  await expect(person.condition("frontera")).toHaveText(/^Ready/); // it remembers
  await expect(person.condition("vista")).toHaveText(/^Not set up/);

  expect(asked.filter((url) => !url.endsWith("/icon.svg"))).toEqual([]);
  expect(tapis.requests).toEqual([]);
  expect(await page.evaluate(() => /** @type {any} */ (window).violations)).toEqual([]);
});

test("its people are in the situations that are said of them", async ({ person }) => {
  await person.become("Dave");
  await expect(person.everything).toContainText("Your Tapis token has expired");
  await person.become("Erin");
  await expect(person.everything).toContainText("This token has been revoked");
  await person.become("Fay");
  await person.establish("frontera");
  await expect(person.failure).toContainText("refused");
  await person.disconnect();
  await person.become("Gil");
  await person.establish("frontera");
  await expect(person.failure).toContainText("Trust Manager System");
});

test("its policy is as said, by its headers and in the document", async ({ request, alone }) => {
  const site = await startSite({ root: join(alone.root, "demo") });
  try {
    const answer = await request.get(`${site.origin}/`);
    const policy = answer.headers()["content-security-policy"];
    const [, inDocument] =
      /Content-Security-Policy" content="([^"]*)"/.exec(await answer.text()) ?? [];
    expect(policy).toBe(`${inDocument}; frame-ancestors 'none'`);
    expect(inDocument.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  } finally {
    await site.close();
  }
});

test("its browser refuses any connection, to its own origin as well", async ({
  page,
  person,
  complaints,
}) => {
  await expect(person.button("Connect: Ann")).toBeVisible();
  asked = [];
  // From a timer: what a test evaluates is itself exempt from the policy, what comes later is not.
  const outcomes = await page.evaluate(() => {
    const later = (/** @type {string} */ url) =>
      new Promise((resolve) => {
        setTimeout(() => {
          fetch(url).then(
            () => resolve("answered"),
            () => resolve("refused"),
          );
        });
      });
    return Promise.all(["page.js", "https://designsafe.tapis.io/v3/systems"].map(later));
  });
  expect(outcomes).toEqual(["refused", "refused"]);
  const violations = await page.evaluate(() => /** @type {any} */ (window).violations);
  expect(violations).toHaveLength(2);
  for (const violation of violations) expect(violation).toMatch(/^connect-src /);
  complaints.length = 0;
});

test("axe-core finds nothing in it", async ({ page, person }) => {
  await expect(person.button("Connect: Ann")).toBeVisible();
  await expectAccessible(page);
});
