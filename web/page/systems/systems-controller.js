// Carries out what a person asks for in the list of systems, and in the form that takes a system by its id.

import { nextReview } from "./state.js";

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
 * @param {() => number} options.now in milliseconds since 1970
 */
export function createSystemsController({ client, store, accessSession, run, now }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let review;

  /** What was found grows old while nothing happens. */
  function reviewInTime() {
    clearTimeout(review);
    const due = nextReview(store.get());
    if (due === null) return;
    review = setTimeout(() => {
      store.dispatch({ type: "findings-aged", at: now() });
      reviewInTime();
    }, due - now());
  }

  return {
    async listSystems() {
      const session = accessSession();
      if (!session || store.get().listing.loading) return;
      const { tapis, dispatch, onStep } = session;
      dispatch({ type: "listing-started" });
      try {
        const systems = await client.listSystems(tapis, { onStep });
        dispatch({ type: "listed", systems, at: now() });
        reviewInTime();
      } catch (error) {
        dispatch({ type: "listing-failed", failure: session.failureOf(error) });
        session.workEnded();
      }
    },

    /** @param {string} systemId */
    enterSystem(systemId) {
      store.dispatch({ type: "system-entered", systemId });
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
