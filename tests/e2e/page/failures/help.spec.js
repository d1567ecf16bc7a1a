// Where a person finds help with a failure, and what they take to the help desk.

import { expect, SYSTEM, test } from "../fixtures.js";

test("a failure has the deployment's links, to which nothing is sent", async ({
  page,
  person,
  tapis,
}) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });
  await person.connect(await tapis.issueToken());
  await person.rowButton("Establish", SYSTEM).click();

  for (const [label, href] of [
    ["Check your allocations", "https://tacc.utexas.edu/portal/projects"],
    ["Multi-factor authentication at TACC", "https://docs.tacc.utexas.edu/basics/mfa/"],
    ["Submit a ticket", "https://www.designsafe-ci.org/help/new-ticket/"],
  ]) {
    await expect(person.helpLink(label)).toHaveAttribute("href", href);
    await expect(person.helpLink(label)).toHaveAttribute("target", "_blank");
    await expect(person.helpLink(label)).toHaveAttribute("rel", "noopener noreferrer");
  }
  await expect(person.helpLink("User news of TACC"), "of another failure").toHaveCount(0);
  expect(new Set(asked)).toEqual(new Set([new URL(page.url()).origin, tapis.origin]));
});

test("Copy for a ticket takes what a help desk needs, and no token", async ({
  page,
  person,
  tapis,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  tapis.addSystem({ id: SYSTEM, hostBehaviour: "refuses" });
  const token = await tapis.issueToken();
  await person.connect(token);
  await person.rowButton("Establish", SYSTEM).click();
  await expect(person.ticketButton).toHaveAccessibleName(`Copy for a ticket: ${SYSTEM}`);

  await person.ticketButton.click();

  await expect(person.rowDetails(SYSTEM)).toContainText("Copied.");
  // Reading the clipboard is not allowed to the page, pasting is; a field of one line drops the line ends.
  await person.unfoldForm();
  await person.systemField.focus();
  await page.keyboard.press("ControlOrMeta+V");
  const text = await person.systemField.inputValue();
  for (const part of [
    "User: ann, tenant: designsafe",
    `What I tried: establish credentials on ${SYSTEM}`,
    `System: ${SYSTEM}`,
    /Time: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \(\d\d:\d\d:\d\d \S+\)/,
    `Request: POST /v3/systems/credential/${SYSTEM}/user/ann`,
    "Error code: credential_refused",
    "Tapis code: SYSLIB_CRED_VALID_FAIL",
    /Tapis said: SYSAPI_CRED_VALID_FAIL .*The page said: /,
    /Page: TMS credentials \d+\.\d+\.\d+/,
    `Browser: ${await page.evaluate(() => navigator.userAgent)}`,
  ]) {
    if (typeof part === "string") expect(text).toContain(part);
    else expect(text).toMatch(part);
  }
  const [, claims, signature] = token.split(".");
  expect(text).not.toContain("eyJ");
  expect(text).not.toContain(claims);
  expect(text).not.toContain(signature);
});

test("what the person alone can mend has no way to a help desk, and what is refused looks the same", async ({
  page,
  person,
  tapis,
}) => {
  const wayToSupport = page.getByText(/Submit a ticket|Copy for a ticket|Technical details/);
  await person.connect("password");
  await expect(person.refusal).toContainText("Not connected");
  await expect(wayToSupport).toHaveCount(0);
  await person.connect(await tapis.issueToken({ expiresIn: -60 }));
  await expect(person.refusal).toContainText("has expired");
  await expect(wayToSupport).toHaveCount(0);

  // Of the page, and of Tapis.
  const claims = { iss: "https://portals.tapis.io/v3/tokens" };
  const revoked = await tapis.issueToken();
  tapis.revokeToken(revoked);
  for (const [token, says] of [
    [await tapis.issueToken({ claims }), "portals.tapis.io"],
    [revoked, "revoked"],
  ]) {
    await person.connect(token);
    await expect(person.refusal).toContainText(says);
    await expect(person.refusal.getByText(/a ticket|Technical details/)).toHaveText([
      "Submit a ticket",
      "Copy for a ticket",
      "Technical details",
    ]);
  }

  await person.connect(await tapis.issueToken());
  await person.checkSystem("no such system");
  await expect(person.failure).not.toBeEmpty();
  await expect(wayToSupport).toHaveCount(0);
});

test("the question before a revoke says what a revoke does not do, and where to write to", async ({
  person,
  tapis,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  await person.connect(await tapis.issueToken());
  await person.rowButton("Revoke", SYSTEM).click();

  await expect(person.dialog).toContainText("its public half stays valid at TMS");
  const link = person.dialog.getByRole("link", { name: "Submit a ticket" });
  await expect(link).toHaveAttribute("href", "https://www.designsafe-ci.org/help/new-ticket/");
  await expect(link).toHaveAttribute("target", "_blank");
});

test("a system whose jobs move files through another one names it, and how it is there", async ({
  person,
  tapis,
}) => {
  const attributes = { dtnSystemId: "ls6" };
  tapis.addSystem({ id: SYSTEM, attributes });
  tapis.addSystem({ id: "ls6" });
  tapis.addSystem({ id: "vista", attributes: { dtnSystemId: "elsewhere" } });
  await person.connect(await tapis.issueToken());
  await expect(person.condition(SYSTEM)).toHaveText("Not set upAlso needs ls6 (not set up)");
  await expect(person.condition("vista")).toHaveText(
    "Not set upAlso needs elsewhere (not in your list)",
  );
  await expect(person.condition("ls6")).toHaveText("Not set up");

  await person.rowButton("Establish", "ls6").click();

  await expect(person.condition(SYSTEM)).toHaveText("Not set upAlso needs ls6 (ready)");
});
