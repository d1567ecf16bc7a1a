// Faults that a test orders for requests to come. What is ordered and never asked for is reported, since a test that
// thinks it saw a failure must have seen it.

import { describe } from "./journal.js";
import { matches } from "./match.js";

/** @typedef {import("./journal.js").JournalEntry} JournalEntry */

/**
 * What to do instead of answering properly. Without `act` the server does none of the work; with it the work is done
 * and then its answer is spoilt.
 * @typedef {object} Fault
 * @property {boolean} [act]
 * @property {number} [late]  the work is done so many milliseconds after the request came, whatever became of the answer:
 *   a lost request that Tapis is still at work on
 * @property {number} [latency]  milliseconds before the answer; alone it only delays
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {string | object} [body]  an object is written as JSON
 * @property {boolean} [cors]  false leaves out the CORS headers
 * @property {boolean} [hang]  never answer
 * @property {"before-headers" | "after-headers" | "mid-body"} [drop]  close the connection there
 * @property {number} [truncate]  bytes of the body that are sent, in proper framing
 * @property {boolean | number} [slowBody]  a body without end: one byte each 50 ms, or each so many milliseconds
 * @property {number} [hugeBody]  a streamed body of so many MiB
 * @property {string} [redirect]  Location, with status 302 unless `status` is given
 */

/**
 * @typedef {object} Order
 * @property {import("./match.js").Match} match
 * @property {Fault} fault
 * @property {number} skip  matching requests to let pass first
 * @property {number} remaining
 * @property {number} served
 */

export class Faults {
  /** @type {Order[]} */
  #orders = [];

  clear() {
    this.#orders = [];
  }

  /**
   * @param {import("./match.js").Match} match
   * @param {Fault} fault
   * @param {{ times: number, skip: number }} extent
   * @returns {() => void} withdraws the order; one that nobody met is still reported
   */
  order(match, fault, { times, skip }) {
    const order = { match, fault, skip, remaining: times, served: 0 };
    this.#orders.push(order);
    return () => {
      if (order.served > 0) order.remaining = 0;
    };
  }

  /**
   * The fault for this request, if there is one. Of several orders the oldest goes first.
   * @param {JournalEntry} entry
   * @returns {Fault | undefined}
   */
  take(entry) {
    const isForPreflights = entry.call === "preflight";
    for (const order of this.#orders) {
      if (order.remaining === 0 || isForPreflights !== namesPreflights(order.match)) continue;
      if (!matches(order.match, entry)) continue;
      if (order.skip > 0) {
        order.skip -= 1;
        continue;
      }
      order.remaining -= 1;
      order.served += 1;
      return order.fault;
    }
    return undefined;
  }

  /**
   * Browsers repeat a request by themselves if a reused connection closes before any byte of the answer, so while
   * such a drop is ordered no connection may be reused.
   */
  get forbidReuse() {
    return this.#orders.some(
      ({ fault, remaining }) => fault.drop === "before-headers" && remaining > 0,
    );
  }

  /** Orders that were not, or not fully, asked for, in words. An order without end must be asked for once. */
  unused() {
    return this.#orders
      .filter(({ remaining, served }) => (remaining === Infinity ? served === 0 : remaining > 0))
      .map(
        ({ match, fault, remaining }) =>
          `${describe(match)}: ${JSON.stringify(fault)} (${remaining} left)`,
      );
  }
}

/** @param {import("./match.js").Match} match */
function namesPreflights(match) {
  return typeof match !== "function" && match.call === "preflight";
}
