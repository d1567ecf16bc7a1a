// The order in which systems are listed: the deployment's own, then the other systems that a
// researcher sets up with TMS, then all the rest, which the page shows on request only.

import { usesTms } from "../operations/credential-state.js";

/** @typedef {import("../../tms.js").SystemSummary} SystemSummary */
/** @typedef {"own" | "tms" | "further"} Group */

/**
 * @typedef {object} GroupedSystem
 * @property {SystemSummary} system
 * @property {Group} group
 * @property {string} searchText what a filter looks into, in lower case
 */

/** @type {Group[]} */
const ORDER = ["own", "tms", "further"];

/**
 * @param {readonly SystemSummary[]} systems ordered by id
 * @param {readonly string[]} own ids, in the order of the deployment's list
 * @returns {GroupedSystem[]}
 */
export function groupSystems(systems, own) {
  const rank = new Map(own.map((id, index) => [id, index]));
  const entries = systems.map((system) => ({
    system,
    group: groupOf(system, rank),
    searchText: searchTextOf(system),
  }));
  const position = (/** @type {GroupedSystem} */ { system }) => rank.get(system.id) ?? 0;
  return ORDER.flatMap((group) =>
    entries
      .filter((entry) => entry.group === group)
      .sort((one, other) => position(one) - position(other)),
  );
}

/**
 * Tapis has no mark for a project's or an internal system. What they have in common is that they run
 * under one account of the portal, take other keys, are switched off, or are no hosts at all.
 *
 * @param {SystemSummary} system
 * @param {ReadonlyMap<string, number>} own
 * @returns {Group}
 */
function groupOf(system, own) {
  if (own.has(system.id)) return "own";
  const isSelfService =
    usesTms(system) &&
    system.enabled &&
    system.isDynamicEffectiveUser &&
    system.systemType === "LINUX";
  return isSelfService ? "tms" : "further";
}

/** @param {SystemSummary} system */
export function purposeOf({ canExec }) {
  return canExec ? "Compute" : "Storage";
}

/** @param {SystemSummary} system */
function searchTextOf(system) {
  const { id, host, description, systemType, defaultAuthnMethod } = system;
  return [id, host, purposeOf(system), systemType, defaultAuthnMethod, description]
    .join("\n")
    .toLowerCase();
}
