// The part of the state that is about the systems that the person may see: the list, what is known of their credentials
// on each, and the system that was typed.

import { credentialStateAfter, isContradicted } from "../operations/credential-state.js";
import { endsIn } from "../operations/state.js";

/** @typedef {import("../operations/failure.js").Failure} Failure */
/** @typedef {import("../operations/state.js").OperationsAction} OperationsAction */
/** @typedef {import("../operations/state.js").OperationsState} OperationsState */
/** @typedef {import("../ui/announcements.js").Announcements} Announcements */

/**
 * @typedef {object} Listing
 * @property {boolean} loading
 * @property {readonly import("../../tms.js").SystemSummary[] | null} systems null: not known yet
 * @property {number} skippedRows
 * @property {Failure | null} failure of the last try
 */

/**
 * @typedef {object} SystemsState
 * @property {Listing} listing
 * @property {ReadonlyMap<string, import("../operations/credential-state.js").Finding>} findings by system id
 * @property {string} typedSystemId
 * @property {boolean} systemIdMissing an action was asked for with no system named
 * @property {string} askedSystemId what a link, or the page around, is about; "" as soon as it has been shown
 */

/**
 * @typedef {{ type: "listing-started" }
 *   | { type: "listed", systems: import("../../tms.js").SystemList }
 *   | { type: "listing-failed", failure: Failure }
 *   | { type: "system-entered", systemId: string }
 *   | { type: "system-missing" }
 *   | { type: "system-asked", systemId: string }} SystemsAction
 */

/**
 * What a person can ask for here, beside the operations.
 *
 * @typedef {object} SystemsActions
 * @property {() => Promise<void>} listSystems
 * @property {(systemId: string) => void} enterSystem
 * @property {(systemId: string) => void} askForSystem to be shown once the list is there; "" when that is done
 */

/** @typedef {Partial<SystemsState & Announcements> | null} Changes */

/** What is known about systems. @type {Pick<SystemsState, "listing" | "findings">} */
const NOTHING_KNOWN = {
  listing: { loading: false, systems: null, skippedRows: 0, failure: null },
  findings: new Map(),
};

/** @type {SystemsState} */
export const NO_SYSTEMS = {
  ...NOTHING_KNOWN,
  typedSystemId: "",
  systemIdMissing: false,
  askedSystemId: "",
};

/**
 * @param {SystemsState & OperationsState} state in which the operations have changed already
 * @param {SystemsAction | OperationsAction | import("../operations/state.js").EndAction} action
 * @returns {Changes}
 */
export function changeSystems(state, action) {
  const { listing } = state;
  switch (action.type) {
    case "listing-started":
      return { listing: { ...listing, loading: true, failure: null } };
    case "listed":
      return listed(state, action.systems);
    case "listing-failed":
      return {
        listing: { ...listing, loading: false, failure: action.failure },
        alert: `The list of systems could not be loaded. ${action.failure.message}`,
      };
    case "system-entered":
      return { typedSystemId: action.systemId, systemIdMissing: false };
    case "system-missing":
      return { systemIdMissing: true };
    case "system-asked":
      return { askedSystemId: action.systemId };
    case "token-refused":
      return { listing: { ...listing, loading: false } };
    // The system that was typed stays, and the one that a link is about.
    case "forgotten":
      return NOTHING_KNOWN;
    default: {
      const ends = endsIn(action);
      return ends.length > 0 ? found(state, ends) : null;
    }
  }
}

/**
 * @param {SystemsState} state
 * @param {import("../../tms.js").SystemList} systems
 * @returns {Changes}
 */
function listed({ findings, listing }, systems) {
  const still = new Map(findings);
  for (const system of systems) {
    const finding = still.get(system.id);
    if (finding && isContradicted(finding, system)) still.delete(system.id);
  }
  const count = `${systems.length} ${systems.length === 1 ? "system" : "systems"}`;
  return {
    listing: { ...listing, loading: false, systems, skippedRows: systems.skippedRows },
    findings: still,
    announcement: `${count} listed.`,
  };
}

/**
 * What operations found out that have just ended.
 *
 * @param {SystemsState & OperationsState} state
 * @param {readonly import("../operations/operation.js").OperationEnd[]} ends
 * @returns {Changes}
 */
function found({ findings, operations }, ends) {
  const next = new Map(findings);
  for (const { systemId, at } of ends) {
    const operation = operations.get(systemId);
    const state = operation && credentialStateAfter(operation);
    if (state) next.set(systemId, { state, at });
  }
  return { findings: next };
}
