// What the page around says of how <tms-credentials> begins and looks: its properties and attributes.

import { expect, SYSTEM, test } from "./fixtures.js";

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
