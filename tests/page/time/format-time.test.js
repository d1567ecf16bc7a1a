import assert from "node:assert/strict";
import { test } from "node:test";

import {
  formatDuration,
  formatMoment,
  formatTimeLeft,
  roughDuration,
} from "../../../web/page/time/format-time.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test("what is left is told by the minute, and in the last ten minutes by the second", () => {
  assert.equal(formatTimeLeft(30 * 24 * HOUR), "30 days");
  assert.equal(formatTimeLeft(4 * HOUR - 1), "3 h 59 min");
  assert.equal(formatTimeLeft(HOUR), "1 h 0 min");
  assert.equal(formatTimeLeft(11 * MINUTE - 1), "10 min");
  assert.equal(formatTimeLeft(10 * MINUTE), "10:00");
  assert.equal(formatTimeLeft(10 * MINUTE - 1), "9:59");
  assert.equal(formatTimeLeft(9 * SECOND), "0:09");
});

test("nothing is left after the end", () => {
  assert.equal(formatTimeLeft(0), "0:00");
  assert.equal(formatTimeLeft(-HOUR), "0:00");
});

test("a duration is told in seconds, never as nothing", () => {
  assert.equal(formatDuration(3), "0.1 s");
  assert.equal(formatDuration(1234), "1.2 s");
  assert.equal(formatDuration(48_600), "49 s");
});

test("a moment is told with its day if that is not today, and with its year if that is not this one", () => {
  const now = new Date(2030, 0, 2, 12).getTime();
  const told = (/** @type {number[]} */ ...[year, month, day]) =>
    formatMoment(new Date(year, month, day, 18, 50).getTime(), now);
  assert.match(told(2030, 0, 2), /^0?6:50.PM$|^18:50$/);
  for (const [moment, year] of /** @type {const} */ ([
    [told(2030, 0, 21), ""],
    [told(2029, 11, 31), "2029"],
    [told(2031, 0, 2), "2031"],
  ])) {
    assert.match(moment, /\d:50/);
    assert.match(moment, /Jan|Dec/);
    assert.equal(/\d{4}/.exec(moment)?.[0] ?? "", year);
  }
});

test("how wrong a clock is, is told roughly, and never by one of anything", () => {
  assert.equal(roughDuration(2 * MINUTE, Math.floor), "2 minutes");
  assert.equal(roughDuration(2 * HOUR - 1, Math.floor), "119 minutes");
  assert.equal(roughDuration(2.6 * HOUR, Math.round), "3 hours");
  assert.equal(roughDuration(2.6 * HOUR, Math.floor), "2 hours");
  assert.equal(roughDuration(47 * HOUR, Math.round), "47 hours");
  assert.equal(roughDuration(49 * HOUR, Math.floor), "2 days");
});
