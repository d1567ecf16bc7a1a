import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  addStep,
  isFailure,
  isWaiting,
  nextTryAt,
  progressWord,
  queueOperation,
  startOperation,
  succeed,
} from "../../../web/page/operations/operation.js";
import { outcomeText } from "../../../web/page/operations/outcome-text.js";
import { stepResponse } from "../step-response.js";

/** @typedef {import("../../../web/page/operations/operation.js").Operation} Operation */
/** @typedef {import("../../../web/page/operations/operation.js").StepEvent} StepEvent */

const RESPONSE = stepResponse({ milliseconds: 300, summary: "none found" });

/**
 * @param {import("../../../web/tms.js").StepName} step
 * @param {Partial<StepEvent>} [more]
 * @returns {StepEvent}
 */
const event = (step, more = {}) => ({
  step,
  systemId: "stampede3",
  waitMs: 0,
  request: { method: "GET", path: "/v3/systems" },
  message: `Asking for the ${step}`,
  attempt: 1,
  response: null,
  ...more,
});

/** @param {StepEvent[]} events */
const after = (...events) => events.reduce(addStep, startOperation("establish", "stampede3"));

describe("the steps of an operation", () => {
  test("appear in the order in which they are asked", () => {
    const { steps } = after(event("check"), event("definition"));
    assert.deepEqual(
      steps.map(({ step, response }) => [step, response]),
      [
        ["check", null],
        ["definition", null],
      ],
    );
  });

  test("are answered each by its own answer, whichever comes first", () => {
    const { steps } = after(
      event("check"),
      event("definition"),
      event("definition", { response: { ...RESPONSE, summary: "TMS_KEYS" } }),
      event("check", { response: RESPONSE }),
    );
    assert.deepEqual(
      steps.map(({ step, response }) => [step, response?.summary]),
      [
        ["check", "none found"],
        ["definition", "TMS_KEYS"],
      ],
    );
  });

  test("of the same kind do not answer each other: a check after the create is its own step", () => {
    const { steps } = after(
      event("check"),
      event("check", { response: RESPONSE }),
      event("check"),
      event("check", { response: { ...RESPONSE, summary: "they work" } }),
    );
    assert.deepEqual(
      steps.map(({ response }) => response?.summary),
      ["none found", "they work"],
    );
  });

  test("wait until the request is sent again, and not longer", () => {
    const unanswered = after(event("check"), event("check", { response: RESPONSE }));
    const waiting = addStep(unanswered, event("check", { attempt: 2, waitMs: 1500 }));
    assert.equal(waiting.steps.length, 1);
    assert.equal(isWaiting(unanswered, 0), false);
    assert.equal(isWaiting(waiting, 0), true);
    assert.equal(isWaiting({ ...waiting, phase: "failed" }, 0), false);

    const askedAgain = addStep(waiting, event("check", { attempt: 2 }));
    assert.equal(isWaiting(askedAgain, 0), false);
    assert.equal(askedAgain.steps[1].attempt, 2);
  });
});

describe("the next try", () => {
  const refused = [event("check"), event("check", { response: RESPONSE }), event("create")].reduce(
    (operation, each) => addStep(operation, each, 1000),
    startOperation("persist", "stampede3"),
  );
  const waits = (/** @type {number} */ waitMs) =>
    addStep(refused, event("check", { waitMs }), 50_000);

  test("is told by a wait that is long", () => {
    assert.equal(nextTryAt(waits(40_000)), 90_000);
    assert.equal(nextTryAt(waits(3_000)), 0);
    assert.equal(nextTryAt(refused), 0);
  });

  test("is over when it comes, and is none when the wait is cancelled", () => {
    const again = addStep(waits(40_000), event("check", { attempt: 2 }), 90_000);
    assert.equal(nextTryAt(again), 0);
    assert.equal(nextTryAt({ ...waits(40_000), phase: "cancelling" }), 0);
  });
});

test("what is being done is told by the newest open step, or by the place in a queue", () => {
  const queued = queueOperation("establish", "stampede3");
  assert.equal(progressWord(queued), "Waiting");
  const checking = addStep(queued, event("check"));
  assert.equal(progressWord(checking), "Checking");
  const answered = addStep(checking, event("check", { response: RESPONSE }));
  assert.equal(progressWord(answered), "Waiting", "for its turn");
  assert.equal(progressWord(addStep(answered, event("create"))), "Creating");
  assert.equal(progressWord({ ...checking, phase: "cancelling" }), "Cancelling");
});

describe("the outcome", () => {
  const started = startOperation("revoke", "ls6");
  const failure = {
    code: "forbidden",
    message: "Ask the owner.",
    retryable: false,
    httpStatus: 403,
    tapisCode: "SYSLIB_UNAUTH",
    serverMessage: "",
  };

  test("names the system and what is being done while it runs", () => {
    const expected = { tone: "neutral", title: "Revoking credentials on ls6…", message: "" };
    assert.deepEqual(outcomeText(started), expected);
  });

  test("names the system and its state when it is done", () => {
    /** @type {Operation} */
    const done = {
      ...started,
      phase: "succeeded",
      result: { status: "revoked", message: "Gone." },
    };
    const expected = { tone: "good", title: "Credentials revoked on ls6", message: "Gone." };
    assert.deepEqual(outcomeText(done), expected);
  });

  /** @param {Partial<import("../step-response.js").StepResponse>} more of the answer to the create @returns {Operation} */
  const renewedWith = (more) => ({
    ...addStep(
      addStep(startOperation("renew", "ls6"), event("create")),
      event("create", { response: stepResponse(more) }),
    ),
    phase: "succeeded",
    result: { status: "created", message: "" },
  });

  test("of a renewal says that the credentials are new", () => {
    const { tone, title } = outcomeText(renewedWith({ httpStatus: 201, success: true }));
    assert.deepEqual([tone, title], ["good", "Credentials renewed on ls6"]);
  });

  test("of a renewal whose answer was lost does not say that they are new", () => {
    for (const httpStatus of [0, 200]) {
      const { tone, title } = outcomeText(renewedWith({ httpStatus }));
      assert.deepEqual([tone, title], ["attention", "Your credentials on ls6 work"]);
    }
  });

  test("of a failure says what could not be done and what Tapis's answer means", () => {
    const failed = outcomeText({ ...started, phase: "failed", failure });
    assert.equal(failed.tone, "bad");
    assert.equal(failed.title, "Could not revoke credentials on ls6");
    assert.equal(failed.message, "Ask the owner.");
  });

  test("of a cancelled operation is not a failure", () => {
    const cancelled = { ...failure, code: "cancelled" };
    assert.equal(outcomeText({ ...started, phase: "failed", failure: cancelled }).tone, "neutral");
  });
});

test("an answer is a failure unless it is a success of Tapis, or says that nothing is stored", () => {
  assert.equal(isFailure(stepResponse({ httpStatus: 201, success: true })), false);
  assert.equal(isFailure(stepResponse({ credentials: "missing" })), false);
  assert.equal(isFailure(stepResponse({ credentials: "refused" })), true);
  assert.equal(isFailure(stepResponse({ httpStatus: 200 })), true);
  assert.equal(isFailure(stepResponse({ httpStatus: 0 })), true);
  assert.equal(isFailure(null), false);
});

test("what a host refuses has the tone of its row", () => {
  const refused = succeed(startOperation("check", "ls6"), { status: "refused", message: "" });
  assert.equal(outcomeText(refused).tone, "bad");
});
