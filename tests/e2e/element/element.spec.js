// <tms-credentials> in a page of somebody else's.

import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

test("a person establishes and revokes, and the page around is told", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tokens: [await tapis.issueToken()] });

  await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Ready");
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();

  await element.getByRole("button", { name: `Revoke credentials on ${SYSTEM}` }).click();
  await element.getByRole("button", { name: "Revoke credentials", exact: true }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Not set up");
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();

  const { reasons, events } = await seenByHost(page);
  expect(reasons).toEqual(["start"]);
  expect(events).toEqual([
    ["ready", expect.objectContaining({ username: "ann", tenant: "designsafe" })],
    ["established", { systemId: SYSTEM, status: "created" }],
    ["revoked", { systemId: SYSTEM, status: "revoked" }],
  ]);
});

test("what goes wrong is told, too, without the token", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  tapis.reset([{ id: SYSTEM, hostBehaviour: "refuses" }]);
  await addElement({ tokens: [await tapis.issueToken()] });
  await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText(
    "Not set upLast try: the host refused the new key",
  );

  const { events } = await seenByHost(page);
  expect(events.at(-1)).toEqual([
    "error",
    { systemId: SYSTEM, code: "credential_refused", message: expect.any(String) },
  ]);
  expect(JSON.stringify(events)).not.toContain("eyJ");
});

test("where the page's policy forbids Tapis, the element says which entry is missing", async ({
  page,
  tapis,
  site,
  addElement,
  element,
}) => {
  await page.evaluate((policy) => {
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = policy;
    document.head.append(meta);
  }, `connect-src ${site.origin}`);
  await addElement({ tokens: [await tapis.issueToken()] });

  await expect(element.getByRole("alert").first()).toContainText(
    `does not allow connections to ${tapis.origin}, or to where it redirects: its connect-src must name it.`,
  );
  expect(tapis.requests).toEqual([]);
});

test("through a transport it does the same, with no token in its hands", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tapis: tapis.origin, tokens: [await tapis.issueToken()] });

  await element.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Ready");
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
  await element.getByRole("button", { name: `Revoke credentials on ${SYSTEM}` }).click();
  await element.getByRole("button", { name: "Revoke credentials", exact: true }).click();
  await expect(element.getByRole("row", { name: SYSTEM })).toContainText("Not set up");

  const { sent } = await seenByHost(page);
  expect(sent.map(({ method, path }) => `${method} ${path.split("?")[0]}`).sort()).toEqual([
    `DELETE /v3/systems/credential/${SYSTEM}/user/ann`,
    "GET /v3/systems",
    `GET /v3/systems/${SYSTEM}`,
    `POST /v3/systems/credential/${SYSTEM}/user/ann`,
    `POST /v3/systems/credential/${SYSTEM}/user/ann/check`,
  ]);
});

test("connected, disconnected, connected: each time everything ends or begins", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  tapis.latency(1000);
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element.getByLabel("Session")).toContainText("ann");
  await tapis.waitForRequest({ call: "getSystems" });

  await page.evaluate(() => {
    const { element: moved } = /** @type {any} */ (window);
    moved.remove();
  });
  await tapis.waitForRequest({ call: "getSystems", aborted: true });
  const requests = tapis.requests.length;
  await page.evaluate(() => dispatchEvent(new Event("offline")));

  tapis.latency(0);
  await page.evaluate(() => {
    const { element: moved } = /** @type {any} */ (window);
    document.querySelector("main")?.append(moved);
  });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  expect(tapis.requests.length).toBe(requests + 1);
  expect((await seenByHost(page)).reasons).toEqual(["start", "start"]);
});

test("once disconnected it listens to nothing any more", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await page.addInitScript(countListeners);
  await page.reload();
  const count = () => page.evaluate(() => /** @type {any} */ (window).listeners.size);
  const before = await count();
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  // Those of the test itself, for four events.
  expect(await count()).toBeGreaterThan(before + 4);

  await page.evaluate(() => /** @type {any} */ (window).element.remove());
  await expect.poll(count).toBe(before + 4);
});

test("it takes the focus from nobody, and keeps it where it had it", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
  });
  const revoked = await tapis.issueToken();
  await addElement({ tokens: [revoked, await tapis.issueToken()] });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect(page.locator("body > input")).toBeFocused();

  tapis.revokeToken(revoked);
  await element.getByRole("button", { name: "Reload list" }).focus();
  await page.keyboard.press("Enter");
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect.poll(async () => (await seenByHost(page)).reasons).toEqual(["start", "rejected"]);
  await expect(element.locator(":focus")).toHaveText("Your systems");
});

test("it is as large in a page whose rem is not 16 pixels, and wears the page's colours", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await page.addStyleTag({
    content: `html { font-size: 10px }
      tms-credentials { --tms-color-action: rgb(51, 122, 183) }
      tms-credentials::part(button-primary) { letter-spacing: 1px }`,
  });
  await addElement({ tokens: [await tapis.issueToken()] });
  const button = element.getByRole("button", { name: "Set up everything" });
  await expect(button).toHaveCSS("font-size", "16px");
  await expect(button).toHaveCSS("background-color", "rgb(51, 122, 183)");
  await expect(button).toHaveCSS("letter-spacing", "1px");
});

test("what a page says of its own text does not reach into it", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await page.addStyleTag({
    content: `main { text-align: center; letter-spacing: 3px; word-spacing: 9px; text-transform: uppercase;
      text-indent: 40px; white-space: nowrap; line-height: 3; font-style: italic; font-variant: small-caps;
      word-break: break-all; hyphens: auto; text-shadow: 1px 1px red }`,
  });
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  const text = element.getByRole("heading", { name: "Your systems" });
  for (const [property, value] of Object.entries({
    "text-align": "start",
    "letter-spacing": "normal",
    "word-spacing": "0px",
    "text-transform": "none",
    "text-indent": "0px",
    "white-space": "normal",
    "font-style": "normal",
    "font-variant": "normal",
    "word-break": "normal",
    hyphens: "manual",
    "text-shadow": "none",
  }))
    await expect(text, property).toHaveCSS(property, value);
  await expect(element.locator(".tms")).toHaveCSS("line-height", "24px");
});

test("where the page's policy forbids WebAssembly it says so, and what the policy needs", async ({
  page,
  host,
  tapis,
  addElement,
  element,
}) => {
  await page.goto(`${host.origin}/without-wasm`);
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element).toContainText(
    "could not be loaded, so nothing was sent. The Content-Security-Policy of this page forbids WebAssembly: it must allow 'wasm-unsafe-eval' for scripts.",
  );
});

test("the class has no effect until it is defined", async ({ page, site }) => {
  const defined = await page.evaluate(async (origin) => {
    const { TmsCredentialsElement } = await import(`${origin}/tms-credentials-element.js`);
    const before = customElements.get("tms-credentials");
    await import(`${origin}/tms-credentials-define.js`);
    return [before, customElements.get("tms-credentials") === TmsCredentialsElement];
  }, site.origin);
  expect(defined).toEqual([undefined, true]);
});

/** Runs in the page before anything else: keeps in window.listeners who listens to the window and the document. */
function countListeners() {
  const listeners = new Set();
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    const key = (/** @type {any[]} */ [type, listener]) => listener && `${type} ${idOf(listener)}`;
    target.addEventListener = (/** @type {any[]} */ ...all) => {
      listeners.add(key(all));
      all[2]?.signal?.addEventListener("abort", () => listeners.delete(key(all)));
      return /** @type {any} */ (add)(...all);
    };
    target.removeEventListener = (/** @type {any[]} */ ...all) => {
      listeners.delete(key(all));
      return /** @type {any} */ (remove)(...all);
    };
  }
  const ids = new WeakMap();
  /** @param {object} listener */
  function idOf(listener) {
    if (!ids.has(listener)) ids.set(listener, Math.random());
    return ids.get(listener);
  }
  Object.assign(window, { listeners });
}
