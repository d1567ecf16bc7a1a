import assert from "node:assert/strict";
import { afterEach, describe, mock, test } from "node:test";

import { createServerTime } from "../../../web/page/time/server-time.js";
import { createSettableClock } from "../settable-clock.js";

const HOUR = 3_600_000;
const CONFIG = new URL("https://credentials.example.org/config.json");

afterEach(() => mock.reset());

/**
 * @param {number} date
 * @param {Record<string, string>} headers
 */
const answer = (date, headers) =>
  new Response("{}", { headers: { Date: new Date(date).toUTCString(), ...headers } });

describe("the Date of an answer of the page's own server", () => {
  test("tells the clock what time it is", () => {
    const { clock, truth } = createSettableClock({ ahead: 3 * HOUR });
    createServerTime(clock, CONFIG).readDate(answer(truth(), { "Cache-Control": "no-store" }));
    assert.equal(clock.error()?.direction, "ahead");
  });

  /** @type {[string, Record<string, string>][]} */
  const stored = [
    ["that anybody may have stored", {}],
    ["that may be as old as ten minutes", { "Cache-Control": "max-age=600" }],
    ["that a proxy had stored", { "Cache-Control": "no-store", Age: "7200" }],
  ];
  for (const [name, headers] of stored) {
    test(`${name} tells nothing`, () => {
      const { clock, truth } = createSettableClock({ ahead: 3 * HOUR });
      createServerTime(clock, CONFIG).readDate(answer(truth(), headers));
      assert.equal(clock.isServerTimeKnown(), false);
    });
  }

  test("that is not there, or none, tells nothing", () => {
    const { clock } = createSettableClock();
    const { readDate } = createServerTime(clock, CONFIG);
    for (const date of ["", "yesterday"])
      readDate(new Response("", { headers: { Date: date, "Cache-Control": "no-store" } }));
    assert.equal(clock.isServerTimeKnown(), false);
  });
});

describe("asked anew", () => {
  test("the server answers without its list, past every store, and not twice within a minute", async () => {
    const { clock, truth } = createSettableClock({ ahead: -3 * HOUR });
    const fetched = mock.method(globalThis, "fetch", async () => answer(truth(), {}));
    const { refresh } = createServerTime(clock, CONFIG);
    await Promise.all([refresh(), refresh()]);
    await refresh();
    assert.deepEqual(
      fetched.mock.calls.map((call) => call.arguments),
      [[CONFIG, { method: "HEAD", cache: "no-store" }]],
    );
    assert.equal(clock.error()?.direction, "behind");
  });

  test("without a network it tells nothing, and fails in silence", async () => {
    const { clock } = createSettableClock();
    mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await createServerTime(clock, CONFIG).refresh();
    assert.equal(clock.isServerTimeKnown(), false);
  });
});
