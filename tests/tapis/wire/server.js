// The HTTP server: routes from the table of calls, and the way of every request through journal, faults and service.
// Fastify routes and reads bodies; `deliver.js` writes the answers.

import Fastify from "fastify";
import { gatewayPage, thrownError } from "../answers.js";
import { CALLS } from "../calls.js";
import { throwAwayCertificate } from "./certificate.js";
import { cut, deliver, needsTrueAnswer } from "./deliver.js";
import { MAX_BODY_BYTES } from "../gateway.js";
import { now } from "./journal.js";
import { Interrupted, OneAtATime, pause } from "./pauses.js";
import { AUTHENTICATOR } from "../service.js";

/** @typedef {import("fastify").FastifyInstance} App */
/** @typedef {import("fastify").FastifyRequest} Request */
/** @typedef {import("fastify").FastifyReply} Reply */
/** @typedef {import("../answers.js").Answer} Answer */
/** @typedef {import("../service.js").ServiceRequest} ServiceRequest */
/** @typedef {import("./faults.js").Fault} Fault */

/**
 * @typedef {object} Parts
 * @property {import("../service.js").Service} service
 * @property {import("./journal.js").Journal} journal
 * @property {import("./faults.js").Faults} faults
 * @property {import("./pauses.js").Interruption} interruption
 * @property {{ milliseconds: number, preflights: boolean }} latency
 */

/** The calls that the Systems service does in one synchronized block. */
const SYNCHRONIZED = ["createUserCredential", "removeUserCredential"];

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * @param {Parts} parts
 * @param {{ tls: boolean, http2: boolean }} options
 * @returns {Promise<App>}
 */
export async function createServer(parts, { tls, http2 }) {
  const app = await bareServer(parts, { tls, http2 });
  const synchronized = new OneAtATime();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  for (const path of new Set(CALLS.map((call) => call.path))) {
    const calls = CALLS.filter((call) => call.path === path);
    for (const call of calls) {
      app.route({
        method: call.method,
        url: path,
        handler: handler(parts, call.name, (request, signal) => {
          const { createMs } = parts.service.state.behaviour;
          if (createMs === 0 || !SYNCHRONIZED.includes(call.name))
            return parts.service.answer(call, request);
          return synchronized.run(async () => {
            if (call.name === "createUserCredential") await pause(createMs, signal);
            return parts.service.answer(call, request);
          });
        }),
      });
    }
    const allowed = calls.map((call) => call.method);
    app.route({
      method: METHODS.filter((method) => !allowed.some((known) => known === method)),
      url: path,
      handler: handler(parts, "wrongMethod", (request) =>
        parts.service.answerWrongMethod(request, path),
      ),
    });
    app.route({
      method: "OPTIONS",
      url: path,
      handler: handler(parts, "preflight", async () => parts.service.answerOptions(path, allowed)),
    });
  }
  for (const path of [AUTHENTICATOR, `${AUTHENTICATOR}/*`]) {
    app.route({
      method: METHODS,
      url: path,
      handler: handler(parts, "unknownPath", (request) =>
        parts.service.answerUnknownPath(request, path),
      ),
    });
    app.route({
      method: "OPTIONS",
      url: path,
      handler: handler(parts, "preflight", async () => parts.service.answerOptions(path, [])),
    });
  }
  app.setNotFoundHandler(
    handler(parts, "unknownPath", (request) => parts.service.answerUnknownPath(request)),
  );
  app.setErrorHandler((/** @type {import("fastify").FastifyError} */ error, request, reply) =>
    handler(parts, "unreadable", async () => unreadable(error))(request, reply),
  );
  return app;
}

/**
 * @param {Parts} parts
 * @param {{ tls: boolean, http2: boolean }} options
 * @returns {Promise<App>}
 */
async function bareServer(parts, { tls, http2 }) {
  const options = {
    bodyLimit: MAX_BODY_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 10000 },
    frameworkErrors: (
      /** @type {Error} */ _error,
      /** @type {Request} */ request,
      /** @type {Reply} */ reply,
    ) => {
      void handler(parts, "unreadable", async () => gatewayPage(400))(request, reply);
    },
  };
  // The gateway's own limit on header size is to answer, not Node's.
  const limits = { maxHeaderSize: 64 * 1024 };
  // The type of a Fastify instance names the kind of its server, which nothing here depends on.
  const create = /** @type {(options: object) => App} */ (/** @type {unknown} */ (Fastify));
  if (!tls) return create({ ...options, http: limits });
  const https = { ...limits, ...(await throwAwayCertificate()), allowHTTP1: true };
  return create({ ...options, https, ...(http2 && { http2 }) });
}

/**
 * @param {Parts} parts
 * @param {string} call
 * @param {(request: ServiceRequest, signal: AbortSignal) => Promise<Answer>} answer
 */
function handler({ journal, faults, interruption, latency }, call, answer) {
  return async (/** @type {Request} */ request, /** @type {Reply} */ reply) => {
    reply.hijack();
    const { signal } = interruption;
    const entry = journalEntry(call, request);
    journal.begin(entry);
    reply.raw.on("close", () => journal.end(entry, { aborted: true }));

    const ordered = faults.take(entry);
    const fault = ordered ?? {};
    entry.faulted = ordered !== undefined;
    const exchange = {
      response: reply.raw,
      entry,
      journal,
      interruption: signal,
      forbidReuse: faults.forbidReuse,
    };
    const general = call === "preflight" && !latency.preflights ? 0 : latency.milliseconds;
    const delay = general + (fault.latency ?? 0);
    const act = async () => {
      const trueAnswer = await answer(serviceRequest(request), signal);
      journal.act(entry);
      return trueAnswer;
    };
    if (fault.late !== undefined) {
      const { late } = fault;
      pause(late, signal).then(act).catch(ignoreInterruption);
    }
    try {
      if (!fault.act) await pause(delay, signal);
      const trueAnswer = needsTrueAnswer(fault) ? await act() : null;
      if (fault.act) await pause(delay, signal);
      await deliver(exchange, trueAnswer, fault);
    } catch (error) {
      cut(exchange);
      ignoreInterruption(error);
    }
  };
}

/** @param {unknown} error */
function ignoreInterruption(error) {
  if (!(error instanceof Interrupted)) throw error;
}

/**
 * @param {string} call
 * @param {Request} request
 * @returns {import("./journal.js").JournalEntry}
 */
function journalEntry(call, request) {
  const { path, query, headers, body } = serviceRequest(request);
  return {
    call,
    method: request.method,
    path: request.url.split("?")[0],
    query,
    headers: { ...headers },
    body,
    system: path.systemId,
    username: path.userName,
    status: 0,
    startedAt: now(),
    endedAt: null,
    ended: false,
    acted: false,
    aborted: false,
    faulted: false,
  };
}

/**
 * @param {Request} request
 * @returns {ServiceRequest}
 */
function serviceRequest(request) {
  return {
    headers: request.headers,
    query: /** @type {ServiceRequest["query"]} */ (request.query ?? {}),
    path: /** @type {ServiceRequest["path"]} */ (request.params ?? {}),
    body: /** @type {string | undefined} */ (request.body) ?? "",
  };
}

/**
 * @param {import("fastify").FastifyError} error
 * @returns {Answer}
 */
function unreadable(error) {
  if (error.statusCode === 413) return gatewayPage(413);
  if (error.statusCode === 415) return thrownError(501, "HTTP 415 Unsupported Media Type");
  return gatewayPage(error.statusCode ?? 500);
}
