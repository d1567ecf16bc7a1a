// The module looks requests up where Emscripten keeps them, which is documented nowhere and has changed before
// (fetch_library.js). When it changes again that is said: a call that finds no request must not wait for its answer.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { buildSite, SITES_FOLDER, WASM_FOLDER } from "../../site/build.js";
import { startSite } from "../../site/index.js";
import { expect, SYSTEM, test } from "../fixtures.js";

/** Where the glue of each version makes its list of requests. */
const START_OF_FETCH = /Fetch\.(staticInit|init)\(\);/g;

/** Emscripten finds its way about in it, and the number of a request leads nowhere. */
const OTHER_NUMBERS = `new (class {
  length = 0;
  push() { return ++this.length; }
  allocate() { return ++this.length; }
  has() { return true; }
  get() {}
  free() {}
})`;

/**
 * The site with the module of an Emscripten that keeps its requests in `xhrs`.
 *
 * @param {{ name: string, xhrs: string, apiOrigin: string }} options `xhrs`: JavaScript
 */
async function siteWith({ name, xhrs, apiOrigin }) {
  const file = join(SITES_FOLDER, `e2e/${name}.js`);
  const glue = await readFile(join(WASM_FOLDER, "tms_credentials.js"), "utf8");
  expect(glue.match(START_OF_FETCH), "the glue starts fetch in one place").toHaveLength(1);
  await mkdir(join(SITES_FOLDER, "e2e"), { recursive: true });
  await writeFile(
    file,
    glue.replace(START_OF_FETCH, (start) => `${start}Fetch.xhrs=${xhrs};`),
  );
  return startSite({ root: await buildSite({ name: `e2e/${name}`, apiOrigin, glue: file }) });
}

/**
 * Runs inside the page: connects, establishes, and tells what was thrown by which.
 *
 * @param {{ token: string, system: string }} options
 */
async function whatFails({ token, system }) {
  const path = "/tms.js";
  const { connectTapis, establishTmsCredentials } = await import(path);
  const told = (/** @type {any} */ error) => `${error.message} ${error.cause?.message ?? ""}`;
  let tapis;
  try {
    tapis = await connectTapis({ token });
  } catch (error) {
    return { connect: told(error) };
  }
  try {
    return { result: await establishTmsCredentials(tapis, system) };
  } catch (error) {
    return { establish: told(error) };
  }
}

test("an Emscripten that keeps its requests in something else makes a module that does not load", async ({
  page,
  tapis,
}, { workerIndex }) => {
  const site = await siteWith({
    name: `xhrs-object-${workerIndex}`,
    xhrs: "{}",
    apiOrigin: tapis.origin,
  });
  await page.goto(`${site.origin}/`);
  const failed = await page.evaluate(whatFails, {
    token: await tapis.issueToken(),
    system: SYSTEM,
  });
  expect(failed.connect).toContain("could not be loaded");
  expect(failed.connect).toContain("This Emscripten keeps its requests in a new way");
  await site.close();
});

test("an Emscripten whose requests have other numbers makes calls that fail at once", async ({
  page,
  tapis,
}, { workerIndex }) => {
  const site = await siteWith({
    name: `xhrs-numbers-${workerIndex}`,
    xhrs: OTHER_NUMBERS,
    apiOrigin: tapis.origin,
  });
  await page.goto(`${site.origin}/`);
  // They go on, for nobody can end them, and their answers must find nobody to tell.
  const answered = ["POST", "GET"].map((method) =>
    page.waitForEvent("requestfinished", {
      predicate: (request) => request.url().startsWith(tapis.origin) && request.method() === method,
    }),
  );
  const failed = await page.evaluate(whatFails, {
    token: await tapis.issueToken(),
    system: SYSTEM,
  });
  await Promise.all(answered);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(failed.establish).toContain("Something answered in a way that Tapis does not");
  await site.close();
});
