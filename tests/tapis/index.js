// A local Tapis for tests: `const tapis = await startTapis()`, then a small vocabulary to set the scene, to order
// faults and to read back what was asked. It is faithful to the Systems service and to the Authenticator as a browser
// client meets them.

import { Authenticator } from "./authenticator/index.js";
import { Faults } from "./wire/faults.js";
import { Journal } from "./wire/journal.js";
import { Model } from "./model.js";
import { Interruption } from "./wire/pauses.js";
import { createServer } from "./wire/server.js";

export {
  authenticatorEnvelope,
  bareText,
  emptyAnswer,
  gatewayPage,
  reportedError,
  shortEnvelope,
  success,
  thrownError,
} from "./answers.js";
export { manySystems } from "./systems/systems.js";

/** @typedef {import("./systems/systems.js").SystemInput} SystemInput */
/** @typedef {import("./systems/systems.js").AuthnMethod} AuthnMethod */
/** @typedef {import("./wire/match.js").Match} Match */
/** @typedef {import("./wire/faults.js").Fault} Fault */

/**
 * @typedef {object} TapisOptions
 * @property {number} [port]  0 for any free port
 * @property {string} [host]
 * @property {string} [tenant]  the tenant for which this base URL stands
 * @property {string[]} [tenants]  all tenants whose tokens can be verified
 * @property {import("./tokens/accounts.js").Account[]} [accounts]  who may get tokens by password; admins are tenant admins
 * @property {import("./authenticator/clients.js").ClientInput[]} [clients]  registered at the Authenticator
 * @property {boolean} [tls]
 * @property {boolean} [http2]  implies TLS; HTTP/1.1 stays possible
 */

/** @type {import("./tokens/accounts.js").Account[]} */
const DEFAULT_ACCOUNTS = [
  { username: "ann", password: "ann" },
  { username: "bob", password: "bob" },
  { username: "admin", password: "admin", admin: true },
];

/** The client that every local Tapis knows if nothing else is said; the demo signs in with it. */
export const DEFAULT_CLIENT = {
  clientId: "tms-credentials-demo",
  displayName: "TMS credentials (demo)",
};

/**
 * @param {TapisOptions} [options]
 * @returns {Promise<Tapis>}
 */
export async function startTapis({
  port = 0,
  host = "127.0.0.1",
  tenant = "designsafe",
  tenants = ["designsafe", "portals", "tacc", "admin"],
  accounts = DEFAULT_ACCOUNTS,
  clients = [DEFAULT_CLIENT],
  http2 = false,
  tls = false,
} = {}) {
  const tapis = new Tapis({ tenant, tenants, accounts, clients });
  await tapis.listen({ port, host, tls: tls || http2, http2 });
  return tapis;
}

export class Tapis extends Model {
  #journal = new Journal();
  #faults = new Faults();
  #interruption = new Interruption();
  #latency = { milliseconds: 0, preflights: false };
  /** @type {import("./wire/server.js").App | undefined} */
  #app;

  /** @param {ConstructorParameters<typeof Model>[0]} options */
  constructor(options) {
    super(options);
    /** Where people sign in: its clients, device codes and sessions, and people who are played. */
    this.authenticator = new Authenticator(this.state);
  }

  /** @param {{ port: number, host: string, tls: boolean, http2: boolean }} options */
  async listen({ port, host, tls, http2 }) {
    const parts = {
      service: this.service,
      journal: this.#journal,
      faults: this.#faults,
      interruption: this.#interruption,
      latency: this.#latency,
    };
    this.#app = await createServer(parts, { tls, http2 });
    await this.#app.listen({ port, host });
    const address = /** @type {import("node:net").AddressInfo} */ (this.#app.server.address());
    this.origin = `${tls ? "https" : "http"}://${host}:${address.port}`;
  }

  /** Ends the server and every connection. */
  async close() {
    this.#interruption.interrupt();
    await this.#app?.close();
  }

  /**
   * Back to the start: no faults, no latency, an empty journal, no credentials, no revoked tokens, nobody signed in, the
   * clients of the start, default behaviour, and these systems. Requests that still hang are dropped.
   * @param {SystemInput[]} [systems]
   */
  reset(systems = []) {
    this.#faults.clear();
    this.#interruption.interrupt();
    this.#journal.clear();
    this.latency(0);
    super.reset(systems);
  }

  // ---- Faults

  /**
   * Orders a fault for the next matching requests: one, or `times` (Infinity until the reset), after `skip` others. How
   * many stands beside the fields of a match, or in `extent` where the match is a function.
   * Only a match with `call: "preflight"` concerns preflights.
   * @param {Match | (Match & { times?: number, skip?: number })} match
   * @param {Fault} fault
   * @param {{ times?: number, skip?: number }} [extent]
   * @returns {() => void} withdraws the order
   */
  order(match, fault, extent = {}) {
    const isFunction = typeof match === "function";
    const {
      times = 1,
      skip = 0,
      ...fields
    } = isFunction ? extent : /** @type {{ times?: number, skip?: number }} */ (match);
    const withdraw = this.#faults.order(isFunction ? match : fields, fault, { times, skip });
    // A connection that is already open would be reused for the request whose connection is to drop.
    if (this.#faults.forbidReuse && this.#app && "closeIdleConnections" in this.#app.server) {
      this.#app.server.closeIdleConnections();
    }
    return withdraw;
  }

  /** Faults that were ordered but not asked for, in words. @returns {string[]} */
  unusedFaults() {
    return this.#faults.unused();
  }

  /**
   * Delays every answer.
   * @param {number} milliseconds
   * @param {{ preflights?: boolean }} [options]
   */
  latency(milliseconds, { preflights = false } = {}) {
    Object.assign(this.#latency, { milliseconds, preflights });
  }

  // ---- What was asked

  /** All requests since the last reset, preflights excepted, in the order in which they came. */
  get requests() {
    return this.#journal.requests;
  }

  get preflights() {
    return this.#journal.preflights;
  }

  /** @param {string} call */
  requestsOf(call) {
    return this.requests.filter((request) => request.call === call);
  }

  /** The most requests of this call that were open at the same time. @param {string} call */
  maxInFlight(call) {
    return this.#journal.maxInFlight(call);
  }

  /**
   * The first request that matches, past or to come. `{ call, acted: true }`, `{ call, aborted: true }` and
   * `{ call, ended: true }` wait for that.
   * @param {Match} match
   * @param {{ timeoutMs?: number }} [options]
   */
  waitForRequest(match, options) {
    return this.#journal.waitForRequest(match, options);
  }
}
