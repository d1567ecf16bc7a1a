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
 * @property {number} at in milliseconds since 1970
 * @property {number | null} checkedAt when a check last found that state, or Tapis tried the key; null: neither did
 * @property {boolean} disputed a newer list says the opposite, and the finding is no longer fresh
 */

/**
 * @typedef {object} KnownState
 * @property {CredentialState} state
 * @property {number | null} foundAt null: only the list says so
 * @property {number | null} checkedAt as that of a finding
 * @property {boolean} disputed by the list
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

/**
 * Ready as far as the list tells: nobody has tried it.
 *
 * @param {KnownState} known
 */
export function isStored({ state, checkedAt }) {
  return state === "ready" && checkedAt === null;
}

/** Within a sentence. @param {CredentialState} state */
export function stateInWords(state) {
  return CREDENTIAL_STATE_WORDS[state].toLowerCase().replace("tms", "TMS");
}

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
  forbidden: "forbidden",
  host_unreachable: "unreachable",
};

/** How a host that does not let a new key in ends a create. */
const REFUSED_BY_HOST = ["SYSLIB_CRED_VALID_FAIL", "SYSAPI_CRED_VALID_FAIL"];

/** A record of Tapis may lag behind what it has just been seen to do, for so many milliseconds. */
const FINDING_IS_FRESH = 10 * 60_000;

/**
 * @param {SystemSummary} system
 * @param {Finding} [finding]
 * @returns {KnownState}
 */
export function knownStateOf(system, finding) {
  if (!usesTms(system))
    return { state: "unsupported", foundAt: null, checkedAt: null, disputed: false };
  const { at: foundAt = null, checkedAt = null, disputed = false } = finding ?? {};
  const state = finding?.state ?? listedState(system);
  // TMS makes no keys for a system that runs everybody's jobs under one account.
  const shared = state === "missing" && !system.isDynamicEffectiveUser;
  return { state: shared ? "forbidden" : state, foundAt, checkedAt, disputed };
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

/**
 * @param {Pick<KnownState, "state" | "disputed">} known
 * @returns {OperationKind[]}
 */
export function actionsFor({ state, disputed }) {
  const actions = ACTIONS[state];
  if (!disputed) return [...actions];
  return ["check", ...actions.filter((kind) => kind !== "check")];
}

/**
 * What the end of an operation teaches. Null: nothing, what was known stays.
 *
 * @param {Operation} operation
 * @returns {CredentialState | null}
 */
export function credentialStateAfter({ result, failure, steps }) {
  if (result) return STATE_AFTER_STATUS[result.status];
  if (failure?.code === "credential_refused") return stateBeforeCreate(steps);
  const known = failure && STATE_AFTER_FAILURE[failure.code];
  if (known) return known;
  const isOpen = steps.some(
    ({ step, response }) =>
      (step === "create" || step === "remove") &&
      (!response || response.credentials === "uncertain"),
  );
  const last = steps.at(-1);
  const isDecided = last?.step === "check" && last.response?.credentials;
  return isOpen && !isDecided ? "unknown" : null;
}

/**
 * Whether the state after an operation was verified: by a check, or by Tapis, which tries each new key. A revoke verifies
 * nothing, and a create that failed no more than what the check before it found stored.
 *
 * @param {Operation} operation
 */
export function hasVerified(operation) {
  const status = operation.result?.status;
  if (status) return status !== "revoked" && status !== "absent";
  const state = credentialStateAfter(operation) ?? "";
  return operation.kind === "check" || ["ready", "refused", "unreachable"].includes(state);
}

/**
 * A create that is refused stores nothing: what was there before is there still, if it was found.
 *
 * @param {Operation["steps"]} steps
 * @returns {CredentialState}
 */
function stateBeforeCreate(steps) {
  const check = steps.findLast(({ step, response }) => step === "check" && response);
  const found = check?.response?.credentials;
  return found && found !== "uncertain" ? STATE_AFTER_STATUS[found] : "unknown";
}

/**
 * @param {import("../failures/failure.js").Failure | null} failure
 * @returns {string} what became of a new key, in a few words; "" if none was asked for
 */
export function refusalOfNewKey(failure) {
  if (failure?.code !== "credential_refused") return "";
  if (timeMayHelp(failure)) return "the host refused the new key";
  return failure.tapisCode.includes("_TMS_KEYS_") ? "TMS made no key" : "a new key was refused";
}

/**
 * Whether a host refused a new key: it may know a fresh one, or a new account, a few minutes later.
 *
 * @param {import("../failures/failure.js").Failure | null} failure
 */
export function timeMayHelp(failure) {
  return failure?.code === "credential_refused" && REFUSED_BY_HOST.includes(failure.tapisCode);
}

/**
 * Whether a list that is newer than a finding says the opposite. "Refused" and "not answering" mean that something is
 * stored.
 *
 * @param {Finding} finding
 * @param {SystemSummary} system
 */
export function isContradicted({ state }, { hasCredentials }) {
  return state === "missing"
    ? hasCredentials === true
    : ["ready", "refused", "unreachable"].includes(state) && hasCredentials === false;
}

/**
 * From when on a finding that a newer list contradicts is in dispute. What Tapis has just been seen to do is better
 * knowledge than its records: the service may leave TMS keys out when it writes one anew.
 *
 * @param {Finding} finding
 * @returns {number} in milliseconds since 1970
 */
export function disputableFrom({ at }) {
  return at + FINDING_IS_FRESH;
}

/**
 * Worth an establish: it would change something, or may. Where a host does not answer it creates nothing, so that is left to
 * a check.
 *
 * @param {KnownState} known
 */
export function canBeSetUp({ state }) {
  return ["missing", "refused", "unknown"].includes(state);
}

/** @param {KnownState} known */
export function canBeVerified({ state }) {
  return state !== "unsupported";
}
