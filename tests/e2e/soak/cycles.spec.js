// A page that works for a long time: nothing that it holds may grow.

import { expect, SYSTEM, test } from "../page/fixtures.js";
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
  clock,
}) => {
  test.setTimeout(180_000);
  const memory = await memoryOf(page);
  await person.connect(await tapis.issueToken());
  const minute = async () => {
    await clock.passes(60_000);
    await person.rowButton("Establish", SYSTEM).click();
    await expect(person.condition(SYSTEM)).toContainText("Ready");
    await person.rowButton("Revoke", SYSTEM).click();
    await person.confirmButton.click();
    await expect(person.condition(SYSTEM)).toContainText("Not set up");
  };
  // The activity log is full after some of them, and the browser has made what it makes once.
  for (let count = 0; count < 30; count += 1) await minute();
  const before = await memory.read();

  for (let count = 0; count < 60; count += 1) await minute();

  const after = await memory.read();
  expect(after).toMatchObject({ wasmBytes: before.wasmBytes, requests: before.requests });
  expect(after.nodes - before.nodes, "nodes").toBeLessThan(50);
  expect(after.listeners - before.listeners, "listeners").toBeLessThan(10);
  expect(after.heapBytes - before.heapBytes, "heap").toBeLessThan(2 * MOST_HEAP_GROWTH);
});

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
