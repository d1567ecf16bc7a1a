// Carries out what a person asks for in the list of systems, and in the form that takes a system by its id.

/** @typedef {import("./state.js").SystemsState} SystemsState */
/** @typedef {import("./state.js").SystemsAction} SystemsAction */
/** @typedef {import("../operations/operation.js").OperationKind} OperationKind */
/** @typedef {import("../operations/state.js").OperationsAction} OperationsAction */

/**
 * @param {object} options
 * @param {import("../operations/client.js").Client} options.client
 * @param {import("../ui/store.js").ReadAndDispatch<SystemsState, SystemsAction | OperationsAction>} options.store
 * @param {() => import("../operations/session-access.js").SessionAccess<SystemsAction> | null} options.accessSession
 *   null without one
 * @param {import("../operations/operation.js").OperationActions["run"]} options.run
 */
export function createSystemsController({ client, store, accessSession, run }) {
  return {
    async listSystems() {
      const session = accessSession();
      if (!session || store.get().listing.loading) return;
      const { tapis, dispatch, onStep } = session;
      dispatch({ type: "listing-started" });
      try {
        dispatch({ type: "listed", systems: await client.listSystems(tapis, { onStep }) });
      } catch (error) {
        dispatch({ type: "listing-failed", failure: session.failureOf(error) });
        session.workEnded();
      }
    },

    /** @param {string} systemId */
    enterSystem(systemId) {
      store.dispatch({ type: "system-entered", systemId });
    },

    /** @param {string} systemId */
    askForSystem(systemId) {
      store.dispatch({ type: "system-asked", systemId });
    },

    /**
     * Runs an operation on the system that was named in the form, and shows it there.
     *
     * @param {OperationKind} kind
     * @param {string} [named] what was typed, unless given
     */
    async runNamed(kind, named = store.get().typedSystemId) {
      const systemId = named.trim();
      if (systemId === "") return store.dispatch({ type: "system-missing" });
      store.dispatch({ type: "system-named", systemId });
      await run(kind, systemId);
    },
  };
}
