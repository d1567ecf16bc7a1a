// What the host of the embed, and its deployment, say of how it begins and looks.

import { expect, SYSTEM, test } from "./fixtures.js";

test("the host says which system to begin with: it is unfolded and in view, and the focus stays", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  const systems = Array.from({ length: 24 }, (_, index) => ({ id: `system-${index + 10}` }));
  tapis.reset([...systems, { id: "internal", enabled: false }]);
  await page.setViewportSize({ width: 800, height: 400 });
  for (const system of ["system-33", "internal"]) {
    await mountEmbed({ tokens: [await tapis.issueToken()], system });

    const name = embed.getByRole("button", { name: system, exact: true });
    await expect(name).toHaveAttribute("aria-expanded", "true");
    await expect(name).toBeInViewport();
    await expect(page.locator("body"), "the host's page keeps its focus").toBeFocused();
    expect(await page.locator("iframe").getAttribute("src"), "its address says nothing").toMatch(
      /\/embed\/$/,
    );
  }
  const calls = new Set(tapis.requests.map(({ call }) => call));
  expect([...calls], "nothing is done on it").toEqual(["getSystems"]);
});

test("a system that is not listed stands in the form, once", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [await tapis.issueToken()], system: "nowhere" });
  await expect(embed.getByRole("combobox", { name: "System" })).toHaveValue("nowhere");
  await expect(page.locator("body")).toBeFocused();
});

test("its deployment says where help is, and whether its systems are verified when it opens", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await page.route("**/config.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), verifyOnOpen: true } });
  });
  tapis.addSystem({ id: "frontera", hostBehaviour: "refuses" });
  tapis.addSystem({ id: "elsewhere" });
  for (const system of [SYSTEM, "elsewhere"]) tapis.setCredential(system, "ann");
  await mountEmbed({ tokens: [await tapis.issueToken()] });

  await expect(embed.getByRole("row", { name: SYSTEM })).not.toContainText("stored");
  await expect(embed.getByRole("row", { name: "elsewhere" })).toContainText("Ready, stored");
  expect(tapis.requestsOf("checkUserCredential").map(({ system }) => system)).toEqual([SYSTEM]);

  await embed.getByRole("button", { name: "Establish credentials on frontera" }).click();
  const link = embed.getByRole("link", { name: "Check your allocations" });
  await expect(link).toHaveAttribute("href", "https://tacc.utexas.edu/portal/projects");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
});

test("the host says which systems stand first and how it looks", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({
    tokens: [await tapis.issueToken()],
    systems: ["frontera"],
    theme: "dark",
  });
  await expect(embed.getByRole("rowheader").nth(1)).toContainText("frontera");
  const scheme = await page.frames()[1].evaluate(() => getComputedStyle(document.body).colorScheme);
  expect(scheme).toBe("dark");
});
