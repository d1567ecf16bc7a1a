// The part of the state that is about the systems that the person may see: the list, what is known of their credentials
// on each, and the system that was typed.

import {
  credentialStateAfter,
  disputableFrom,
  hasVerified,
  isContradicted,
} from "../operations/credential-state.js";
import { endsIn } from "../operations/state.js";

/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("../operations/credential-state.js").Finding} Finding */
/** @typedef {import("../operations/state.js").OperationsAction} OperationsAction */
/** @typedef {import("../operations/state.js").OperationsState} OperationsState */
/** @typedef {import("../ui/announcements.js").Announcements} Announcements */

/**
 * @typedef {object} Listing
 * @property {boolean} loading
 * @property {readonly import("../../tms.js").SystemSummary[] | null} systems null: not known yet
 * @property {number} at when that list came, in milliseconds since 1970
 * @property {number} skippedRows
 * @property {Failure | null} failure of the last try
 */

/** @typedef {{ systemId: string, listedAs: string }} Unlisted `listedAs`: what the list has but for the case; "" is none */

/**
 * @typedef {object} SystemsState
 * @property {Listing} listing
 * @property {ReadonlyMap<string, Finding>} findings by system id
 * @property {string} typedSystemId
 * @property {boolean} systemIdMissing an action was asked for with no system named
 * @property {string} askedSystemId what a link, or the page around, is about; "" as soon as it has been shown
 * @property {Unlisted | null} unlisted of those, the last one, unless it is in the list
 */

/**
 * @typedef {{ type: "listing-started" }
 *   | { type: "listed", systems: import("../../tms.js").SystemList, at: number }
 *   | { type: "findings-aged", at: number }
 *   | { type: "listing-failed", failure: Failure }
 *   | { type: "system-entered", systemId: string }
 *   | { type: "system-missing" }
 *   | { type: "system-asked", systemId: string }
 *   | { type: "system-unlisted", systemId: string, listedAs: string }} SystemsAction
 */

/**
 * What a person can ask for here, beside the operations.
 *
 * @typedef {object} SystemsActions
 * @property {() => Promise<void>} listSystems
 * @property {(systemId: string) => void} enterSystem
 * @property {(systemId: string) => void} askForSystem to be shown once the list is there; "" when that is done
 * @property {(systemId: string, listedAs: string) => void} noteUnlisted that it is not in the list under that name
 */

/** @typedef {Partial<SystemsState & Announcements> | null} Changes */

/** What is known about systems. @type {Pick<SystemsState, "listing" | "findings" | "unlisted">} */
const NOTHING_KNOWN = {
  listing: { loading: false, systems: null, at: 0, skippedRows: 0, failure: null },
  findings: new Map(),
  unlisted: null,
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
      return listed(state, action);
    case "findings-aged":
      return { findings: reviewed(state, action.at) };
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
      return action.systemId === ""
        ? { askedSystemId: "" }
        : { askedSystemId: action.systemId, unlisted: null };
    case "system-unlisted":
      return { unlisted: action, announcement: unlistedText(action) };
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

/** @param {Unlisted} unlisted */
export function unlistedText({ systemId, listedAs }) {
  return listedAs === ""
    ? `${systemId} is not in your list. Verify it here, or check the spelling.`
    : `${systemId} is not in your list, but ${listedAs} is.`;
}

/**
 * @param {SystemsState} state
 * @param {Extract<SystemsAction, { type: "listed" }>} action
 * @returns {Changes}
 */
function listed(state, { systems, at }) {
  const listing = { loading: false, systems, at, skippedRows: systems.skippedRows, failure: null };
  const count = `${systems.length} ${systems.length === 1 ? "system" : "systems"}`;
  return {
    listing,
    findings: reviewed({ ...state, listing }, at),
    announcement: `${count} listed.`,
  };
}

/**
 * What operations found, held against the list.
 *
 * @param {SystemsState} state
 * @param {number} now in milliseconds since 1970
 * @returns {SystemsState["findings"]}
 */
function reviewed({ findings, listing }, now) {
  const next = new Map(findings);
  for (const { id, finding, isOpposed } of heldAgainstList({ findings, listing })) {
    next.set(id, { ...finding, disputed: isOpposed && now >= disputableFrom(finding) });
  }
  return next;
}

/**
 * @param {Pick<SystemsState, "findings" | "listing">} state
 * @returns {number | null} when the next finding is to be held against the list anew, in milliseconds since 1970
 */
export function nextReview(state) {
  const times = heldAgainstList(state)
    .filter(({ finding, isOpposed }) => isOpposed && !finding.disputed)
    .map(({ finding }) => disputableFrom(finding));
  return times.length > 0 ? Math.min(...times) : null;
}

/**
 * @param {Pick<SystemsState, "findings" | "listing">} state
 * @returns {{ id: string, finding: Finding, isOpposed: boolean }[]} `isOpposed`: by a list that is newer
 */
function heldAgainstList({ findings, listing }) {
  return (listing.systems ?? []).flatMap((system) => {
    const finding = findings.get(system.id);
    if (!finding) return [];
    const isOpposed = listing.at > finding.at && isContradicted(finding, system);
    return [{ id: system.id, finding, isOpposed }];
  });
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
    if (!state) continue;
    const before = findings.get(systemId);
    const checkedBefore = before?.state === state ? before.checkedAt : null;
    const checkedAt = hasVerified(operation) ? at : checkedBefore;
    next.set(systemId, { state, at, checkedAt, disputed: false });
  }
  return { findings: next };
}
