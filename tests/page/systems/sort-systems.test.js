import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { groupSystems } from "../../../web/page/systems/group-systems.js";
import { nextSort, sortSystems } from "../../../web/page/systems/sort-systems.js";
import { systemSummary } from "../system-summary.js";

/** @typedef {import("../../../web/page/systems/sort-systems.js").SortColumn} SortColumn */
/** @typedef {import("../../../web/page/operations/credential-state.js").CredentialState} CredentialState */

const ENTRIES = groupSystems(
  [
    { id: "node10", host: "b", hasCredentials: true },
    { id: "node9", host: "c", canExec: false },
    { id: "own1", host: "z", hasCredentials: true },
    { id: "own2", host: "a" },
    { id: "old", host: "d", defaultAuthnMethod: "PKI_KEYS" },
  ].map(systemSummary),
  ["own1", "own2"],
);

/** @param {CredentialState} state @param {number} at */
const finding = (state, at) => ({ state, at, checkedAt: at, disputed: false });

/**
 * @param {SortColumn} column
 * @param {Partial<{ descending: boolean, findings: Parameters<typeof sortSystems>[2] }>} [more]
 */
function order(column, { descending = false, findings = new Map() } = {}) {
  const sorted = sortSystems(ENTRIES, { column, descending }, findings);
  return sorted.map(({ system }) => system.id).join(" ");
}

describe("systems are sorted", () => {
  test("as they are listed, if nobody asks for more", () => {
    assert.equal(sortSystems(ENTRIES, null, new Map()), ENTRIES);
  });

  test("within their groups, numbers by their value, and downwards", () => {
    assert.equal(order("System"), "own1 own2 node9 node10 old");
    assert.equal(order("System", { descending: true }), "own2 own1 node10 node9 old");
  });

  test("by each other column", () => {
    assert.equal(order("Host"), "own2 own1 node10 node9 old");
    assert.equal(order("For"), "own1 own2 node10 node9 old");
    assert.equal(order("Method"), "own1 own2 node10 node9 old");
  });

  test("by credentials: what needs something first, as it is known", () => {
    assert.equal(order("Credentials"), "own2 own1 node9 node10 old");
    const findings = new Map([
      ["own1", finding("missing", 1)],
      ["own2", finding("ready", 1)],
    ]);
    assert.equal(order("Credentials", { findings }), "own1 own2 node9 node10 old");
  });

  test("by when they were verified: never, then longest ago", () => {
    const findings = new Map([
      ["own1", finding("ready", 7)],
      ["node10", finding("ready", 3)],
    ]);
    assert.equal(order("Last verified", { findings }), "own2 own1 node9 node10 old");
  });
});

test("a column is sorted upwards, then downwards, then not any more", () => {
  const up = nextSort(null, "Host");
  assert.deepEqual(up, { column: "Host", descending: false });
  const down = nextSort(up, "Host");
  assert.deepEqual(down, { column: "Host", descending: true });
  assert.equal(nextSort(down, "Host"), null);
  assert.deepEqual(nextSort(down, "For"), { column: "For", descending: false });
});
