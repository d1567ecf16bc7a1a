#!/usr/bin/env node
// Has Lighthouse judge the standalone page, three times, with its own model of a slow 4G and a slow phone, and writes
// build/bench/lighthouse.json.

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CHROMIUM } from "../browsers.js";
import { startTapis } from "../tapis/index.js";
import { startNetwork } from "./network.js";

const run = promisify(execFile);
const BUILD = fileURLToPath(new URL("../../build/bench", import.meta.url));
const LIGHTHOUSE = fileURLToPath(new URL("node_modules/.bin/lighthouse", import.meta.url));
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const AUDITS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
  "interactive",
];

await mkdir(BUILD, { recursive: true });
const tapis = await startTapis();
const { ways, close } = await startNetwork(tapis);
try {
  const runs = [];
  for (let repetition = 0; repetition < 3; repetition += 1) {
    const file = `${BUILD}/lighthouse-${repetition}.json`;
    await run(
      LIGHTHOUSE,
      [
        ways[0].site,
        ...["--quiet", "--output=json", `--output-path=${file}`],
        `--only-categories=${CATEGORIES.join(",")}`,
        `--chrome-flags=--headless=new ${CHROMIUM.args?.join(" ")}`,
      ],
      { env: { ...process.env, CHROME_PATH: CHROMIUM.executablePath } },
    );
    const { categories, audits, lighthouseVersion } = JSON.parse(await readFile(file, "utf8"));
    runs.push({
      version: lighthouseVersion,
      scores: CATEGORIES.map((name) => Math.round(categories[name].score * 100)),
      audits: AUDITS.map((name) => audits[name].numericValue),
    });
    console.log(runs.at(-1)?.scores.join(" "));
  }
  await writeFile(`${BUILD}/lighthouse.json`, JSON.stringify({ CATEGORIES, AUDITS, runs }));
} finally {
  await close();
  await tapis.close();
}
