// Where device codes and tokens are while a person signs in and out: nowhere that anybody can look.

import { heapSnapshot } from "../../heap.js";
import { buildSite } from "../../../site/build.js";
import { authenticatorEnvelope } from "../../../tapis/index.js";
import { readSite } from "../fixtures.js";
import { readEverything } from "../read-everything.js";
import { CLIENT_ID, expect, SYSTEM, test } from "./fixtures.js";

test("a whole session leaves neither device code nor token anywhere", async ({
  page,
  context,
  person,
  panel,
  tapis,
  complaints,
}) => {
  /** @type {string[]} */
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("request", (request) => told.push(request.url()));
  const browser = await context.newCDPSession(page);
  /** @type {string[]} */
  const secrets = [];
  const expectNowhere = async () => {
    const everywhere = JSON.stringify([
      ...[told, complaints, await page.evaluate(readEverything)],
      await browser.send("Accessibility.getFullAXTree"),
      (await heapSnapshot(browser)).text,
    ]);
    expect(everywhere, "the search finds what is there").toContain(CLIENT_ID);
    for (const secret of secrets) expect(everywhere.split(secret)).toHaveLength(1);
  };

  const code = await panel.start();
  secrets.push(tapis.authenticator.deviceCodes[0].deviceCode);
  await panel.finishedButton.click();
  await expect(panel.answer).toContainText("Not finished yet");
  await expectNowhere();

  tapis.authenticator.approve(code);
  await panel.finishedButton.click();
  await expect(person.row(SYSTEM)).toBeVisible();
  const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
  secrets.push(...[accessToken, refreshToken].flatMap((token) => token.split(".").slice(1)));
  await person.rowButton("Establish", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await person.activityButton.click();
  await expectNowhere();

  await person.disconnect();
  await expect(person.everything).toContainText("Tapis has revoked it");
  await expectNowhere();
  expect(await page.content()).not.toContain(code);
  expect(await context.cookies()).toEqual([]);
});

test("requests to sign in and out carry neither cookie nor token, but in the body", async ({
  person,
  panel,
  tapis,
}) => {
  await panel.signInAs(tapis);
  await expect(person.row(SYSTEM)).toBeVisible();
  await person.disconnect();
  await expect(person.everything).toContainText("Tapis has revoked it");

  const calls = tapis.requests.filter(({ path }) => path.startsWith("/v3/oauth2/"));
  expect(calls.map(({ call }) => call)).toEqual([
    ...["createDeviceCode", "createToken", "revokeToken", "revokeToken"],
  ]);
  for (const { headers, query } of calls) {
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-tapis-token");
    expect(query).toEqual({});
  }
});

test("what Tapis says with a secret in it is shown without", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  await panel.start();
  const [{ deviceCode }] = tapis.authenticator.deviceCodes;
  const message = `Something is wrong with ${deviceCode}, says Tapis`;
  const { status, body } = authenticatorEnvelope(400, message);
  tapis.order({ call: "createToken" }, { status, body });
  await panel.finishedButton.click();
  await expect(panel.ended).toContainText("Something is wrong with");
  await person.openTechnicalDetails();
  expect(await page.content()).not.toContain(deviceCode);
});

test("the embed and the element have no sign-in", async ({ tapis }, { workerIndex }) => {
  const name = `e2e/sign-in-files-${workerIndex}`;
  const signIn = { clientId: CLIENT_ID };
  const files = await readSite(await buildSite({ name, apiOrigin: tapis.origin, signIn }));
  const withSignIn = Object.keys(files).filter((each) =>
    files[each].includes("Sign in with Tapis"),
  );
  expect(withSignIn).toEqual(["page.js"]);
});
