// What an operation found, beside a list that says something else: a record of Tapis may lag behind.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { makeFailure } from "../../../web/page/failures/failure.js";
import { INITIAL_STATE, reduce } from "../../../web/page/state.js";
import { createSystemsController } from "../../../web/page/systems/systems-controller.js";
import { nextReview } from "../../../web/page/systems/state.js";
import { systemSummary } from "../system-summary.js";
import { stepResponse } from "../step-response.js";

/** @typedef {import("../../../web/page/state.js").Action} Action */
/** @typedef {import("../../../web/page/operations/operation.js").Status} Status */

const MINUTE = 60_000;
const FOUND_AT = Date.UTC(2026, 4, 1, 10, 2);

/** @param {Status} status @returns {Action[]} of an operation that ends so */
const found = (status) => [
  { type: "operation-started", kind: "check", systemId: "stampede3" },
  {
    type: "operation-succeeded",
    systemId: "stampede3",
    at: FOUND_AT,
    result: { status, message: "" },
  },
];

/**
 * @param {import("../../../web/tms.js").StepName} name
 * @param {import("../../../web/tms.js").StepEvent["response"]} response
 */
function step(name, response) {
  const request = { method: "POST", path: "" };
  return {
    step: name,
    systemId: "stampede3",
    message: "",
    attempt: 1,
    waitMs: 0,
    request,
    response,
  };
}

/** @param {boolean} hasCredentials */
function listOf(hasCredentials) {
  return Object.assign([systemSummary({ hasCredentials })], { skippedRows: 0 });
}

/** @param {boolean} hasCredentials @param {number} at @returns {Action} */
const listed = (hasCredentials, at) => ({ type: "listed", systems: listOf(hasCredentials), at });

/** @param {readonly Action[]} actions */
const after = (...actions) => actions.reduce(reduce, INITIAL_STATE);

/** @param {import("../../../web/page/state.js").State} state */
const findingIn = ({ findings }) => findings.get("stampede3");

for (const [status, says, state] of /** @type {const} */ ([
  ["valid", false, "ready"],
  ["revoked", true, "missing"],
  ["refused", false, "refused"],
])) {
  // A revoke verifies nothing.
  const expected = { state, at: FOUND_AT, checkedAt: status === "revoked" ? null : FOUND_AT };
  describe(`a list that says the opposite of "${status}"`, () => {
    test("does not count for ten minutes, and is in dispute with it from then on", () => {
      const soon = after(...found(status), listed(says, FOUND_AT + 10 * MINUTE - 1));
      assert.deepEqual(findingIn(soon), { ...expected, disputed: false });
      const late = after(...found(status), listed(says, FOUND_AT + 10 * MINUTE));
      assert.deepEqual(findingIn(late), { ...expected, disputed: true });
    });

    test("comes into dispute when the ten minutes are over, without another list", () => {
      const soon = after(...found(status), listed(says, FOUND_AT + MINUTE));
      assert.equal(nextReview(soon), FOUND_AT + 10 * MINUTE);
      const late = reduce(soon, { type: "findings-aged", at: FOUND_AT + 10 * MINUTE });
      assert.equal(findingIn(late)?.disputed, true);
      assert.equal(nextReview(late), null);
    });

    test("is no longer in dispute when a later one agrees, or when it is found anew", () => {
      const disputed = [...found(status), listed(says, FOUND_AT + 11 * MINUTE)];
      const agreed = after(...disputed, listed(!says, FOUND_AT + 12 * MINUTE));
      assert.equal(findingIn(agreed)?.disputed, false);
      assert.equal(findingIn(after(...disputed, ...found(status)))?.disputed, false);
    });
  });
}

describe("the time of the last check", () => {
  const checkedAt = (/** @type {Action[]} */ ...actions) => findingIn(after(...actions))?.checkedAt;
  /** @param {number} at @param {"missing" | "refused"} [before] what the check found @returns {Action[]} */
  const refused = (at, before = "missing") => [
    { type: "operation-started", kind: "establish", systemId: "stampede3" },
    { type: "step", at, event: step("check", null) },
    { type: "step", at, event: step("check", stepResponse({ credentials: before })) },
    { type: "step", at, event: step("create", null) },
    { type: "step", at, event: step("create", stepResponse()) },
    {
      type: "operation-failed",
      systemId: "stampede3",
      at,
      failure: makeFailure("credential_refused", ""),
    },
  ];

  test("is that of a check, or of a create that Tapis tried", () => {
    for (const status of /** @type {const} */ (["valid", "missing", "refused", "created"]))
      assert.equal(checkedAt(...found(status)), FOUND_AT, status);
  });

  test("is none after a revoke, or a create that failed", () => {
    assert.equal(checkedAt(...found("valid"), ...found("revoked")), null);
    assert.equal(checkedAt(...found("absent")), null);
    assert.equal(checkedAt(...refused(FOUND_AT)), null);
  });

  test("stays where a create that failed left what was there", () => {
    assert.equal(checkedAt(...found("missing"), ...refused(FOUND_AT + MINUTE)), FOUND_AT);
  });

  test("is that of the check before, where it found a key that the host refuses", () => {
    const at = FOUND_AT + MINUTE;
    assert.equal(checkedAt(...refused(at, "refused")), at);
  });
});

test("a list from before says nothing about what was found since", () => {
  const state = after(listed(false, FOUND_AT - MINUTE), ...found("created"));
  assert.equal(nextReview(state), null);
  const later = reduce(state, { type: "findings-aged", at: FOUND_AT + 60 * MINUTE });
  assert.equal(findingIn(later)?.disputed, false);
});

describe("the controller", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: FOUND_AT }));
  afterEach(() => mock.timers.reset());

  test("has the finding reviewed in time", async () => {
    let state = after(...found("valid"));
    const dispatch = (/** @type {Action} */ action) => void (state = reduce(state, action));
    const session = { tapis: {}, dispatch, onStep() {}, workEnded() {} };
    const controller = createSystemsController({
      client: /** @type {any} */ ({ listSystems: async () => listOf(false) }),
      store: { get: () => state, dispatch },
      accessSession: () => /** @type {any} */ (session),
      run: async () => {},
      runBatch: async () => {},
      now: Date.now,
    });
    mock.timers.tick(MINUTE);
    await controller.listSystems();
    mock.timers.tick(9 * MINUTE - 1);
    assert.equal(findingIn(state)?.disputed, false);
    mock.timers.tick(1);
    assert.equal(findingIn(state)?.disputed, true);
  });
});
