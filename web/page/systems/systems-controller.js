// Carries out what a person asks for in the list of systems, and in the form that takes a system by its id.

import { usesTms } from "../operations/credential-state.js";
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
 * @param {import("../operations/operation.js").OperationActions["runBatch"]} options.runBatch
 * @param {() => number} options.now in milliseconds since 1970
 */
export function createSystemsController({ client, store, accessSession, run, runBatch, now }) {
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

  async function listSystems() {
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
  }

  return {
    listSystems,

    /**
     * Verifies those of some systems where something is stored, and which were not tried in this visit.
     *
     * @param {readonly string[]} systemIds
     */
    async verifyStored(systemIds) {
      const { listing, findings } = store.get();
      const stored = (listing.systems ?? []).filter(
        (system) => system.hasCredentials && usesTms(system) && !findings.has(system.id),
      );
      const due = stored.map(({ id }) => id).filter((id) => systemIds.includes(id));
      await runBatch("verify", due);
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
     * @param {string} systemId
     * @param {string} listedAs
     */
    noteUnlisted(systemId, listedAs) {
      store.dispatch({ type: "system-unlisted", systemId, listedAs });
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
