// Spans and moments in words. Time is an argument; nothing here reads a clock.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The end of what has none that is known: the last moment that a Date can hold. */
export const NO_KNOWN_END = 8.64e15;

/** From here on the end of a token is announced and counted by the second. */
export const WARN_BEFORE_END = 10 * MINUTE;

/**
 * What is left of a token: by the minute, in the last ten minutes by the second. So a page that
 * shows it changes once a minute, not once a second.
 *
 * @param {number} milliseconds
 * @returns {string} such as "3 h 58 min", "9:59"; "0:00" from the end on
 */
export function formatTimeLeft(milliseconds) {
  const left = Math.max(0, milliseconds);
  if (left >= 2 * DAY) return `${Math.floor(left / DAY)} days`;
  if (left >= HOUR) return `${Math.floor(left / HOUR)} h ${Math.floor((left % HOUR) / MINUTE)} min`;
  if (left > WARN_BEFORE_END) return `${Math.floor(left / MINUTE)} min`;
  const seconds = String(Math.floor((left % MINUTE) / SECOND)).padStart(2, "0");
  return `${Math.floor(left / MINUTE)}:${seconds}`;
}

/**
 * @param {number} milliseconds
 * @returns {string} such as "0.3 s", "12 s"
 */
export function formatDuration(milliseconds) {
  const seconds = Math.max(0.1, milliseconds / SECOND);
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/**
 * How long something is, roughly.
 *
 * @param {number} milliseconds two minutes or more
 * @param {(value: number) => number} round
 * @returns {string} such as "90 minutes", "3 hours", "2 days"
 */
export function roughDuration(milliseconds, round) {
  if (milliseconds < 2 * HOUR) return `${round(milliseconds / MINUTE)} minutes`;
  if (milliseconds < 2 * DAY) return `${round(milliseconds / HOUR)} hours`;
  return `${round(milliseconds / DAY)} days`;
}

/**
 * The time of day, with the date if it is not today and the year if it is not this one, in the words of the browser's language.
 *
 * @param {number} moment
 * @param {number} now
 */
export function formatMoment(moment, now) {
  const date = new Date(moment);
  const today = new Date(now);
  return date.toLocaleString(undefined, {
    ...(date.toDateString() !== today.toDateString() && { day: "numeric", month: "short" }),
    ...(date.getFullYear() !== today.getFullYear() && { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}

/**
 * A moment for somebody elsewhere: in UTC, and by the clock on the wall here.
 *
 * @param {number} moment
 */
export function formatWithZone(moment) {
  const date = new Date(moment);
  const here = date.toLocaleTimeString("en", { hour12: false, timeZoneName: "short" });
  return `${date.toISOString()} (${here})`;
}

/**
 * The time of day, to the second.
 *
 * @param {number} moment
 */
export function formatTimeOfDay(moment) {
  return new Date(moment).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}
