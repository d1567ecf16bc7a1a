// A page that works for a long time: nothing that it holds may grow.

import { expect, SYSTEM, test } from "../page/fixtures.js";
import { hurry, HURRY } from "../hurry.js";
import { memoryOf } from "../memory.js";

const CYCLES = 1_000;
const MOST_HEAP_GROWTH = 256 * 1024;

test(`${CYCLES} times established and revoked over one connection, memory is as it was`, async ({
  page,
  tapis,
}) => {
  test.setTimeout(180_000);
  const memory = await memoryOf(page);
  const token = await tapis.issueToken();
  const run = (/** @type {number} */ cycles) =>
    page.evaluate(cycleInPage, { token, system: SYSTEM, cycles });
  await run(100);
  tapis.reset([{ id: SYSTEM }]); // its journal is kept in another process, yet a test need not hold it
  const before = await memory.read();

  expect(await run(CYCLES)).toEqual({ created: CYCLES, revoked: CYCLES });

  const after = await memory.read();
  expect(after).toMatchObject({
    wasmBytes: before.wasmBytes,
    requests: before.requests,
    nodes: before.nodes,
    listeners: before.listeners,
  });
  expect(after.heapBytes - before.heapBytes).toBeLessThan(MOST_HEAP_GROWTH);
  expect(tapis.mintedKeys).toHaveLength(CYCLES);
});

test("an hour of a page that is used every minute leaves it as large as it was", async ({
  page,
  person,
  tapis,
  clock: _,
}) => {
  test.setTimeout(120_000);
  const memory = await memoryOf(page);
  await page.evaluate(hurry, HURRY);
  await person.connect(await tapis.issueToken());
  const use = (/** @type {number} */ minutes) =>
    person.condition(SYSTEM).evaluate(useInPage, { system: SYSTEM, minutes });
  // The activity log is full after some of them, and the browser has made what it makes once.
  await use(30);
  const before = await memory.read();

  await use(60);

  expect(tapis.mintedKeys).toHaveLength(90);
  const after = await memory.read();
  expect(after).toMatchObject({ wasmBytes: before.wasmBytes, requests: before.requests });
  expect(after.nodes - before.nodes, "nodes").toBeLessThan(50);
  expect(after.listeners - before.listeners, "listeners").toBeLessThan(10);
  expect(after.heapBytes - before.heapBytes, "heap").toBeLessThan(2 * MOST_HEAP_GROWTH);
});

/**
 * Establishes and revokes each minute, with the page's own buttons. From inside the page: six calls into it a minute would
 * take most of the time.
 *
 * @param {HTMLElement | SVGElement} condition of the system's credentials, as the page shows it
 * @param {{ system: string, minutes: number }} wanted
 */
async function useInPage(condition, { system, minutes }) {
  const { computerClock } = /** @type {any} */ (window);
  /** @template Found @param {string} what @param {() => Found | undefined | false} find @returns {Promise<Found>} */
  const until = async (what, find) => {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = find();
      if (found) return found;
      await new Promise((over) => setTimeout(over, 50));
    }
    throw new Error(`${what} is not to be seen.`);
  };
  /** @param {string} name */
  const press = async (name) => {
    const button = await until(name, () =>
      Array.from(document.querySelectorAll("button")).find(
        (each) =>
          (each.getAttribute("aria-label") ?? each.textContent?.trim()) === name &&
          each.getAttribute("aria-disabled") !== "true",
      ),
    );
    button.click();
  };
  /** @param {string} text */
  const see = (text) => until(text, () => condition.textContent?.includes(text));

  for (let minute = 0; minute < minutes; minute += 1) {
    computerClock.passed += 60_000;
    await press(`Establish credentials on ${system}`);
    await see("Ready");
    await press(`Revoke credentials on ${system}`);
    await press("Revoke credentials");
    await see("Not set up");
  }
}

/** @param {{ token: string, system: string, cycles: number }} wanted */
async function cycleInPage({ token, system, cycles }) {
  const path = "/tms.js";
  /** @type {typeof import("../../../web/tms.js")} */
  const tms = await import(path);
  const tapis = await tms.connectTapis({ token });
  /** @type {Record<string, number>} */
  const counts = {};
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    for (const change of [tms.establishTmsCredentials, tms.revokeTmsCredentials]) {
      const { status } = await change(tapis, system);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  }
  tapis.close();
  return counts;
}
