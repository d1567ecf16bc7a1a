// The plots of RESULTS.md, drawn by Vega-Lite.

import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CLIENTS } from "../operations.js";
import { median } from "./series.js";

const run = promisify(execFile);
const PLOTS = fileURLToPath(new URL("../plots", import.meta.url));
const BUILD = fileURLToPath(new URL("../../../build/bench", import.meta.url));
const VL2SVG = fileURLToPath(new URL("../node_modules/.bin/vl2svg", import.meta.url));

/** @typedef {import("../measure-operations.js").Series} Series */

/** Of each client where it is at its best: in a page behind the page's own origin, Python without a page. @param {Series} series */
const isAtItsBest = ({ client, isCrossOrigin, protocol }) =>
  protocol === "HTTP/2" && isCrossOrigin === CLIENTS[client].isPython;

/** @param {Series[]} operations */
export async function drawPlots(operations) {
  await mkdir(PLOTS, { recursive: true });
  const best = operations.filter(isAtItsBest).map(({ times, client, ...rest }) => ({
    ...rest,
    client: CLIENTS[client].title,
    seconds: median(times) / 1000,
  }));
  const setUp = best.filter(
    ({ operation, latency }) => operation.startsWith("set up") && latency === 50,
  );
  await draw("set-up", setUp, {
    title: "Setting up systems that have no credentials, 50 ms to Tapis, HTTP/2",
    x: {
      field: "systems",
      type: "quantitative",
      title: "systems",
      scale: { type: "log", domain: [3, 100] },
      axis: { values: [3, 20, 100] },
    },
    y: {
      field: "seconds",
      type: "quantitative",
      title: "seconds",
      scale: { type: "log", domain: [0.1, 20] },
      axis: { values: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20] },
    },
  });
  const establish = best.filter(({ operation }) => operation === "establish, missing");
  await draw("establish", establish, {
    title: "Establishing missing credentials on one system, HTTP/2",
    x: {
      field: "latency",
      type: "quantitative",
      title: "latency of Tapis in milliseconds",
      axis: { values: [0, 50, 200] },
    },
    y: { field: "seconds", type: "quantitative", title: "seconds" },
  });
}

/**
 * @param {string} name
 * @param {object[]} values
 * @param {{ title: string, x: object, y: object }} chart
 */
async function draw(name, values, { title, x, y }) {
  const domain = Object.values(CLIENTS).map((client) => client.title);
  /** @param {unknown[]} range one for each client */
  const byClient = (range) => ({
    field: "client",
    type: "nominal",
    title: null,
    legend: { labelLimit: 0 },
    scale: { domain, range },
  });
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: 560,
    height: 300,
    background: "white",
    data: { values },
    mark: { type: "line", point: true, strokeWidth: 3 },
    encoding: {
      x,
      y,
      color: byClient(["#0b57d0", "#7fa7ea", "#7a4d9f", "#e08a00", "#c5221f"]),
      // Two of them are as fast as two others: through a dashed line one sees what is below.
      strokeDash: byClient([[], [4, 8], [], [], [4, 8]]),
      shape: byClient(["circle", "square", "triangle-up", "cross", "diamond"]),
    },
  };
  const file = `${BUILD}/${name}.vl.json`;
  await writeFile(file, JSON.stringify(specification));
  await run(VL2SVG, [file, `${PLOTS}/${name}.svg`]);
}
