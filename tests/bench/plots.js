// The plots of RESULTS.md, drawn by Vega-Lite.

import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CLIENTS } from "./operations.js";
import { median } from "./series.js";

const run = promisify(execFile);
const PLOTS = fileURLToPath(new URL("plots", import.meta.url));
const BUILD = fileURLToPath(new URL("../../build/bench", import.meta.url));
const VL2SVG = fileURLToPath(new URL("node_modules/.bin/vl2svg", import.meta.url));

/** @typedef {import("./measure-operations.js").Series} Series */

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
    y: { field: "seconds", type: "quantitative", title: "seconds", scale: { type: "log" } },
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
  const color = {
    field: "client",
    type: "nominal",
    title: null,
    scale: {
      domain: Object.values(CLIENTS).map((client) => client.title),
      range: ["#0b57d0", "#8ab4f8", "#7a4d9f", "#b06000", "#c5221f"],
    },
  };
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: 560,
    height: 300,
    background: "white",
    data: { values },
    mark: { type: "line", point: true, strokeWidth: 2 },
    encoding: {
      x,
      y,
      color,
      shape: {
        field: "client",
        type: "nominal",
        title: null,
        scale: { domain: color.scale.domain },
      },
    },
  };
  const file = `${BUILD}/${name}.vl.json`;
  await writeFile(file, JSON.stringify(specification));
  await run(VL2SVG, [file, `${PLOTS}/${name}.svg`]);
}
