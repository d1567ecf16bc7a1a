#!/usr/bin/env node
// Writes RESULTS.md and its plots from what scripts/bench has measured.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { format, resolveConfig } from "prettier";

import { compareWithBudgets, measure } from "../../../web/build/sizes.js";
import { CLIENTS, OPERATIONS } from "../operations.js";
import { drawPlots } from "./plots.js";
import { seriesLike, spread } from "./series.js";
import { targets } from "./targets.js";

const BUILD = fileURLToPath(new URL("../../../build/bench", import.meta.url));
const RESULTS = fileURLToPath(new URL("../RESULTS.md", import.meta.url));

/** @typedef {import("../measure-operations.js").Series} Series */
/** @typedef {{ CATEGORIES: string[], AUDITS: string[], runs: { version: string, scores: number[], audits: number[] }[] }} Lighthouse */
/** @typedef {{ name: string, aggregate_name?: string, real_time: number, time_unit: string, bytes_per_second?: number }} NativeRun */

/**
 * @typedef {object} Results
 * @property {Record<string, string>} environment
 * @property {number} repetitions
 * @property {Series[]} operations
 * @property {import("../measure-page.js").PageResults} page
 * @property {Lighthouse} lighthouse
 * @property {NativeRun[]} native
 * @property {import("../way-in.js").WayIn[]} waysIn
 * @property {number} brotli  bytes of the whole page
 */

/** @param {string} name @returns {Promise<any>} */
const readJson = async (name) => JSON.parse(await readFile(`${BUILD}/${name}.json`, "utf8"));

const [page] = compareWithBudgets(await measure(`${BUILD}/h2`));
/** @type {Results} */
const results = {
  ...(await readJson("results")),
  lighthouse: await readJson("lighthouse"),
  native: (await readJson("native")).benchmarks,
  waysIn: await readJson("way-in"),
  brotli: page.brotli,
};
await drawPlots(results.operations);
const config = await resolveConfig(RESULTS);
await writeFile(RESULTS, await format(text(results), { ...config, parser: "markdown" }));
for (const { target, measured, isMet } of targets(results))
  console.log(`${isMet ? "met   " : "missed"} ${target}: ${measured}`);

/** @param {string[]} heads @param {string[][]} rows */
function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** @param {Results} all */
function text(all) {
  const {
    environment,
    repetitions,
    operations,
    page: load,
    lighthouse,
    native,
    waysIn,
    brotli,
  } = all;
  return `
# Measurements

Written by \`scripts/bench\`, which measures everything anew. Medians of ${repetitions} runs, in brackets the fastest and the
slowest; the clients take turns within each repetition, each time in another order. All talk to the same local Tapis through the same nginx. "Latency" is a delay of
every answer, preflights included; what a connection takes to open is not delayed. The Python clients know no origins and
are measured once, without preflights.

${table(["", ""], Object.entries(environment))}

## Targets

${table(
  ["target", "measured", ""],
  targets(all).map(({ target, measured, isMet }) => [
    target,
    measured,
    isMet ? "met" : "**missed**",
  ]),
)}

A wave is a set of requests that are sent at the same time. \`establish\` takes one where there are credentials and two where
there are none; a set-up takes one for each 32 systems, and one more for the last creates; a list one for the first thousand and one for each six thousand after that. Where
a create takes 1.5 s, it does so for everybody, one after the other, as the Systems service does them; ours is measured with
up to 32 on their way. What is there without any latency is
the work of Chromium, nginx and the local Tapis, which share the processor: a list and two requests for each system. Where hand-written
\`fetch()\` with the same requests and the same concurrency takes as long, that work is the limit, and not the module's.

The script on the TypeScript client sends everything at once. That is faster for a hundred systems and not what a gateway
likes; ours has 32 checks and 32 creates under way at most. The list of dapi checks the systems one by one when it is asked for
their state, and that of the TypeScript client all at once; ours takes the state from the list itself.

Of those who keep to 32 requests at a time, nobody is faster wherever there is a network: a single request takes every client the
same, to within a millisecond, and Python clients, which know no origins, stand beside what ours takes behind the page's own
origin. Without any latency a Python process asks a server on the same computer in a millisecond where a browser takes two or three.

![Seconds for 3, 20 and 100 systems, by client](plots/set-up.svg)

![Seconds for one system at 0, 50 and 200 ms, by client](plots/establish.svg)

${["HTTP/2", "HTTP/1.1"].map((protocol) => operationsText(operations, protocol)).join("\n\n")}

A browser asks for permission before each request to another origin, and Tapis sends no \`Access-Control-Max-Age\`: there, a wave is two
round trips, for every page on any client. Preflights go by URL, so requests to different systems cannot share one. Browsers
keep six connections to a host of HTTP/1.1, which is what bounds larger set-ups there. A portal that puts Tapis
behind a path of its own has neither limit.

## The page

${table(
  ["", "time"],
  load.series.map(({ what, times }) => [what, spread(times)]),
)}

Slow 4G is Lighthouse's: 562.5 ms to each answer, 1,475 kbit/s. Interactive is when the field takes a token. The page is
${load.requests} requests and ${load.bytes.toLocaleString("en")} bytes with gzip, ${brotli.toLocaleString("en")} with brotli.

Lighthouse ${lighthouse.runs[0].version}, over HTTP/1.1 and with gzip, three runs:

${table(
  ["", ...lighthouse.runs.map((_, index) => `run ${index + 1}`)],
  [
    ...lighthouse.CATEGORIES.map((name, index) => [
      name,
      ...lighthouse.runs.map(({ scores }) => String(scores[index])),
    ]),
    ...lighthouse.AUDITS.map((name, index) => [
      name,
      ...lighthouse.runs.map(({ audits }) =>
        name.endsWith("shift") ? audits[index].toFixed(3) : `${Math.round(audits[index])} ms`,
      ),
    ]),
  ],
)}

## From nothing to ready

What a person does from the first click until five systems without credentials are ready, with 50 ms to each answer, and how long
they wait for the software. Signing in to Tapis itself (name, password, a second factor) is the same on every way and not counted.
The ways through the page are walked in Chromium and each act is counted there; those by hand are counted from what has to be
typed (\`tests/bench/by-hand.js\`), and their software is run. Requests are those that reach Tapis, preflights included.

${table(
  ["", "pages", "clicks", "typed characters", "pastes", "requests", "the software takes"],
  waysIn.map(({ way, milliseconds, ...counts }) => [
    way,
    ...[counts.pages, counts.clicks, counts.characters, counts.pastes, counts.requests].map(String),
    `${(milliseconds / 1000).toFixed(1)} s`,
  ]),
)}

Signing in is one click more than with the Token Web App, for the code is allowed at Tapis; in return nobody ever holds a token in
their hand, and nothing is typed. Its software takes the time that pages take to open, which the notebook and the script have behind
them when they are counted: they start in an open notebook and a written program. The list of all systems, a set-up's own
requests and a check of each are in the requests of the page, and not in those of the others.

## The logic itself, natively

Google Benchmark of the core, optimized. \`establish_missing\` is a whole operation, events in and effects out;
\`begin_setup\` is what a set-up of so many systems does before its first requests go out, and \`whole_setup\` all that it
does where they are ready;
\`read_listing\` makes the rows that the page shows, and \`plain_nlohmann_parse\` only parses the same bytes into a tree.

${table(
  ["", "median", "throughput"],
  native
    .filter((run) => run.aggregate_name === "median")
    .map((run) => [
      run.name.replace(/_median$/, ""),
      `${(run.real_time / 1000).toFixed(1)} µs`,
      run.bytes_per_second ? `${(run.bytes_per_second / 1e6).toFixed(0)} MB/s` : "",
    ]),
)}

## What came of measuring

- \`config.json\` is preloaded: until then it was asked for after the page's script had come. From navigation to interactive on a slow 4G
  took 2,050 ms with a cold cache and 1,767 ms with a warm one; see above for now.
- The head of the page is in its document, and the line that \`config.json\` fills has its height beforehand. Until then
  everything below moved when it came: a layout shift of 0.111, and 97 for performance in Lighthouse.
- \`tms.wasm\` is compiled while it streams, and is not preloaded: nobody waits for it before they have a token, and
  it would slow down the script that shows the field.
- A list comes out of WebAssembly a row at a time and not as dumped JSON, so that rows need no second parser; a row crosses at once and
  not field by field, which took a sixth longer.
- A set-up asks for all definitions with one request, beside the first checks. Where each system asked for its own, 100
  systems over HTTP/2 with 50 ms took 834 ms and not 657, and 1,315 ms and not 1,076 on another origin.
- Steps cross from WebAssembly only for who listens to them. In a set-up of 100 systems without any latency ours took a sixth
  longer than hand-written \`fetch()\` before, and a tenth after.
- Playwright is told of every request of its pages, and 200 requests took nearly twice as long in them: operations are measured in
  a page that nobody watches.
- The local Tapis looks at a token's signature once, and makes attributes only for the rows of a page: a page of 1,000 out of
  10,000 systems takes it a sixth of the time. With fewer things in the way, the limits below are the browser's own.
- What did not help: to drop the events of a request that Emscripten listens to in vain.
`.trimStart();
}

/** @param {Series[]} operations @param {string} protocol */
function operationsText(operations, protocol) {
  const sections = [false, true].map((isCrossOrigin) => {
    const here = seriesLike(operations, { protocol, isCrossOrigin });
    const latencies = [...new Set(here.map(({ latency }) => latency))];
    const rows = OPERATIONS.flatMap(({ name }) =>
      Object.entries(CLIENTS).flatMap(([client, { title }]) => {
        const cells = latencies.map((latency) => {
          const [series] = here.filter(
            (each) => each.client === client && each.operation === name && each.latency === latency,
          );
          return series ? spread(series.times) : "";
        });
        return cells.some(Boolean) ? [[name, title, ...cells]] : [];
      }),
    );
    const where = isCrossOrigin
      ? "Tapis on another origin; Python"
      : "Tapis behind the page's own origin";
    return `### ${protocol}, ${where}\n\n${table(["", "client", ...latencies.map((latency) => `${latency} ms`)], rows)}`;
  });
  return sections.join("\n\n");
}
