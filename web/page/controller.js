// Carries out what the person asks for: holds the connection to Tapis, runs one operation at a time
// and tells the store. The access token passes through `connect` into the client and is kept nowhere.

import { failure, failureOf } from "./failure.js";
import { isRunning } from "./operation.js";
import { findAccessToken, MAX_TOKEN_FILE_BYTES, TokenTextError } from "./token-text.js";

/** @typedef {import("./config.js").Config} Config */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Action} Action */

/**
 * The functions of tms.js that the page uses.
 *
 * @typedef {Pick<typeof import("../tms.js"), "connectTapis" | "checkTmsCredentials" |
 *   "establishTmsCredentials" | "revokeTmsCredentials" | "TapisError">} Client
 */

/** @typedef {Awaited<ReturnType<Client["connectTapis"]>>} Connection */

/** @typedef {ReturnType<typeof createController>} Controller */

const CLOCK_INTERVAL_MS = 1000;

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
  /** @type {AbortController | null} */
  let running = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let disposed = false;

  /** Ends the session as far as this side is concerned: aborts, wipes the token, stops the clock. */
  function release() {
    clearInterval(timer);
    running?.abort();
    connection?.close();
    running = connection = null;
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
  }

  /** @param {string} message */
  function refuseToken(message) {
    store.dispatch({ type: "connect-failed", failure: failure("token_malformed", message) });
  }

  /**
   * Opens a session. Sends no request.
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
        return client.establishTmsCredentials(tapis, systemId, username, {
          ...options,
          force: true,
        });
      case "revoke":
        return client.revokeTmsCredentials(tapis, systemId, username, options);
    }
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

    /**
     * Runs one operation and shows it. A second one is not started while one runs.
     *
     * @param {OperationKind} kind
     * @param {string} [named] the system; what was typed, unless given
     */
    async run(kind, named) {
      const tapis = connection;
      const systemId = (named ?? store.get().systemId).trim();
      if (!tapis || isRunning(store.get().operation)) return;
      if (systemId === "") return store.dispatch({ type: "system-missing" });

      const abort = new AbortController();
      running = abort;
      // After a disconnect nothing of the old session may still reach the page.
      const tell = (/** @type {Action} */ action) => {
        if (running === abort) store.dispatch(action);
      };
      store.dispatch({ type: "operation-started", kind, systemId });
      try {
        const result = await perform(kind, tapis, systemId, {
          signal: abort.signal,
          onStep: (event) => tell({ type: "operation-step", event }),
        });
        tell({ type: "operation-succeeded", result });
      } catch (error) {
        tell({ type: "operation-failed", failure: failureOf(error, client.TapisError) });
      }
      if (running !== abort) return;
      running = null;
      readClock();
    },

    /** Asks the running operation to stop. What it already did is told in its outcome. */
    cancel() {
      if (!running) return;
      store.dispatch({ type: "operation-cancelling" });
      running.abort();
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
