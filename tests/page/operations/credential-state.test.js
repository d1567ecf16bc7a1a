import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  actionsFor,
  canBeSetUp,
  credentialStateAfter,
  isContradicted,
  knownStateOf,
} from "../../../web/page/operations/credential-state.js";
import { makeFailure } from "../../../web/page/operations/failure.js";
import { addStep, fail, startOperation, succeed } from "../../../web/page/operations/operation.js";
import { systemSummary } from "../system-summary.js";

/** @typedef {import("../../../web/page/operations/credential-state.js").CredentialState} CredentialState */

/** @param {Parameters<typeof systemSummary>[0]} more */
const listed = (more) => knownStateOf(systemSummary(more)).state;

describe("what the list alone tells", () => {
  test("is whether something is stored, and no time of a check", () => {
    assert.deepEqual(knownStateOf(systemSummary({ hasCredentials: true })), {
      state: "ready",
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
  const finding = { state: /** @type {CredentialState} */ ("refused"), at: 17 };
  assert.deepEqual(knownStateOf(systemSummary({ hasCredentials: true }), finding), {
    state: "refused",
    checkedAt: 17,
  });
});

test("a finding falls when a newer list says the opposite, and only then", () => {
  const ready = { state: /** @type {CredentialState} */ ("ready"), at: 1 };
  const refused = { state: /** @type {CredentialState} */ ("refused"), at: 1 };
  assert.equal(isContradicted(ready, systemSummary({ hasCredentials: false })), true);
  assert.equal(isContradicted(ready, systemSummary({ hasCredentials: null })), false);
  assert.equal(isContradicted(refused, systemSummary({ hasCredentials: true })), false);
});

describe("an operation teaches", () => {
  const started = startOperation("establish", "stampede3");

  test("the state that its result names", () => {
    assert.equal(
      credentialStateAfter(succeed(started, { status: "created", message: "" })),
      "ready",
    );
    assert.equal(
      credentialStateAfter(succeed(started, { status: "revoked", message: "" })),
      "missing",
    );
  });

  test("the state that its failure names", () => {
    assert.equal(
      credentialStateAfter(fail(started, makeFailure("host_unreachable", ""))),
      "unreachable",
    );
    assert.equal(credentialStateAfter(fail(started, makeFailure("forbidden", ""))), "forbidden");
  });

  test("nothing if it failed before anything was changed", () => {
    assert.equal(credentialStateAfter(fail(started, makeFailure("network_error", ""))), null);
  });

  test("that nobody knows, if a change was sent and its answer never came", () => {
    const lost = makeFailure("timeout", "");
    const creating = addStep(started, stepEvent("create"));
    assert.equal(credentialStateAfter(fail(creating, lost)), "unknown");
    for (const httpStatus of [0, 502, 503, 504]) {
      const unanswered = addStep(creating, stepEvent("create", httpStatus));
      assert.equal(credentialStateAfter(fail(unanswered, lost)), "unknown");
    }
    const refused = addStep(creating, stepEvent("create", 400));
    assert.equal(credentialStateAfter(fail(refused, makeFailure("tms_unavailable", ""))), null);
  });

  test("nothing new if the check afterwards told what is true", () => {
    const lost = addStep(addStep(started, stepEvent("create")), stepEvent("create", 504));
    const checked = addStep(addStep(lost, stepEvent("check")), stepEvent("check", 401));
    assert.equal(credentialStateAfter(fail(checked, makeFailure("timeout", ""))), null);
  });
});

test("nothing can be done on a system without TMS, and nothing is created where a host is silent", () => {
  assert.deepEqual(actionsFor("unsupported"), []);
  assert.ok(!actionsFor("unreachable").includes("establish"));
  assert.equal(actionsFor("missing")[0], "establish");
});

test("what is ready, not allowed or without TMS is not set up", () => {
  /** @type {CredentialState[]} */
  const all = ["ready", "missing", "refused", "unreachable", "unsupported", "forbidden", "unknown"];
  assert.deepEqual(
    all.filter((state) => canBeSetUp({ state, checkedAt: null })),
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
