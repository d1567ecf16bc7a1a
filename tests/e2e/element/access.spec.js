// The way to Tapis that the page around gives to <tms-credentials>: a token or a transport, and what is wrong with it.

import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

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
