// The part of the state that is about operations: the last one on each system, and what is done for many.

import { NO_ANNOUNCEMENTS } from "../ui/announcements.js";
import { noteStep, settle, startBatch } from "./batch.js";
import { needsNewToken } from "../failures/failure.js";
import { addStep, fail, isRunning, queueOperation, startOperation, succeed } from "./operation.js";
import { outcomeText } from "./outcome-text.js";

/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").OperationEnd} OperationEnd */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./operation.js").StepEvent} StepEvent */
/** @typedef {import("./batch.js").BatchKind} BatchKind */
/** @typedef {import("../ui/announcements.js").Announcements} Announcements */

/**
 * @typedef {object} OperationsState
 * @property {ReadonlyMap<string, Operation>} operations the last one on each system, by id
 * @property {import("./batch.js").Batch | null} batch
 * @property {string} namedSystemId the system whose operation the by-name form shows
 */

/**
 * @typedef {{ type: "step", event: StepEvent, at: number }
 *   | { type: "system-named", systemId: string }
 *   | { type: "operation-started", kind: OperationKind, systemId: string }
 *   | { type: "operation-declined", systemId: string }
 *   | { type: "operation-cancelling", systemId: string }
 *   | { type: "operation-succeeded", systemId: string, at: number, result: NonNullable<OperationEnd["result"]> }
 *   | { type: "operation-failed", systemId: string, at: number, failure: Failure }
 *   | { type: "batch-started", kind: BatchKind, systemIds: readonly string[] }
 *   | { type: "batch-settled", ends: readonly OperationEnd[] }
 *   | { type: "batch-cancelling" }
 *   | { type: "batch-ended", failure: Failure | null, refusal: Failure | null, announcement: string }
 *   | { type: "batch-dismissed" }} OperationsAction
 */

/**
 * What ends more than an operation, and means something to each part of the state: Tapis refused the token, so nothing goes
 * on; or nothing may be known any more, for it was somebody else's.
 *
 * @typedef {{ type: "token-refused", failure: Failure } | { type: "forgotten" }} EndAction
 */

/** @typedef {Partial<OperationsState & Announcements> | null} Changes */

/** @type {OperationsState} */
export const NO_OPERATIONS = { operations: new Map(), batch: null, namedSystemId: "" };

/**
 * @param {OperationsState} state
 * @param {OperationsAction | EndAction} action
 * @returns {Changes}
 */
export function changeOperations(state, action) {
  const { operations, batch } = state;
  switch (action.type) {
    case "step":
      return {
        ...changeOperation(state, action.event.systemId, (operation) =>
          addStep(operation, action.event, action.at),
        ),
        batch: batch && noteStep(batch, action.event),
      };
    case "system-named":
      return { namedSystemId: action.systemId };
    case "operation-started":
      return {
        operations: withOperation(operations, startOperation(action.kind, action.systemId)),
        ...NO_ANNOUNCEMENTS,
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
    case "batch-settled":
      return withEnds(state, endsIn(action));
    case "batch-started":
      return withBatch(state, action.kind, action.systemIds);
    case "batch-cancelling":
      return { batch: batch && { ...batch, phase: "cancelling" } };
    case "batch-ended":
      return {
        batch: batch && { ...batch, phase: "ended", failure: action.failure },
        operations: withoutRunning(operations, (systemId) => batch?.systemIds.has(systemId)),
        announcement: action.announcement,
      };
    case "batch-dismissed":
      return { batch: null };
    case "token-refused":
      return withNothingRunning(state);
    case "forgotten":
      return NO_OPERATIONS;
    default:
      return null;
  }
}

/**
 * @param {{ type: string }} action
 * @returns {readonly OperationEnd[]} of operations, be they of a batch or not
 */
export function endsIn(action) {
  const known = /** @type {OperationsAction} */ (action);
  switch (known.type) {
    case "operation-succeeded":
    case "operation-failed":
      return [known];
    case "batch-settled":
      return known.ends;
    default:
      return [];
  }
}

/**
 * Nothing goes on. What had ended stays, but not what the end of the session says already.
 *
 * @param {OperationsState} state
 * @returns {Changes}
 */
function withNothingRunning({ operations, batch, namedSystemId }) {
  const left = withoutRunning(operations, () => true);
  const shown = left.get(namedSystemId)?.failure;
  return {
    operations: left,
    batch: batch?.phase === "ended" ? batch : null,
    ...(shown && needsNewToken(shown) && { namedSystemId: "" }),
  };
}

/**
 * A batch that is cancelled ends by thousands, so the map is copied once for all.
 *
 * @param {OperationsState} state
 * @param {readonly OperationEnd[]} ends
 * @returns {Changes}
 */
function withEnds({ operations, batch, namedSystemId }, ends) {
  const next = new Map(operations);
  /** @type {Operation[]} */
  const ended = [];
  let announcements = {};
  for (const { systemId, result, failure } of ends) {
    const before = operations.get(systemId);
    if (!before) continue;
    const operation = failure
      ? fail(before, failure)
      : succeed(before, /** @type {any} */ (result));
    ended.push(operation);
    next.set(systemId, operation);
    // The by-name form and a batch have live regions of their own.
    if (systemId === namedSystemId || batch?.systemIds.has(systemId)) continue;
    const { tone, title, message } = outcomeText(operation);
    const hasFailed = failure && tone === "bad";
    announcements = { [hasFailed ? "alert" : "announcement"]: `${title}. ${message}` };
  }
  return {
    operations: next,
    batch: batch && settle(batch, ended),
    ...announcements,
  };
}

/**
 * @param {OperationsState} state
 * @param {BatchKind} kind
 * @param {readonly string[]} systemIds
 * @returns {Changes}
 */
function withBatch({ operations }, kind, systemIds) {
  const queued = new Map(operations);
  for (const systemId of systemIds) {
    queued.set(systemId, queueOperation(kind === "setup" ? "establish" : "check", systemId));
  }
  return { batch: startBatch(kind, systemIds), operations: queued, ...NO_ANNOUNCEMENTS };
}

/**
 * @param {OperationsState} state
 * @param {string} systemId
 * @param {(operation: Operation) => Operation} change
 * @returns {Changes}
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
