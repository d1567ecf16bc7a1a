// A session that was signed in to, from its beginning to its end: who ends it, what is revoked then, and what stays.

import { authenticatorEnvelope } from "../../../tapis/index.js";
import { Person } from "../person.js";
import { callsOf, expect, SYSTEM, test } from "./fixtures.js";
import { SignInPanel } from "./panel.js";

test("Disconnect says first that Tapis is asked to revoke the token, then that it has", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  await panel.signInAs(tapis);
  await expect(person.row(SYSTEM)).toBeVisible();
  const [{ accessToken, refreshToken }] = tapis.authenticator.issued;
  await expect.poll(() => tapis.isRevoked(refreshToken), "nobody uses it").toBe(true);
  expect(tapis.isRevoked(accessToken)).toBe(false);
  tapis.order({ call: "revokeToken" }, { act: true, latency: 1000 });

  await person.disconnect();

  await expect(person.everything).toContainText("Tapis is being asked to revoke it…");
  await expect(person.focused).toContainText("This page has forgotten your token.");
  await expect(person.everything).toContainText("Tapis has revoked it, so nobody can use it");
  expect(tapis.isRevoked(accessToken)).toBe(true);
  await expect(panel.logoutLink).toHaveAttribute("href", `${tapis.origin}/v3/oauth2/logout`);
  await expect(panel.logoutLink).toHaveAttribute("rel", /noopener/);

  await expect(person.focused).toContainText("Signed out");
  await page.keyboard.press("Tab");
  await expect(panel.logoutLink).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(panel.startButton, "the next stop is the way back in").toBeFocused();
});

test("a Disconnect that Tapis does not answer says that nobody knows", async ({
  person,
  panel,
  tapis,
}) => {
  await panel.signInAs(tapis);
  await tapis.waitForRequest({ call: "revokeToken", ended: true });
  tapis.order({ call: "revokeToken", times: Infinity }, { drop: "before-headers" });
  await person.disconnect();

  await expect(person.everything).toContainText("Signed out here only");
  await expect(person.everything).toContainText(
    /Whether Tapis has revoked it is not known\. The token says that it ends at /,
  );
  await expect(panel.logoutLink).toBeVisible();
  await expect(panel.startButton).toBeVisible();
});

test("a pasted token's Disconnect revokes nothing", async ({ page, person, panel, tapis }) => {
  const token = await tapis.issueToken();
  await person.connect(token);
  await expect(person.row(SYSTEM)).toBeVisible();
  await person.disconnect();
  await expect(person.everything).toContainText("Disconnected");
  await expect(panel.logoutLink).not.toBeAttached();
  await expect(panel.startButton).toBeVisible();

  await person.connect(token);
  await expect(person.row(SYSTEM)).toBeVisible();
  await page.goto("about:blank");
  await page.waitForTimeout(500);
  expect(callsOf(tapis)).toEqual([]);
  expect(tapis.isRevoked(token)).toBe(false);
});

test("a token that was revoked elsewhere leads back to the sign-in, and the list is kept", async ({
  person,
  panel,
  tapis,
}) => {
  await panel.signInAs(tapis);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await person.nameSystem(SYSTEM);
  tapis.revokeToken(tapis.authenticator.issued[0].accessToken);
  await person.reloadButton.click();

  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(person.focused).toContainText("Your Tapis session has ended");
  await expect(person.everything).toContainText("Nothing is lost");
  await panel.signInAs(tapis);
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await expect(person.systemField).toHaveValue(SYSTEM);
  await expect(person.everything).not.toContainText("session has ended");
});

test("a renewal keeps the list and the log, and the older token is revoked", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  const older = await tapis.issueToken({ expiresIn: 540 });
  const { body } = authenticatorEnvelope(200, "", {
    access_token: { access_token: older },
    refresh_token: { refresh_token: await tapis.issueToken({ tokenType: "refresh" }) },
  });
  tapis.order({ call: "createToken" }, { status: 200, body });
  await panel.signInAs(tapis);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await person.filterField.fill(SYSTEM);

  await panel.signInAgainButton.focus();
  await page.keyboard.press("Enter");
  await expect(panel.heading).toHaveText("Type this code at Tapis");
  await expect(panel.heading).toBeFocused();
  const code = await panel.readCode();
  await panel.cancelButton.click();
  await expect(panel.signInAgainButton).toBeFocused();
  await expect(panel.region).not.toBeAttached();
  expect(tapis.isRevoked(older)).toBe(false);

  await page.keyboard.press("Enter");
  await expect(panel.code).not.toHaveText(code);
  tapis.authenticator.approve(await panel.readCode());
  await panel.finishedButton.click();

  await expect(panel.region).not.toBeAttached();
  await expect(person.heading).toBeFocused();
  await expect(person.announcements).toHaveText("Signed in again.");
  await expect(panel.signInAgainButton, "it holds for thirty days").not.toBeAttached();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await expect(person.filterField).toHaveValue(SYSTEM);
  await expect.poll(() => tapis.isRevoked(older)).toBe(true);
  await person.activityButton.click();
  await expect(person.activity).toContainText(`/v3/systems/credential/${SYSTEM}/user/ann/check`);
  await person.rowButton("Verify", SYSTEM).click();
  const { accessToken } = tapis.authenticator.issued.at(-1) ?? { accessToken: "" };
  await expect
    .poll(() => tapis.requestsOf("checkUserCredential").at(-1)?.headers["x-tapis-token"])
    .toBe(accessToken);
  expect(tapis.isRevoked(accessToken)).toBe(false);
});

test("a pasted token can be renewed by signing in, and is not revoked", async ({
  person,
  panel,
  tapis,
}) => {
  const pasted = await tapis.issueToken({ expiresIn: 540 });
  await person.connect(pasted);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await panel.signInAgainButton.click();
  tapis.authenticator.approve(await panel.readCode());
  await panel.finishedButton.click();
  await expect(panel.signInAgainButton).not.toBeAttached();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);

  await person.disconnect();
  await expect(person.everything).toContainText("Tapis has revoked it");
  expect(tapis.isRevoked(pasted)).toBe(false);
});

test("whoever brings a token that is no good can go on with the sign-in, from where they are told", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  await page.setViewportSize({ width: 390, height: 400 });
  await person.connect(await tapis.issueToken({ expiresIn: -60 }));
  await expect(person.refusal).toContainText("has expired");
  await expect(person.refusal.getByText("Not connected")).toBeInViewport();
  await expect(panel.startButton).not.toBeInViewport();

  await person.button("Sign in instead").click();

  await expect(panel.heading).toHaveText("Type this code at Tapis");
  await expect(panel.heading).toBeFocused();
  await expect(panel.heading).toBeInViewport();
  await expect(person.button("Sign in instead")).not.toBeAttached();
  tapis.authenticator.approve(await panel.readCode());
  await panel.finishedButton.click();
  await expect(person.session).toContainText("Connected as ann");
});

test("a renewal that was begun outlives the session", async ({ person, panel, tapis }) => {
  const token = await tapis.issueToken({ expiresIn: 540 });
  await person.connect(token);
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await panel.signInAgainButton.click();
  const code = await panel.readCode();
  tapis.revokeToken(token);
  await person.reloadButton.click();
  await expect(person.everything).toContainText("Your Tapis session has ended");
  await expect(panel.code).toHaveText(code);

  tapis.authenticator.approve(code);
  await panel.finishedButton.click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
});

test("somebody else who signs in does not see what the person before did", async ({
  person,
  panel,
  tapis,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: 540 }));
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  await panel.signInAgainButton.click();
  tapis.authenticator.approve(await panel.readCode(), "bob");
  await panel.finishedButton.click();

  await expect(person.session).toContainText("Connected as bob");
  await expect(person.lastVerified(SYSTEM)).toHaveText("Not verified");
  await expect(person.heading).toBeFocused();
});

test("two tabs are two sessions, each with a token of its own", async ({
  context,
  person,
  panel,
  tapis,
  site,
}) => {
  const page = await context.newPage();
  await page.goto(`${site.origin}/`);
  const [other, otherPanel] = [new Person(page), new SignInPanel(page)];
  await panel.signInAs(tapis, "ann");
  await otherPanel.signInAs(tapis, "bob");
  await expect(other.session).toContainText("Connected as bob");
  await expect(person.session).toContainText("Connected as ann");

  await other.disconnect();
  await expect(other.everything).toContainText("Tapis has revoked it");
  await person.rowButton("Verify", SYSTEM).click();
  await expect(person.lastVerified(SYSTEM)).toHaveText(/\d/);
  const revoked = tapis.authenticator.issued.map(({ username, accessToken }) => [
    username,
    tapis.isRevoked(accessToken),
  ]);
  expect(revoked).toEqual([
    ["ann", false],
    ["bob", true],
  ]);
});

for (const [
  how,
  goAway,
] of /** @type {[string, (page: import("@playwright/test").Page) => Promise<unknown>][]} */ ([
  ["reloaded", (page) => page.reload()],
  ["left for another", (page) => page.goto("about:blank")],
  ["closed", (page) => page.close({ runBeforeUnload: true })],
])) {
  test(`a page that is ${how} has its token revoked, and asks nothing`, async ({
    page,
    person,
    panel,
    tapis,
  }) => {
    page.on("dialog", () => expect.soft(true, "no question").toBe(false));
    await panel.signInAs(tapis);
    await expect(person.row(SYSTEM)).toBeVisible();
    const [{ accessToken }] = tapis.authenticator.issued;
    await goAway(page);

    await expect.poll(() => tapis.isRevoked(accessToken)).toBe(true);
    if (how !== "reloaded") return;
    await expect(panel.startButton).toBeVisible();
    await expect(person.session).not.toBeAttached();
    await expect(person.everything).not.toContainText("Signed out");
  });
}

test("a code is forgotten by a reload, and no question is asked about it", async ({
  page,
  panel,
  tapis,
}) => {
  const code = await panel.start();
  await page.reload();
  await expect(panel.startButton).toBeVisible();
  expect(await page.content()).not.toContain(code);
  expect(callsOf(tapis)).toEqual(["createDeviceCode"]);
});

test("a page is not closed without a question while something is under way", async ({
  page,
  person,
  panel,
  tapis,
}) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await panel.signInAs(tapis);
  await person.rowButton("Verify", SYSTEM).click();
  await tapis.waitForRequest({ call: "checkUserCredential" });
  const [dialog] = await Promise.all([
    page.waitForEvent("dialog"),
    page.close({ runBeforeUnload: true }),
  ]);

  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expect(person.session).toBeVisible();
  expect(tapis.isRevoked(tapis.authenticator.issued[0].accessToken)).toBe(false);
  await person.cancelInRow(SYSTEM).click();
  await expect(person.cancelInRow(SYSTEM)).not.toBeAttached();
  await page.close({ runBeforeUnload: true });
});
