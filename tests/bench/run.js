#!/usr/bin/env node
// Measures and writes build/bench/results.json: node tests/bench/run.js [--repetitions 10] [--latencies 0,50,200] [--only-page]
//   [--only NAME]    just the operations whose names begin so, and not the page; writes nothing
// scripts/bench runs it and writes RESULTS.md from what it finds.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { startTapis } from "../tapis/index.js";
import { environment } from "./results/environment.js";
import { measureOperations } from "./measure-operations.js";
import { measurePage } from "./measure-page.js";
import { startNetwork } from "./network.js";
import { spread } from "./results/series.js";

const BUILD = fileURLToPath(new URL("../../build/bench", import.meta.url));

const { values } = parseArgs({
  options: {
    repetitions: { type: "string", default: "10" },
    latencies: { type: "string", default: "0,50,200" },
    "only-page": { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const repetitions = Number(values.repetitions);
const latencies = values.latencies.split(",").map(Number);

const tapis = await startTapis();
const { close, ...network } = await startNetwork(tapis);
const wanted = { tapis, ...network, latencies, repetitions, only: values.only };
try {
  await (values.only === "" ? writeResults() : printResults());
} finally {
  await close();
  await tapis.close();
}

async function printResults() {
  for await (const series of measureOperations(wanted))
    for (const { client, times } of series) console.log(`${client.padEnd(12)}${spread(times)}`);
}

async function writeResults() {
  await mkdir(BUILD, { recursive: true });
  const page = await measurePage({ tapis, ...network, repetitions });
  /** @type {import("./measure-operations.js").Series[]} */
  const operations = [];
  const results = { environment: await environment(), repetitions, operations, page };
  // Written after each operation: what is measured is not lost with what cannot be.
  const save = () => writeFile(`${BUILD}/results.json`, JSON.stringify(results, null, 1));
  await save();
  if (values["only-page"]) return;
  for await (const series of measureOperations(wanted)) {
    operations.push(...series);
    await save();
  }
}
