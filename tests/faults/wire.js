// What a browser hands to the module for each fault, for tests that have no browser: node tests/faults/wire.js FILE
// The faults are played by the local Tapis and read as the module's transport reads them (wasm/browser/fetch_transport.cc),
// so there is one opinion on what Tapis answers. What an engine itself makes of them is tried in each engine.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { startTapis } from "../tapis/index.js";
import { cellsOf, OPERATIONS } from "./operations.js";

/** @typedef {import("./operations.js").Cell} Cell */
/** @typedef {import("../tapis/index.js").Tapis} Tapis */

/** The transport's end of a request, as core/http.h has it: a status and a body, or why there is none. */
/** @typedef {{ status: number, body: string } | { none: "network" | "timeout" | "too_large" | "redirected" }} Reply */

/** As in wasm/driver/transport.h. */
const MAX_BODY = 8 * 1024 * 1024;

const SYSTEM = "system";
const USER = "jdoe";
/** Of a set-up. */
const SYSTEMS = ["before", SYSTEM, "behind"];

/** How the core asks. @type {Record<string, [method: string, path: string, body?: string]>} */
const CALLS = {
  checkUserCredential: ["POST", `/v3/systems/credential/${SYSTEM}/user/${USER}/check`],
  createUserCredential: [
    "POST",
    `/v3/systems/credential/${SYSTEM}/user/${USER}?createTmsKeys=true`,
    "{}",
  ],
  removeUserCredential: ["DELETE", `/v3/systems/credential/${SYSTEM}/user/${USER}`],
  getSystem: ["GET", `/v3/systems/${SYSTEM}`],
  getSystems: ["GET", "/v3/systems?listType=ALL&limit=-1"],
};

/**
 * @param {Tapis} tapis
 * @param {string} token
 * @param {string} call
 * @returns {Promise<{ reply: Reply, sofar: Reply }>} `sofar`: what had come when it broke, which some engines take for all
 */
async function ask(tapis, token, call) {
  const [method, path, body] = CALLS[call];
  const headers = { "X-Tapis-Token": token, ...(body && { "Content-Type": "application/json" }) };
  /** @type {Buffer[]} */
  const chunks = [];
  let status = 0;
  const sofar = () => ({ status, body: Buffer.concat(chunks).toString() });
  /** @param {"network" | "too_large" | "redirected"} none */
  const nothing = (none) => ({ reply: { none }, sofar: sofar() });
  const giveUp = new AbortController();
  try {
    const answer = await fetch(`${tapis.origin}${path}`, {
      method,
      headers,
      body,
      signal: giveUp.signal,
    });
    status = answer.status;
    if (!answer.headers.has("access-control-allow-origin")) return nothing("network");
    if (answer.redirected) return nothing("redirected");
    let size = 0;
    for await (const chunk of /** @type {AsyncIterable<Buffer>} */ (answer.body ?? [])) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY) return nothing("too_large");
    }
    return { reply: sofar(), sofar: sofar() };
  } catch {
    return nothing("network");
  } finally {
    giveUp.abort();
  }
}

/** Numbers replies, and knows those that it has. */
class Replies {
  /** @type {Reply[]} */
  all = [];
  /** @type {Map<string, number>} */
  #numbers = new Map();

  /** @param {Reply} reply */
  numberOf(reply) {
    const text = JSON.stringify(reply);
    const number = this.#numbers.get(text) ?? this.all.push(reply) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}

/** @param {Tapis} tapis @param {boolean} [stored] */
function setScene(tapis, stored = false) {
  tapis.reset(SYSTEMS.map((id) => ({ id })));
  if (stored) tapis.setCredential(SYSTEM, USER);
}

/**
 * What the call gets that meets the cell's fault.
 *
 * @param {Tapis} tapis
 * @param {string} token
 * @param {Cell} cell
 * @returns {Promise<{ reply: Reply, sofar?: Reply }>}
 */
async function meet(tapis, token, { call, operation, fault, abort, preflight, timeoutMs }) {
  if (abort || preflight || !fault) return { reply: { none: "network" } };
  if (timeoutMs) return { reply: { none: "timeout" } };
  setScene(tapis, OPERATIONS[operation].stored);
  tapis.order({ call }, { ...fault, late: undefined });
  return ask(tapis, token, call);
}

/** @param {Tapis} tapis */
async function writeDown(tapis) {
  const token = await tapis.issueToken({ username: USER });
  const replies = new Replies();

  /** @param {string} call @param {boolean} [stored] */
  const truly = async (call, stored) => {
    setScene(tapis, stored);
    return replies.numberOf((await ask(tapis, token, call)).reply);
  };
  const answers = {
    good: await truly("checkUserCredential", true),
    missing: await truly("checkUserCredential"),
    definition: await truly("getSystem"),
    list: await truly("getSystems"),
    created: await truly("createUserCredential"),
    removed: await truly("removeUserCredential", true),
  };

  const cells = [];
  for (const cell of Object.keys(OPERATIONS).flatMap(cellsOf)) {
    const { function: name, options, stored = false, changes, done } = OPERATIONS[cell.operation];
    const { reply, sofar } = await meet(tapis, token, cell);
    const late = cell.fault?.late;
    cells.push({
      name: cell.name,
      operation: cell.operation,
      function: name,
      force: options?.force === true,
      stored,
      changes: changes ?? "",
      done: done ?? "",
      call: cell.call,
      isChange: cell.isChange,
      reply: replies.numberOf(reply),
      acts: cell.took && late === undefined,
      late: late ?? null,
      took: cell.took,
      isLost: cell.isLost ?? false,
      untold: cell.untold ?? false,
      ends: cell.ends,
      // What some browsers take for whole is what had come until it was cut.
      otherwise:
        cell.isCut && sofar
          ? { reply: replies.numberOf(sofar), ends: cell.orEnds ?? cell.ends }
          : null,
    });
  }
  return { systems: SYSTEMS, answers, replies: replies.all, cells };
}

const file = process.argv[2];
if (!file) {
  console.error("Usage: wire.js FILE");
  process.exit(2);
}
const tapis = await startTapis();
try {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(await writeDown(tapis)));
} finally {
  await tapis.close();
}
