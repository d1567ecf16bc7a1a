// What the heading of the list counts: each state in the words of the rows, and the parts add up.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { countText, viewOfSystems } from "../../../web/page/systems/in-view.js";
import { groupSystems } from "../../../web/page/systems/group-systems.js";
import { systemSummary } from "../system-summary.js";

/** @typedef {import("../../../web/page/operations/credential-state.js").CredentialState} CredentialState */

/** @type {Record<string, boolean>} by id, whether the list says that something is stored */
const STORED = { a: true, b: true, c: true, d: false, e: false };

/** @param {Record<string, CredentialState>} found @param {Partial<Record<string, boolean>>} [disputed] */
function textOf(found, disputed = {}) {
  const systems = Object.entries(STORED).map(([id, hasCredentials]) =>
    systemSummary({ id, hasCredentials }),
  );
  const findings = new Map(
    Object.entries(found).map(([id, state]) => [
      id,
      { state, at: 17, checkedAt: 17, disputed: disputed[id] ?? false },
    ]),
  );
  return countText(5, 9, viewOfSystems(groupSystems(systems, []), findings));
}

describe("what is stored counts as ready, and as not verified until a check has told", () => {
  for (const [found, expected] of /** @type {[Record<string, CredentialState>, string][]} */ ([
    [{}, "3 ready (none verified), 2 not set up"],
    [{ a: "ready" }, "3 ready (2 not verified), 2 not set up"],
    [{ a: "ready", b: "ready", c: "ready" }, "3 ready, 2 not set up"],
    [
      { a: "refused", b: "unreachable" },
      "1 ready (not verified), 2 not set up, 1 refused by the host, 1 host not answering",
    ],
  ]))
    test(expected, () => assert.equal(textOf(found), `5 of 9 systems: ${expected}`));
});

test("each state is named, and the parts add up to what is in view", () => {
  const text = textOf(
    { a: "unreachable", b: "unreachable", c: "ready", d: "forbidden", e: "unknown" },
    { c: true },
  );
  assert.equal(
    text,
    "5 of 9 systems: 0 ready, 2 hosts not answering, 1 not allowed, 1 unknown, 1 to verify",
  );
});

test("a host that does not answer is left to a check: an establish would create nothing there", () => {
  const systems = groupSystems([systemSummary({ hasCredentials: true })], []);
  const finding = {
    state: /** @type {const} */ ("unreachable"),
    at: 1,
    checkedAt: 1,
    disputed: false,
  };
  const { toSetUp, toVerify } = viewOfSystems(systems, new Map([["stampede3", finding]]));
  assert.deepEqual([toSetUp, toVerify], [[], ["stampede3"]]);
});
