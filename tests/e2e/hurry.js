// For tests that meet lost answers by the hundred and are not about how long anything takes: a page whose timers run this many
// times as fast. Nothing else of it is different: the module waits by the page's timers as always, in the same order, and
// asks for the same waits, which its steps tell. How long they take in truth is seen in api/operations/establish.spec.js
// and revoke-and-check.spec.js.

/** How many times as fast. A wait of a hurried page that is to take so long in truth must be asked for that many times as long. */
export const HURRY = 10;

/**
 * Inside the page, once: every timer that is set from now on rings earlier.
 *
 * @param {number} times
 */
export async function hurry(times) {
  const { setTimeout } = window;
  if ("isHurried" in setTimeout) return;
  /** @param {TimerHandler} ring @param {number} [milliseconds] @param {any[]} more */
  const hurried = (ring, milliseconds = 0, ...more) =>
    setTimeout(ring, milliseconds / times, ...more);
  window.setTimeout = Object.assign(/** @type {any} */ (hurried), { isHurried: true });
}
