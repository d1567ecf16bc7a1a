import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  actionsFor,
  canBeSetUp,
  conditionAfter,
  isContradicted,
  standingOf,
} from "../../../web/page/operations/credential-state.js";
import { failure } from "../../../web/page/operations/failure.js";
import { addStep, fail, startOperation, succeed } from "../../../web/page/operations/operation.js";
import { systemSummary } from "../system-summary.js";

/** @typedef {import("../../../web/page/operations/credential-state.js").Condition} Condition */

/** @param {Parameters<typeof systemSummary>[0]} more */
const listed = (more) => standingOf(systemSummary(more)).condition;

describe("what the list alone tells", () => {
  test("is whether something is stored, and no time of a check", () => {
    assert.deepEqual(standingOf(systemSummary({ hasCredentials: true })), {
      condition: "ready",
      checkedAt: null,
    });
    assert.equal(listed({ hasCredentials: false }), "missing");
  });

  test("is nothing where Tapis does not say", () => {
    assert.equal(listed({ hasCredentials: null }), "unknown");
  });

  test("is that a system without TMS is none, whatever is stored there", () => {
    assert.equal(listed({ defaultAuthnMethod: "PKI_KEYS", hasCredentials: true }), "unsupported");
  });

  test("is that nobody gets keys of their own where everybody runs under one account", () => {
    assert.equal(listed({ isDynamicEffectiveUser: false }), "forbidden");
    assert.equal(listed({ isDynamicEffectiveUser: false, hasCredentials: true }), "ready");
  });
});

test("what was verified goes before what is stored", () => {
  const verdict = { condition: /** @type {Condition} */ ("refused"), at: 17 };
  assert.deepEqual(standingOf(systemSummary({ hasCredentials: true }), verdict), {
    condition: "refused",
    checkedAt: 17,
  });
});

test("a verdict falls when a newer list says the opposite, and only then", () => {
  const ready = { condition: /** @type {Condition} */ ("ready"), at: 1 };
  const refused = { condition: /** @type {Condition} */ ("refused"), at: 1 };
  assert.equal(isContradicted(ready, systemSummary({ hasCredentials: false })), true);
  assert.equal(isContradicted(ready, systemSummary({ hasCredentials: null })), false);
  assert.equal(isContradicted(refused, systemSummary({ hasCredentials: true })), false);
});

describe("an operation teaches", () => {
  const started = startOperation("establish", "stampede3");

  test("the condition that its result names", () => {
    assert.equal(conditionAfter(succeed(started, { status: "created", message: "" })), "ready");
    assert.equal(conditionAfter(succeed(started, { status: "revoked", message: "" })), "missing");
  });

  test("the condition that its failure names", () => {
    assert.equal(conditionAfter(fail(started, failure("host_unreachable", ""))), "unreachable");
    assert.equal(conditionAfter(fail(started, failure("forbidden", ""))), "forbidden");
  });

  test("nothing if it failed before anything was changed", () => {
    assert.equal(conditionAfter(fail(started, failure("network_error", ""))), null);
  });

  test("that nobody knows, if a change was sent and its answer never came", () => {
    const lost = failure("timeout", "");
    const creating = addStep(started, stepEvent("create"));
    assert.equal(conditionAfter(fail(creating, lost)), "unknown");
    for (const httpStatus of [0, 502, 503, 504]) {
      const unanswered = addStep(creating, stepEvent("create", httpStatus));
      assert.equal(conditionAfter(fail(unanswered, lost)), "unknown");
    }
    const refused = addStep(creating, stepEvent("create", 400));
    assert.equal(conditionAfter(fail(refused, failure("tms_unavailable", ""))), null);
  });

  test("nothing new if the check afterwards told what is true", () => {
    const lost = addStep(addStep(started, stepEvent("create")), stepEvent("create", 504));
    const checked = addStep(addStep(lost, stepEvent("check")), stepEvent("check", 401));
    assert.equal(conditionAfter(fail(checked, failure("timeout", ""))), null);
  });
});

test("nothing can be done on a system without TMS, and nothing is created where a host is silent", () => {
  assert.deepEqual(actionsFor("unsupported"), []);
  assert.ok(!actionsFor("unreachable").includes("establish"));
  assert.equal(actionsFor("missing")[0], "establish");
});

test("what is ready, not allowed or without TMS is not set up", () => {
  /** @type {Condition[]} */
  const all = ["ready", "missing", "refused", "unreachable", "unsupported", "forbidden", "unknown"];
  assert.deepEqual(
    all.filter((condition) => canBeSetUp({ condition, checkedAt: null })),
    ["missing", "refused", "unreachable", "unknown"],
  );
});

/**
 * @param {import("../../../web/tms.js").StepName} step
 * @param {number} [httpStatus] of its answer, if it is answered
 * @returns {import("../../../web/tms.js").StepEvent}
 */
function stepEvent(step, httpStatus) {
  const response =
    httpStatus === undefined ? null : { httpStatus, milliseconds: 1, tapisCode: "", summary: "" };
  const request = { method: "POST", path: "" };
  return { step, systemId: "stampede3", message: "", attempt: 1, waitMs: 0, request, response };
}
