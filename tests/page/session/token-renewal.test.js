import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  createTokenRenewal,
  NORMAL_LIFE_MS,
  RENEW_BEFORE_END_MS,
} from "../../../web/page/session/token-renewal.js";
import { createSettableClock } from "../settable-clock.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A page inside a host, with a clock that is wrong by `ahead`.
 *
 * @param {object} [options]
 * @param {number} [options.ahead]
 * @param {boolean} [options.told] whether the page's server tells the time
 */
function open({ ahead = 0, told = false } = {}) {
  const scene = createSettableClock({ ahead });
  const { clock, truth, passes } = scene;
  if (told) clock.noteServerTime(truth(), 0);
  /** @type {string[]} */
  const asked = [];
  /** @type {() => void} what the host does when it is asked */
  let answer = () => {};
  const renewal = createTokenRenewal({
    clock,
    async ask(reason) {
      asked.push(reason);
      answer();
    },
  });
  return {
    ...scene,
    renewal,
    asked,
    /** @param {() => void} does */
    whenAsked(does) {
      answer = does;
    },
    /** With a token that Tapis takes. @param {number} expiresAt */
    takes(expiresAt) {
      renewal.tokenReceived(expiresAt);
      clock.noteTokenAccepted(expiresAt, 0);
      renewal.tokenAccepted();
    },
    /** Looks as often as a page does, for so long. @param {number} milliseconds @param {number} [every] */
    async watches(milliseconds, every = SECOND) {
      for (let passed = 0; passed < milliseconds; passed += every) {
        renewal.renewIfDue();
        await null;
        await null;
        passes(every);
      }
    },
  };
}

describe("a page inside a host asks for a token", () => {
  for (const told of [true, false]) {
    test(`some minutes before the last one ends, and not earlier (time told: ${told})`, async () => {
      const { truth, takes, watches, asked } = open({ told });
      takes(truth() + 4 * HOUR);
      await watches(4 * HOUR - RENEW_BEFORE_END_MS - 2 * SECOND);
      assert.deepEqual(asked, []);
      await watches(5 * SECOND);
      assert.deepEqual(asked, ["expiring"]);
    });
  }

  test("never twice at a time", async () => {
    /** @type {string[]} */
    const asked = [];
    /** @type {() => void} */
    let answer = () => {};
    const { clock, truth } = createSettableClock();
    const renewal = createTokenRenewal({
      clock,
      ask: (reason) => new Promise((resolve) => (asked.push(reason), (answer = resolve))),
    });
    void renewal.renew("start");
    void renewal.renew("start");
    renewal.tokenReceived(truth() + MINUTE);
    renewal.tokenAccepted();
    renewal.renewIfDue();
    assert.deepEqual(asked, ["start"]);
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    renewal.renewIfDue();
    renewal.tokenRejected();
    assert.deepEqual(asked, ["start", "expiring"]);
    renewal.tokenReceived(truth() + 4 * HOUR);
    renewal.tokenRejected();
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked, ["start", "expiring", "rejected"]);
  });

  test("for the same reason only after longer and longer whiles, and whenever a person wants", async () => {
    const { truth, takes, watches, renewal, asked } = open();
    takes(truth() + 5 * MINUTE);
    await watches(35 * SECOND);
    assert.deepEqual(asked, ["expiring", "expiring", "expiring"]);
    await renewal.renew("start");
    await renewal.renew("start");
    assert.equal(asked.length, 5);
  });

  test("when Tapis refused the last one; again when that was taken before", async () => {
    const { truth, takes, renewal, passes, asked } = open();
    renewal.tokenRejected();
    renewal.tokenRejected();
    assert.deepEqual(asked, ["rejected"]);
    passes(SECOND);
    await null;
    takes(truth() + 4 * HOUR);
    renewal.tokenRejected();
    assert.deepEqual(asked, ["rejected", "rejected"]);
  });

  test("not for ever where each is refused, however late Tapis says so", async () => {
    const { renewal, passes, asked } = open();
    for (let time = 0; time < 100; time += 1) {
      const before = asked.length;
      renewal.tokenRejected();
      await null;
      if (asked.length === before) break;
      passes(12 * SECOND);
    }
    assert.equal(asked.length, 2);
  });

  test("never, where nobody knows when it ends", async () => {
    const { takes, watches, asked } = open();
    takes(Infinity);
    await watches(10 * HOUR, MINUTE);
    assert.deepEqual(asked, []);
  });
});

describe("a renewal is asked for in time, and once, with a clock that is wrong by", () => {
  for (const ahead of [DAY, 3 * HOUR, -3 * HOUR, -DAY]) {
    test(`${ahead / HOUR} hours, where the page's server tells the time`, async () => {
      const { truth, takes, watches, asked, whenAsked } = open({ ahead, told: true });
      let expiresAt = truth() + 4 * HOUR;
      /** @type {number[]} */
      const left = [];
      whenAsked(() => {
        left.push(expiresAt - truth());
        expiresAt = truth() + 4 * HOUR;
        takes(expiresAt);
      });
      takes(expiresAt);
      await watches(12 * HOUR, 10 * SECOND);
      assert.equal(asked.length, 3);
      for (const each of left) assert.ok(each > 4 * MINUTE && each <= 6 * MINUTE, `${each} ms`);
    });
  }

  for (const ahead of [DAY, -3 * HOUR, -DAY]) {
    test(`${ahead / HOUR} hours, where nobody tells the time`, async () => {
      const { truth, takes, watches, asked, whenAsked } = open({ ahead });
      let expiresAt = truth() + NORMAL_LIFE_MS;
      whenAsked(() => {
        assert.ok(expiresAt > truth(), "the token before has not ended");
        expiresAt = truth() + NORMAL_LIFE_MS;
        takes(expiresAt);
      });
      takes(expiresAt);
      await watches(12 * HOUR, 10 * SECOND);
      assert.equal(asked.length, 3);
    });
  }

  for (const ahead of [HOUR, 3 * HOUR, 3 * HOUR + 58 * MINUTE]) {
    test(`${ahead / HOUR} hours, where nobody tells the time and each token holds by the clock at first`, async () => {
      const { truth, takes, watches, asked, whenAsked } = open({ ahead });
      let expiresAt = truth() + NORMAL_LIFE_MS;
      whenAsked(() => {
        assert.ok(expiresAt > truth(), "the token before has not ended");
        expiresAt = truth() + NORMAL_LIFE_MS;
        takes(expiresAt);
      });
      takes(expiresAt);
      await watches(12 * HOUR, 10 * SECOND);
      assert.ok(asked.length >= 3 && asked.length < 20, `asked ${asked.length} times`);
    });
  }
});

describe("a host that gives the same token again and again is not asked without end", () => {
  for (const [name, ahead, told] of /** @type {const} */ ([
    ["a clock that is right", 0, true],
    ["a clock a day ahead", DAY, false],
    ["a clock a day ahead, and a server that tells the time", DAY, true],
    ["a clock almost four hours ahead", 3 * HOUR + 58 * MINUTE, false],
    ["a clock a day behind", -DAY, false],
  ])) {
    test(`with ${name}`, async () => {
      const { truth, takes, watches, asked, whenAsked } = open({ ahead, told });
      const expiresAt = truth() + NORMAL_LIFE_MS;
      whenAsked(() => takes(expiresAt));
      takes(expiresAt);
      await watches(NORMAL_LIFE_MS, SECOND);
      assert.ok(asked.length < 15, `asked ${asked.length} times`);
    });
  }
});

test("a host that has the next token only in the last minutes is asked until it has, with a clock a day behind", async () => {
  const { truth, takes, watches, asked, whenAsked } = open({ ahead: -DAY });
  const endsAt = truth() + NORMAL_LIFE_MS;
  let expiresAt = endsAt;
  whenAsked(() => {
    if (endsAt - truth() < 3 * MINUTE) expiresAt = truth() + NORMAL_LIFE_MS;
    takes(expiresAt);
  });
  takes(expiresAt);
  await watches(NORMAL_LIFE_MS, SECOND);
  assert.ok(expiresAt > endsAt, "it has the next one before the last one ends");
  assert.ok(asked.length < 8, `asked ${asked.length} times`);
});

describe("a computer that wakes up", () => {
  for (const told of [true, false]) {
    test(`asks at once where the token may have ended meanwhile (time told: ${told})`, async () => {
      const { truth, takes, watches, sleeps, asked } = open({ told });
      takes(truth() + 4 * HOUR);
      await watches(HOUR, MINUTE);
      sleeps(8 * HOUR);
      await watches(2 * SECOND);
      assert.deepEqual(asked, ["expiring"]);
    });
  }

  test("or whose clock was set back asks at the time at which it would have", async () => {
    const { truth, takes, watches, isSet, asked } = open();
    takes(truth() + 30 * MINUTE);
    await watches(10 * MINUTE);
    isSet(-DAY);
    await watches(14 * MINUTE);
    assert.deepEqual(asked, []);
    await watches(MINUTE + 2 * SECOND);
    assert.deepEqual(asked, ["expiring"]);
  });
});

test("a new token is given a minute to be taken before an unconfirmed clock may call it an ended one", async () => {
  const { truth, renewal, watches, asked } = open({ ahead: DAY });
  renewal.tokenReceived(truth() + NORMAL_LIFE_MS);
  await watches(50 * SECOND);
  assert.deepEqual(asked, []);
  await watches(15 * SECOND);
  assert.deepEqual(asked, ["expiring"]);
});
