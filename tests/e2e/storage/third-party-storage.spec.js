// A browser that gives frames of other sites no storage and no cookies, as Safari always and Chromium on request: the embed
// needs none, so it works there as everywhere.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { startHostSite } from "../embed/host-site.js";
import { buildSite } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { expect, SYSTEM, test } from "../fixtures.js";

test("the embed works where frames of other sites have no storage", async ({
  tapis,
  launchOptions,
  pageErrors,
}, { workerIndex }) => {
  const hostSite = await startHostSite();
  // Another site than 127.0.0.1, as far as browsers are concerned.
  const host = hostSite.origin.replace("127.0.0.1", "localhost");
  const name = `e2e/storage-${workerIndex}`;
  const root = await buildSite({ name, apiOrigin: tapis.origin, hostOrigins: [host] });
  const site = await startSite({ root });
  const profile = join(tmpdir(), `profile-${process.pid}-${workerIndex}`);
  await mkdir(join(profile, "Default"), { recursive: true });
  const preferences = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, launchOptions);
  pageErrors.watch(context);
  try {
    tapis.reset([{ id: SYSTEM }]);
    const page = await context.newPage();
    await page.goto(`${host}/`);
    await page.evaluate(
      async ({ script, src, token }) => {
        const { mountTmsCredentials } = await import(script);
        mountTmsCredentials(document.querySelector("main"), { src, getToken: () => token });
      },
      {
        script: `${site.origin}/host.js`,
        src: `${site.origin}/embed/`,
        token: await tapis.issueToken(),
      },
    );

    const embed = page.frameLocator("iframe");
    await embed.getByRole("button", { name: `Establish credentials on ${SYSTEM}` }).click();
    await expect(embed.getByRole("row", { name: SYSTEM })).toContainText("Ready");
    expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
    const storage = page.frames()[1].evaluate(() => localStorage.length);
    await expect(storage, "storage is indeed blocked").rejects.toThrow(/Access is denied/);
  } finally {
    await context.close();
    await rm(profile, { recursive: true });
    await site.close();
    await hostSite.close();
  }
});
