// The host's token: when the embed asks for one, and what it says of one that does not serve.

import { expect, seenByHost, SYSTEM, test } from "./fixtures.js";

test("a new token is asked for before the old one ends, and takes its place without a word", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({
    tokens: [await tapis.issueToken({ expiresIn: 120 }), await tapis.issueToken()],
  });
  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
  await expect.poll(async () => (await seenByHost(page)).reasons).toEqual(["start", "expiring"]);

  await expect(embed.getByLabel("Session")).toContainText(/3 h \d+ min left/);
  await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
  await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Ready");
});

test("a token that Tapis refuses is replaced by another", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  const revoked = await tapis.issueToken();
  tapis.revokeToken(revoked);
  await mountEmbed({ tokens: [revoked, await tapis.issueToken()] });

  await expect(embed.getByRole("row", { name: SYSTEM })).toBeVisible();
  expect((await seenByHost(page)).reasons).toEqual(["start", "rejected"]);
});

test("where the host has no token it says so, and asks again when the person wants", async ({
  page,
  tapis,
  mountEmbed,
  embed,
}) => {
  await mountEmbed({ tokens: [null, await tapis.issueToken()] });
  await expect(embed.getByText("gave no Tapis token")).toBeVisible();

  await embed.getByRole("button", { name: "Connect again" }).click();
  await expect(embed.getByLabel("Session")).toContainText("ann");
  expect((await seenByHost(page)).reasons).toEqual(["start", "start"]);
});

test("what is no token is told as the page's fault, however long it is", async ({
  tapis,
  mountEmbed,
  embed,
}) => {
  const web = `\n<!doctype html><p>${"Sign in. ".repeat(3000)}</p>`;
  await mountEmbed({ tokens: [web, `${await tapis.issueToken()}\n`] });
  await expect(
    embed.getByText("This page did not give a Tapis access token (it is a web page)."),
  ).toBeVisible();

  await embed.getByRole("button", { name: "Connect again" }).click();
  await expect(embed.getByLabel("Session"), "a line end is none").toContainText("ann");
});
