// The activity log: every request, to see, to narrow down, to take away; and never the token.

import { readFile } from "node:fs/promises";

import { expect, SYSTEM, test } from "../fixtures.js";

const OTHER = "frontera";

test.beforeEach(async ({ context, person, tapis }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  tapis.addSystem({ id: OTHER });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
});

/** @param {import("../person.js").Person} person */
async function checkBoth(person) {
  for (const system of [SYSTEM, OTHER]) {
    await person.rowButton("Verify", system).click();
    await expect(person.lastVerified(system)).toHaveText(/\d/);
  }
}

test("it is folded away, counts, and tells of each request its time, method, path, status, duration and Tapis code", async ({
  person,
  tapis,
}) => {
  await expect(person.activityButton).toHaveAttribute("aria-expanded", "false");
  await expect(person.activityButton).toHaveText("Activity log (1)");
  await expect(person.requests).toHaveCount(0);
  tapis.order({ call: "checkUserCredential" }, { latency: 1200 });
  await person.rowButton("Verify", SYSTEM).click();
  await person.activityButton.click();
  await expect(person.requests.first(), "before its answer").toContainText("open");

  await expect(person.requests).toHaveText([
    new RegExp(
      `^\\d{1,2}:\\d\\d:\\d\\d [AP]M POST /v3/systems/credential/${SYSTEM}/user/ann/check 401 1\\.\\d s SYSAPI_CRED_NOT_FOUND|SYSLIB_CRED_NOT_FOUND$`,
    ),
    /^\d{1,2}:\d\d:\d\d [AP]M GET \/v3\/systems\?.*listType=ALL.* 200 0\.\d s/,
  ]);
  await person.activityButton.click();
  await expect(person.requests).toHaveCount(0);
});

test("a request without an answer says so", async ({ person, tapis, context }) => {
  await person.activityButton.click();
  tapis.order({ call: "checkUserCredential" }, { hang: true });
  await person.rowButton("Verify", SYSTEM).click();
  await tapis.waitForRequest({ call: "checkUserCredential" });
  await person.cancelInRow(SYSTEM).click();
  await expect(person.requests.first()).toContainText("not awaited");

  await context.setOffline(true);
  await person.rowButton("Verify", OTHER).click();
  await expect(person.requests.first()).toContainText("no answer");
});

test("it can be narrowed down to one system", async ({ person }) => {
  await checkBoth(person);
  await person.activityButton.click();
  await expect(person.requests).toHaveCount(3);

  await person.activityFilter.selectOption(OTHER);
  await expect(person.requests).toHaveText([new RegExp(`/${OTHER}/`)]);
  await person.activityFilter.selectOption("All");
  await expect(person.requests).toHaveCount(3);
});

test("it can be narrowed down to what failed", async ({ person, tapis }) => {
  tapis.setCredential(OTHER, "ann");
  await checkBoth(person);
  await person.activityButton.click();
  await expect(person.requests).toHaveCount(3);

  await person.failedOnly.check();
  await expect(person.requests).toHaveText([/ 401 /]);
  await person.activityFilter.selectOption(OTHER);
  await expect(person.requests).toHaveCount(0);
  await person.failedOnly.uncheck();
  await expect(person.requests).toHaveText([/ 200 /]);
});

test("what failed says so, in the log and in the steps of its row", async ({ person, tapis }) => {
  tapis.addSystem({ id: OTHER, hostBehaviour: "unreachable" });
  tapis.setCredential(OTHER, "ann");
  await checkBoth(person);

  await expect(person.rowDetails(OTHER).getByRole("listitem")).toContainText("Failed: ");
  await person.activityButton.click();
  await expect(person.requests.filter({ hasText: OTHER })).toContainText("Failed: 401");
  await expect(person.requests.filter({ hasText: SYSTEM }), "nothing is stored").not.toContainText(
    "Failed: ",
  );
});

test("Copy as text takes what is in view, without the token", async ({ person, page, tapis }) => {
  await checkBoth(person);
  await person.activityButton.click();
  await person.activityFilter.selectOption(SYSTEM);

  await person.copyActivityButton.click();

  await expect(person.activity).toContainText("Copied: 1 requests.");
  // Reading the clipboard is not allowed to the page, pasting is.
  await person.unfoldForm();
  await person.systemField.focus();
  await page.keyboard.press("ControlOrMeta+V");
  const text = await person.systemField.inputValue();
  expect(text).toContain(`ann, tenant designsafe, ${tapis.origin}`);
  expect(text).toMatch(
    new RegExp(
      `\\d{4}-\\d\\d-\\d\\dT.*Z  POST  /v3/systems/credential/${SYSTEM}/user/ann/check  401  \\d+ ms`,
    ),
  );
  expect(text).not.toContain(OTHER);
  expectNoToken(text, tapis);
});

test("Download JSON saves every request, without the token", async ({ person, page, tapis }) => {
  await checkBoth(person);
  await person.activityButton.click();
  const downloading = page.waitForEvent("download");

  await person.saveActivityButton.click();

  const download = await downloading;
  expect(download.suggestedFilename()).toBe("tms-credentials-activity.json");
  const text = await readFile(await download.path(), "utf8");
  const { username, tenant, baseUrl, requests } = JSON.parse(text);
  expect({ username, tenant, baseUrl }).toEqual({
    username: "ann",
    tenant: "designsafe",
    baseUrl: tapis.origin,
  });
  expect(requests.map((/** @type {any} */ { systemId }) => systemId)).toEqual(["", SYSTEM, OTHER]);
  expect(requests[1]).toMatchObject({
    step: "check",
    method: "POST",
    path: `/v3/systems/credential/${SYSTEM}/user/ann/check`,
    response: { httpStatus: 401 },
  });
  expectNoToken(text, tapis);
});

test("each request says how to send it with Python and with curl, with a variable for the token", async ({
  person,
  page,
  tapis,
}) => {
  await person.rowButton("Establish", SYSTEM).click();
  await expect(person.condition(SYSTEM)).toHaveText("Ready");
  await person.activityButton.click();

  const create = person.requests.first();
  await create.getByText("POST").click();

  const python = create.getByRole("region", { name: "The same in Python" });
  await expect(python).toContainText(
    `Tapis(base_url="${tapis.origin}", access_token=os.environ["TAPIS_TOKEN"])`,
  );
  await expect(python).toContainText(
    `client.systems.createUserCredential(systemId="${SYSTEM}", userName="ann", createTmsKeys=True)`,
  );
  const curl = create.getByRole("region", { name: "The same with curl" });
  await expect(curl).toContainText("X-Tapis-Token: $TAPIS_TOKEN");
  await expect(curl).toContainText(`/v3/systems/credential/${SYSTEM}/user/ann?createTmsKeys=true`);
  expectNoToken(await create.innerText(), tapis);

  await create.getByRole("button", { name: "Copy: The same with curl" }).click();
  await expect(create).toContainText("Copied.");
  await person.unfoldForm();
  await person.systemField.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(person.systemField).toHaveValue(/^curl --request POST .*\$TAPIS_TOKEN/);
});

test("the log outlives the session, and goes with a disconnect", async ({ person, tapis }) => {
  await person.activityButton.click();
  await expect(person.requests).toHaveCount(1);
  tapis.revokeToken(String(tapis.requests[0].headers["x-tapis-token"]));

  await person.reloadButton.click();
  await expect(person.everything).toContainText("session has ended");
  await expect(person.requests).toHaveCount(2);

  await person.connect(await tapis.issueToken());
  await person.disconnect();
  await expect(person.activity).not.toBeAttached();
});

/**
 * @param {string} text
 * @param {import("../../../tapis/index.js").Tapis} tapis
 */
function expectNoToken(text, tapis) {
  const token = String(tapis.requests[0].headers["x-tapis-token"]);
  for (const part of token.split(".").slice(1)) expect(text).not.toContain(part);
  expect(text).not.toContain("eyJ");
}
