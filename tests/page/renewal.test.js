import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { createRenewal, RENEW_BEFORE_END_MS } from "../../web/page/renewal.js";

const MINUTE = 60_000;

describe("a page inside a host asks for a token", () => {
  /** @type {string[]} */
  let asked;
  /** @type {() => void} */
  let answer;
  let now = 0;
  /** @type {ReturnType<typeof createRenewal>} */
  let renewal;

  beforeEach(() => {
    asked = [];
    now = 1000 * MINUTE;
    renewal = createRenewal({
      now: () => now,
      ask(reason) {
        asked.push(reason);
        return new Promise((resolve) => (answer = resolve));
      },
    });
  });

  /** Until the answer has been taken. */
  async function answered() {
    answer();
    await new Promise((resolve) => setImmediate(resolve));
  }

  test("some minutes before the last one ends, and not earlier", () => {
    renewal.look(now + RENEW_BEFORE_END_MS + 1);
    assert.deepEqual(asked, []);
    renewal.look(now + RENEW_BEFORE_END_MS);
    assert.deepEqual(asked, ["expiring"]);
  });

  test("never twice at a time", async () => {
    void renewal.renew("start");
    void renewal.renew("start");
    renewal.look(now);
    renewal.lost("rejected");
    assert.deepEqual(asked, ["start"]);
    await answered();
    renewal.look(now);
    assert.deepEqual(asked, ["start", "expiring"]);
  });

  test("again for the same reason only after a while, and whenever a person wants", async () => {
    for (let second = 0; second < 25; second += 1) {
      renewal.look(now + MINUTE);
      if (asked.length > 0) await answered();
      now += 1000;
    }
    assert.deepEqual(asked, ["expiring", "expiring", "expiring"]);
    void renewal.renew("start");
    await answered();
    void renewal.renew("start");
    assert.equal(asked.length, 5);
  });

  test("when Tapis refused the last one, or it ended; not when the person left", async () => {
    renewal.lost("disconnected");
    assert.deepEqual(asked, []);
    renewal.lost("rejected");
    await answered();
    renewal.lost("rejected");
    renewal.lost("expired");
    assert.deepEqual(asked, ["rejected", "expiring"]);
  });
});
