import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  actionsFor,
  canBeSetUp,
  credentialStateAfter,
  isContradicted,
  knownStateOf,
  timeMayHelp,
} from "../../../web/page/operations/credential-state.js";
import { makeFailure } from "../../../web/page/failures/failure.js";
import { addStep, fail, startOperation, succeed } from "../../../web/page/operations/operation.js";
import { stepResponse } from "../step-response.js";
import { systemSummary } from "../system-summary.js";

/** @typedef {import("../../../web/page/operations/credential-state.js").CredentialState} CredentialState */

/** @param {Parameters<typeof systemSummary>[0]} more */
const listed = (more) => knownStateOf(systemSummary(more)).state;

describe("what the list alone tells", () => {
  test("is whether something is stored, and no time of a check", () => {
    assert.deepEqual(knownStateOf(systemSummary({ hasCredentials: true })), {
      state: "ready",
      foundAt: null,
      checkedAt: null,
      disputed: false,
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
  assert.deepEqual(knownStateOf(systemSummary({ hasCredentials: true }), found("refused")), {
    state: "refused",
    foundAt: 17,
    checkedAt: 17,
    disputed: false,
  });
});

test("a list says the opposite of what was found, or does not", () => {
  const says = (/** @type {boolean | null} */ hasCredentials) => systemSummary({ hasCredentials });
  for (const state of /** @type {CredentialState[]} */ (["ready", "refused", "unreachable"])) {
    assert.equal(isContradicted(found(state), says(false)), true, state);
    assert.equal(isContradicted(found(state), says(true)), false, state);
  }
  assert.equal(isContradicted(found("missing"), says(true)), true);
  assert.equal(isContradicted(found("missing"), says(false)), false);
  assert.equal(isContradicted(found("ready"), says(null)), false);
  assert.equal(isContradicted(found("unknown"), says(false)), false);
});

test("what is disputed is verified first", () => {
  assert.deepEqual(actionsFor({ state: "missing", disputed: true }), ["check", "establish"]);
  assert.deepEqual(actionsFor({ state: "ready", disputed: true }), ["check", "renew", "revoke"]);
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

  test("that a create which was refused left what was there before", () => {
    const refused = makeFailure("credential_refused", "");
    const after = (/** @type {Told} */ credentials) => {
      const events = [...asked("check", credentials), ...asked("create", "")];
      return credentialStateAfter(fail(events.reduce(addStep, started), refused));
    };
    assert.equal(after("missing"), "missing");
    assert.equal(after("refused"), "refused");
    assert.equal(after("valid"), "ready");
    assert.equal(after(""), "unknown");
    assert.equal(credentialStateAfter(fail(started, refused)), "unknown");
  });

  test("nothing if it failed before anything was changed", () => {
    assert.equal(credentialStateAfter(fail(started, makeFailure("network_error", ""))), null);
  });

  test("that nobody knows, if a change was sent and its answer never came", () => {
    const after = (/** @type {StepEvent[]} */ ...events) =>
      credentialStateAfter(fail(events.reduce(addStep, started), makeFailure("timeout", "")));
    assert.equal(after(stepEvent("create")), "unknown");
    for (const step of /** @type {const} */ (["create", "remove"])) {
      assert.equal(after(...asked(step, "uncertain")), "unknown");
      assert.equal(after(...asked(step, "uncertain"), ...asked("check", "")), "unknown");
      assert.equal(after(...asked(step, "")), null);
    }
  });

  test("nothing new if the check afterwards told what is true", () => {
    const events = [...asked("create", "uncertain"), ...asked("check", "missing")];
    const checked = events.reduce(addStep, started);
    assert.equal(credentialStateAfter(fail(checked, makeFailure("timeout", ""))), null);
  });
});

test("time may help where the host refused a new key, by either code, and nowhere else", () => {
  const helps = (/** @type {string} */ tapisCode) =>
    timeMayHelp({ ...makeFailure("credential_refused", ""), tapisCode });
  assert.ok(helps("SYSLIB_CRED_VALID_FAIL"));
  assert.ok(helps("SYSAPI_CRED_VALID_FAIL"));
  assert.ok(!helps("SYSLIB_CRED_TMS_KEYS_REFUSED"));
  assert.ok(!timeMayHelp(null));
});

test("nothing can be done on a system without TMS, and nothing is created where a host is silent", () => {
  const actions = (/** @type {CredentialState} */ state) => actionsFor({ state, disputed: false });
  assert.deepEqual(actions("unsupported"), []);
  assert.ok(!actions("unreachable").includes("establish"));
  assert.equal(actions("missing")[0], "establish");
});

test("what is ready, silent, not allowed or without TMS is not set up", () => {
  /** @type {CredentialState[]} */
  const all = ["ready", "missing", "refused", "unreachable", "unsupported", "forbidden", "unknown"];
  assert.deepEqual(
    all.filter((state) => canBeSetUp({ state, foundAt: null, checkedAt: null, disputed: false })),
    ["missing", "refused", "unknown"],
  );
});

/** @param {CredentialState} state */
function found(state) {
  return { state, at: 17, checkedAt: 17, disputed: false };
}

/** @typedef {import("../../../web/tms.js").StepEvent} StepEvent */
/** @typedef {import("../step-response.js").StepResponse["credentials"]} Told */

/**
 * A question and its answer.
 *
 * @param {StepEvent["step"]} step
 * @param {Told} credentials
 */
const asked = (step, credentials) => [stepEvent(step), stepEvent(step, credentials)];

/**
 * @param {StepEvent["step"]} step
 * @param {Told} [credentials] what its answer tells, if it is answered
 * @returns {StepEvent}
 */
function stepEvent(step, credentials) {
  const response = credentials === undefined ? null : stepResponse({ credentials });
  const request = { method: "POST", path: "" };
  return { step, systemId: "stampede3", message: "", attempt: 1, waitMs: 0, request, response };
}
