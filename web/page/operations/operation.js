// One operation on one system, from its start to its outcome, as plain data: what the page shows of
// a check, an establish or a revoke. Pure functions; the controller runs the real thing.

/** @typedef {import("../failures/failure.js").Failure} Failure */
/** @typedef {import("../../tms.js").StepEvent} StepEvent */
/** @typedef {import("../../tms.js").StepName} StepName */
/** @typedef {NonNullable<StepEvent["response"]>} StepResponse */
/** @typedef {"check" | "establish" | "persist" | "renew" | "revoke"} OperationKind `persist`: an establish that tries again */
/** @typedef {"valid" | "missing" | "refused" | "unreachable" | "unsupported" | "exists" | "created" | "revoked" | "absent"} Status */

/**
 * @typedef {object} Step
 * @property {StepName} step
 * @property {string} message such as "Checking jdoe's credentials on stampede3"
 * @property {number} attempt
 * @property {StepEvent["request"]} request
 * @property {StepResponse | null} response null while the answer is due
 * @property {number} waitMs 0 unless the request will be, or was, sent again
 * @property {number} againAt when that is, in milliseconds since 1970; 0 as before
 */

/**
 * @typedef {object} Operation
 * @property {OperationKind} kind
 * @property {string} systemId
 * @property {"queued" | "running" | "cancelling" | "succeeded" | "failed"} phase `queued`: waits for
 *   its turn in a batch
 * @property {Step[]} steps
 * @property {{ status: Status, message: string } | null} result
 * @property {Failure | null} failure
 */

/**
 * How an operation ended: with a result or with a failure.
 *
 * @typedef {object} OperationEnd
 * @property {string} systemId
 * @property {number} at in milliseconds since 1970
 * @property {{ status: Status, message: string }} [result]
 * @property {Failure} [failure]
 */

/**
 * What a person can ask for here.
 *
 * @typedef {object} OperationActions
 * @property {(kind: OperationKind, systemId: string) => Promise<void>} run
 * @property {(kind: OperationKind, systemId?: string) => Promise<void>} runNamed the same for the system in the by-name
 *   form, where it is shown
 * @property {(systemId: string) => void} cancel
 * @property {(kind: import("./batch.js").BatchKind, systemIds: readonly string[], patienceMs?: number) =>
 *   Promise<void>} runBatch
 * @property {(systemId: string) => boolean} isInBatch
 * @property {() => void} cancelBatch
 * @property {() => void} dismissBatch
 */

/**
 * @param {OperationKind} kind
 * @param {string} systemId
 * @returns {Operation}
 */
export function startOperation(kind, systemId) {
  return { kind, systemId, phase: "running", steps: [], result: null, failure: null };
}

/**
 * @param {OperationKind} kind
 * @param {string} systemId
 * @returns {Operation}
 */
export function queueOperation(kind, systemId) {
  return { ...startOperation(kind, systemId), phase: "queued" };
}

/** @param {Operation | null | undefined} operation */
export function isRunning(operation) {
  return Boolean(operation && operation.phase !== "succeeded" && operation.phase !== "failed");
}

/**
 * Whether an answer was none, or an error; not that nothing is stored, which a check is there to find out.
 *
 * @param {StepResponse | null} response
 */
export function isFailure(response) {
  return Boolean(response && !response.success && response.credentials !== "missing");
}

/** Of what is done on systems. @type {Partial<Record<StepName, string>>} */
const STEP_WORDS = {
  check: "Checking",
  definition: "Checking",
  create: "Creating",
  remove: "Removing",
  list: "Listing",
};

/** @param {StepName} step */
export function stepWord(step) {
  return STEP_WORDS[step] ?? "";
}

/**
 * What a running operation does right now, in a word. With all that was asked answered it waits: for its turn to change
 * something, or to ask again.
 *
 * @param {Operation} operation
 */
export function progressWord({ phase, steps }) {
  if (phase === "queued") return "Waiting";
  if (phase === "cancelling") return "Cancelling";
  if (steps.length === 0) return stepWord("check");
  const open = steps.findLast(({ response }) => !response);
  return open ? stepWord(open.step) : "Waiting";
}

/** A person who waits so long, in milliseconds, wants to know until when. */
const LONG_WAIT = 20_000;

/**
 * @param {Operation} operation
 * @returns {number} when it tries again, in milliseconds since 1970; 0 unless it waits long for that
 */
export function nextTryAt(operation) {
  const waits = operation.steps.find(
    ({ waitMs }, index) => waitMs >= LONG_WAIT && isWaiting(operation, index),
  );
  return operation.phase === "running" && waits ? waits.againAt : 0;
}

/**
 * A question opens a step. Its answer, or the news that it will be repeated, belongs to the newest
 * step of that kind: calls of different kinds run at the same time, calls of one kind never do.
 *
 * @param {Operation} operation
 * @param {StepEvent} event
 * @param {number} [at] when it came, in milliseconds since 1970
 * @returns {Operation}
 */
export function addStep(operation, event, at = 0) {
  const { step, message, attempt, request, response, waitMs } = event;
  if (waitMs > 0) return changeStep(operation, step, { waitMs, againAt: at + waitMs });
  if (response) return changeStep(operation, step, { response });
  return {
    ...operation,
    phase: operation.phase === "queued" ? "running" : operation.phase,
    steps: [
      ...operation.steps,
      { step, message, attempt, request, response, waitMs: 0, againAt: 0 },
    ],
  };
}

/**
 * Whether a step waits, now, for its request to be sent again.
 *
 * @param {Operation} operation
 * @param {number} index of the step
 */
export function isWaiting(operation, index) {
  const { step, waitMs } = operation.steps[index];
  const repeated = operation.steps.slice(index + 1).some((later) => later.step === step);
  return isRunning(operation) && waitMs > 0 && !repeated;
}

/**
 * @param {Operation} operation
 * @param {StepName} kind
 * @param {Partial<Step>} change to the newest step of that kind
 */
function changeStep(operation, kind, change) {
  const index = operation.steps.findLastIndex(({ step }) => step === kind);
  if (index < 0) return operation;
  return {
    ...operation,
    steps: operation.steps.with(index, { ...operation.steps[index], ...change }),
  };
}

/**
 * @param {Operation} operation
 * @param {{ status: Status, message: string }} result
 * @returns {Operation}
 */
export function succeed(operation, { status, message }) {
  return { ...operation, phase: "succeeded", result: { status, message } };
}

/**
 * @param {Operation} operation
 * @param {Failure} failure
 * @returns {Operation}
 */
export function fail(operation, failure) {
  return { ...operation, phase: "failed", failure };
}
