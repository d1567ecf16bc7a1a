// A system as listSystems tells it: a public host that takes TMS keys, but for what a test says.

/**
 * @param {Partial<import("../../web/tms.js").SystemSummary>} [more]
 * @returns {import("../../web/tms.js").SystemSummary}
 */
export function systemSummary(more = {}) {
  return {
    id: "stampede3",
    host: "stampede3.tacc.utexas.edu",
    description: "",
    owner: "wma_prtl",
    systemType: "LINUX",
    canExec: true,
    enabled: true,
    defaultAuthnMethod: "TMS_KEYS",
    isDynamicEffectiveUser: true,
    dtnSystemId: "",
    hasCredentials: false,
    ...more,
  };
}
