import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { makeFailure } from "../../web/page/failures/failure.js";
import { INITIAL_STATE, reduce } from "../../web/page/state.js";

/** @typedef {import("../../web/page/state.js").Action} Action */
/** @typedef {import("../../web/page/time/clock.js").ClockError} ClockError */

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
  error: null,
});
/** @param {number} now @param {ClockError | null} [error] @returns {Action} */
const clock = (now, error = null) => ({ type: "clock", now, error });
/** @type {ClockError} */
const AHEAD_BY_TAPIS = { direction: "ahead", by: 20 * 60 * MINUTE, exact: false, source: "tapis" };
/** @type {Action} */
const EXPIRED = {
  type: "operation-failed",
  systemId: "stampede3",
  at: NOW,
  failure: makeFailure("token_expired", "Get a new one."),
};
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
    assert.equal(warned.announcement, "Your token says that it ends in 10 minutes.");
    const later = reduce(warned, clock(EXPIRES_AT - 9 * MINUTE));
    assert.equal(later.announcement, warned.announcement);
  });

  test("at its end says that Tapis decides, once, and ends nothing", () => {
    const before = after(connectedAs("jdoe"), STAMPEDE3, clock(EXPIRES_AT - 1));
    assert.equal(before.session?.pastEnd, false);
    const over = reduce(before, clock(EXPIRES_AT));
    assert.equal(over.session?.pastEnd, true);
    assert.equal(
      over.announcement,
      "The time of your token is over by this computer's clock. Only Tapis decides.",
    );
    assert.equal(reduce(over, clock(EXPIRES_AT + 24 * 60 * MINUTE)), over);
    assert.equal(over.ended, null);
  });

  test("has no end where nobody knows one", () => {
    const session = { username: "jdoe", tenant: "designsafe", baseUrl: "", expiresAt: 8.64e15 };
    const state = after({ type: "connected", session, now: NOW, error: null });
    assert.deepEqual([state.session?.timeLeft, state.session?.ending], ["", false]);
  });
});

describe("a clock that is known to be wrong", () => {
  test("changes the state when what is said of it changes, and takes the place of no other announcement", () => {
    const told = after(connectedAs("jdoe"), clock(NOW + 1000, AHEAD_BY_TAPIS));
    assert.equal(told.clockError, AHEAD_BY_TAPIS);
    assert.equal(told.announcement, "Connected as jdoe.");
    const same = reduce(told, clock(NOW + 2000, { ...AHEAD_BY_TAPIS, by: 20 * 60 * MINUTE + 9 }));
    assert.equal(same, told);
    const more = reduce(told, clock(NOW + 3000, { ...AHEAD_BY_TAPIS, by: 23 * 60 * MINUTE }));
    assert.equal(more.clockError?.by, 23 * 60 * MINUTE);
  });

  test("counts nothing when Tapis alone contradicts it, so there is no warning and no end", () => {
    const state = after(connectedAs("jdoe"), clock(EXPIRES_AT, AHEAD_BY_TAPIS));
    const { timeLeft, ending, pastEnd } = state.session ?? {};
    assert.deepEqual(
      { timeLeft, ending, pastEnd },
      { timeLeft: "", ending: false, pastEnd: false },
    );
  });

  test("is told with the connecting, where it is known before", () => {
    const connecting = /** @type {Extract<Action, { type: "connected" }>} */ (connectedAs("jdoe"));
    const state = after({ ...connecting, error: AHEAD_BY_TAPIS });
    assert.match(state.announcement, /^Connected as jdoe\. This computer's clock seems wrong/);
  });

  test("is known beyond the session", () => {
    const behind = /** @type {const} */ ({ ...AHEAD_BY_TAPIS, direction: "behind" });
    const state = after(connectedAs("jdoe"), CHECK_STARTED, EXPIRED, clock(NOW, behind));
    assert.equal(state.session, null);
    assert.equal(state.clockError, behind);
  });
});

describe("whose a token is", () => {
  const LISTING_FAILED = (/** @type {string} */ code) =>
    /** @type {Action} */ ({ type: "listing-failed", failure: makeFailure(code, "") });
  const ACCEPTED = /** @type {Action} */ ({ type: "token-accepted" });
  /** @type {[name: string, actions: Action[], unconfirmed: boolean][]} */
  const cases = [
    ["is not doubted while nothing has failed", [], false],
    ...["network_error", "timeout", "service_unavailable", "invalid_response"].map(
      (code) =>
        /** @type {typeof cases[0]} */ ([
          `is not confirmed (${code})`,
          [LISTING_FAILED(code)],
          true,
        ]),
    ),
    ["is confirmed by a refusal of Tapis itself", [LISTING_FAILED("forbidden")], false],
    ["is confirmed by an answer that comes later", [LISTING_FAILED("timeout"), ACCEPTED], false],
    ["stays confirmed", [ACCEPTED, LISTING_FAILED("timeout")], false],
  ];
  for (const [name, actions, unconfirmed] of cases) {
    test(name, () => {
      assert.equal(after(connectedAs("jdoe"), ...actions).session?.unconfirmed, unconfirmed);
    });
  }

  test("is known of one that Tapis has just given out", () => {
    const signedIn = /** @type {Action} */ ({ ...connectedAs("jdoe"), accepted: true });
    const state = after(signedIn, LISTING_FAILED("network_error"));
    assert.equal(state.session?.unconfirmed, false);
  });
});

describe("a token that Tapis does not accept", () => {
  for (const code of ["token_expired", "token_rejected"]) {
    test(`(${code}) ends the session with the reason, and the system is kept`, () => {
      const reason = makeFailure(code, "Get a new one.");
      const failed = /** @type {Action} */ ({
        type: "operation-failed",
        systemId: "stampede3",
        at: NOW,
        failure: reason,
      });
      const state = after(connectedAs("jdoe"), STAMPEDE3, CHECK_STARTED, failed);
      assert.equal(state.session, null);
      assert.deepEqual(state.ended, {
        reason: "rejected",
        at: EXPIRES_AT,
        accepted: false,
        failure: reason,
        revocation: null,
      });
      assert.equal(state.typedSystemId, "stampede3");
    });
  }

  test("is told apart from one that was accepted before", () => {
    const state = after(connectedAs("jdoe"), { type: "token-accepted" }, CHECK_STARTED, EXPIRED);
    assert.equal(state.ended?.accepted, true);
  });

  test("leaves what is shown of another system where it is", () => {
    const named = /** @type {Action} */ ({ type: "system-named", systemId: "stampede3" });
    const other = { ...EXPIRED, systemId: "ls6" };
    const state = after(connectedAs("jdoe"), named, CHECK_STARTED, CHECK_DONE, other);
    assert.equal(state.operations.get(state.namedSystemId)?.result?.status, "valid");
  });

  test("is told once, and not with the system that is shown as well", () => {
    const reason = makeFailure("token_expired", "Get a new one.");
    const state = after(
      connectedAs("jdoe"),
      { type: "system-named", systemId: "stampede3" },
      { type: "batch-started", kind: "verify", systemIds: ["stampede3"] },
      { type: "batch-settled", ends: [{ systemId: "stampede3", at: NOW, failure: reason }] },
      { type: "batch-ended", failure: null, refusal: reason, announcement: "" },
    );
    assert.equal(state.ended?.failure, reason);
    assert.equal(state.namedSystemId, "");
  });

  test("is told apart from any other failure, which leaves the session alone", () => {
    const reason = makeFailure("forbidden", "Ask the owner.");
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
  const over = [connectedAs("jdoe"), CHECK_STARTED, CHECK_DONE, { ...EXPIRED, systemId: "ls6" }];

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
  assert.equal(state.typedSystemId, "stampede3");
});

test("naming a system answers the complaint that none was named", () => {
  const missing = after(connectedAs("jdoe"), { type: "system-missing" });
  assert.equal(missing.systemIdMissing, true);
  assert.equal(reduce(missing, STAMPEDE3).systemIdMissing, false);
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
