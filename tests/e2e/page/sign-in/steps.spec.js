// Each step of signing in: what is said, what can be done, and where the focus is.

import { authenticatorEnvelope } from "../../../tapis/index.js";
import { callsOf, CLIENT_ID, expect, test } from "./fixtures.js";

const NO_TOKENS = /[.\w-]{200}/;

test("signing in comes first, the token field is the second way", async ({
  page,
  person,
  panel,
}) => {
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "Sign in",
    "Or connect with a token",
  ]);
  await expect(person.tokenField).toBeVisible();
  await expect(panel.region).toContainText("your password never comes here");
  for (const next of ["Tab", "Tab", "Tab", "Tab"]) {
    if (await panel.startButton.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press(next);
  }
  await expect(panel.startButton).toBeFocused();
});

test("the keyboard leads through every step, and back by Cancel", async ({
  page,
  panel,
  tapis,
}) => {
  const withdraw = tapis.order({ call: "createDeviceCode" }, { latency: 1000 });
  await panel.startButton.focus();
  await page.keyboard.press("Enter");
  await expect(panel.region).toContainText("Asking Tapis for a code…");
  await expect(panel.heading).toBeFocused();
  await panel.heading.evaluate((heading) => heading.setAttribute("data-before", ""));

  await expect(panel.heading).toHaveText("Type this code at Tapis");
  await expect(panel.heading).toBeFocused();
  await expect(panel.heading, "another is read out").not.toHaveAttribute("data-before");
  withdraw();
  for (const control of [
    panel.copyButton,
    panel.openLink,
    panel.logOutThereLink,
    panel.finishedButton,
    panel.cancelButton,
  ]) {
    await page.keyboard.press("Tab");
    await expect(control).toBeFocused();
    await expect(control).toHaveCSS("outline-style", "solid");
  }

  await page.keyboard.press("Enter");
  await expect(panel.startButton).toBeFocused();
  await expect(panel.code).not.toBeAttached();
});

test("Cancel while a code is asked for ends the request", async ({ panel, tapis }) => {
  tapis.order({ call: "createDeviceCode" }, { hang: true });
  await panel.startButton.click();
  await tapis.waitForRequest({ call: "createDeviceCode" });

  await panel.cancelButton.click();

  await tapis.waitForRequest({ call: "createDeviceCode", aborted: true });
  await expect(panel.startButton).toBeFocused();
});

test("after Cancel nothing is asked, and the code of the next try is another", async ({
  page,
  panel,
  clock,
  tapis,
}) => {
  const first = await panel.start();
  await panel.cancelButton.click();
  await clock.passes(60_000);
  await page.waitForTimeout(2000);
  expect(callsOf(tapis)).toEqual(["createDeviceCode"]);

  expect(await panel.start()).not.toBe(first);
});

test("the code is read letter by letter, and never as a word", async ({ page, panel }) => {
  const code = await panel.start();
  const letters = Array.from(code, (letter) =>
    letter === letter.toUpperCase() ? `capital ${letter}` : letter,
  );
  const browser = await page.context().newCDPSession(page);
  const tree = JSON.stringify(await browser.send("Accessibility.getFullAXTree"));

  expect(tree).toContain(letters.join(", "));
  expect(tree).not.toContain(code);
});

test("the code is large, holds for ten minutes, and goes to one place", async ({
  panel,
  tapis,
}) => {
  const code = await panel.start();
  const size = await panel.code.evaluate((element) =>
    parseFloat(getComputedStyle(element).fontSize),
  );
  expect(size).toBeGreaterThanOrEqual(32);
  await expect(panel.code).toHaveText(code);
  await expect(panel.region).toContainText(/holds for (10:00|9:5\d)/);
  const address = `${tapis.origin}/v3/oauth2/device?client_id=${CLIENT_ID}`;
  await expect(panel.openLink).toHaveAttribute("href", address);
  await expect(panel.openLink).toHaveAttribute("target", "_blank");
  await expect(panel.openLink).toHaveAttribute("rel", /noopener/);
  await expect(panel.region).toContainText(`On another device, open ${address}`);
  await expect(panel.region).toContainText("Capital and small letters differ.");
});

for (const way of /** @type {const} */ (["copyButton", "openLink"])) {
  test(`one click copies the code: ${way}`, async ({ page, context, panel, tapis }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const code = await panel.start();
    await panel[way].click();
    await expect(panel.region).toContainText("Copied.");

    // Reading the clipboard is not allowed to the page, pasting is.
    const tab = context.pages()[1] ?? (await context.newPage());
    await tab.goto(`${tapis.origin}/v3/oauth2/device?client_id=${CLIENT_ID}`);
    await tab.getByRole("button", { name: "Sign in as ann" }).click();
    await tab.getByLabel("Code").focus();
    await tab.keyboard.press("ControlOrMeta+V");
    await expect(tab.getByLabel("Code")).toHaveValue(code);
    expect(page.url()).not.toContain(code);
  });
}

test("where copying is not allowed it is said, and the page is opened all the same", async ({
  page,
  panel,
}) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await panel.start();
  const tab = await panel.follow(panel.openLink);

  await expect(tab.getByRole("heading")).toHaveText("Sign in");
  await expect(panel.region).toContainText("Copying is not allowed here.");
  await expect(panel.region).not.toContainText("Copied.");
});

test("who says too early that they have finished is told what is missing", async ({
  panel,
  person,
  tapis,
}) => {
  const code = await panel.start();
  await panel.finishedButton.click();
  await expect(panel.answer).toContainText("Not finished yet");
  await expect(panel.finishedButton).toBeFocused();

  tapis.authenticator.approve(code);
  await panel.finishedButton.click();
  await expect(person.session).toContainText("Connected as ann");
  await expect(person.heading).toBeFocused();
});

test("Tapis that cannot be asked ends nothing", async ({ panel, person, tapis }) => {
  const code = await panel.start();
  tapis.order({ call: "createToken" }, { status: 503 });
  await panel.finishedButton.click();
  await expect(panel.answer).toContainText("Tapis could not be asked");
  await expect(panel.answer).toContainText("Whether the sign-in is finished is not known.");
  await expect(panel.code).toHaveText(code);

  tapis.authenticator.approve(code);
  await panel.finishedButton.click();
  await expect(person.session).toContainText("Connected as ann");
});

test("a code that Tapis has ended is said to be over, and Start again gives the next", async ({
  page,
  panel,
  person,
  tapis,
}) => {
  const code = await panel.start();
  tapis.authenticator.approve(code);
  tapis.authenticator.expireCodes();
  await panel.finishedButton.click();
  await expect(panel.ended).toContainText("The code has ended");
  await expect(panel.heading).toBeFocused();
  await expect(panel.code).not.toBeAttached();

  await page.keyboard.press("Tab");
  await expect(panel.startAgainButton, "there is nothing for a help desk").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.heading).toHaveText("Type this code at Tapis");
  await expect(panel.heading).toBeFocused();
  tapis.authenticator.approve(await panel.readCode());
  await panel.finishedButton.click();
  await expect(person.session).toBeVisible();
});

test("a deployment that Tapis does not know is told what to tell whom", async ({
  panel,
  person,
  tapis,
}) => {
  tapis.authenticator.removeClient(CLIENT_ID);
  await panel.startButton.click();
  await expect(panel.ended).toContainText("Signing in is not set up here");
  await expect(panel.ended).toContainText(`Invalid client: ${CLIENT_ID}`);
  await expect(panel.ended).toContainText("send the details to those who run this page");
  await expect(panel.heading).toBeFocused();
  await person.openTechnicalDetails();
  await expect(person.technicalDetail("Error code")).toHaveText("sign_in_refused");

  await panel.cancelButton.click();
  await expect(panel.startButton).toBeFocused();
});

test("a tenant that allows no device codes is the same", async ({ panel, tapis }) => {
  const code = await panel.start();
  tapis.authenticator.approve(code);
  tapis.behave({ grantTypes: ["password"] });
  await panel.finishedButton.click();
  await expect(panel.ended).toContainText("Signing in is not set up here");
  await expect(panel.ended).toContainText("this grant type is not allowed for this tenant");
});

test("without a network there is no code, and a way to try again", async ({ panel, tapis }) => {
  tapis.order({ call: "createDeviceCode" }, { drop: "before-headers" });
  await panel.startButton.click();
  await expect(panel.ended).toContainText("Not signed in");
  await panel.startAgainButton.click();
  await expect(panel.code).toHaveText(/^[A-Za-z]{8}$/);
});

test("an address of somebody else's is never shown, nor a code that is none", async ({
  page,
  panel,
  tapis,
}) => {
  const answer = (/** @type {object} */ changes) => {
    const { status, body } = authenticatorEnvelope(200, "", {
      user_code: "AbCdEfGh",
      device_code: "d".repeat(40),
      verification_uri: `${tapis.origin}/v3/oauth2/device?client_id=${CLIENT_ID}`,
      expires_in: new Date(Date.now() + 600_000).toUTCString(),
      ...changes,
    });
    return { status, body };
  };
  tapis.order({ call: "createDeviceCode" }, answer({}));
  expect(await panel.start(), "the answer is a good one otherwise").toBe("AbCdEfGh");
  await panel.cancelButton.click();
  for (const changes of [
    { verification_uri: "https://tapis.example.org/v3/oauth2/device" },
    { user_code: "<b>code</b>" },
  ]) {
    tapis.order({ call: "createDeviceCode" }, answer(changes));
    await panel.startButton.click();
    await expect(panel.ended).toContainText("Not signed in");
    expect(await page.content()).not.toMatch(/tapis\.example\.org\/v3|<b>code/);
    await panel.cancelButton.click();
  }
});

test("a token that is pasted takes the place of a code, and whoever types one is left alone", async ({
  page,
  panel,
  person,
  clock,
  tapis,
}) => {
  await panel.start();
  await person.tokenField.focus();
  await clock.passes(11 * 60_000);
  await expect(panel.ended).toContainText("The code has ended");
  await expect(person.tokenField).toBeFocused();

  await panel.startAgainButton.click();
  const code = await panel.readCode();
  await person.tokenField.fill("a word");
  await page.keyboard.press("Enter");
  await expect(person.refusal).toContainText("access token");
  await expect(panel.code, "what is no token is no way in").toHaveText(code);

  await person.connect(await tapis.issueToken());
  await expect(person.session).toBeVisible();
  await expect(panel.region).not.toBeAttached();
  const asked = callsOf(tapis).length;
  await clock.passes(60_000);
  await page.waitForTimeout(2000);
  expect(callsOf(tapis)).toHaveLength(asked);
  expect(await page.content()).not.toMatch(NO_TOKENS);
});
