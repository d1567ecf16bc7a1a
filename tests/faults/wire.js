// What a browser hands to the module for each fault, for tests that have no browser: node tests/faults/wire.js FILE
// The faults are played by the local Tapis and read as the module's transport reads them (wasm/browser/fetch_transport.cc),
// so there is one opinion on what Tapis answers. What an engine itself makes of them is tried in each engine.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { DEFAULT_CLIENT, startTapis } from "../tapis/index.js";
import { AT_AUTHENTICATOR, authenticatorCellsOf, cellsOf, OPERATIONS } from "./operations.js";

/** @typedef {import("./operations.js").Cell} Cell */
/** @typedef {import("./operations.js").AuthenticatorCell} AuthenticatorCell */
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

/** At the Authenticator, where what is asked with was given before. */
const AUTHENTICATOR_PATHS = /** @type {Record<string, string>} */ ({
  createDeviceCode: "/v3/oauth2/device/code",
  createToken: "/v3/oauth2/tokens",
  revokeToken: "/v3/oauth2/tokens/revoke",
});
const CLIENT = DEFAULT_CLIENT.clientId;

/** @typedef {{ reply: Reply, sofar: Reply }} Asked `sofar`: what had come when it broke, which some engines take for all */

/** @param {Tapis} tapis @param {string} token @param {string} call */
function ask(tapis, token, call) {
  const [method, path, body] = CALLS[call];
  const headers = { "X-Tapis-Token": token, ...(body && { "Content-Type": "application/json" }) };
  return send(tapis, path, { method, headers, body });
}

/** @param {Tapis} tapis @param {string} call @param {object} fields */
function askAuthenticator(tapis, call, fields) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(fields);
  return send(tapis, AUTHENTICATOR_PATHS[call], { method: "POST", headers, body });
}

/** @param {Tapis} tapis @param {string} path @param {RequestInit} request @returns {Promise<Asked>} */
async function send(tapis, path, request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let status = 0;
  const sofar = () => ({ status, body: Buffer.concat(chunks).toString() });
  /** @param {"network" | "too_large" | "redirected"} none */
  const nothing = (none) => ({ reply: { none }, sofar: sofar() });
  const giveUp = new AbortController();
  try {
    const answer = await fetch(`${tapis.origin}${path}`, { ...request, signal: giveUp.signal });
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

/**
 * What each call to the Authenticator is asked with, for somebody who has just typed in the code.
 *
 * @param {Tapis} tapis
 * @returns {Promise<Record<string, object>>} by the call
 */
async function afterTyping(tapis) {
  tapis.reset();
  await askAuthenticator(tapis, "createDeviceCode", { client_id: CLIENT });
  const [{ userCode, deviceCode }] = tapis.authenticator.deviceCodes;
  tapis.authenticator.approve(userCode, USER);
  return {
    createDeviceCode: { client_id: CLIENT },
    createToken: { grant_type: "device_code", client_id: CLIENT, device_code: deviceCode },
    revokeToken: { token: await tapis.issueToken({ username: USER }) },
  };
}

/** @param {Tapis} tapis @param {AuthenticatorCell} cell @returns {Promise<{ reply: Reply, sofar?: Reply }>} */
async function meetAtAuthenticator(tapis, { call, fault, abort, preflight, timeoutMs }) {
  if (abort || preflight || !fault) return { reply: { none: "network" } };
  if (timeoutMs) return { reply: { none: "timeout" } };
  const fields = await afterTyping(tapis);
  tapis.order({ call }, fault);
  return askAuthenticator(tapis, call, fields[call]);
}

/** @param {Tapis} tapis @param {Replies} replies */
async function writeDownAuthenticator(tapis, replies) {
  const fields = await afterTyping(tapis);
  const truly = async (/** @type {string} */ call) =>
    replies.numberOf((await askAuthenticator(tapis, call, fields[call])).reply);
  const answers = {
    code: await truly("createDeviceCode"),
    tokens: await truly("createToken"),
    spent: await truly("createToken"),
    revoked: await truly("revokeToken"),
  };
  const cells = [];
  for (const cell of Object.keys(AT_AUTHENTICATOR).flatMap(authenticatorCellsOf)) {
    const { name, operation, took, ends, orEnds = ends, isCut } = cell;
    const { reply, sofar } = await meetAtAuthenticator(tapis, cell);
    const { done, repeats = false } = AT_AUTHENTICATOR[operation];
    const shared = { operation, done, repeats, took };
    cells.push({ ...shared, name, reply: replies.numberOf(reply), ends });
    if (isCut && sofar) {
      const whole = { name: `${name}, taken for whole`, reply: replies.numberOf(sofar) };
      cells.push({ ...shared, ...whole, ends: orEnds });
    }
  }
  return { origin: tapis.origin, answers, cells };
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
      patient: options?.patienceMs !== undefined,
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
  const authenticator = await writeDownAuthenticator(tapis, replies);
  return { systems: SYSTEMS, answers, replies: replies.all, cells, authenticator };
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
