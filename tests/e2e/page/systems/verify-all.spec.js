// Verify all: checks that connect to the hosts, since the list only says that something is stored.

import { manySystems } from "../../../tapis/index.js";
import { callsOnSystems, expect, test } from "../fixtures.js";

test("every system in view is checked on its host, and the rows and the summary say what came of it", async ({
  person,
  tapis,
}) => {
  tapis.setSystems([
    { id: "stampede3" },
    { id: "frontera" },
    { id: "ls6", hostBehaviour: "refuses" },
    { id: "vista", hostBehaviour: "unreachable" },
    { id: "designsafe.storage.default", defaultAuthnMethod: "PKI_KEYS" },
  ]);
  for (const id of ["stampede3", "ls6", "vista"]) tapis.setCredential(id, "ann");
  await person.connect(await tapis.issueToken());
  for (const id of ["stampede3", "ls6", "vista"]) {
    await expect(person.condition(id)).toHaveText("Ready, stored");
  }

  await person.verifyAllButton.click();

  await expect(person.summary).toContainText("1 verified, 1 not set up, 2 failed");
  await expect(person.summary).toContainText("1 refused by the host: ls6");
  await expect(person.summary).toContainText("1 host not answering: vista");
  await expect(person.count).toHaveText(
    "5 systems: 1 ready, 1 not set up, 1 refused by the host, 1 host not answering, 1 not a TMS system",
  );
  await expect(person.condition("stampede3")).toHaveText("Ready");
  await expect(person.condition("frontera")).toHaveText("Not set up");
  await expect(person.condition("ls6")).toHaveText("Refused by the host");
  await expect(person.condition("vista")).toHaveText("Host not answering");
  for (const id of ["stampede3", "frontera", "ls6", "vista"]) {
    await expect(person.lastVerified(id)).toHaveText(/^\d{1,2}:\d\d [AP]M$/);
  }
  expect(callsOnSystems(tapis)).toEqual(Array(4).fill("checkUserCredential"));
});

test("on a phone, what came of it comes into view, and takes no focus", async ({
  page,
  person,
  tapis,
}) => {
  await page.setViewportSize({ width: 390, height: 500 });
  tapis.setSystems(manySystems(8));
  await person.connect(await tapis.issueToken());
  await person.verifyAllButton.evaluate((button) => button.scrollIntoView({ block: "end" }));

  await person.verifyAllButton.click();

  await expect(person.summary).toContainText("8 not set up");
  await expect(person.closeSummaryButton).toBeInViewport({ ratio: 1 });
  await expect(person.verifyAllButton).toBeFocused();
});

test("whoever has gone on to the rows stays there", async ({ page, person, tapis }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  tapis.setSystems(manySystems(8));
  tapis.order({ call: "checkUserCredential", system: "sys-00007" }, { latency: 800 });
  await person.connect(await tapis.issueToken());
  await person.verifyAllButton.click();
  await person.row("sys-00007").scrollIntoViewIfNeeded();

  await expect(person.summary).toContainText("8 not set up");
  await expect(person.row("sys-00007")).toBeInViewport();
  await expect(person.closeSummaryButton).not.toBeInViewport();
});

test("six are checked at a time, and the others wait for their turn", async ({ person, tapis }) => {
  tapis.setSystems(manySystems(8));
  tapis.order({ call: "checkUserCredential", times: 6 }, { latency: 1500 });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();

  await person.verifyAllButton.click();

  await expect(person.table.getByText("Checking…")).toHaveCount(6);
  await expect(person.table.getByText("Waiting…")).toHaveCount(2);
  await expect(person.summary).toContainText("8 not set up");
  expect(tapis.requestsOf("checkUserCredential")).toHaveLength(8);
});

test("it can be cancelled, and says what was not verified", async ({ person, tapis }) => {
  tapis.setSystems(manySystems(8));
  tapis.order({ call: "checkUserCredential", system: "sys-00003" }, { hang: true });
  tapis.order({ call: "checkUserCredential", system: "sys-00005" }, { hang: true });
  await person.connect(await tapis.issueToken());
  await expect(person.table).toBeVisible();
  await person.verifyAllButton.click();
  await expect(person.progress).toHaveAttribute("aria-valuetext", /^6 of 8 · checking on /);

  await person.cancelAllButton.click();

  await expect(person.summary).toContainText("6 not set up, 2 not verified, cancelled");
  await tapis.waitForRequest({ system: "sys-00005", aborted: true });
});

test("what runs in a row already is left out", async ({ person, tapis }) => {
  tapis.setSystems(manySystems(3));
  tapis.order({ call: "checkUserCredential", system: "sys-00001" }, { hang: true });
  await person.connect(await tapis.issueToken());
  await person.rowButton("Verify", "sys-00001").click();
  await tapis.waitForRequest({ call: "checkUserCredential" });

  await person.verifyAllButton.click();

  await expect(person.summary).toContainText("2 not set up");
  await expect(person.condition("sys-00001")).toHaveText("Checking…");
  expect(tapis.requestsOf("checkUserCredential")).toHaveLength(3);
});
