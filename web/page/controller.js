// Carries out what the person asks for: holds the connection to Tapis, lists the systems, runs one
// operation at a time on each of them and tells the store. The access token passes through `connect`
// into the client and is kept nowhere.

import { failure, failureOf, needsNewToken } from "./failure.js";
import { summaryOf } from "./batch.js";
import { forEachAtMost } from "./pool.js";
import { findAccessToken, MAX_TOKEN_FILE_BYTES, TokenTextError } from "./token-text.js";

/** @typedef {import("./config.js").Config} Config */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Action} Action */

/**
 * The functions of tms.js that the page uses.
 *
 * @typedef {Pick<typeof import("../tms.js"), "connectTapis" | "checkTmsCredentials" |
 *   "establishTmsCredentials" | "revokeTmsCredentials" | "listSystems" | "setupTmsCredentials" |
 *   "TapisError">} Client
 */

/** @typedef {Awaited<ReturnType<Client["connectTapis"]>>} Connection */

/** @typedef {ReturnType<typeof createController>} Controller */

const CLOCK_INTERVAL_MS = 1000;

const NOT_TRIED = failure("cancelled", "Not tried: a new token is needed first.");

/** How many systems of a batch are worked on at a time. */
const CONCURRENCY = 6;

/**
 * @param {object} options
 * @param {Client} options.client
 * @param {Config} options.config
 * @param {import("./store.js").Store<State, Action>} options.store
 * @param {() => number} [options.now]
 */
export function createController({ client, config, store, now = Date.now }) {
  /** @type {Connection | null} */
  let connection = null;
  /** By system id: what ends the operation there. Those of a batch share one. */
  const running = /** @type {Map<string, AbortController>} */ (new Map());
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let disposed = false;

  /** Ends the session as far as this side is concerned: aborts, wipes the token, stops the clock. */
  function release() {
    clearInterval(timer);
    for (const abort of running.values()) abort.abort();
    running.clear();
    connection?.close();
    connection = null;
  }

  function readClock() {
    store.dispatch({ type: "clock", now: now() });
    if (!store.get().session) release();
  }

  /** @param {Connection} opened */
  function adopt(opened) {
    connection = opened;
    const { username, tenant, baseUrl, expiresAt } = opened;
    const session = { username, tenant, baseUrl, expiresAt: expiresAt.getTime() };
    store.dispatch({ type: "connected", session, now: now() });
    timer = setInterval(readClock, CLOCK_INTERVAL_MS);
    void listSystems();
  }

  /**
   * What an operation of a session may say: after its end nothing of it may still reach the page.
   *
   * @param {Connection} tapis
   */
  function voiceOf(tapis) {
    return (/** @type {Action} */ action) => {
      if (connection === tapis) store.dispatch(action);
    };
  }

  async function listSystems() {
    const tapis = connection;
    if (!tapis || store.get().listing.loading) return;
    const tell = voiceOf(tapis);
    tell({ type: "listing-started" });
    try {
      const onStep = stepsTo(tell);
      tell({ type: "listed", systems: await client.listSystems(tapis, { onStep }) });
    } catch (error) {
      tell({ type: "listing-failed", failure: failureOf(error, client.TapisError) });
      if (connection === tapis) readClock();
    }
  }

  /** @param {(action: Action) => void} tell */
  function stepsTo(tell) {
    return (/** @type {import("./operation.js").StepEvent} */ event) =>
      tell({ type: "step", event, at: now() });
  }

  /**
   * Keeps the systems to itself until the work on them has ended.
   *
   * @param {Connection} tapis
   * @param {readonly string[]} systemIds none of which may be at work
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async function occupy(tapis, systemIds, work) {
    const abort = new AbortController();
    for (const systemId of systemIds) running.set(systemId, abort);
    await work(abort.signal);
    if (connection !== tapis) return;
    for (const systemId of systemIds) running.delete(systemId);
    readClock();
  }

  /** @param {string} message */
  function refuseToken(message) {
    store.dispatch({ type: "connect-failed", failure: failure("token_malformed", message) });
  }

  /**
   * Opens a session and asks for the systems.
   *
   * @param {string} text an access token, or the content of a token file
   */
  async function connect(text) {
    if (store.get().connecting || connection) return;
    let token;
    try {
      token = findAccessToken(text);
    } catch (error) {
      if (error instanceof TokenTextError) return refuseToken(error.message);
      throw error;
    }
    store.dispatch({ type: "connect-started" });
    try {
      const opened = await client.connectTapis({ token, allowedOrigins: config.apiOrigins });
      if (disposed) return opened.close();
      if (config.apiOrigins.includes(new URL(opened.baseUrl).origin)) return adopt(opened);
      opened.close();
      store.dispatch({ type: "connect-failed", failure: foreignApi(opened.baseUrl, config) });
    } catch (error) {
      if (disposed) return;
      const known = error instanceof client.TapisError;
      const reason = known ? failureOf(error, client.TapisError) : moduleNotLoaded();
      store.dispatch({ type: "connect-failed", failure: reason });
    }
  }

  /**
   * @param {OperationKind} kind
   * @param {Connection} tapis
   * @param {string} systemId
   * @param {{ signal: AbortSignal, onStep: (event: import("./operation.js").StepEvent) => void }} options
   */
  function perform(kind, tapis, systemId, options) {
    const { username } = tapis;
    switch (kind) {
      case "check":
        return client.checkTmsCredentials(tapis, systemId, username, options);
      case "establish":
        return client.establishTmsCredentials(tapis, systemId, username, options);
      case "renew":
        return renew(tapis, systemId, options);
      case "revoke":
        return client.revokeTmsCredentials(tapis, systemId, username, options);
    }
  }

  /**
   * A fresh key, then a check of it. The result is the create's, unless the check says otherwise: what
   * keeps the check from being made does not undo the create.
   *
   * @param {Connection} tapis
   * @param {string} systemId
   * @param {import("../tms.js").OperationOptions} options
   */
  async function renew(tapis, systemId, options) {
    const { username } = tapis;
    const forced = { ...options, force: true };
    const made = await client.establishTmsCredentials(tapis, systemId, username, forced);
    try {
      const checked = await client.checkTmsCredentials(tapis, systemId, username, options);
      return checked.status === "valid" ? made : checked;
    } catch (error) {
      const reason = failureOf(error, client.TapisError);
      if (needsNewToken(reason)) throw error;
      return { ...made, message: `They could not be checked afterwards. ${reason.message}` };
    }
  }

  /** @param {string} systemId */
  function isInBatch(systemId) {
    const { batch } = store.get();
    return batch !== null && batch.phase !== "ended" && batch.systemIds.has(systemId);
  }

  /**
   * Runs one operation. A second one on the same system is not started while one runs.
   *
   * @param {OperationKind} kind
   * @param {string} systemId
   */
  async function run(kind, systemId) {
    const tapis = connection;
    if (!tapis) return;
    if (running.has(systemId)) return store.dispatch({ type: "operation-declined", systemId });
    const tell = voiceOf(tapis);
    tell({ type: "operation-started", kind, systemId });
    await occupy(tapis, [systemId], async (signal) => {
      try {
        const result = await perform(kind, tapis, systemId, { signal, onStep: stepsTo(tell) });
        tell({ type: "operation-succeeded", systemId, result, at: now() });
      } catch (error) {
        const reason = failureOf(error, client.TapisError);
        tell({ type: "operation-failed", systemId, failure: reason, at: now() });
      }
    });
  }

  /**
   * Works on many systems. Those on which something runs already are left out.
   *
   * @param {import("./batch.js").BatchKind} kind
   * @param {readonly string[]} asked
   */
  async function runBatch(kind, asked) {
    const tapis = connection;
    const batch = store.get().batch;
    const systemIds = asked.filter((systemId) => !running.has(systemId));
    if (!tapis || (batch && batch.phase !== "ended") || systemIds.length === 0) return;
    const tell = voiceOf(tapis);
    tell({ type: "batch-started", kind, systemIds });
    await occupy(tapis, systemIds, async (signal) => {
      const work = kind === "setup" ? setUp : verify;
      const ends = gatherEnds(tell);
      /** @type {import("./failure.js").Failure | null} */
      let reason = null;
      try {
        await work(tapis, systemIds, { signal, tell, settle: ends.add });
      } catch (error) {
        reason = failureOf(error, client.TapisError);
      }
      ends.flush();
      const { batch: over } = store.get();
      const announcement = reason?.message ?? (over ? summaryOf(over).text : "");
      tell({ type: "batch-ended", failure: reason, refusal: ends.refusal(), announcement });
    });
  }

  /**
   * Tells ends together, once a task: a batch that is cancelled ends by thousands. A token that is no good
   * ends the session, but not before the batch: what is on its way may still succeed.
   *
   * @param {(action: Action) => void} tell
   */
  function gatherEnds(tell) {
    /** @type {import("./systems-state.js").End[]} */
    let ends = [];
    /** @type {import("./failure.js").Failure | null} */
    let refusal = null;
    const flush = () => {
      if (ends.length > 0) tell({ type: "batch-settled", ends });
      ends = [];
    };
    return {
      /** @param {Omit<import("./systems-state.js").End, "at">} end */
      add(end) {
        if (ends.length === 0) setTimeout(flush);
        ends.push({ ...end, at: now() });
        if (end.failure && needsNewToken(end.failure)) refusal ??= end.failure;
      },
      flush,
      refusal: () => refusal,
    };
  }

  /**
   * @typedef {object} BatchOptions
   * @property {AbortSignal} signal
   * @property {(action: Action) => void} tell
   * @property {ReturnType<typeof gatherEnds>["add"]} settle
   */

  /**
   * @param {Connection} tapis
   * @param {readonly string[]} systemIds
   * @param {BatchOptions} options
   */
  async function setUp(tapis, systemIds, { signal, tell, settle }) {
    await client.setupTmsCredentials(tapis, systemIds, tapis.username, {
      signal,
      concurrency: CONCURRENCY,
      onStep: stepsTo(tell),
      onProgress: ({ result: { systemId, status, error } }) => {
        if (status === "exists" || status === "created") {
          return settle({ systemId, result: { status, message: "" } });
        }
        const reason = failureOf(error, client.TapisError);
        settle({
          systemId,
          // Whatever the reason: the summary counts it with what was cancelled.
          failure: status === "cancelled" ? { ...reason, code: "cancelled" } : reason,
        });
      },
    });
  }

  /**
   * @param {Connection} tapis
   * @param {readonly string[]} systemIds
   * @param {BatchOptions} options
   */
  async function verify(tapis, systemIds, { signal, tell, settle }) {
    let refused = false;
    await forEachAtMost(CONCURRENCY, systemIds, async (systemId) => {
      try {
        const options = { signal, onStep: stepsTo(tell) };
        if (refused) return settle({ systemId, failure: NOT_TRIED });
        const result = await client.checkTmsCredentials(tapis, systemId, tapis.username, options);
        settle({ systemId, result });
      } catch (error) {
        const reason = failureOf(error, client.TapisError);
        refused ||= needsNewToken(reason);
        settle({ systemId, failure: reason });
      }
    });
  }

  return {
    connect,

    /**
     * Opens a session with the token of a chosen or dropped file.
     *
     * @param {Blob} file
     */
    async connectWithFile(file) {
      if (file.size > MAX_TOKEN_FILE_BYTES) {
        return refuseToken("This file is too large to be a token file.");
      }
      let text;
      try {
        text = await file.text();
      } catch {
        return refuseToken("This file could not be read. Choose it again, or paste the token.");
      }
      await connect(text);
    },

    disconnect() {
      release();
      store.dispatch({ type: "disconnected" });
    },

    /** @param {string} systemId */
    enterSystem(systemId) {
      store.dispatch({ type: "system-entered", systemId });
    },

    listSystems,
    run,

    /**
     * Runs an operation on the system that was named in the form, and shows it there.
     *
     * @param {OperationKind} kind
     * @param {string} [named] what was typed, unless given
     */
    async runNamed(kind, named = store.get().systemId) {
      const systemId = named.trim();
      if (systemId === "") return store.dispatch({ type: "system-missing" });
      store.dispatch({ type: "system-named", systemId });
      await run(kind, systemId);
    },

    /**
     * Asks the operation on a system to stop. What it already did is told in its outcome.
     *
     * @param {string} systemId
     */
    cancel(systemId) {
      const abort = running.get(systemId);
      if (!abort || isInBatch(systemId)) return;
      store.dispatch({ type: "operation-cancelling", systemId });
      abort.abort();
    },

    runBatch,

    isInBatch,

    cancelBatch() {
      const [systemId] = store.get().batch?.systemIds ?? [];
      store.dispatch({ type: "batch-cancelling" });
      running.get(systemId)?.abort();
    },

    dismissBatch() {
      store.dispatch({ type: "batch-dismissed" });
    },

    dispose() {
      disposed = true;
      release();
    },
  };
}

/**
 * @param {string} baseUrl
 * @param {Config} config
 */
function foreignApi(baseUrl, config) {
  return failure(
    "wrong_tenant_api",
    `This token belongs to ${new URL(baseUrl).host}, and this page works with ${config.apiOrigins
      .map((origin) => new URL(origin).host)
      .join(", ")} only. Connect with a token of that tenant.`,
  );
}

function moduleNotLoaded() {
  return failure(
    "module_not_loaded",
    "The part of this page that talks to Tapis could not be loaded, so nothing was sent. Check your connection, then paste the token and connect again.",
  );
}
