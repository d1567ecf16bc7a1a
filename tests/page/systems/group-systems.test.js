import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { filterSystems, tableLines } from "../../../web/page/systems/filter-systems.js";
import { groupSystems } from "../../../web/page/systems/group-systems.js";
import { systemSummary } from "../system-summary.js";

const SYSTEMS = [
  systemSummary({ id: "archive", systemType: "S3" }),
  systemSummary({ id: "cloud", description: "Where <b>files</b> live", canExec: false }),
  systemSummary({ id: "ls6" }),
  systemSummary({ id: "old", enabled: false }),
  systemSummary({ id: "pki", defaultAuthnMethod: "PKI_KEYS" }),
  systemSummary({ id: "project-1", isDynamicEffectiveUser: false }),
  systemSummary({ id: "stampede3" }),
  systemSummary({ id: "vista" }),
];
const ENTRIES = groupSystems(SYSTEMS, ["vista", "ls6", "pki", "not-listed"]);

/** @param {ReturnType<typeof groupSystems>} entries */
const ids = (entries) => entries.map(({ system }) => system.id);
/** @param {string} text @param {boolean} [showAll] */
const found = (text, showAll = false) => filterSystems(ENTRIES, { text, showAll });

describe("systems are listed", () => {
  test("the deployment's own first, in its order and whatever they are; then those with TMS; then the rest", () => {
    assert.deepEqual(
      ENTRIES.map(({ system, group }) => `${group} ${system.id}`),
      [
        "own vista",
        "own ls6",
        "own pki",
        "tms cloud",
        "tms stampede3",
        "further archive",
        "further old",
        "further project-1",
      ],
    );
  });

  test("without the rest, unless all are asked for; it is told how many are left out", () => {
    assert.equal(found("").shown.length, 5);
    assert.equal(found("").hidden, 3);
    assert.deepEqual(found("", true), { shown: ENTRIES, hidden: 0 });
  });
});

describe("a filter", () => {
  test("finds every word, in any order and case, anywhere in what is said of a system", () => {
    assert.deepEqual(ids(found("FILES cloud").shown), ["cloud"]);
    assert.deepEqual(ids(found("storage").shown), ["cloud"]);
    assert.deepEqual(ids(found("pki_keys").shown), ["pki"]);
    assert.deepEqual(ids(found("files vista").shown), []);
  });

  test("tells what it would find among those that are not shown", () => {
    assert.deepEqual(found("project"), { shown: [], hidden: 1 });
    assert.deepEqual(ids(found("project", true).shown), ["project-1"]);
  });

  test("that is blank filters nothing", () => {
    assert.equal(found("  ").shown.length, 5);
  });
});

test("the rows of the table are numbered with the headings, which stand above the first of a group", () => {
  const { lines, rowCount } = tableLines(found("", true).shown);
  assert.deepEqual(
    lines.map(({ heading, rowIndex }) => [heading, rowIndex]),
    [
      ["own", 3],
      [null, 4],
      [null, 5],
      ["tms", 7],
      [null, 8],
      ["further", 10],
      [null, 11],
      [null, 12],
    ],
  );
  assert.equal(rowCount, 12);
});
