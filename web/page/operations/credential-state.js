// What is known about a person's credentials on a system, in seven words, and what can be done then.
// Two sources: the list tells whether something is stored; an operation tells whether it works.

/** @typedef {import("../../tms.js").SystemSummary} SystemSummary */
/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./operation.js").Status} Status */
/** @typedef {"ready" | "missing" | "refused" | "unreachable" | "unsupported" | "forbidden" | "unknown"} CredentialState */

/**
 * What an operation found out.
 *
 * @typedef {object} Finding
 * @property {CredentialState} state
 * @property {number} at
 */

/**
 * @typedef {object} KnownState
 * @property {CredentialState} state
 * @property {number | null} checkedAt null: only the list says so
 */

/** @type {Record<CredentialState, string>} */
export const CREDENTIAL_STATE_WORDS = {
  ready: "Ready",
  missing: "Not set up",
  refused: "Refused by the host",
  unreachable: "Host not answering",
  unsupported: "Not a TMS system",
  forbidden: "Not allowed",
  unknown: "Unknown",
};

/** @type {Record<CredentialState, OperationKind[]>} the first one is the likely next thing */
const ACTIONS = {
  ready: ["check", "renew", "revoke"],
  missing: ["establish", "check"],
  refused: ["establish", "check", "revoke"],
  unreachable: ["check", "revoke"],
  unsupported: [],
  forbidden: ["check"],
  unknown: ["establish", "check"],
};

/** @type {Record<Status, CredentialState>} a create is not reported before Tapis has tried the new key */
const STATE_AFTER_STATUS = {
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

/** @type {Partial<Record<string, CredentialState>>} */
const STATE_AFTER_FAILURE = {
  authn_method_unsupported: "unsupported",
  credential_refused: "refused",
  forbidden: "forbidden",
  host_unreachable: "unreachable",
};

/** Answers, 0 for none, that leave open whether a change took effect. */
const UNDECIDED = new Set([0, 502, 503, 504]);

/** Answers to a check that say what is true. */
const DECIDED = new Set([200, 401]);

/**
 * @param {SystemSummary} system
 * @param {Finding} [finding]
 * @returns {KnownState}
 */
export function knownStateOf(system, finding) {
  if (!usesTms(system)) return { state: "unsupported", checkedAt: null };
  const state = finding?.state ?? listedState(system);
  const checkedAt = finding?.at ?? null;
  // TMS makes no keys for a system that runs everybody's jobs under one account.
  const shared = state === "missing" && !system.isDynamicEffectiveUser;
  return { state: shared ? "forbidden" : state, checkedAt };
}

/** @param {SystemSummary} system */
export function usesTms(system) {
  return system.defaultAuthnMethod === "TMS_KEYS";
}

/**
 * @param {SystemSummary} system
 * @returns {CredentialState}
 */
function listedState({ hasCredentials }) {
  if (hasCredentials === null) return "unknown";
  return hasCredentials ? "ready" : "missing";
}

/** @param {CredentialState} state */
export function actionsFor(state) {
  return ACTIONS[state];
}

/**
 * What the end of an operation teaches. Null: nothing, what was known stays.
 *
 * @param {Operation} operation
 * @returns {CredentialState | null}
 */
export function credentialStateAfter({ result, failure, steps }) {
  if (result) return STATE_AFTER_STATUS[result.status];
  const known = failure && STATE_AFTER_FAILURE[failure.code];
  if (known) return known;
  const isOpen = steps.some(
    ({ step, response }) =>
      (step === "create" || step === "remove") && UNDECIDED.has(response?.httpStatus ?? 0),
  );
  const last = steps.at(-1);
  const isDecided = last?.step === "check" && DECIDED.has(last.response?.httpStatus ?? 0);
  return isOpen && !isDecided ? "unknown" : null;
}

/**
 * A finding holds until a newer list says the opposite.
 *
 * @param {Finding} finding
 * @param {SystemSummary} system
 */
export function isContradicted({ state }, { hasCredentials }) {
  return (
    (state === "ready" && hasCredentials === false) ||
    (state === "missing" && hasCredentials === true)
  );
}

/**
 * Worth an establish: it would change something, or may.
 *
 * @param {KnownState} known
 */
export function canBeSetUp({ state }) {
  return ["missing", "refused", "unreachable", "unknown"].includes(state);
}

/** @param {KnownState} known */
export function canBeVerified({ state }) {
  return state !== "unsupported";
}
