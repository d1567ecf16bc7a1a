// tests/differential puts the core beside parsers of the URL standard; here the module is put beside the one parser that
// decides where a request goes: the browser's own.

import { makeUrls } from "../../differential/url-corpus.js";
import { expect, test } from "../fixtures.js";

const SEED = 14;
const COUNT = 20_000;

test("what the module takes for a base URL, this browser reads as the same origin and path", async ({
  page,
}) => {
  const { taken, differing } = await page.evaluate(connectInPage, makeUrls(COUNT, SEED));

  expect(differing).toEqual([]);
  expect(taken).toBeGreaterThan(COUNT / 10);
});

/** Inside the page. @param {string[]} urls */
async function connectInPage(urls) {
  const path = "/tms.js";
  const tms = await import(path);
  const transport = { username: "ann", tenant: "designsafe", send: () => {} };
  const differing = [];
  let taken = 0;
  for (const url of urls) {
    const read = URL.canParse(url) ? new URL(url) : null;
    const allowedOrigins = read && read.origin !== "null" ? [read.origin] : [];
    const tapis = await tms
      .connectTapis({ transport, baseUrl: url, allowedOrigins })
      .catch(() => null);
    if (!tapis) continue;
    taken += 1;
    const { baseUrl } = tapis;
    tapis.close();
    const request = `${baseUrl}/v3/systems`;
    const same = read?.href.replace(/\/$/, "") === baseUrl && new URL(request).href === request;
    if (!same) differing.push({ url, baseUrl, read: read?.href });
  }
  return { taken, differing };
}
