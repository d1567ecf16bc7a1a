// What is known about a person's credentials on a system, in seven words, and what can be done then.
// Two sources: the list tells whether something is stored; an operation tells whether it works.

/** @typedef {import("../../tms.js").SystemSummary} SystemSummary */
/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./operation.js").Status} Status */
/** @typedef {"ready" | "missing" | "refused" | "unreachable" | "unsupported" | "forbidden" | "unknown"} Condition */

/**
 * What an operation found out.
 *
 * @typedef {object} Verdict
 * @property {Condition} condition
 * @property {number} at
 */

/**
 * @typedef {object} Standing
 * @property {Condition} condition
 * @property {number | null} checkedAt null: only the list says so
 */

/** @type {Record<Condition, string>} */
export const CONDITION_WORDS = {
  ready: "Ready",
  missing: "Not set up",
  refused: "Refused by the host",
  unreachable: "Host not answering",
  unsupported: "Not a TMS system",
  forbidden: "Not allowed",
  unknown: "Unknown",
};

/** @type {Record<Condition, OperationKind[]>} the first one is the likely next thing */
const ACTIONS = {
  ready: ["check", "renew", "revoke"],
  missing: ["establish", "check"],
  refused: ["establish", "check", "revoke"],
  unreachable: ["check", "revoke"],
  unsupported: [],
  forbidden: ["check"],
  unknown: ["establish", "check"],
};

/** @type {Record<Status, Condition>} a create is not reported before Tapis has tried the new key */
const BY_STATUS = {
  valid: "ready",
  exists: "ready",
  created: "ready",
  missing: "missing",
  revoked: "missing",
  absent: "missing",
  refused: "refused",
  unreachable: "unreachable",
  unsupported: "unsupported",
};

/** @type {Partial<Record<string, Condition>>} */
const BY_FAILURE = {
  authn_method_unsupported: "unsupported",
  credential_refused: "refused",
  forbidden: "forbidden",
  host_unreachable: "unreachable",
};

/** Answers, 0 for none, that leave open whether a change took effect. */
const NO_WORD = new Set([0, 502, 503, 504]);

/** Answers to a check that say what is true. */
const TELLING = new Set([200, 401]);

/**
 * @param {SystemSummary} system
 * @param {Verdict} [verdict]
 * @returns {Standing}
 */
export function standingOf(system, verdict) {
  if (!usesTms(system)) return { condition: "unsupported", checkedAt: null };
  const condition = verdict?.condition ?? listedCondition(system);
  const checkedAt = verdict?.at ?? null;
  // TMS makes no keys for a system that runs everybody's jobs under one account.
  const shared = condition === "missing" && !system.isDynamicEffectiveUser;
  return { condition: shared ? "forbidden" : condition, checkedAt };
}

/** @param {SystemSummary} system */
export function usesTms(system) {
  return system.defaultAuthnMethod === "TMS_KEYS";
}

/**
 * @param {SystemSummary} system
 * @returns {Condition}
 */
function listedCondition({ hasCredentials }) {
  if (hasCredentials === null) return "unknown";
  return hasCredentials ? "ready" : "missing";
}

/** @param {Condition} condition */
export function actionsFor(condition) {
  return ACTIONS[condition];
}

/**
 * What the end of an operation teaches. Null: nothing, what was known stays.
 *
 * @param {Operation} operation
 * @returns {Condition | null}
 */
export function conditionAfter({ result, failure, steps }) {
  if (result) return BY_STATUS[result.status];
  const known = failure && BY_FAILURE[failure.code];
  if (known) return known;
  const isOpen = steps.some(
    ({ step, response }) =>
      (step === "create" || step === "remove") && NO_WORD.has(response?.httpStatus ?? 0),
  );
  const last = steps.at(-1);
  const isTold = last?.step === "check" && TELLING.has(last.response?.httpStatus ?? 0);
  return isOpen && !isTold ? "unknown" : null;
}

/**
 * A verdict holds until a newer list says the opposite.
 *
 * @param {Verdict} verdict
 * @param {SystemSummary} system
 */
export function isContradicted({ condition }, { hasCredentials }) {
  return (
    (condition === "ready" && hasCredentials === false) ||
    (condition === "missing" && hasCredentials === true)
  );
}

/**
 * Worth an establish: it would change something, or may.
 *
 * @param {Standing} standing
 */
export function canBeSetUp({ condition }) {
  return ["missing", "refused", "unreachable", "unknown"].includes(condition);
}

/** @param {Standing} standing */
export function canBeVerified({ condition }) {
  return condition !== "unsupported";
}
