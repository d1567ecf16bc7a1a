#!/usr/bin/env node
// How long ten thousand systems take in Chromium from the bytes to the list of listSystems, as a ratio to JSON.parse of
// the same bytes: node tests/bench/list.js [--systems 10000] [--runs 9]

import { parseArgs } from "node:util";

import { median, onScene, printRow } from "./scene.js";

/** @typedef {{ bytes: number, list: number, json: number }} Run times in milliseconds */

const { values } = parseArgs({
  options: {
    systems: { type: "string", default: "10000" },
    runs: { type: "string", default: "9" },
  },
});
const count = Number(values.systems);

await onScene(async ({ page, tapis, setSystems }) => {
  setSystems(count);
  const runs = await page.evaluate(measureInPage, {
    token: await tapis.issueToken(),
    count,
    repetitions: Number(values.runs),
  });
  const [list, json] = [median(runs.map((run) => run.list)), median(runs.map((run) => run.json))];
  console.log(`${count} systems, ${runs[0].bytes} bytes, median of ${runs.length} runs`);
  printRow("JSON.parse of the same bytes", json, json);
  printRow("listSystems without the network", list, json);
});

/**
 * Runs inside the page. What the module does with an answer it does within the handlers of its requests and in a microtask
 * right after, so the time spent there is the time of listSystems without the network.
 *
 * @param {{ token: string, count: number, repetitions: number }} options
 * @returns {Promise<Run[]>}
 */
async function measureInPage({ token, count: expected, repetitions }) {
  let inHandlers = 0;
  /** @type {ArrayBuffer[]} */
  let bodies = [];
  globalThis.XMLHttpRequest = class extends globalThis.XMLHttpRequest {
    /** @param {any} handler */
    set onload(handler) {
      super.onload =
        handler &&
        ((event) => {
          bodies.push(this.response.slice(0)); // the module wipes it
          const start = performance.now();
          handler.call(this, event);
          queueMicrotask(() => (inHandlers += performance.now() - start));
        });
    }
  };

  const path = "/tms.js";
  const { connectTapis, listSystems } = await import(path);
  const tapisConnection = await connectTapis({ token });
  const runs = [];
  // The first run compiles the code.
  for (let run = 0; run <= repetitions; run += 1) {
    [inHandlers, bodies] = [0, []];
    const systems = await listSystems(tapisConnection);
    if (systems.length !== expected) throw new Error(`${systems.length} systems were listed`);

    const start = performance.now();
    const rows = bodies.flatMap((body) => JSON.parse(new TextDecoder().decode(body)).result);
    const json = performance.now() - start;
    // Each page but the first begins with the last row of the one before it.
    if (rows.length < expected) throw new Error(`${rows.length} rows were measured`);
    const bytes = bodies.reduce((sum, body) => sum + body.byteLength, 0);
    if (run > 0) runs.push({ bytes, list: inHandlers, json });
  }
  return runs;
}
