// Parts of the page that cannot be loaded: said, with a way on that works.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { SITES_FOLDER } from "../../../site/build.js";
import { expect, test } from "../fixtures.js";

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
  await expect(person.refusal).toContainText("tms.wasm was kept back: the answer was HTTP 404");
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
    await expect(person.loadFailure).toContainText(`${file} did not come`);
    await expect(person.tokenField).not.toBeAttached();
    if (browserName === "chromium")
      await expect.poll(() => complaints.join("\n")).toContain("net::ERR_FAILED");
    complaints.length = 0;

    await page.unroute(`**/${file}`);
    await person.loadAgainButton.click();
    await expect(person.tokenField).toBeVisible();
  });
}

/** @type {[name: string, answer: Parameters<import("@playwright/test").Route["fulfill"]>[0], says: string][]} */
const WRONG_ANSWERS = [
  ["a refusal", { status: 403 }, "was kept back: the answer was HTTP 403."],
  [
    "a web page, such as a network's to sign in at",
    { contentType: "text/html; charset=utf-8", body: "<!doctype html><title>Welcome</title>" },
    "A web page came in place of ",
  ],
];

for (const file of ["page.js", "style.css", "tms.js"]) {
  for (const [name, answer, says] of WRONG_ANSWERS) {
    test(`where ${name} comes in place of ${file}, the page says so`, async ({
      page,
      complaints,
    }) => {
      await page.route(`**/${file}`, (route) => route.fulfill(answer));
      await page.reload();

      const alert = page.getByRole("alert").filter({ hasText: file });
      await expect(alert).toContainText(says);
      await expect(alert, "and nothing of the others").not.toContainText("config.json");
      complaints.length = 0;
    });
  }
}

test("the embed's document says what came of its script, too", async ({
  page,
  site,
  person,
  complaints,
}) => {
  await page.route("**/embed.js", (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.origin}/embed/`);

  await expect(person.loadFailure).toContainText("embed.js was kept back: the answer was HTTP 404");
  complaints.length = 0;
});

test("a config.json that is kept back is not called broken", async ({
  page,
  person,
  complaints,
}) => {
  await page.route("**/config.json", (route) => route.fulfill({ status: 502 }));
  await page.reload();

  await expect(person.loadFailure).toContainText(
    "config.json was kept back: the answer was HTTP 502",
  );
  await expect(person.loadFailure).not.toContainText("broken");
  complaints.length = 0;
});

test("a part that failed once and comes now is not called changed or kept back", async ({
  page,
  person,
  complaints,
}) => {
  let times = 0;
  await page.route("**/page.js", (route) => (times++ === 0 ? route.abort() : route.continue()));
  await page.reload();

  await expect(person.loadFailure).toContainText("It comes now, so try again");
  await expect(person.loadFailure).not.toContainText(/changed|kept back/);
  complaints.length = 0;
});

test("a page that loads asks for nothing twice, and says nothing of parts", async ({
  page,
  person,
}) => {
  /** @type {string[]} */
  const asked = [];
  await page.waitForLoadState("networkidle"); // what it asks for late is not to be counted with the next load's
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await expect(person.tokenField).toBeVisible();
  await page.waitForLoadState("networkidle");

  expect(asked).toEqual([...new Set(asked)]);
  expect(asked.filter((url) => url.endsWith("/load-watch.js"))).toHaveLength(1);
  await expect(page.locator(".load-failure")).not.toBeAttached();
  expect(asked.filter((url) => url.includes("readthedocs"))).toEqual([]);
});

test("the head says in a line what the keys are, and links to what TMS is", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const line = page.getByRole("banner").getByRole("paragraph").filter({ hasText: "keys" });
  const link = line.getByRole("link");

  await expect(line).toHaveText(
    "See, create and remove your keys from TACC’s Trust Manager System (TMS). With them Tapis logs in to a system for you, runs jobs and moves files.",
  );
  expect((await line.boundingBox())?.height, "one line").toBeLessThan(30);
  await expect(link).toHaveAttribute("href", /^https:\/\/tms-documentation\.readthedocs\.io\//);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
});

test("while the page loads, and no part has failed, it says only that it does", async ({
  page,
}) => {
  /** @type {() => void} */
  let goOn = () => {};
  const held = new Promise((resolve) => (goOn = () => resolve(undefined)));
  await page.route("**/page.js", async (route) => {
    await held;
    await route.continue();
  });
  const reloaded = page.reload();

  await expect(page.getByText("Loading. If this stays")).toBeVisible();
  await expect(page.getByText("This page works only from a web server")).toBeHidden();
  goOn();
  await reloaded;
  await expect(page.getByText("Loading. If this stays")).not.toBeAttached();
});

test("the page does not wait for what watches how it loads, nor need it", async ({
  page,
  person,
  complaints,
}) => {
  /** @type {() => void} */
  let goOn = () => {};
  const held = new Promise((resolve) => (goOn = () => resolve(undefined)));
  await page.route("**/load-watch.js", async (route) => {
    await held;
    await route.abort();
  });
  await page.reload({ waitUntil: "commit" });

  await expect(person.tokenField).toBeVisible();
  goOn();
  await page.waitForLoadState();
  await expect(person.tokenField).toBeVisible();
  complaints.length = 0;
});

test("nothing is said of a style sheet that is not the page's own", async ({
  page,
  complaints,
}) => {
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = "http://127.0.0.1:9/foreign.css";
      document.head.append(link);
    });
  });
  await page.reload();
  await page.waitForLoadState("networkidle");

  await expect(page.locator("link[href*=foreign]")).toBeAttached();
  await expect(page.locator(".load-failure")).not.toBeAttached();
  complaints.length = 0; // of that style sheet
});

for (const document of ["index.html", "embed/index.html"]) {
  test(`opened as a file from the disk, ${document} says so, and where it works`, async ({
    page,
    person,
    complaints,
  }, { workerIndex }) => {
    const file = join(SITES_FOLDER, `e2e/site-${workerIndex}`, document);
    await page.goto(pathToFileURL(file).href);

    await expect(page.getByText("This page works only from a web server")).toBeVisible();
    await expect(page.getByText("opened as a file from a disk")).toBeVisible();
    await expect(page.getByText("Loading")).toBeHidden();
    await expect(person.loadAgainButton, "which would not help").not.toBeAttached();
    complaints.length = 0; // of all that the browser did not load
  });
}
