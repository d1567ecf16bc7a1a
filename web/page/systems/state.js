// The part of the state that is about the systems that the person may see: the list, what is known of their credentials
// on each, and the system that was typed.

/** @typedef {import("../operations/failure.js").Failure} Failure */

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
 * @property {string} systemId as typed
 * @property {boolean} systemIdMissing an action was asked for with no system named
 */

/**
 * @typedef {{ type: "listing-started" }
 *   | { type: "listed", systems: import("../../tms.js").SystemList }
 *   | { type: "listing-failed", failure: Failure }
 *   | { type: "system-entered", systemId: string }
 *   | { type: "system-missing" }} SystemsAction
 */

/**
 * What a person can ask for here, beside the operations.
 *
 * @typedef {object} SystemsActions
 * @property {() => Promise<void>} listSystems
 * @property {(systemId: string) => void} enterSystem
 */

export {};
