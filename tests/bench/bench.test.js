// That what scripts/bench runs fits the page and the clients as they are now: each once, whatever the times.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startTapis } from "../tapis/index.js";
import { measureOperations } from "./measure-operations.js";
import { measurePage } from "./measure-page.js";
import { startNetwork } from "./network.js";
import { environment } from "./results/environment.js";

/** @type {import("../tapis/index.js").Tapis} */
let tapis;
/** @type {Awaited<ReturnType<typeof startNetwork>>} */
let network;
before(async () => {
  tapis = await startTapis();
  network = await startNetwork(tapis);
});
after(async () => {
  await network.close();
  await tapis.close();
});

test("the page is measured, from the navigation and from a click", async () => {
  const { series, requests } = await measurePage({ tapis, ...network, repetitions: 1 });
  for (const { what, times } of series) assert.ok(times.length === 1 && times[0] > 0, what);
  assert.ok(requests > 0);
});

test("an operation is measured with every client", async () => {
  const wanted = { ...network, tapis, latencies: [0], repetitions: 1, only: "establish, missing" };
  const clients = new Set();
  for await (const series of measureOperations(wanted)) {
    for (const { client, times } of series) {
      clients.add(client);
      assert.ok(times.length === 1 && times[0] > 0, client);
    }
  }
  assert.ok(clients.size >= 4, [...clients].join(", "));
});

test("what it was measured with is told", async () => {
  for (const [name, version] of Object.entries(await environment())) assert.ok(version, name);
});
