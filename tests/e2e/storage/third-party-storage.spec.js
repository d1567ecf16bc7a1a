// A browser that gives frames of other sites no storage and no cookies, as Safari always and others on request: the embed
// needs none, so it works there as everywhere.

import { firefox } from "@playwright/test";

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
  const browser = await firefox.launch({
    ...launchOptions,
    channel: "moz-firefox",
    firefoxUserPrefs: {
      "network.cookie.cookieBehavior": 1, // none from other sites
      "fission.autostart": false, // for Playwright clicks beside what is in a frame of another process
    },
  });
  const context = await browser.newContext();
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
    await expect(storage, "storage is indeed blocked").rejects.toThrow(/SecurityError/);
  } finally {
    await browser.close();
    await site.close();
    await hostSite.close();
  }
});
