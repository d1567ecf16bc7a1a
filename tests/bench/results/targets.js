// What we set out to reach, and whether the measurements say that we have.

import { CLIENTS, OPERATIONS } from "../operations.js";
import { medianOf } from "./series.js";

/** @typedef {import("./results.js").Results} Results */
/** @typedef {{ target: string, measured: string, isMet: boolean }} Target */

/** The initial load of TapisUI, compressed with brotli (its production build of 2026-11). */
const TAPIS_UI_BYTES = 1_087_697;
const HTTP2 = { protocol: "HTTP/2" };
const SAME = { ...HTTP2, isCrossOrigin: false };
const DIRECT = { ...HTTP2, isCrossOrigin: true };

/** @param {Results} results @returns {Target[]} */
export function targets(results) {
  return [
    ...waves(results),
    setUpBesideDapi(results),
    slowCreates(results),
    ...[50, 200].map((latency) => establishBesideTheNextBest(results, latency)),
    overhead(results),
    bytes(results),
    lighthouse(results),
  ];
}

/** @param {Results} results */
function waves({ operations }) {
  const latency = 200;
  return OPERATIONS.flatMap(({ name, waves: count }) => {
    const [time, floor] = /** @type {const} */ (["ours", "handWritten"]).map((client) =>
      medianOf(operations, { ...SAME, latency, operation: name, client }),
    );
    if (time === null || floor === null) return [];
    const bound = count * latency;
    const measured = `${Math.round(time)} ms for ${count} × ${latency} ms: ${percent(time / bound - 1)} more (hand-written ${percent(floor / bound - 1)})`;
    const target = `${name}: its waves of requests and at most 15 % more, at ${latency} ms`;
    return [{ target, measured, isMet: time <= bound * 1.15 }];
  });
}

/** @param {Results} results @returns {Target} */
function setUpBesideDapi({ operations }) {
  const wanted = { operation: "set up 100", latency: 50 };
  const dapi = Number(medianOf(operations, { ...DIRECT, ...wanted, client: "dapi" }));
  const [same, cross] = [SAME, DIRECT].map((way) =>
    Number(medianOf(operations, { ...way, ...wanted, client: "ours" })),
  );
  const floor = Number(medianOf(operations, { ...SAME, ...wanted, client: "handWritten" }));
  const work = Number(medianOf(operations, { ...SAME, ...wanted, latency: 0, client: "ours" }));
  const measured =
    `${ratio(dapi / same)} behind the page's own origin (hand-written ${ratio(dapi / floor)}), ` +
    `${ratio(dapi / cross)} on another (preflights); of the ${Math.round(same)} ms the requests take ${Math.round(work)} ms without any latency`;
  const target = "set up 100 missing systems: 30 times faster than dapi, at 50 ms, HTTP/2";
  return { target, measured, isMet: dapi / same >= 30 };
}

/** @param {Results} results @returns {Target} */
function slowCreates({ operations }) {
  const [{ name, createMs = 0, systems }] = OPERATIONS.filter((operation) => operation.createMs);
  const timeOf = (/** @type {keyof typeof CLIENTS} */ client) =>
    Number(medianOf(operations, { operation: name, client }));
  const ours = timeOf("ours");
  const others = /** @type {const} */ (["typescript", "opsutils", "dapi"]);
  const times = others.map((client) => `${CLIENTS[client].title} ${Math.round(timeOf(client))}`);
  return {
    target: `${name}, one at a time for everybody: nobody is faster`,
    measured: `${Math.round(ours)} ms, of which the creates take ${systems * createMs} ms (${times.join(", ")})`,
    isMet: others.every((client) => ours <= timeOf(client)),
  };
}

/** @param {Results} results @param {number} latency @returns {Target} */
function establishBesideTheNextBest({ operations }, latency) {
  const wanted = { operation: "establish, missing", latency };
  const ours = Number(medianOf(operations, { ...SAME, ...wanted, client: "ours" }));
  const others = /** @type {const} */ (["typescript", "opsutils", "dapi"]).map((client) => {
    const way = CLIENTS[client].isPython ? DIRECT : SAME;
    return { client, time: medianOf(operations, { ...way, ...wanted, client }) ?? Infinity };
  });
  const next = others.toSorted((left, right) => left.time - right.time)[0];
  return {
    target: `establish, missing: 1.4 times faster than the next best, at ${latency} ms`,
    measured: `${ratio(next.time / ours)} faster than ${CLIENTS[next.client].title}`,
    isMet: next.time / ours >= 1.4,
  };
}

/** @param {Results} results @returns {Target} */
function overhead({ operations }) {
  const names = ["establish, present", "establish, missing", "revoke", "list 25"];
  const costs = names.map((operation) => {
    const wanted = { ...SAME, latency: 0, operation };
    const [ours, floor] = /** @type {const} */ (["ours", "handWritten"]).map((client) =>
      Number(medianOf(operations, { ...wanted, client })),
    );
    return ours - floor;
  });
  const measured = names.map((name, index) => `${name} ${costs[index].toFixed(1)} ms`).join(", ");
  const target = "less than 5 ms of our own an operation, beyond a hand-written fetch()";
  return { target, measured, isMet: costs.every((cost) => cost < 5) };
}

/** @param {Results} results @returns {Target} */
function bytes({ brotli }) {
  const share = TAPIS_UI_BYTES / brotli;
  return {
    target: "the whole page: at most a fourteenth of TapisUI's bytes",
    measured: `${brotli.toLocaleString("en")} bytes with brotli, one ${share.toFixed(1)}th`,
    isMet: share >= 14,
  };
}

/** @param {Results} results @returns {Target} */
function lighthouse({ lighthouse: { CATEGORIES, runs } }) {
  const worst = CATEGORIES.map((_, index) => Math.min(...runs.map(({ scores }) => scores[index])));
  const measured = CATEGORIES.map((name, index) => `${name} ${worst[index]}`).join(", ");
  const target = "Lighthouse: 100 in its three categories, in each of three runs";
  return { target, measured, isMet: worst.every((score) => score === 100) };
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/** @param {number} times */
const ratio = (times) => `${times.toFixed(times < 10 ? 2 : 0)} times`;
