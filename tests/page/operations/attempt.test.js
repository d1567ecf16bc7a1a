import assert from "node:assert/strict";
import { test } from "node:test";

import { attemptOf } from "../../../web/page/operations/attempt.js";
import { addStep, startOperation } from "../../../web/page/operations/operation.js";
import { stepResponse } from "../step-response.js";

const RESPONSE = stepResponse();

/**
 * @param {string} path
 * @returns {import("../../../web/tms.js").StepEvent}
 */
const stepTo = (path) => ({
  ...{ step: "check", systemId: "ls6", message: "", attempt: 1, waitMs: 0, response: null },
  request: { method: "GET", path },
});

test("what was tried is in the page's words", () => {
  const kinds = /** @type {const} */ (["check", "establish", "persist", "renew", "revoke"]);
  assert.deepEqual(
    kinds.map((kind) => attemptOf(startOperation(kind, "ls6")).tried),
    [
      "check credentials",
      "establish credentials",
      "establish credentials for 5 minutes",
      "renew credentials",
      "revoke credentials",
    ],
  );
});

test("the request is the last that was answered, if one was", () => {
  const started = startOperation("check", "ls6");
  assert.deepEqual(attemptOf(started), {
    tried: "check credentials",
    systemId: "ls6",
    request: undefined,
  });
  const answered = addStep(addStep(started, stepTo("/1")), { ...stepTo("/1"), response: RESPONSE });
  const { request } = attemptOf(addStep(answered, stepTo("/2")));
  assert.deepEqual(request, { method: "GET", path: "/1" });
});
