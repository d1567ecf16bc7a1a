// The embed in a page of the deployment's list: the main job with the host's token, and the host's life around it.

import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

test("a person establishes and revokes with the token of the page around", async ({
  page,
  tapis,
  host,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [await tapis.issueToken()] });

  await expect(embed.getByLabel("Session")).toContainText(
    `Connected as ann, tenant designsafe, from ${host.origin}`,
  );
  await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Ready");
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();

  await embed.getByRole("button", { name: `Revoke credentials on ${SYSTEM}` }).click();
  await embed.getByRole("button", { name: "Revoke credentials", exact: true }).click();
  await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Not set up");
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
  expect(await seenByHost(page)).toEqual({ reasons: ["start"], changes: 2 });
});

test("a part that is kept back is said in the frame", async ({ page, mountEmbed, embed }) => {
  await page.route("**/tms.js", (route) => route.fulfill({ status: 404 }));
  await mountEmbed({ tokens: [null] });

  await expect(embed.getByRole("alert")).toContainText(
    "tms.js was kept back: the answer was HTTP 404",
  );
});

test("it offers no way in but the host's: no field for a token, no file, no Disconnect", async ({
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [null] });
  await expect(embed.getByText("gave no Tapis token")).toBeVisible();
  await expect(embed.locator("input")).toHaveCount(0);

  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(embed.getByLabel("Session")).toContainText("ann");
  await expect(embed.getByRole("button", { name: "Disconnect" })).toHaveCount(0);
});

test("what destroys something can only be pressed after half a second in view", async ({
  tapis,
  mountEmbed,
  embed,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await embed.getByRole("button", { name: `Revoke credentials on ${SYSTEM}` }).click();
  const confirm = embed.getByRole("button", { name: "Revoke credentials", exact: true });

  const shown = Date.now();
  const wasDisabled = await confirm.evaluate((/** @type {HTMLElement} */ button) => {
    const disabled = button.ariaDisabled;
    button.click();
    return disabled;
  });
  expect(wasDisabled).toBe("true");
  await expect(confirm).toBeEnabled();
  expect(Date.now() - shown).toBeGreaterThan(400);
  expect(tapis.credential(SYSTEM, "ann"), "the early click did nothing").not.toBeNull();
});

test("the question is asked beside the button, however high the frame is", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  tapis.reset(Array.from({ length: 24 }, (_, index) => ({ id: `system-${index}` })));
  for (let index = 0; index < 24; index += 1) tapis.setCredential(`system-${index}`, "ann");
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(page.locator("iframe")).toHaveCSS("height", /^\d{4}/);

  await embed.getByRole("button", { name: "Revoke credentials on system-23" }).click();
  await expect(embed.getByRole("dialog")).toBeInViewport({ ratio: 1 });
});

test("the frame is as high as what is in it", async ({ page, tapis, mountEmbed, embed }) => {
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(embed.getByRole("table")).toBeVisible();

  const frame = page.frames()[1];
  const overflow = () =>
    frame.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await expect.poll(overflow).toBeLessThanOrEqual(0);
  await expect(page.locator("iframe")).not.toHaveCSS("height", "150px");
});

test("it survives being reloaded and being put elsewhere in the page", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(embed.getByLabel("Session")).toContainText("ann");

  await page.frames()[1].evaluate(() => location.reload());
  await expect(embed.getByLabel("Session")).toContainText("ann");
  await expect.poll(async () => (await seenByHost(page)).reasons.length).toBe(2);

  await page.evaluate(() => document.body.append(document.querySelector("iframe") ?? ""));
  await expect(embed.getByLabel("Session")).toContainText("ann");
  expect((await seenByHost(page)).reasons).toEqual(["start", "start", "start"]);
});

test("unmounting ends everything", async ({ page, tapis, mountEmbed, embed }) => {
  tapis.latency(2000);
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(embed.getByLabel("Session")).toContainText("ann");

  await page.evaluate(() => /** @type {any} */ (window).mounted.unmount());
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect.poll(() => tapis.requests.every(({ aborted }) => aborted)).toBe(true);
});

test("it loads in a page that isolates itself", async ({
  page,
  host,
  tapis,
  mountEmbed,
  embed,
}) => {
  await page.goto(`${host.origin}/isolated`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
});

test("the frame gets a title and no more rights than it needs", async ({
  page,
  tapis,
  mountEmbed,
}) => {
  await mountEmbed({ tokens: [await tapis.issueToken()] });
  const frame = page.locator("iframe");
  await expect(frame).toHaveAttribute("title", "TMS credentials");
  await expect(frame).toHaveAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
  await expect(frame).toHaveAttribute("allow", "");
});

for (const [where, isOwn] of /** @type {const} */ ([
  ["of another site", false],
  ["of this one", true],
])) {
  test(`a page ${where} that does not answer is said in the element, and on the console what to check`, async ({
    page,
    mountEmbed,
    stranger,
  }) => {
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => {
      if (message.text().startsWith("TMS credentials:")) complaints.push(message.text());
    });
    const own = new URL(page.url()).origin;
    const src = isOwn ? `${own}/not/there/embed/` : `${stranger.origin}/`;
    await page.clock.install();
    await mountEmbed({ tokens: [null], src: isOwn ? "/not/there/embed/" : src });
    await page.clock.fastForward(25_000);

    const alert = page.getByRole("alert");
    await expect(alert).toContainText(`${src} did not answer. Reload this page`);
    await expect(alert).not.toContainText("hostOrigins");
    expect(complaints).toHaveLength(1);
    for (const part of [`${src} did not answer`, "ends in /embed/", "in a tab", "frame-src"])
      expect(complaints[0]).toContain(part);
    expect(complaints[0].includes(`${own} is among the hostOrigins`)).toBe(!isOwn);
  });
}
