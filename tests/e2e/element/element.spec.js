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

test("a transport that says whose it is to nobody is named, and no request is made in its place", async ({
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tapis: tapis.origin, username: "", attributes: { "base-url": tapis.origin } });

  await expect(element).toContainText("transport.username must be the person's user name.");
  expect([...tapis.requests, ...tapis.preflights]).toEqual([]);
});

test("where the portal's session is over, a person reads that", async ({
  tapis,
  addElement,
  element,
}) => {
  const over = "Your session has ended. Sign in again.";
  await addElement({ tapis: tapis.origin, over });

  await expect(element.getByRole("alert").first()).toContainText(
    `This site could not carry out the request: ${over}`,
  );
});

test("where both are set, the transport is used and nobody asks for a token", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tapis: tapis.origin, tokens: [await tapis.issueToken()] });
  await page.evaluate(() => {
    const { element: both, seen } = /** @type {any} */ (window);
    both.getToken = (/** @type {string} */ reason) => seen.reasons.push(reason);
  });

  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
  expect((await seenByHost(page)).reasons).toEqual([]);
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

test("systems are the other ones only beside those that stand first", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({ tokens: [await tapis.issueToken()] });
  await expect(element.getByRole("rowheader", { name: "TMS systems", exact: true })).toBeVisible();

  await page.evaluate(() => {
    /** @type {any} */ (window).element.setAttribute("systems", "frontera");
  });
  await expect(element.getByRole("rowheader", { name: "Other TMS systems" })).toBeVisible();
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

test("its properties may be set before its class is there, or later", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({});
  await expect(element).toContainText("waiting for this page to set getToken or transport");

  await page.evaluate(
    (token) => {
      /** @type {any} */ (window).element.getToken = () => token;
    },
    await tapis.issueToken(),
  );
  await expect(element.getByRole("row", { name: SYSTEM })).toBeVisible();
});

test("a property of a wrong type is an error at once", async ({ page, addElement }) => {
  await addElement({});
  for (const [name, value] of [
    ["getToken", "eyJ"],
    ["transport", {}],
  ]) {
    const message = await page.evaluate(
      ([property, wrong]) => {
        try {
          Object.assign(/** @type {any} */ (window).element, { [String(property)]: wrong });
          return "";
        } catch (error) {
          return String(error);
        }
      },
      [name, value],
    );
    expect(message).toContain(`TypeError: ${name} must be`);
    expect(message).not.toContain("eyJ");
  }
});

test("attributes say which systems stand first, how it looks, and which Tapis is called", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await addElement({
    tokens: [await tapis.issueToken()],
    attributes: { systems: "frontera", theme: "dark", "base-url": tapis.origin },
  });
  await expect(element.getByRole("rowheader").nth(1)).toContainText("frontera");
  const scheme = () =>
    element.locator(".tms").evaluate((root) => getComputedStyle(root).colorScheme);
  expect(await scheme()).toBe("dark");

  await page.evaluate(() => {
    /** @type {any} */ (window).element.setAttribute("theme", "light");
  });
  await expect.poll(scheme).toBe("light");

  await page.evaluate(() => {
    /** @type {any} */ (window).element.setAttribute("base-url", "https://evil.example/x?y");
  });
  await expect(element.getByText("Not connected")).toBeVisible();
});

test("the page around says where help is, and whether its systems are verified when it opens", async ({
  tapis,
  addElement,
  element,
}) => {
  tapis.addSystem({ id: "frontera", hostBehaviour: "refuses" });
  for (const system of [SYSTEM, "elsewhere"]) {
    tapis.addSystem({ id: system });
    tapis.setCredential(system, "ann");
  }
  await addElement({
    tokens: [await tapis.issueToken()],
    attributes: { systems: `${SYSTEM} frontera`, "verify-on-open": "" },
  });
  await expect(element.getByRole("row", { name: SYSTEM })).not.toContainText("stored");
  await expect(element.getByRole("row", { name: "elsewhere" })).toContainText("Ready, stored");
  expect(tapis.requestsOf("checkUserCredential").map(({ system }) => system)).toEqual([SYSTEM]);

  await element.getByRole("button", { name: "Establish credentials on frontera" }).click();
  await expect(element.getByText("the host refused the new key", { exact: false })).toHaveCount(1);
  const link = element.getByRole("link", { name: "Write to us" });
  await expect(link).toHaveCount(0);
  const href = "https://help.example.org/tms";
  await element.evaluate(
    (each, ticket) => {
      /** @type {any} */ (each).help = { ticket };
    },
    { label: "Write to us", href },
  );
  await expect(link).toHaveAttribute("href", href);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
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

test("white space around a token does not matter; what is no token is told as the page's fault, and not shown", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  const token = await tapis.issueToken();
  await addElement({ tokens: ["", `Bearer ${token}`, `${token}\n`] });
  const said = (/** @type {string} */ kind) =>
    element.getByText(
      `This page did not give a Tapis access token (${kind}). Please tell those who run this page.`,
    );
  await expect(said("it is empty")).toBeVisible();
  await element.getByRole("button", { name: "Connect again" }).click();
  await expect(said("it is not a token")).toBeVisible();
  await expect(element).not.toContainText("eyJ");
  await element.getByRole("button", { name: "Connect again" }).click();
  await expect(element.getByLabel("Session")).toContainText("ann");
  const { events } = await seenByHost(page);
  expect(events.map(([name, { code }]) => [name, code])).toEqual([
    ["error", "token_malformed"],
    ["error", "token_malformed"],
    ["ready", undefined],
  ]);
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

test("the system to begin with is an attribute and a property; another one is shown as soon as it is set", async ({
  page,
  tapis,
  addElement,
  element,
}) => {
  await page.setViewportSize({ width: 800, height: 300 });
  await addElement({ attributes: { system: "frontera" }, tokens: [await tapis.issueToken()] });
  const name = (/** @type {string} */ system) =>
    element.getByRole("button", { name: system, exact: true });
  const expectShown = async (/** @type {string} */ system) => {
    await expect(name(system)).toHaveAttribute("aria-expanded", "true");
    await expect(name(system)).toBeInViewport();
    await expect(page.locator("body"), "the page around keeps its focus").toBeFocused();
  };
  /** @param {(element: any) => void} change */
  const change = (change) => element.evaluate(change);
  await expectShown("frontera");

  await change((element) => (element.system = "stampede3"));
  await expect(element).toHaveAttribute("system", "stampede3");
  await expectShown("stampede3");
  await expect(name("frontera")).toHaveAttribute("aria-expanded", "false");

  await change((element) => element.setAttribute("system", "frontera"));
  await expectShown("frontera");
  expect(await element.evaluate((element) => /** @type {any} */ (element).system)).toBe("frontera");

  await name("frontera").click();
  await change((element) => element.setAttribute("system", "frontera"));
  await change((element) => element.setAttribute("theme", "dark"));
  await expect(name("frontera"), "said again, it is no change").toHaveAttribute(
    "aria-expanded",
    "false",
  );

  await change((element) => element.setAttribute("system", "<b>../x</b>"));
  await change((element) => (element.system = null));
  await expect(element).not.toHaveAttribute("system");
  await element.getByRole("button", { name: "Any system, by its id" }).click();
  await expect(element.getByRole("combobox", { name: "System" })).toHaveValue("");
  for (const wrong of ["../x", 7, "a".repeat(81)]) {
    const setting = element.evaluate((element, value) => {
      /** @type {any} */ (element).system = value;
    }, wrong);
    await expect(setting).rejects.toThrow("system must be a Tapis system id");
  }
  const calls = new Set(tapis.requests.map(({ call }) => call));
  expect([...calls], "nothing is done on it").toEqual(["getSystems"]);
});
