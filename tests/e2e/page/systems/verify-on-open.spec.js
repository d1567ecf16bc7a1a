// A deployment can have its own systems verified as soon as they are listed.

import { callsOnSystems, expect, test } from "../fixtures.js";

for (const verifyOnOpen of [true, undefined]) {
  const what = verifyOnOpen
    ? "of the deployment's own systems, those with something stored are tried once"
    : "where a deployment does not ask for it, nothing is tried";
  test(`when the page opens, ${what}`, async ({ page, person, tapis }) => {
    await page.route("**/config.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), verifyOnOpen } });
    });
    await page.reload();
    tapis.setSystems(["stampede3", "frontera", "ls6", "vista", "other"].map((id) => ({ id })));
    tapis.addSystem({ id: "vista", defaultAuthnMethod: "PKI_KEYS", hasCredentials: true });
    for (const id of ["stampede3", "ls6", "other"]) tapis.setCredential(id, "ann");

    await person.connect(await tapis.issueToken());

    const tried = verifyOnOpen ? ["ls6", "stampede3"] : [];
    for (const id of ["stampede3", "ls6"])
      await expect(person.condition(id)).toHaveText(verifyOnOpen ? "Ready" : "Ready, stored");
    await expect(person.condition("other")).toHaveText("Ready, stored");
    await person.reloadButton.click();
    await expect.poll(() => tapis.requestsOf("getSystems").length).toBe(2);
    await expect(person.reloadButton).toHaveAttribute("aria-busy", "false");
    expect(callsOnSystems(tapis)).toEqual(tried.map(() => "checkUserCredential"));
    expect(
      tapis
        .requestsOf("checkUserCredential")
        .map(({ system }) => system)
        .sort(),
    ).toEqual(tried);
  });
}
