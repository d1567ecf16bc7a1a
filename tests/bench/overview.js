#!/usr/bin/env node
// How long the page takes in Chromium to show ten thousand systems, and how long typing in its filter blocks it, as
// ratios to the same with a hundred systems: node tests/bench/overview.js [--systems 10000] [--runs 5]

import { parseArgs } from "node:util";

import { median, onScene, printRow } from "./scene.js";

const FEW = 100;

/** Two keys that narrow the list, one that leaves nothing, and back: each shows another list. */
const KEYS = ["s", "y", "s", "-", "0", "9", "x", "Backspace", "Backspace", "Backspace"];

/** @typedef {{ shown: number, blocked: number }} Run times in milliseconds */

const { values } = parseArgs({
  options: {
    systems: { type: "string", default: "10000" },
    runs: { type: "string", default: "5" },
  },
});
const count = Number(values.systems);

await onScene(async (scene) => {
  await measure(scene, FEW); // compiles the code
  const few = await measureRuns(scene, FEW);
  const many = await measureRuns(scene, count);
  console.log(`${count} systems beside ${FEW}, median of ${values.runs} runs`);
  printRow(`${FEW} systems: last answer to painted rows`, few.shown, few.shown);
  printRow(`${count} systems: last answer to painted rows`, many.shown, few.shown);
  printRow(`${FEW} systems: longest block while typing`, few.blocked, few.blocked);
  printRow(`${count} systems: longest block while typing`, many.blocked, few.blocked);
});

/**
 * @param {import("./scene.js").Scene} scene
 * @param {number} systems
 * @returns {Promise<Run>}
 */
async function measureRuns(scene, systems) {
  const runs = [];
  for (let run = 0; run < Number(values.runs); run += 1) runs.push(await measure(scene, systems));
  return {
    shown: median(runs.map(({ shown }) => shown)),
    blocked: median(runs.map(({ blocked }) => blocked)),
  };
}

/**
 * @param {import("./scene.js").Scene} scene
 * @param {number} systems
 * @returns {Promise<Run>}
 */
async function measure({ page, tapis, setSystems }, systems) {
  setSystems(systems);
  await page.reload();
  await page.evaluate(watchAnswers);
  await page.getByLabel("Tapis access token").fill(await tapis.issueToken());
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const shown = await page.evaluate(untilPainted, systems);

  await page.getByRole("searchbox").focus();
  await page.evaluate(watchBlocks);
  for (const key of KEYS) await page.keyboard.press(key, { delay: 60 });
  const blocked = await page.evaluate("globalThis.longestBlock");
  return { shown, blocked };
}

// ---- Inside the page

/** Notes when the last answer came. */
function watchAnswers() {
  globalThis.XMLHttpRequest = class extends globalThis.XMLHttpRequest {
    constructor() {
      super();
      this.addEventListener("load", () => performance.mark("answer"));
    }
  };
}

/**
 * @param {number} systems
 * @returns {Promise<number>} milliseconds from the last answer until the rows were painted
 */
async function untilPainted(systems) {
  const frame = () => new Promise((resolve) => globalThis.requestAnimationFrame(resolve));
  // One row for the columns' names, one for the group's.
  while (!globalThis.document.querySelector(`table[aria-rowcount="${systems + 2}"] [data-line]`))
    await frame();
  await frame();
  const { startTime } = performance.getEntriesByName("answer").at(-1) ?? { startTime: NaN };
  return performance.now() - startTime;
}

/** Messages to oneself go round as fast as the page is free: the longest gap between two is the longest block. */
function watchBlocks() {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  const record = /** @type {{ longestBlock: number }} */ (/** @type {unknown} */ (globalThis));
  record.longestBlock = 0;
  port1.onmessage = () => {
    const now = performance.now();
    record.longestBlock = Math.max(record.longestBlock, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
}
