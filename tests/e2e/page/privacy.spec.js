// Where the token is while a person uses the page: in the header X-Tapis-Token, and nowhere else that anybody can look.

import { expect, SYSTEM, test } from "./fixtures.js";
import { readEverything } from "./read-everything.js";

test("a whole session leaves the token nowhere", async ({
  page,
  context,
  person,
  tapis,
  complaints,
}) => {
  /** @type {string[]} */
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("request", (request) => told.push(request.url()));
  const token = await tapis.issueToken();
  const secrets = token.split(".").slice(1);
  const expectNowhere = async () => {
    const everywhere = JSON.stringify([told, complaints, await page.evaluate(readEverything)]);
    for (const secret of secrets) expect(everywhere).not.toContain(secret);
  };

  await person.tokenField.fill(token);
  expect(JSON.stringify(await page.evaluate(readEverything)), "the search finds it").toContain(
    secrets[0],
  );
  await person.connectButton.click();
  await expect(person.session).toBeVisible();
  await expectNowhere();

  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");
  await expectNowhere();

  await person.revoke(SYSTEM);
  await expect(person.outcome).toContainText("revoked");
  await expectNowhere();

  await person.checkSystem("nowhere");
  await expect(person.failure).toContainText("nowhere");
  await person.openTechnicalDetails();
  await expectNowhere();

  await person.disconnect();
  await expect(person.tokenField).toBeVisible();
  await expectNowhere();

  await person.chooseFile(JSON.stringify({ access_token: token }));
  await expect(person.session).toBeVisible();
  await expectNowhere();

  expect(await context.cookies()).toEqual([]);
  for (const request of tapis.requests) {
    const { "x-tapis-token": header, ...others } = request.headers;
    expect(header).toBe(token);
    expect(JSON.stringify([request.path, request.query, request.body, others])).not.toContain(
      secrets[1],
    );
  }
});

test("a token that is refused is nowhere, either", async ({ page, person, tapis }) => {
  /** @type {string[]} */
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  for (const token of [
    await tapis.issueToken({ tokenType: "refresh" }),
    await tapis.issueToken({ expiresIn: -60 }),
    (await tapis.issueToken()).slice(0, -20).replace(".", ".%"), // damaged
  ]) {
    await person.connect(token);
    await expect(person.refusal).toContainText("Not connected");
    await expect(person.connectButton).toBeEnabled();

    const everywhere = JSON.stringify([told, await page.evaluate(readEverything)]);
    for (const secret of token.split(".").slice(1)) expect(everywhere).not.toContain(secret);
  }
});

test("requests go to the page's origin and to Tapis, and nowhere else", async ({
  page,
  person,
  tapis,
  site,
}) => {
  /** @type {Set<string>} */
  const origins = new Set();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  await page.reload();

  await person.connect(await tapis.issueToken());
  await person.establish(SYSTEM);
  await expect(person.outcome).toContainText("created");

  expect([...origins].sort()).toEqual([site.origin, tapis.origin].sort());
});

test("a reload starts empty, and going back brings nothing back", async ({
  page,
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken());
  await person.checkSystem(SYSTEM);
  await expect(person.outcome).toContainText("no credentials");

  await page.reload();
  await expect(person.tokenField).toHaveValue("");
  await expect(person.session).not.toBeAttached();

  await person.tokenField.fill(await tapis.issueToken());
  await page.goto("about:blank");
  await page.goBack();
  await expect(person.tokenField).toHaveValue("");
});
