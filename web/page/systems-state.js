// The part of the state that is about systems: the list, the operations on them, what these taught,
// and the log of all requests. No DOM, no clock.

import { dropUnanswered, EMPTY_LOG, recordStep } from "./activity/request-log.js";
import { noteStep, settle, startBatch } from "./operations/batch.js";
import { credentialStateAfter, isContradicted } from "./operations/credential-state.js";
import {
  addStep,
  fail,
  isRunning,
  queueOperation,
  startOperation,
  succeed,
} from "./operations/operation.js";
import { outcomeText } from "./operations/outcome-text.js";

/** @typedef {import("./operations/operation.js").Operation} Operation */
/** @typedef {import("./operations/operation.js").OperationEnd} OperationEnd */
/** @typedef {import("./operations/operation.js").StepEvent} StepEvent */
/** @typedef {import("./operations/batch.js").BatchKind} BatchKind */
/** @typedef {import("./operations/state.js").OperationsState} OperationsState */
/** @typedef {import("./systems/state.js").SystemsState} SystemsState */
/** @typedef {import("./ui/announcements.js").Announcements} Announcements */

/**
 * @typedef {Omit<SystemsState, "systemId" | "systemIdMissing"> & OperationsState & Announcements &
 *   { activity: import("./activity/request-log.js").RequestLog }} AboutSystems
 */

/**
 * @typedef {Exclude<import("./systems/state.js").SystemsAction, { type: "system-entered" | "system-missing" }> |
 *   import("./operations/state.js").OperationsAction} SystemsAction
 */

/** @type {AboutSystems} */
export const NO_SYSTEMS = {
  listing: { loading: false, systems: null, skippedRows: 0, failure: null },
  operations: new Map(),
  findings: new Map(),
  batch: null,
  activity: EMPTY_LOG,
  named: "",
  announcement: "",
  alert: "",
};

/**
 * @param {AboutSystems} state
 * @param {SystemsAction} action
 * @returns {Partial<AboutSystems>} what changes
 */
export function changeSystems(state, action) {
  const { listing, operations, batch, activity } = state;
  switch (action.type) {
    case "listing-started":
      return { listing: { ...listing, loading: true, failure: null } };
    case "listed":
      return listed(state, action.systems);
    case "listing-failed":
      return {
        listing: { ...listing, loading: false, failure: action.failure },
        activity: dropUnanswered(activity, ({ step }) => step === "list"),
        alert: `The list of systems could not be loaded. ${action.failure.message}`,
      };
    case "step":
      return stepped(state, action.event, action.at);
    case "system-named":
      return { named: action.systemId };
    case "operation-started":
      return {
        operations: withOperation(operations, startOperation(action.kind, action.systemId)),
        announcement: "",
        alert: "",
      };
    case "operation-declined":
      return { alert: `Something is already under way on ${action.systemId}. Wait for it first.` };
    case "operation-cancelling":
      return changeOperation(state, action.systemId, (operation) => ({
        ...operation,
        phase: "cancelling",
      }));
    case "operation-succeeded":
    case "operation-failed":
      return ended(state, [action]);
    case "batch-settled":
      return ended(state, action.ends);
    case "batch-started":
      return batchStarted(state, action.kind, action.systemIds);
    case "batch-cancelling":
      return { batch: batch && { ...batch, phase: "cancelling" } };
    case "batch-ended":
      return {
        batch: batch && { ...batch, phase: "ended", failure: action.failure },
        operations: withoutRunning(operations, (systemId) => batch?.systemIds.has(systemId)),
        // The definitions of many systems, if it did not need them in the end.
        activity: dropUnanswered(
          activity,
          ({ step, systemId }) => step === "definition" && systemId === "",
        ),
        announcement: action.announcement,
      };
    case "batch-dismissed":
      return { batch: null };
  }
}

/**
 * Nothing goes on when a session is over. What had ended stays, and so does the log.
 *
 * @param {AboutSystems} state
 * @returns {Partial<AboutSystems>}
 */
export function stopAll({ operations, batch, activity, listing }) {
  return {
    operations: withoutRunning(operations, () => true),
    batch: batch?.phase === "ended" ? batch : null,
    activity: dropUnanswered(activity, () => true),
    listing: { ...listing, loading: false },
  };
}

/**
 * @param {AboutSystems} state
 * @param {import("../tms.js").SystemList} systems
 * @returns {Partial<AboutSystems>}
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
 * @param {AboutSystems} state
 * @param {StepEvent} event
 * @param {number} at
 * @returns {Partial<AboutSystems>}
 */
function stepped(state, event, at) {
  return {
    ...changeOperation(state, event.systemId, (operation) => addStep(operation, event)),
    batch: state.batch && noteStep(state.batch, event),
    activity: recordStep(state.activity, event, at),
  };
}

/**
 * A batch that is cancelled ends by thousands, so the maps are copied once for all.
 *
 * @param {AboutSystems} state
 * @param {readonly OperationEnd[]} ends
 * @returns {Partial<AboutSystems>}
 */
function ended({ operations, findings, batch, activity, named }, ends) {
  const operationsNow = new Map(operations);
  const findingsNow = new Map(findings);
  /** @type {Map<string, Operation>} */
  const over = new Map();
  let told = {};
  for (const { systemId, at, result, failure } of ends) {
    const before = operations.get(systemId);
    if (!before) continue;
    const operation = failure
      ? fail(before, failure)
      : succeed(before, /** @type {any} */ (result));
    over.set(systemId, operation);
    operationsNow.set(systemId, operation);
    const state = credentialStateAfter(operation);
    if (state) findingsNow.set(systemId, { state, at });
    // The by-name form and a batch have live regions of their own.
    if (systemId === named || batch?.systemIds.has(systemId)) continue;
    const { tone, title, message } = outcomeText(operation);
    told = { [tone === "bad" ? "alert" : "announcement"]: `${title}. ${message}` };
  }
  return {
    operations: operationsNow,
    findings: findingsNow,
    batch: batch && settle(batch, [...over.values()]),
    activity: dropUnanswered(activity, ({ systemId }) => over.has(systemId)),
    ...told,
  };
}

/**
 * @param {AboutSystems} state
 * @param {BatchKind} kind
 * @param {readonly string[]} systemIds
 * @returns {Partial<AboutSystems>}
 */
function batchStarted({ operations }, kind, systemIds) {
  const queued = new Map(operations);
  for (const systemId of systemIds) {
    queued.set(systemId, queueOperation(kind === "setup" ? "establish" : "check", systemId));
  }
  return {
    batch: startBatch(kind, systemIds),
    operations: queued,
    announcement: "",
    alert: "",
  };
}

/**
 * @param {AboutSystems} state
 * @param {string} systemId
 * @param {(operation: Operation) => Operation} change
 * @returns {Partial<AboutSystems>}
 */
function changeOperation({ operations }, systemId, change) {
  const operation = operations.get(systemId);
  return operation ? { operations: withOperation(operations, change(operation)) } : {};
}

/**
 * @param {ReadonlyMap<string, Operation>} operations
 * @param {Operation} operation
 */
function withOperation(operations, operation) {
  return new Map(operations).set(operation.systemId, operation);
}

/**
 * @param {ReadonlyMap<string, Operation>} operations
 * @param {(systemId: string) => boolean | undefined} isMeant
 */
function withoutRunning(operations, isMeant) {
  return new Map(
    [...operations].filter(([systemId, operation]) => !(isRunning(operation) && isMeant(systemId))),
  );
}
