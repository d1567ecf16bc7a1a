// Connecting as a person does: with a pasted token, a chosen file or a dropped one; and what is said to those whose token
// or file is no good.

import { callsOnSystems, expect, test } from "../fixtures.js";

/** Token files as their writers leave them, from the access token in them. @type {Record<string, (token: string) => unknown>} */
const TOKEN_FILES = {
  "OpsUtils's .tapis_tokens.json": (token) => ({
    access_token: token,
    expires_at: "2031-05-01T10:00:00+00:00",
  }),
  "the JupyterHub's .tapis-token": (token) => ({
    tenantid: "designsafe",
    baseurl: "https://designsafe.tapis.io",
    username: "ann",
    access_token: token,
    refresh_token: "eyJ0.cmVmcmVzaA.c2ln",
    expires_in: "14400",
  }),
  "the JupyterHub's .tapipy": (token) => [
    { token, refresh_token: "eyJ0.cmVmcmVzaA.c2ln", tenant_id: "designsafe" },
  ],
  "an answer of the tokens endpoint, as tapipy gives it": (token) => ({
    access_token: { access_token: token, expires_at: "2031-05-01T10:00:00", expires_in: 14400 },
    refresh_token: { refresh_token: "eyJ0.cmVmcmVzaA.c2ln" },
  }),
};

test("the token field hides what is pasted, and no browser offers to fill it in", async ({
  person,
}) => {
  await expect(person.tokenField).toHaveAttribute("type", "password");
  await expect(person.tokenField).toHaveAttribute("autocomplete", "off");
  await expect(person.tokenField).toHaveAccessibleDescription(
    /stays in the memory of this page, is sent to 127\.0\.0\.1:\d+ only/,
  );
});

test("a pasted token connects, says whose it is, for which tenant and until when, and leaves the field", async ({
  person,
  tapis,
}) => {
  tapis.order({ call: "getSystems" }, { hang: true });
  const token = await tapis.issueToken({ username: "bob", tenant: "portals", expiresIn: 7230 });

  await person.tokenField.fill(`  ${token}\n`);
  await person.connectButton.click();

  await expect(person.session).toContainText("Connected as bob, tenant portals");
  await expect(person.session).toContainText(
    /The token says that it ends at .*\d{1,2}:\d\d [AP]M · 2 h 0 min left/,
  );
  await expect(person.announcements).toHaveText("Connected as bob.");
  await expect(person.tokenField).not.toBeAttached();
  await expect(person.heading).toBeFocused();
  expect(callsOnSystems(tapis)).toEqual([]);
});

for (const [writer, write] of Object.entries(TOKEN_FILES)) {
  for (const way of /** @type {const} */ (["chosen", "dropped"])) {
    test(`a ${way} file connects: ${writer}`, async ({ person, tapis }) => {
      const file = JSON.stringify(write(await tapis.issueToken()), null, 2);

      await (way === "chosen" ? person.chooseFile(file) : person.dropFile(file));

      await expect(person.session).toContainText("Connected as ann, tenant designsafe");
    });
  }
}

test("what is pasted connects at once, as it was copied, and a text with no token says what it is", async ({
  person,
  tapis,
}) => {
  expect(await person.tokenField.evaluate(paste, ""), "nothing is left to the browser").toBe(true);
  await person.tokenField.evaluate(paste, "correct-horse7");
  await expect(person.refusal).toContainText("If it is a password, it does not belong here.");
  await expect(person.tokenField).toHaveValue("");

  const token = await tapis.issueToken();
  const wrapped = token.match(/.{1,76}/g)?.join("\n    ");
  await person.tokenField.evaluate(paste, `access_token: ${wrapped}\nexpires_at: 2031-05-01`);

  await expect(person.session).toContainText("Connected as ann, tenant designsafe");
  await expect(person.heading).toBeFocused();
});

test("what was wrong with a token stays when Connect is pressed on the field that it left empty", async ({
  person,
  tapis,
}) => {
  await expect(person.tokenField).toHaveAccessibleDescription(/^Pasting connects at once\. /);
  const token = await tapis.issueToken();
  await person.tokenField.evaluate(paste, token.slice(0, 100));
  await expect(person.refusal).toContainText("a part of it is missing");

  await person.connectButton.click();

  await expect(person.tokenField).toBeFocused();
  await expect(person.tokenField).toHaveAccessibleDescription(/a part of it is missing/);
  await expect(person.refusal).toContainText("a part of it is missing");
  await expect(person.refusal).not.toContainText("empty");

  await person.connect(await tapis.issueToken({ expiresIn: -60 }));
  await expect(person.refusal).toContainText("Get a new one");
  await person.connectButton.click();
  await expect(person.refusal).toContainText("Get a new one");
  await expect(person.refusal).not.toContainText("empty");
});

test("a text that is dropped anywhere on the page connects", async ({ page, person, tapis }) => {
  await expect(person.tokenField).toBeVisible();
  const text = `export TAPIS_TOKEN=${await tapis.issueToken()}`;

  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", dropped);
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.querySelector("h1")?.dispatchEvent(new DragEvent("drop", options));
  }, text);

  await expect(person.session).toContainText("Connected as ann");
});

/** As a browser does it, inside the page; true if it is left to it. @param {Element} field @param {string} text */
function paste(field, text) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", options));
}

/** @type {[name: string, content: string | Buffer, says: RegExp][]} */
const WRONG_FILES = [
  ["that is empty", " \n", /file is empty.*Choose a token file/],
  ["that is a picture", Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0]), /starts with eyJ/],
  ["that is JSON without a token", '{"name": "value"}', /has an entry named access_token/],
  [
    "with nothing but a refresh token",
    '{"refresh_token": "eyJ0.cmVmcmVzaA.c2ln"}',
    /refresh token.*Only an access token can be used/,
  ],
  ["of a hundred kilobytes", "x".repeat(100_000), /too large to be a token file/],
];

for (const [name, content, says] of WRONG_FILES) {
  test(`a file ${name} is refused with what to do, and can be chosen anew`, async ({
    person,
    tapis,
  }) => {
    await person.chooseFile(content);

    await expect(person.refusal).toContainText("Not connected");
    await expect(person.refusal).toContainText(says);
    await expect(person.fileField).toHaveValue("");

    await person.chooseFile(JSON.stringify({ access_token: await tapis.issueToken() }));
    await expect(person.session).toBeVisible();
  });
}

/** @type {[name: string, make: (tapis: import("../../../tapis/index.js").Tapis) => Promise<string>, says: RegExp][]} */
const WRONG_TOKENS = [
  ["nothing", async () => " ", /field is empty.*Paste a Tapis access token/],
  ["a word", async () => "password", /access token/],
  ["a sentence", async () => "my token is secret", /starts with eyJ/],
  ["a refresh token", (tapis) => tapis.issueToken({ tokenType: "refresh" }), /refresh token/],
  [
    "a token of another Tapis",
    (tapis) => tapis.issueToken({ claims: { iss: "https://portals.tapis.io/v3/tokens" } }),
    /belongs to portals\.tapis\.io, and this page works with 127\.0\.0\.1:\d+ only/,
  ],
  [
    "a token of a stranger's API",
    (tapis) => tapis.issueToken({ claims: { iss: "https://tapis.example.org/v3/tokens" } }),
    /tapis\.example\.org/,
  ],
];

for (const [name, make, says] of WRONG_TOKENS) {
  test(`${name} is refused with what to do, nothing is sent, and the field is empty`, async ({
    person,
    tapis,
  }) => {
    await person.connect(await make(tapis));

    await expect(person.refusal).toContainText("Not connected");
    await expect(person.refusal).toContainText(says);
    await expect(person.tokenField).toHaveValue("");
    expect([...tapis.requests, ...tapis.preflights]).toEqual([]);

    await person.connect(await tapis.issueToken());
    await expect(person.session).toBeVisible();
    await expect(person.refusal).not.toBeAttached();
  });
}

test("a token that has expired is refused as soon as Tapis says so, with what to do", async ({
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken({ expiresIn: -60 }));

  await expect(person.refusal).toContainText("Not connected");
  await expect(person.refusal).toContainText("Get a new one");
  await expect(person.everything.getByText("Not connected")).toHaveCount(1);
  await expect(person.refusal).toContainText(/The token says that it ended at \d{1,2}:\d\d [AP]M/);
  await expect(person.tokenField).toBeFocused();
  await expect(person.button("Sign in instead"), "there is no such way").not.toBeAttached();
  expect(tapis.requests.map(({ call }) => call)).toEqual(["getSystems"]);

  await person.connect(await tapis.issueToken());
  await expect(person.session).toBeVisible();
  await expect(person.refusal).not.toBeAttached();
});

test("a disconnected page has forgotten the token and what was done with it", async ({
  person,
  tapis,
}) => {
  await person.connect(await tapis.issueToken());
  await person.checkSystem("stampede3");
  await expect(person.outcome).toContainText("no credentials");

  await person.disconnect();

  await expect(person.everything).toContainText("This page has forgotten your token.");
  await expect(person.tokenField).toHaveValue("");
  await expect(person.session).not.toBeAttached();
  await expect(person.outcome).toBeEmpty();
  await expect(person.steps).toHaveCount(0);
});

test("disconnecting aborts what is under way", async ({ person, tapis }) => {
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await person.connect(await tapis.issueToken());
  await person.checkSystem("stampede3");
  await tapis.waitForRequest({ call: "checkUserCredential" });

  await person.disconnect();

  await tapis.waitForRequest({ call: "checkUserCredential", aborted: true });
  await expect(person.outcome).toBeEmpty();
});

test("somebody else who connects does not see what the person before did", async ({
  person,
  tapis,
}) => {
  const token = await tapis.issueToken();
  await person.connect(token);
  await person.checkSystem("stampede3");
  await expect(person.outcome).toContainText("no credentials");
  tapis.revokeToken(token);
  await person.reloadButton.click();
  await expect(person.tokenField).toBeVisible();

  await person.connect(await tapis.issueToken({ username: "bob" }));

  await expect(person.session).toContainText("Connected as bob");
  await expect(person.outcome).toBeEmpty();
});

test("a file that is dropped beside the zone is not opened in place of the page", async ({
  page,
  person,
}) => {
  await expect(person.fileField).toBeVisible();

  const isLeftToTheBrowser = await page.evaluate(() =>
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true })),
  );

  expect(isLeftToTheBrowser).toBe(false);
});

test("without a client to sign in with, a token is the one way, and there is a link to where one gets it", async ({
  page,
  person,
  tapis,
}) => {
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Connect to Tapis"]);
  await expect(page.getByRole("button", { name: "Sign in with Tapis" })).not.toBeAttached();
  const link = page.getByRole("link", { name: "Get a token" });
  await expect(link).toHaveAttribute("href", `${tapis.origin}/v3/oauth2/webapp`);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect(person.everything).toContainText(
    "A token is a long text that tells Tapis who you are.",
  );
  await expect(page.getByRole("form").getByRole("listitem")).toHaveText([
    "Get a token: sign in there, and copy the access token.",
    "Come back, and paste it here.",
  ]);

  await person.connect(await tapis.issueToken({ expiresIn: 540 }));
  await expect(person.session).toContainText("disconnect and connect with a new token");
  await expect(page.getByRole("button", { name: "Sign in again" })).not.toBeAttached();
});

for (const [tokenPage, links] of /** @type {[string | null, number][]} */ ([
  ["https://tapis.example.org/tokens", 1],
  [null, 0],
])) {
  test(`the deployment says where one gets a token: ${tokenPage}`, async ({ page, person }) => {
    await page.route("**/config.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), tokenPage } });
    });
    await page.reload();
    await expect(person.tokenField).toBeVisible();
    const link = page.getByRole("link", { name: "Get a token" });
    await expect(link).toHaveCount(links);
    if (tokenPage) await expect(link).toHaveAttribute("href", tokenPage);
  });
}
