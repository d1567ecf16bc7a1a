// The clock of the computer that the browser runs on, as a test wants it: wrong from the start, set while a page is open,
// or hours later without anybody waiting. Unlike Playwright's, it leaves the timers of the page alone: the module clears
// its own by numbers that fit into 32 bits, and those of Playwright do not.

/**
 * @typedef {object} ComputerClock
 * @property {(milliseconds: number) => Promise<void>} isAhead of the true time; negative: behind. The page is loaded anew
 * @property {(milliseconds: number) => Promise<void>} isSet ahead, while the page stays; negative: back
 * @property {(milliseconds: number) => Promise<void>} passes of time
 */

/**
 * @param {import("@playwright/test").Page} page which is loaded anew
 * @returns {Promise<ComputerClock>}
 */
export async function takeOverClock(page) {
  let ahead = 0;
  let passed = 0;

  /** To all documents that are there. */
  async function tell() {
    for (const frame of page.frames()) await frame.evaluate(setClock, { ahead, passed });
  }

  await page.addInitScript(installClock);
  await page.reload();
  return {
    async isAhead(milliseconds) {
      ahead = milliseconds;
      await page.addInitScript(setClock, { ahead, passed });
      await page.reload();
    },
    async isSet(milliseconds) {
      ahead += milliseconds;
      await tell();
    },
    async passes(milliseconds) {
      passed += milliseconds;
      await tell();
    },
  };
}

/** Runs inside the page. */
function installClock() {
  const clock = { ahead: 0, passed: 0 };
  const RealDate = Date;
  const realNow = performance.now.bind(performance);
  const now = () => RealDate.now() + clock.ahead + clock.passed;
  Object.assign(window, {
    computerClock: clock,
    Date: class extends RealDate {
      /** @param {any[]} parts */
      constructor(...parts) {
        super(.../** @type {[any]} */ (parts.length > 0 ? parts : [now()]));
      }
      static now = now;
    },
  });
  performance.now = () => realNow() + clock.passed;
}

/**
 * Runs inside the page.
 *
 * @param {{ ahead: number, passed: number }} clock
 */
function setClock(clock) {
  Object.assign(/** @type {any} */ (window).computerClock, clock);
}
