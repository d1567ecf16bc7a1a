// What the systems in view come to: how many are in which state, and on which of them something can be done.

import {
  canBeSetUp,
  canBeVerified,
  isStored,
  knownStateOf,
} from "../operations/credential-state.js";
import { countsText } from "../operations/state-counts.js";

/** @typedef {import("../operations/credential-state.js").CredentialState} CredentialState */

/**
 * @typedef {object} InView
 * @property {string[]} toSetUp ids
 * @property {string[]} toVerify ids
 * @property {Map<CredentialState, number>} counts of all but those in dispute
 * @property {number} unverified of those that are ready
 * @property {number} disputed
 */

/**
 * @param {readonly import("./group-systems.js").GroupedSystem[]} shown
 * @param {import("./state.js").SystemsState["findings"]} findings
 * @returns {InView}
 */
export function viewOfSystems(shown, findings) {
  /** @type {InView} */
  const view = { toSetUp: [], toVerify: [], counts: new Map(), unverified: 0, disputed: 0 };
  for (const { system } of shown) {
    const known = knownStateOf(system, findings.get(system.id));
    if (canBeSetUp(known)) view.toSetUp.push(system.id);
    if (canBeVerified(known)) view.toVerify.push(system.id);
    if (known.disputed) view.disputed += 1;
    else view.counts.set(known.state, (view.counts.get(known.state) ?? 0) + 1);
    if (isStored(known)) view.unverified += 1;
  }
  return view;
}

/**
 * @param {number} shown how many systems are in view
 * @param {number} all how many there are
 * @param {InView} view
 * @returns {string} such as "3 of 5 systems: 1 ready (not verified), 2 not set up"
 */
export function countText(shown, all, { counts, unverified, disputed }) {
  const systems = `${shown === all ? "" : `${shown} of `}${all} ${all === 1 ? "system" : "systems"}`;
  const inDoubt = disputed > 0 ? `, ${disputed} to verify` : "";
  return `${systems}: ${countsText(counts, unverified)}${inDoubt}`;
}
