// Every call meets every fault in which a browser's engine has a part (tests/faults); all operations meet all faults in
// tests/unit/faults. Whatever goes wrong: the ending is the right one, what it says and what the server holds agree, nothing
// is created that should not be, the same connection works afterwards (try-cell.js), and memory comes back.

import { expect, test } from "../fixtures.js";
import { memoryOf } from "../memory.js";
import {
  AT_AUTHENTICATOR,
  authenticatorEngineCellsOf,
  engineCellsOf,
  IN_ENGINES,
} from "../../faults/operations.js";
import { tryCell } from "./try-cell.js";
import { trySignInCell } from "./try-sign-in-cell.js";

/** Browsers have six connections to a server. */
const AT_A_TIME = 5;

for (const operation of IN_ENGINES) {
  const cells = engineCellsOf(operation);

  test(`${operation} meets ${cells.length} faults`, async ({ page, tapis, browserName }) => {
    test.setTimeout(180_000);
    // Only Chromium tells what it holds.
    const memory = browserName === "chromium" ? await memoryOf(page) : null;
    const underTest = { evaluate: page.evaluate.bind(page), block: blocker(page) };
    const problems = await tryCell(underTest, tapis, cells[0], cells.length);
    const before = await memory?.read();

    // What befalls requests inside the browser goes one by one, since the browser keeps the answers to preflights.
    const isInBrowser = (
      /** @type {import("../../faults/operations.js").Cell} */ { abort, preflight },
    ) => Boolean(abort ?? preflight);
    const numbered = cells.map((cell, number) => ({ cell, number }));
    const inBrowser = numbered.filter(({ cell }) => isInBrowser(cell)).values();
    const atServer = numbered.filter(({ cell }) => !isInBrowser(cell)).values();
    const work = async (/** @type {Iterable<{ cell: any, number: number }>} */ waiting) => {
      for (const { cell, number } of waiting)
        problems.push(...(await tryCell(underTest, tapis, cell, number)));
    };
    await work(inBrowser);
    await Promise.all(Array.from({ length: AT_A_TIME }, () => work(atServer)));

    expect(problems).toEqual([]);
    if (!memory || !before) return;
    const after = await memory.read();
    expect(after.wasmBytes, "the module's memory").toBe(before.wasmBytes);
    expect(after.requests, "requests that are kept").toBe(before.requests);
    expect(after.heapBytes - before.heapBytes, "the page's heap").toBeLessThan(2 * 1024 * 1024);
  });
}

for (const operation of Object.keys(AT_AUTHENTICATOR)) {
  const cells = authenticatorEngineCellsOf(operation);

  test(`${operation} meets ${cells.length} faults`, async ({ page, tapis }) => {
    test.setTimeout(60_000);
    const underTest = { evaluate: page.evaluate.bind(page), block: blocker(page) };
    const problems = [];
    // Preflights first: the browser keeps the answers to them.
    const inOrder = [...cells].sort(
      (one, other) => Number(!one.preflight) - Number(!other.preflight),
    );
    for (const cell of inOrder) problems.push(...(await trySignInCell(underTest, tapis, cell)));
    expect(problems).toEqual([]);
  });
}

/** @param {import("@playwright/test").Page} page @returns {import("./try-cell.js").PageUnderTest["block"]} */
function blocker(page) {
  return async (method, url, reason) => {
    await page.route(url, (route) =>
      route.request().method() === method ? route.abort(reason) : route.fallback(),
    );
    return () => page.unroute(url);
  };
}
