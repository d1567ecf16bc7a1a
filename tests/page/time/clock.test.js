import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { clockErrorText } from "../../../web/page/time/clock-text.js";
import { createSettableClock } from "../settable-clock.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LIFE = 4 * HOUR;

/** @param {import("../../../web/page/time/clock.js").Clock} clock */
const said = (clock) => {
  const error = clock.error();
  return error ? clockErrorText(error) : "";
};

describe("of a clock of which nothing is known", () => {
  for (const ahead of [0, DAY, -DAY]) {
    test(`nothing is said, and it is believed (${ahead / HOUR} h ahead)`, () => {
      const { clock } = createSettableClock({ ahead });
      assert.equal(clock.error(), null);
      assert.equal(clock.now(), clock.wall());
      assert.equal(clock.isServerTimeKnown(), false);
    });
  }
});

describe("the page's own server", () => {
  /** @type {[ahead: number, says: RegExp][]} */
  const table = [
    [DAY, /about 24 hours ahead: the server of this page has another time/],
    [3 * HOUR, /about 3 hours ahead/],
    [-3 * HOUR, /about 3 hours behind/],
    [-3 * DAY, /about 3 days behind/],
    [10 * MINUTE, /about 10 minutes ahead/],
  ];
  for (const [ahead, says] of table) {
    test(`tells that the clock is ${ahead / MINUTE} minutes ahead, and what time it is`, () => {
      const { clock, truth } = createSettableClock({ ahead });
      clock.noteServerTime(truth(), 800);
      assert.match(said(clock), says);
      assert.ok(Math.abs(clock.now() - truth()) < 2000);
      assert.ok(Math.abs(clock.latest() - truth()) < 2000);
      assert.equal(clock.isServerTimeKnown(), true);
    });
  }

  for (const ahead of [0, 100_000, -100_000, 900]) {
    test(`makes no clock a wrong one for ${ahead / 1000} seconds`, () => {
      const { clock, truth } = createSettableClock({ ahead });
      clock.noteServerTime(truth(), 5000);
      assert.equal(clock.error(), null);
      assert.equal(clock.now(), clock.wall());
    });
  }

  test("makes no clock a wrong one by an answer that took minutes to come", () => {
    const { clock, truth, passes } = createSettableClock();
    const date = truth();
    passes(10 * MINUTE);
    clock.noteServerTime(date, 10 * MINUTE);
    assert.equal(clock.error(), null);
    assert.equal(clock.isInDoubt(), true);
  });

  test("is not believed where Tapis contradicts it", () => {
    const { clock, truth } = createSettableClock();
    clock.noteServerTime(truth() + 5 * HOUR, 0);
    assert.match(said(clock), /about 5 hours behind/);
    clock.noteTokenAccepted(truth() + HOUR, 0);
    assert.equal(clock.error(), null);
    assert.equal(clock.now(), clock.wall());
  });
});

describe("Tapis", () => {
  test("that takes a token which has ended by the clock tells that it is ahead, at least by that", () => {
    const { clock, truth } = createSettableClock({ ahead: DAY });
    clock.noteTokenAccepted(truth() + LIFE, 0);
    assert.match(
      said(clock),
      /at least 20 hours ahead: Tapis takes a token that has ended by that clock/,
    );
  });

  test("tells it by when the token was sent, not by when the answer came", () => {
    const { clock, truth, passes } = createSettableClock();
    const expiresAt = truth() + MINUTE;
    passes(4 * MINUTE);
    clock.noteTokenAccepted(expiresAt, 4 * MINUTE);
    assert.equal(clock.error(), null);
  });

  test("that says 'expired' of a token which holds by the clock tells that it is behind, at least by that", () => {
    const { clock, truth } = createSettableClock({ ahead: -3 * HOUR });
    clock.noteTokenExpired(truth() - MINUTE);
    assert.match(
      said(clock),
      /at least 2 hours behind: Tapis says that a token has expired which has not by that clock/,
    );
    assert.equal(clock.now(), truth() - MINUTE);
  });

  test("that agrees with the clock tells nothing", () => {
    const { clock, truth } = createSettableClock();
    clock.noteTokenAccepted(truth() + LIFE, 100);
    clock.noteTokenExpired(truth() - MINUTE);
    assert.equal(clock.error(), null);
  });

  test("is believed in what it says last", () => {
    const { clock, truth } = createSettableClock();
    clock.noteTokenExpired(truth() + HOUR);
    clock.noteTokenAccepted(truth() - HOUR, 0);
    assert.match(said(clock), /at least 60 minutes ahead/);
    clock.noteTokenExpired(truth() + HOUR);
    assert.match(said(clock), /at least 60 minutes behind/);
  });
});

describe("while the page is open", () => {
  test("a clock that is set back is known to be behind by as much more", () => {
    const { clock, truth, isSet } = createSettableClock();
    clock.noteServerTime(truth(), 0);
    isSet(-3 * HOUR);
    assert.match(said(clock), /about 3 hours behind/);
    assert.ok(Math.abs(clock.now() - truth()) < 2000);
  });

  test("a clock that is set ahead may be one whose computer slept: nothing is said, and the server is to be asked", () => {
    for (const happens of /** @type {const} */ (["isSet", "sleeps"])) {
      const scene = createSettableClock();
      scene.clock.noteServerTime(scene.truth(), 0);
      assert.equal(scene.clock.isInDoubt(), false);
      scene[happens](8 * HOUR);
      assert.equal(scene.clock.error(), null);
      assert.equal(scene.clock.isInDoubt(), true);
      scene.clock.noteServerTime(scene.truth(), 300);
      assert.equal(scene.clock.isInDoubt(), false);
      assert.equal(said(scene.clock) !== "", happens === "isSet");
    }
  });

  test("it may be as late as when the computer slept, which counts as time that has passed", () => {
    const { clock, truth, sleeps } = createSettableClock({ ahead: -3 * HOUR });
    clock.noteServerTime(truth(), 0);
    const before = clock.elapsed();
    sleeps(HOUR);
    assert.ok(clock.latest() >= truth());
    assert.equal(clock.elapsed() - before, HOUR);
    assert.match(said(clock), /at least 2 hours behind/);
  });

  test("hours that just pass change nothing", () => {
    const { clock, truth, passes } = createSettableClock();
    clock.noteServerTime(truth(), 0);
    for (let hour = 0; hour < 48; hour += 1) {
      passes(HOUR);
      assert.equal(clock.error(), null);
    }
    assert.equal(clock.isInDoubt(), false);
  });
});
