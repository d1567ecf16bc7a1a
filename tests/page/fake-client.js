// An in-memory stand-in for tms.js with its manners: connections that can be closed, steps that take
// a while, cancel, TapisErrors. What the token is decides how connecting ends, and `person` how signing in does.

import { stepResponse } from "./step-response.js";

/** @typedef {import("../../web/page/operations/client.js").Client} Client */
/** @typedef {import("../../web/page/operations/client.js").Connection & { closed: boolean }} FakeConnection */
/** @typedef {import("../../web/tms.js").OperationOptions} OperationOptions */
/** @typedef {import("../../web/tms.js").StepName} StepName */
/** @typedef {{ name: string, token?: string, clientId?: string, baseUrl?: string, allowedOrigins?: readonly string[], systemId?: string, systemIds?: readonly string[], force?: boolean, patienceMs?: number }} Call */

export class FakeTapisError extends Error {
  httpStatus = 0;
  tapisCode = "";
  serverMessage = "";
  systemId = "";
  retryable = false;

  /** @param {{ code: import("../../web/tms.js").TapisErrorCode | "", message: string }} error */
  constructor({ code, message }) {
    super(message);
    this.code = /** @type {import("../../web/tms.js").TapisErrorCode} */ (code);
  }
}

/**
 * @param {object} [options]
 * @param {number} [options.latencyMs] of every answer
 * @param {number} [options.lifetimeMs] of a session
 * @param {Error} [options.error] in which every operation ends
 * @param {Error} [options.listError] in which listing ends
 * @param {readonly import("../../web/tms.js").SystemSummary[]} [options.systems] that are listed
 * @param {Error} [options.signInError] in which asking for a code ends
 * @param {number} [options.codeHoldsMs] by the clock of Tapis
 * @param {() => number} [options.now] the true time
 */
export function createFakeClient({
  latencyMs = 0,
  lifetimeMs = 4 * 3_600_000,
  error,
  listError,
  systems = [],
  signInError,
  codeHoldsMs = 600_000,
  now = Date.now,
} = {}) {
  /** @type {Call[]} */
  const calls = [];
  /** @type {FakeConnection[]} */
  const connections = [];
  /** Names of the systems that have credentials. */
  const stored = new Set();

  /** @type {Client["connectTapis"]} */
  async function connectTapis({ token, allowedOrigins }) {
    calls.push({ name: "connect", token, allowedOrigins });
    await Promise.resolve();
    if (token === "no-module") throw new Error("The credentials module could not be loaded.");
    return open("jdoe", token === "eyJ.other-tenant" ? "tacc" : "designsafe");
  }

  /** Who signs in elsewhere, and in what asking whether they have finished ends meanwhile. */
  const person = {
    username: "jdoe",
    hasFinished: false,
    error: /** @type {Error | undefined} */ (undefined),
    /** Resolves when Tapis answers. */
    answer: Promise.resolve(),
  };

  /** @type {Client["startSignIn"]} */
  async function startSignIn({ clientId, baseUrl, allowedOrigins, signal }) {
    calls.push({ name: "startSignIn", clientId, baseUrl, allowedOrigins });
    await Promise.resolve();
    if (signInError) throw signInError;
    return {
      userCode: "KbRsTuVx",
      verificationUrl: `${baseUrl}/v3/oauth2/device?client_id=${clientId}`,
      expiresAt: new Date(now() + codeHoldsMs),
      async poll() {
        calls.push({ name: "poll" });
        if (signal?.aborted) throw new FakeTapisError({ code: "cancelled", message: "Cancelled." });
        await person.answer;
        if (person.error) throw person.error;
        return person.hasFinished ? open(person.username, "designsafe") : null;
      },
      cancel() {},
    };
  }

  /** @param {string} username @param {string} tenant */
  function open(username, tenant) {
    const connection = {
      username,
      tenant,
      baseUrl: `https://${tenant}.tapis.io`,
      expiresAt: new Date(now() + lifetimeMs),
      closed: false,
      close() {
        connection.closed = true;
      },
      async signOut() {
        calls.push({ name: "signOut" });
        connection.closed = true;
      },
    };
    connections.push(connection);
    return connection;
  }

  /**
   * Tells a question, waits, tells its answer.
   *
   * @param {OperationOptions} options
   * @param {StepName} step
   * @param {string} summary
   * @param {string} systemId
   */
  async function ask({ signal, onStep }, step, summary, systemId) {
    if (signal?.aborted) throw new FakeTapisError({ code: "cancelled", message: "Cancelled." });
    const request = { method: "POST", path: `/v3/systems/${step}` };
    const message = `Asking for the ${step}`;
    const event = { step, systemId, message, attempt: 1, waitMs: 0, request };
    onStep?.({ ...event, response: null });
    await sleep(latencyMs, signal);
    const response = stepResponse({
      httpStatus: 200,
      success: true,
      milliseconds: latencyMs,
      summary,
    });
    onStep?.({ ...event, response });
    if (error) throw error;
  }

  /** @type {Client["establishTmsCredentials"]} */
  async function establishTmsCredentials(_, systemId, username = "jdoe", options = {}) {
    const { force = false, patienceMs } = options;
    calls.push({ name: "establish", systemId, force, ...(patienceMs && { patienceMs }) });
    const asked = ask(options, "check", "none found", systemId);
    await Promise.all([asked, ask(options, "definition", "TMS_KEYS", systemId)]);
    await ask(options, "create", "done", systemId);
    stored.add(systemId);
    return { systemId, username, status: "created", message: "Ready." };
  }

  /** @type {Client["checkTmsCredentials"]} */
  async function checkTmsCredentials(_, systemId, username = "jdoe", options = {}) {
    calls.push({ name: "check", systemId });
    await ask(options, "check", "none found", systemId);
    return { systemId, username, status: "missing", message: "Establish them." };
  }

  /** @type {Client["revokeTmsCredentials"]} */
  async function revokeTmsCredentials(_, systemId, username = "jdoe", options = {}) {
    calls.push({ name: "revoke", systemId });
    await ask(options, "remove", "done", systemId);
    stored.delete(systemId);
    return { systemId, username, status: "revoked", message: "Gone." };
  }

  /** @type {Client["listSystems"]} */
  async function listSystems(_, options = {}) {
    calls.push({ name: "list" });
    /** @type {import("../../web/tms.js").StepEvent} */
    const event = {
      step: "list",
      systemId: "",
      message: "Listing the systems",
      attempt: 1,
      waitMs: 0,
      request: { method: "GET", path: "/v3/systems?listType=ALL" },
      response: null,
    };
    options.onStep?.(event);
    await Promise.resolve();
    if (listError) throw listError;
    const response = stepResponse({
      httpStatus: 200,
      success: true,
      milliseconds: 0,
      summary: "done",
    });
    options.onStep?.({ ...event, response });
    return Object.assign([...systems], { skippedRows: 0 });
  }

  /** @type {Client["setupTmsCredentials"]} */
  async function setupTmsCredentials(tapis, systemIds, username, options = {}) {
    calls.push({ name: "setup", systemIds });
    const results = systemIds.map(async (systemId) => {
      /** @type {import("../../web/tms.js").SetupResult} */
      let result = { systemId, status: "created", error: null };
      try {
        await establishTmsCredentials(tapis, systemId, username, options);
      } catch (reason) {
        const cause = /** @type {FakeTapisError} */ (reason);
        result = {
          systemId,
          status: cause.code === "cancelled" ? "cancelled" : "failed",
          error: cause,
        };
      }
      options.onProgress?.({ done: 1, total: systemIds.length, result });
      return result;
    });
    return Promise.all(results);
  }

  /** @type {Client} */
  const client = {
    connectTapis,
    findAccessToken: (text) => /eyJ[\w.-]+/.exec(text)?.[0] ?? text.trim(),
    startSignIn,
    establishTmsCredentials,
    checkTmsCredentials,
    revokeTmsCredentials,
    listSystems,
    setupTmsCredentials,
    TapisError: FakeTapisError,
  };
  return { client, calls, connections, stored, person };
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new FakeTapisError({ code: "cancelled", message: "Cancelled." }));
    });
  });
}
