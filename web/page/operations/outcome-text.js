// What the person is told about an operation: a heading that names the system, a tone, and the
// sentence that Tapis's answer came with.

/** @typedef {import("./operation.js").Operation} Operation */
/** @typedef {import("./operation.js").OperationKind} OperationKind */
/** @typedef {import("./operation.js").Status} Status */
/** @typedef {import("../ui/icons.jsx").Tone} Tone */

/** @type {Record<OperationKind, { doing: string, failed: string }>} */
const KINDS = {
  check: { doing: "Checking credentials", failed: "Could not check credentials" },
  establish: { doing: "Establishing credentials", failed: "Could not establish credentials" },
  persist: {
    doing: "Trying to establish credentials",
    failed: "Could not establish credentials",
  },
  renew: { doing: "Renewing credentials", failed: "Could not renew credentials" },
  revoke: { doing: "Revoking credentials", failed: "Could not revoke credentials" },
};

/** @type {Record<Status, { tone: Tone, title: (systemId: string) => string }>} */
const STATUSES = {
  valid: { tone: "good", title: (id) => `Your credentials on ${id} work` },
  missing: { tone: "neutral", title: (id) => `You have no credentials on ${id} yet` },
  refused: { tone: "bad", title: (id) => `${id} refused your credentials` },
  unreachable: { tone: "attention", title: (id) => `${id} is not answering` },
  unsupported: { tone: "attention", title: (id) => `${id} does not use TMS credentials` },
  exists: { tone: "good", title: (id) => `You already have credentials on ${id}` },
  created: { tone: "good", title: (id) => `Credentials created on ${id}` },
  revoked: { tone: "good", title: (id) => `Credentials revoked on ${id}` },
  absent: { tone: "neutral", title: (id) => `There were no credentials on ${id}` },
};

/**
 * @param {Operation} operation
 * @returns {{ tone: Tone, title: string, message: string }}
 */
export function outcomeText({ kind, systemId, phase, steps, result, failure }) {
  const { doing, failed } = KINDS[kind];
  if (result) {
    const { tone, title } = STATUSES[result.status];
    if (kind !== "renew") return { tone, title: title(systemId), message: result.message };
    // Where the answer was lost, a check cannot tell the new key from the old.
    const isConfirmed = steps.some(({ step, response }) => step === "create" && response?.success);
    const renewed = isConfirmed
      ? `Credentials renewed on ${systemId}`
      : STATUSES.valid.title(systemId);
    return { tone: isConfirmed ? tone : "attention", title: renewed, message: result.message };
  }
  if (failure?.code === "cancelled") {
    return {
      tone: "neutral",
      title: `Cancelled: ${lowerFirst(doing)} on ${systemId}`,
      message: failure.message,
    };
  }
  if (failure) return { tone: "bad", title: `${failed} on ${systemId}`, message: failure.message };
  const title = phase === "cancelling" ? "Cancelling" : `${doing} on ${systemId}…`;
  return { tone: "neutral", title, message: "" };
}

/** @param {string} text */
function lowerFirst(text) {
  return text[0].toLowerCase() + text.slice(1);
}
