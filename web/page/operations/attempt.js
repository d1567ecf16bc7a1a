// What a person tried with an operation, for whoever is told of its failure.

/** @type {Record<import("./operation.js").OperationKind, string>} */
const TRIED = {
  check: "check credentials",
  establish: "establish credentials",
  persist: "establish credentials for 5 minutes",
  renew: "renew credentials",
  revoke: "revoke credentials",
};

/**
 * @param {import("./operation.js").Operation} operation that failed
 * @returns {import("../failures/ticket.js").Attempt}
 */
export function attemptOf({ kind, systemId, steps }) {
  const request = steps.findLast(({ response }) => response)?.request;
  return { tried: TRIED[kind], systemId, request };
}
