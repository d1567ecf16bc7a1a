import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { failure } from "../../web/page/failure.js";
import { INITIAL_STATE, reduce } from "../../web/page/state.js";

/** @typedef {import("../../web/page/state.js").Action} Action */

const NOW = Date.UTC(2026, 4, 1, 12);
const MINUTE = 60_000;
const EXPIRES_AT = NOW + 30 * MINUTE;

/** @param {string} username @returns {Action} */
const connectedAs = (username) => ({
  type: "connected",
  session: {
    username,
    tenant: "designsafe",
    baseUrl: "https://designsafe.tapis.io",
    expiresAt: EXPIRES_AT,
  },
  now: NOW,
});
/** @param {number} now @returns {Action} */
const clock = (now) => ({ type: "clock", now });
/** @type {Action} */
const CHECK_STARTED = { type: "operation-started", kind: "check", systemId: "stampede3" };
/** @type {Action} */
const CHECK_DONE = {
  type: "operation-succeeded",
  systemId: "stampede3",
  at: NOW,
  result: { status: "valid", message: "They work." },
};
/** @type {Action} */
const STAMPEDE3 = { type: "system-entered", systemId: "stampede3" };

/** @param {Action[]} actions */
const after = (...actions) => actions.reduce(reduce, INITIAL_STATE);

describe("the countdown of a session", () => {
  test("changes nothing within a minute, so nothing is drawn anew", () => {
    const state = after(connectedAs("jdoe"), clock(NOW + 1000));
    assert.equal(reduce(state, clock(NOW + 2000)), state);
    assert.equal(state.session?.timeLeft, "29 min");
  });

  test("warns ten minutes before the end, and says so once", () => {
    const before = after(connectedAs("jdoe"), clock(EXPIRES_AT - 10 * MINUTE - 1));
    assert.equal(before.session?.ending, false);
    const warned = reduce(before, clock(EXPIRES_AT - 10 * MINUTE));
    assert.equal(warned.session?.ending, true);
    assert.equal(warned.announcement, "Your Tapis session ends in 10 minutes.");
    const later = reduce(warned, clock(EXPIRES_AT - 9 * MINUTE));
    assert.equal(later.announcement, warned.announcement);
  });

  test("ends the session at the end and keeps the system and the last outcome", () => {
    const state = after(
      connectedAs("jdoe"),
      STAMPEDE3,
      CHECK_STARTED,
      CHECK_DONE,
      clock(EXPIRES_AT),
    );
    assert.equal(state.session, null);
    assert.deepEqual(state.ended, { reason: "expired", at: EXPIRES_AT, failure: null });
    assert.equal(state.systemId, "stampede3");
    assert.equal(state.operations.get("stampede3")?.result?.status, "valid");
  });

  test("does not cut off an operation that runs", () => {
    const running = after(connectedAs("jdoe"), CHECK_STARTED, clock(EXPIRES_AT + 1));
    assert.equal(running.session?.timeLeft, "0:00");
    assert.equal(reduce(reduce(running, CHECK_DONE), clock(EXPIRES_AT + 2)).session, null);
  });
});

describe("a token that Tapis does not accept", () => {
  for (const code of ["token_expired", "token_rejected"]) {
    test(`(${code}) ends the session with the reason, and the system is kept`, () => {
      const reason = failure(code, "Get a new one.");
      const failed = /** @type {Action} */ ({
        type: "operation-failed",
        systemId: "stampede3",
        at: NOW,
        failure: reason,
      });
      const state = after(connectedAs("jdoe"), STAMPEDE3, CHECK_STARTED, failed);
      assert.equal(state.session, null);
      assert.deepEqual(state.ended, { reason: "rejected", at: EXPIRES_AT, failure: reason });
      assert.equal(state.systemId, "stampede3");
    });
  }

  test("is told apart from any other failure, which leaves the session alone", () => {
    const reason = failure("forbidden", "Ask the owner.");
    const state = after(connectedAs("jdoe"), CHECK_STARTED, {
      type: "operation-failed",
      systemId: "stampede3",
      at: NOW,
      failure: reason,
    });
    assert.equal(state.session?.username, "jdoe");
    assert.equal(state.operations.get("stampede3")?.failure, reason);
  });
});

describe("connecting again", () => {
  const over = [connectedAs("jdoe"), CHECK_STARTED, CHECK_DONE, clock(EXPIRES_AT)];

  test("as the same person shows the last outcome again", () => {
    assert.equal(
      after(...over, connectedAs("jdoe")).operations.get("stampede3")?.result?.status,
      "valid",
    );
  });

  test("as somebody else shows nothing of the person before", () => {
    assert.equal(after(...over, connectedAs("asmith")).operations.size, 0);
  });

  test("clears the reason for which the last session ended", () => {
    assert.equal(after(...over, connectedAs("jdoe")).ended, null);
  });
});

test("a disconnect leaves nothing of the session but the system", () => {
  const state = after(connectedAs("jdoe"), STAMPEDE3, CHECK_STARTED, CHECK_DONE, {
    type: "disconnected",
  });
  assert.equal(state.session, null);
  assert.equal(state.operations.size, 0);
  assert.equal(state.ended?.reason, "disconnected");
  assert.equal(state.systemId, "stampede3");
});

test("naming a system answers the complaint that none was named", () => {
  const missing = after(connectedAs("jdoe"), { type: "system-missing" });
  assert.equal(missing.systemMissing, true);
  assert.equal(reduce(missing, STAMPEDE3).systemMissing, false);
});

test("the definitions that a batch did not wait for are open in the log no more, the refreshed list still is", () => {
  /** @param {"definition" | "list"} step @returns {Action} */
  const asked = (step) => ({
    type: "step",
    at: NOW,
    event: {
      ...{ step, systemId: "", message: "", attempt: 1, waitMs: 0, response: null },
      request: { method: "GET", path: "/v3/systems" },
    },
  });
  const { activity } = after(
    connectedAs("jdoe"),
    { type: "batch-started", kind: "setup", systemIds: ["a", "b"] },
    asked("definition"),
    asked("list"),
    { type: "batch-ended", failure: null, refusal: null, announcement: "" },
  );
  assert.deepEqual(
    activity.entries.map(({ step, dropped }) => [step, dropped]),
    [
      ["definition", true],
      ["list", false],
    ],
  );
});
