// The tab of a portal in its three forms, for two people at a time; and what the portal's backend refuses.

import { expect, SYSTEM, test } from "./fixtures.js";

/** @typedef {import("@playwright/test").Page} Page */

const TABS = { iframe: "In a frame", element: "As an element", transport: "Through this portal" };

for (const [form, label] of Object.entries(TABS)) {
  test(`${label}: two people establish and revoke, each only their own`, async ({
    signIn,
    tapis,
  }) => {
    const people = ["ann", "bob"];
    const pages = await Promise.all(people.map(signIn));
    for (const [index, page] of pages.entries()) {
      await page.getByRole("link", { name: label }).click();
      const tab = tabOf(page, form);
      await expect(tab.getByLabel("Session")).toContainText(`Connected as ${people[index]}`);
      await tab.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
      await expect(tab.getByRole("row", { name: SYSTEM })).toContainText("Ready");
      expect(tapis.credential(SYSTEM, people[index])).not.toBeNull();
    }

    const tab = tabOf(pages[0], form);
    await tab.getByRole("button", { name: `Revoke credentials on ${SYSTEM}` }).click();
    await tab.getByRole("button", { name: "Revoke credentials", exact: true }).click();
    await expect(tab.getByRole("row", { name: SYSTEM })).toContainText("Not set up");
    expect(tapis.credential(SYSTEM, "ann")).toBeNull();
    expect(tapis.credential(SYSTEM, "bob"), "the other's is still there").not.toBeNull();
  });

  test(`${label}: the portal's policy and colours are kept`, async ({ signIn }) => {
    const page = await signIn("ann");
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.getByRole("link", { name: label }).click();
    const button = tabOf(page, form).getByRole("button", { name: "Set up everything" });
    await expect(button).toBeVisible();
    if (form !== "iframe") await expect(button).toHaveCSS("background-color", "rgb(51, 122, 183)");
    expect(complaints).toEqual([]);
  });
}

test("through the portal, no token comes to the browser", async ({ signIn, tapis, portal }) => {
  const page = await signIn("ann");
  // The tab after signing in is the frame, which has the token.
  await page.goto("about:blank");
  /** @type {Promise<string>[]} */
  const received = [];
  page.on("response", (response) => {
    const body = response.text().catch(() => "");
    received.push(Promise.all([body, response.allHeaders()]).then((all) => JSON.stringify(all)));
  });
  await page.goto(`${portal.origin}/account/credentials/transport/`);
  await page.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(page.getByRole("row", { name: SYSTEM })).toContainText("Ready");

  const token = String(tapis.requestsOf("createUserCredential")[0].headers["x-tapis-token"]);
  const [, payload, signature] = token.split(".");
  const seen = (await Promise.all(received)).join() + (await page.content());
  expect(seen).toContain("Created credentials");
  for (const piece of [payload, signature]) expect(seen.includes(piece)).toBe(false);
});

test("through the portal, a person whose session is over reads that, and not of the network", async ({
  signIn,
}) => {
  const page = await signIn("ann");
  await page.getByRole("link", { name: TABS.transport }).click();
  await expect(page.getByRole("row", { name: SYSTEM })).toBeVisible();
  const alert = page.getByRole("alert").first();

  await page.context().clearCookies({ name: "sessionid" });
  await page.getByRole("button", { name: "Reload list" }).click();
  await expect(alert).toContainText(
    "This site could not carry out the request: Your session has ended. Sign in again.",
  );

  await page.context().clearCookies();
  await page.getByRole("button", { name: "Load the list again" }).click();
  await expect(alert).toContainText("request: this portal answered with HTTP 403.");
});

test("the page that hands out the token is for signed-in people of this origin only", async ({
  signIn,
  portal,
}) => {
  const anonymous = await fetch(`${portal.origin}/api/auth/tapis/`);
  expect(anonymous.status).toBe(401);
  expect(await anonymous.json()).toEqual({ message: "Your session has ended. Sign in again." });

  const page = await signIn("ann");
  const answer = await page.request.get(`${portal.origin}/api/auth/tapis/`);
  expect(Object.keys(await answer.json()).sort()).toEqual(["baseUrl", "token"]);
  expect(answer.headers()["cache-control"]).toContain("no-store");
  expect(answer.headers()["access-control-allow-origin"]).toBeUndefined();
  expect(answer.headers()["x-frame-options"]).toBe("SAMEORIGIN");
});

test.describe("the portal's backend", () => {
  const CREDENTIAL = `/v3/systems/credential/${SYSTEM}/user/ann`;

  /**
   * @param {Page} page
   * @param {unknown} wanted
   * @param {Record<string, string>} [headers]
   */
  async function post(page, wanted, headers) {
    const csrf = (await page.locator("#credentials").getAttribute("data-csrf")) ?? "";
    const { origin } = new URL(page.url());
    const answer = await page.request.post(`${origin}/api/tms-credentials/`, {
      data: /** @type {any} */ (wanted),
      headers: headers ?? { "X-CSRFToken": csrf, Origin: origin },
    });
    return { status: answer.status(), text: await answer.text() };
  }

  test("gives Tapis's own answer, whatever its status", async ({ signIn }) => {
    const page = await signIn("ann");
    const { status, text } = await post(page, {
      method: "POST",
      path: `${CREDENTIAL}/check`,
      body: "",
    });
    expect(status).toBe(200);
    const answer = JSON.parse(text);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("SYSLIB_CRED_NOT_FOUND");
  });

  for (const [what, wanted] of /** @type {[string, Record<string, string>][]} */ ([
    ["another person's credentials", { path: CREDENTIAL.replace("ann", "bob") }],
    ["credentials that are not TMS's", { path: CREDENTIAL }],
    ["a body with a key in it", { path: `${CREDENTIAL}?createTmsKeys=true`, body: '{"a":1}' }],
    ["another service", { method: "GET", path: "/v3/jobs/list", body: "" }],
    ["a way out of the path", { method: "GET", path: "/v3/systems/../jobs", body: "" }],
    ["another method", { method: "PUT", path: `/v3/systems/${SYSTEM}`, body: "" }],
    ["another site", { method: "GET", path: "https://evil.example/v3/systems", body: "" }],
  ])) {
    test(`refuses ${what}`, async ({ signIn, tapis }) => {
      const page = await signIn("ann");
      // What the tab itself asks from the browser does not count.
      const sentByPortal = () => tapis.requests.filter(({ headers }) => !headers.origin).length;
      const before = sentByPortal();
      const { status, text } = await post(page, { method: "POST", body: "{}", ...wanted });
      expect(status).toBe(403);
      expect(JSON.parse(text).message).toMatch(/only what TMS credentials need|your own/);
      expect(sentByPortal()).toBe(before);
    });
  }

  test("refuses what is no request, a missing CSRF token, and a session that is over", async ({
    signIn,
  }) => {
    const page = await signIn("ann");
    const list = { method: "GET", path: "/v3/systems", body: "" };
    expect((await post(page, ["GET"])).status).toBe(400);
    expect((await post(page, list, {})).status).toBe(403);

    const { origin } = new URL(page.url());
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/login/**");
    const over = await page.request.get(`${origin}/api/auth/tapis/`);
    expect(over.status()).toBe(401);
  });
});

/**
 * What a person uses, wherever it is.
 *
 * @param {Page} page
 * @param {string} form
 */
const tabOf = (page, form) => (form === "iframe" ? page.frameLocator("iframe") : page);
