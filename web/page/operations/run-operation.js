// Runs one operation on one system, and tells the state how it goes.

import { isInBatch } from "./batch.js";
import { failureOf, needsNewToken } from "../failures/failure.js";

/** @typedef {import("./client.js").Connection} Connection */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./state.js").OperationsAction} OperationsAction */

/**
 * What it takes to work on systems.
 *
 * @typedef {object} Work
 * @property {import("./client.js").Client} client
 * @property {import("../ui/store.js").ReadAndDispatch<import("./state.js").OperationsState, OperationsAction>} store
 * @property {() => import("./session-access.js").SessionAccess<OperationsAction> | null} accessSession null without one
 * @property {import("./running-systems.js").RunningSystems} running
 * @property {() => number} now in milliseconds since 1970
 */

/** How long a new key is tried again that a host refuses, in milliseconds. The page says "5 minutes". */
export const PATIENCE_MS = 5 * 60_000;

/** @param {Work} work */
export function createOperationRunner({ client, store, accessSession, running, now }) {
  /**
   * @param {OperationKind} kind
   * @param {Connection} tapis
   * @param {string} systemId
   * @param {import("../../tms.js").OperationOptions} options
   */
  function perform(kind, tapis, systemId, options) {
    const { username } = tapis;
    switch (kind) {
      case "check":
        return client.checkTmsCredentials(tapis, systemId, username, options);
      case "establish":
        return client.establishTmsCredentials(tapis, systemId, username, options);
      case "persist":
        return client.establishTmsCredentials(tapis, systemId, username, {
          ...options,
          patienceMs: PATIENCE_MS,
        });
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
   * @param {import("../../tms.js").OperationOptions} options
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

  return {
    /**
     * A second operation on the same system is not started while one runs.
     *
     * @param {OperationKind} kind
     * @param {string} systemId
     */
    async run(kind, systemId) {
      const session = accessSession();
      if (!session) return;
      if (running.has(systemId)) return store.dispatch({ type: "operation-declined", systemId });
      const { tapis, dispatch, onStep } = session;
      dispatch({ type: "operation-started", kind, systemId });
      await running.keep([systemId], async (signal) => {
        try {
          const result = await perform(kind, tapis, systemId, { signal, onStep });
          dispatch({ type: "operation-succeeded", systemId, result, at: now() });
        } catch (error) {
          const failure = session.failureOf(error);
          dispatch({ type: "operation-failed", systemId, failure, at: now() });
        }
      });
      session.workEnded();
    },

    /**
     * Asks the operation on a system to stop. Its outcome tells what it already did.
     *
     * @param {string} systemId
     */
    cancel(systemId) {
      if (!running.has(systemId) || isInBatch(store.get().batch, systemId)) return;
      store.dispatch({ type: "operation-cancelling", systemId });
      running.abort(systemId);
    },
  };
}
