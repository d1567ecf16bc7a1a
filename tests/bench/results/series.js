// Reading the measurements: finding a series, its median and range.

/** @typedef {import("../measure-operations.js").Series} Series */

/** @typedef {Partial<Pick<Series, "operation" | "protocol" | "isCrossOrigin" | "latency" | "client">>} Wanted */

/** @param {Series[]} all @param {Wanted} wanted @returns {Series[]} */
export function seriesLike(all, wanted) {
  const fields = /** @type {(keyof Wanted)[]} */ (Object.keys(wanted));
  return all.filter((series) => fields.every((field) => series[field] === wanted[field]));
}

/** @param {number[]} times */
export function median(times) {
  const sorted = times.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {Series[]} all @param {Wanted} wanted @returns {number | null} milliseconds */
export function medianOf(all, wanted) {
  const [series] = seriesLike(all, wanted);
  return series ? median(series.times) : null;
}

/** @param {number} milliseconds */
export function shortTime(milliseconds) {
  if (milliseconds >= 9_995) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 99.5 ? 1 : 0)} ms`;
}

/** A median, and in brackets the fastest and the slowest. @param {number[]} times */
export function spread(times) {
  const ends = [Math.min(...times), Math.max(...times)].map((time) => shortTime(time));
  return `${shortTime(median(times))} (${ends.join(" – ")})`;
}
