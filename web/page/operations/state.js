// The part of the state that is about operations: the last one on each system, and what is done for many.

/** @typedef {import("./failure.js").Failure} Failure */
/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").OperationEnd} OperationEnd */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./batch.js").BatchKind} BatchKind */

/**
 * @typedef {object} OperationsState
 * @property {ReadonlyMap<string, Operation>} operations the last one on each system, by id
 * @property {import("./batch.js").Batch | null} batch
 * @property {string} named the system whose operation the by-name form shows
 */

/**
 * @typedef {{ type: "step", event: import("./operation.js").StepEvent, at: number }
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

export {};
