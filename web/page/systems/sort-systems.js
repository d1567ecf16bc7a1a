// The order of the table by one of its columns, within each group. It is made when a person asks for it, and is not kept
// up while credentials change: a row that moved away from under the pointer would be the wrong one to click.

import { knownStateOf } from "../operations/credential-state.js";
import { purposeOf } from "./group-systems.js";

/** @typedef {import("./group-systems.js").GroupedSystem} GroupedSystem */
/** @typedef {import("../operations/credential-state.js").KnownState} KnownState */
/** @typedef {"System" | "Host" | "For" | "Method" | "Credentials" | "Last verified"} SortColumn */
/** @typedef {{ column: SortColumn, descending: boolean } | null} Sort null: as the deployment and Tapis list them */

/** What needs something comes first. @type {KnownState["state"][]} */
const BY_NEED = [
  "missing",
  "refused",
  "unreachable",
  "unknown",
  "forbidden",
  "ready",
  "unsupported",
];

/** @type {Record<SortColumn, (entry: GroupedSystem, known: KnownState) => string | number>} */
const KEYS = {
  System: ({ system }) => system.id,
  Host: ({ system }) => system.host,
  For: ({ system }) => purposeOf(system),
  Method: ({ system }) => system.defaultAuthnMethod,
  Credentials: (_, { state }) => BY_NEED.indexOf(state),
  // Longest ago first, never before that.
  "Last verified": (_, { checkedAt }) => checkedAt ?? 0,
};

const inWords = new Intl.Collator(undefined, { numeric: true });

/**
 * @param {readonly GroupedSystem[]} entries group by group
 * @param {Sort} sort
 * @param {import("./state.js").SystemsState["findings"]} findings
 * @returns {readonly GroupedSystem[]}
 */
export function sortSystems(entries, sort, findings) {
  if (!sort) return entries;
  const key = KEYS[sort.column];
  const keyed = entries.map((entry) => ({
    entry,
    key: key(entry, knownStateOf(entry.system, findings.get(entry.system.id))),
  }));
  const groups = [...new Set(entries.map(({ group }) => group))];
  const sign = sort.descending ? -1 : 1;
  return groups.flatMap((group) =>
    keyed
      .filter(({ entry }) => entry.group === group)
      .sort((one, other) => sign * compare(one.key, other.key))
      .map(({ entry }) => entry),
  );
}

/**
 * @param {Sort} sort
 * @param {SortColumn} column that was asked for
 * @returns {Sort} upwards, then downwards, then as before
 */
export function nextSort(sort, column) {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

/**
 * @param {string | number} one
 * @param {string | number} other
 */
function compare(one, other) {
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : inWords.compare(String(one), String(other));
}
