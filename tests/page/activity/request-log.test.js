import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { logAsJson, logAsText } from "../../../web/page/activity/log-export.js";
import {
  dropUnanswered,
  EMPTY_LOG,
  entriesAbout,
  hasFailed,
  recordStep,
  statusText,
  systemsIn,
} from "../../../web/page/activity/request-log.js";
import { stepResponse } from "../step-response.js";

/** @typedef {import("../../../web/tms.js").StepEvent} StepEvent */

const AT = Date.UTC(2026, 4, 1, 12);
const WHO = { username: "jdoe", tenant: "designsafe", baseUrl: "https://designsafe.tapis.io" };
const RESPONSE = stepResponse({
  milliseconds: 312,
  tapisCode: "SYSLIB_CRED_NOT_FOUND",
  summary: "none found",
});

/**
 * @param {string} systemId
 * @param {Partial<StepEvent>} [more]
 * @returns {StepEvent}
 */
const check = (systemId, more = {}) => ({
  step: "check",
  systemId,
  message: `Checking on ${systemId}`,
  attempt: 1,
  waitMs: 0,
  request: { method: "POST", path: `/v3/systems/credential/${systemId}/user/jdoe/check` },
  response: null,
  ...more,
});

/** @param {StepEvent[]} events */
const after = (...events) =>
  events.reduce((activity, event) => recordStep(activity, event, AT), EMPTY_LOG);

describe("the activity log", () => {
  test("gives each answer to its own question", () => {
    const { entries } = after(check("a"), check("b"), check("a", { response: RESPONSE }));
    assert.deepEqual(entries.map(statusText), ["401", "open"]);
  });

  test("has a line for each attempt, and none for the wait before it", () => {
    const { entries } = after(
      check("a"),
      check("a", { response: { ...RESPONSE, httpStatus: 0 } }),
      check("a", { attempt: 2, waitMs: 500 }),
      check("a", { attempt: 2 }),
    );
    assert.deepEqual(entries.map(statusText), ["no answer", "open"]);
    assert.equal(entries[1].attempt, 2);
  });

  test("says of a question that is over without an answer that it is not awaited", () => {
    const activity = after(check("a"), check("b"));
    const dropped = dropUnanswered(activity, ({ systemId }) => systemId === "a");
    assert.deepEqual(dropped.entries.map(statusText), ["not awaited", "open"]);
    assert.equal(
      dropUnanswered(dropped, ({ systemId }) => systemId === "a"),
      dropped,
    );
  });

  test("tells what failed: all that is no success of Tapis, a proxy's page among it; not what is still open", () => {
    const { entries } = after(
      ...[0, 200, 401, 503].flatMap((httpStatus) => [
        check(`system${httpStatus}`),
        check(`system${httpStatus}`, { response: { ...RESPONSE, httpStatus } }),
      ]),
      check("good"),
      check("good", { response: { ...RESPONSE, httpStatus: 200, success: true } }),
      check("open"),
    );
    const failed = entries.filter(hasFailed);
    assert.deepEqual(failed.map(statusText), ["no answer", "200", "401", "503"]);
  });

  test("can be seen system by system", () => {
    const activity = after(check("b"), check("a"), check("b"), check(""));
    assert.deepEqual(systemsIn(activity), ["a", "b"]);
    assert.equal(entriesAbout(activity, "b").length, 2);
    assert.equal(entriesAbout(activity, "").length, 4);
  });

  test("keeps a thousand requests, and counts those that it lets go", () => {
    const activity = after(...Array.from({ length: 1002 }, (_, index) => check(`s${index}`)));
    assert.equal(activity.entries.length, 1000);
    assert.equal(activity.forgotten, 2);
    assert.equal(activity.entries[0].systemId, "s2");
  });
});

describe("the activity log for a support ticket", () => {
  const { entries } = after(check("a"), check("a", { response: RESPONSE }));

  test("is a line of text for each request", () => {
    assert.equal(
      logAsText(entries, WHO),
      [
        "jdoe, tenant designsafe, https://designsafe.tapis.io",
        "2026-05-01T12:00:00.000Z  POST  /v3/systems/credential/a/user/jdoe/check  401  312 ms  SYSLIB_CRED_NOT_FOUND  none found",
        "",
      ].join("\n"),
    );
  });

  test("is JSON with everything that is known of each request", () => {
    const { requests, ...who } = JSON.parse(logAsJson(entries, WHO));
    assert.deepEqual(who, WHO);
    assert.deepEqual(requests, [
      {
        time: "2026-05-01T12:00:00.000Z",
        systemId: "a",
        step: "check",
        message: "Checking on a",
        attempt: 1,
        method: "POST",
        path: "/v3/systems/credential/a/user/jdoe/check",
        response: RESPONSE,
      },
    ]);
  });
});
