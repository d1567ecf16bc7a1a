// What is measured: the operations, the clients, and which client does which operation over which way.

/** @typedef {import("./network.js").Way} Way */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {"establish" | "revoke" | "setUp" | "list"} function
 * @property {number} systems
 * @property {boolean} present  whether there are credentials beforehand
 * @property {number} waves  in which ours sends its requests, if nothing but its concurrency of 32 bounds it
 * @property {number} [createMs]  what a create takes, one at a time for everybody, as Tapis does them
 * @property {number} [repetitions]  at the most: of what takes long
 */

/** @type {Operation[]} */
export const OPERATIONS = [
  { name: "establish, present", function: "establish", systems: 1, present: true, waves: 1 },
  { name: "establish, missing", function: "establish", systems: 1, present: false, waves: 2 },
  { name: "revoke", function: "revoke", systems: 1, present: true, waves: 1 },
  ...[3, 20, 100].map((systems) => ({
    name: `set up ${systems}`,
    function: /** @type {const} */ ("setUp"),
    systems,
    present: false,
    waves: Math.ceil(systems / 32) + 1, // the creates of some go out with the checks of the next
  })),
  {
    ...{ name: "set up 5, a create takes 1.5 s", function: "setUp", systems: 5, present: false },
    ...{ waves: 2, createMs: 1500, repetitions: 3 },
  },
  ...[25, 250, 10_000].map((systems) => ({
    name: `list ${systems.toLocaleString("en")}`,
    function: /** @type {const} */ ("list"),
    systems,
    present: false,
    waves: systems <= 1000 ? 1 : 1 + Math.ceil((Math.ceil(systems / 1000) - 1) / 6),
  })),
];

/** Ours, and what people use: in a page, the two functions of the notebook, dapi. */
export const CLIENTS = /** @type {const} */ ({
  ours: { title: "this module", isPython: false },
  handWritten: { title: "hand-written fetch()", isPython: false },
  typescript: { title: "TypeScript client", isPython: false },
  opsutils: { title: "OpsUtils", isPython: true },
  dapi: { title: "dapi", isPython: true },
});

/** @typedef {keyof typeof CLIENTS} ClientName */

/**
 * What would say nothing, or take hours, is left out: Python knows no origins, and one system after another takes long; many
 * requests at a time are for HTTP/2.
 *
 * @param {ClientName} client
 * @param {Operation} operation
 * @param {Way} way
 * @param {number} latency  in milliseconds
 */
export function isMeasured(
  client,
  { function: what, systems, createMs },
  { protocol, isCrossOrigin },
  latency,
) {
  const isHttp2 = protocol === "HTTP/2";
  // Whatever the way, it is the creates that take the time.
  if (createMs && (!isHttp2 || latency !== 50 || isCrossOrigin !== CLIENTS[client].isPython))
    return false;
  if (CLIENTS[client].isPython) {
    // Without a page there is no other origin: the direct way.
    if (!isCrossOrigin || (latency > 50 && !isHttp2)) return false;
    if (what === "list") return client === "dapi" && isHttp2 && systems * latency <= 25 * 50;
    if (what === "setUp" && systems === 100) return client === "dapi" && isHttp2 && latency <= 50;
    return systems <= 3 || (isHttp2 && latency <= 50);
  }
  if (what === "list") {
    // A list's preflight would come out of the browser's memory.
    if (isCrossOrigin) return false;
    // It checks each system, and the browser gives up on 250 requests that are open at the same time for long.
    if (client === "typescript")
      return isHttp2 && (systems === 25 || (systems === 250 && latency <= 50));
    return systems === 25 || isHttp2;
  }
  if (systems === 100 && isCrossOrigin) return isHttp2 && latency <= 50;
  return systems <= 3 || isHttp2;
}
