// Writes an answer to the wire, whole or spoilt. It works below the HTTP framework, so that nothing is added to the
// headers of an answer and a fault may stop at any byte.

import { constants } from "node:http2";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { emptyAnswer } from "../answers.js";
import { CORS_HEADERS } from "../gateway.js";
import { pause } from "./pauses.js";

/** @typedef {import("../answers.js").Answer} Answer */
/** @typedef {import("./faults.js").Fault} Fault */

/**
 * A response of HTTP/1.1, or the one of HTTP/2, which imitates it and has a stream.
 * @typedef {import("node:http").ServerResponse &
 *   { stream?: import("node:http2").ServerHttp2Stream }} Response
 */

/**
 * @typedef {object} Exchange
 * @property {Response} response
 * @property {import("./journal.js").JournalEntry} entry
 * @property {import("./journal.js").Journal} journal
 * @property {AbortSignal} interruption  by a reset or the end of the server
 * @property {boolean} forbidReuse  of this connection, by a later request
 */

const SLOW_BODY_INTERVAL_MS = 50;
const CHUNK = Buffer.alloc(64 * 1024, "x");

/**
 * Whether the call itself has to run for this fault: a fault that only delays or cuts needs the true answer.
 * @param {Fault} fault
 */
export function needsTrueAnswer(fault) {
  const replaces =
    fault.late !== undefined ||
    fault.hang ||
    fault.status !== undefined ||
    fault.body !== undefined ||
    fault.redirect !== undefined ||
    fault.slowBody ||
    fault.hugeBody !== undefined ||
    fault.drop === "before-headers" ||
    fault.drop === "after-headers";
  return fault.act === true || !replaces;
}

/**
 * @param {Exchange} exchange
 * @param {Answer | null} trueAnswer  null if the server did not act
 * @param {Fault} fault  an empty one for an unspoilt answer
 */
export async function deliver(exchange, trueAnswer, fault) {
  const answer = spoil(trueAnswer ?? emptyAnswer(200), fault);
  if (fault.hang) await pause(Infinity, exchange.interruption);
  if (fault.drop === "before-headers") return cut(exchange);
  if (fault.drop === "after-headers") {
    writeHead(exchange, answer, fault, { "content-length": "1000" });
    exchange.response.flushHeaders();
    return cut(exchange);
  }
  if (fault.drop === "mid-body") return dropMidBody(exchange, answer, fault);
  if (fault.slowBody) return writeSlowly(exchange, answer, fault);
  if (fault.hugeBody !== undefined) return writeHugeBody(exchange, answer, fault, fault.hugeBody);

  const body = Buffer.from(answer.body).subarray(0, fault.truncate);
  const hasBody = answer.status !== 204 && answer.status !== 304;
  writeHead(exchange, answer, fault, hasBody ? { "content-length": String(body.length) } : {});
  exchange.journal.end(exchange.entry);
  exchange.response.end(hasBody ? body : undefined);
}

/**
 * Ends the connection (the stream in HTTP/2), after what was written has gone out.
 * @param {Exchange} exchange
 */
export function cut({ response, entry, journal }) {
  journal.end(entry);
  if (response.stream) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.socket?.destroySoon();
}

/**
 * @param {Answer} answer
 * @param {Fault} fault
 * @returns {Answer}
 */
function spoil(answer, fault) {
  const isObject = typeof fault.body === "object";
  return {
    status: fault.status ?? (fault.redirect === undefined ? answer.status : 302),
    headers: {
      ...answer.headers,
      ...(isObject && { "content-type": "application/json" }),
      ...(fault.redirect !== undefined && { location: fault.redirect }),
      ...fault.headers,
    },
    body: isObject ? JSON.stringify(fault.body, null, 2) : String(fault.body ?? answer.body),
  };
}

/**
 * @param {Exchange} exchange
 * @param {Answer} answer
 * @param {Fault} fault
 * @param {Record<string, string>} [framing]
 */
function writeHead({ response, entry, forbidReuse }, answer, fault, framing = {}) {
  entry.status = answer.status;
  const headers = {
    ...framing,
    ...(fault.cors === false ? {} : CORS_HEADERS),
    ...(forbidReuse && !response.stream && { connection: "close" }),
    ...answer.headers,
  };
  response.writeHead(answer.status, headers);
}

/**
 * @param {Exchange} exchange
 * @param {Answer} answer
 * @param {Fault} fault
 */
async function dropMidBody(exchange, answer, fault) {
  const body = Buffer.from(answer.body);
  writeHead(exchange, answer, fault, { "content-length": String(body.length) });
  await write(exchange.response, body.subarray(0, Math.floor(body.length / 2)));
  cut(exchange);
}

/**
 * @param {Exchange} exchange
 * @param {Answer} answer
 * @param {Fault} fault
 */
async function writeSlowly(exchange, answer, fault) {
  const interval = typeof fault.slowBody === "number" ? fault.slowBody : SLOW_BODY_INTERVAL_MS;
  writeHead(exchange, asJson(answer), fault);
  await write(exchange.response, "{");
  while (!exchange.entry.ended) {
    await pause(interval, exchange.interruption);
    await write(exchange.response, " ");
  }
}

/**
 * @param {Exchange} exchange
 * @param {Answer} answer
 * @param {Fault} fault
 * @param {number} mebibytes
 */
async function writeHugeBody(exchange, answer, fault, mebibytes) {
  const { response, entry, journal, interruption } = exchange;
  writeHead(exchange, asJson(answer), fault);
  try {
    await pipeline(Readable.from(hugeJson(mebibytes)), response, { signal: interruption });
    journal.end(entry);
  } catch {
    // The client gave up, which the journal hears from the connection, or a reset ended the body.
  }
}

/** @param {number} mebibytes */
function* hugeJson(mebibytes) {
  yield '{"result":"';
  for (let sent = 0; sent < mebibytes * 1024 * 1024; sent += CHUNK.length) yield CHUNK;
  yield '","status":"success","message":"","version":"","commit":"","build":"","metadata":null}';
}

/** @param {Answer} answer */
function asJson(answer) {
  return { ...answer, headers: { "content-type": "application/json", ...answer.headers } };
}

/**
 * Resolves when the bytes have been handed to the network; to a connection that is gone, nothing is written.
 * @param {Response} response
 * @param {string | Buffer} bytes
 * @returns {Promise<void>}
 */
function write(response, bytes) {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    response.write(bytes, () => resolve());
  });
}
