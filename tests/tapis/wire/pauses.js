// Waiting that a reset can end at once. A request keeps the signal of the time in which it came, so a reset reaches
// it wherever it is.

import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** Thrown out of a pause that a reset or the end of the server has cut short. */
export class Interrupted extends Error {}

export class Interruption {
  #controller = freshController();

  /** Aborts with the next interruption. */
  get signal() {
    return this.#controller.signal;
  }

  interrupt() {
    this.#controller.abort();
    this.#controller = freshController();
  }
}

/** Work that is done one after the other, in the order in which it came. */
export class OneAtATime {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  run(work) {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}

/** Any number of requests may wait for the same signal. */
function freshController() {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/**
 * @param {number} milliseconds  Infinity waits for the interruption
 * @param {AbortSignal} signal
 * @throws {Interrupted}
 */
export async function pause(milliseconds, signal) {
  try {
    signal.throwIfAborted();
    if (milliseconds === Infinity)
      await new Promise((_, reject) => signal.addEventListener("abort", reject));
    else if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new Interrupted("The pause was interrupted.");
  }
}
