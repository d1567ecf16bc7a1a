// A local Tapis for tests: `const tapis = await startTapis()`, then a small vocabulary to set the scene, to order
// faults and to read back what was asked. It is faithful to the Systems service and to the Authenticator as a browser
// client meets them.

import { Authenticator } from "./authenticator/index.js";
import { Faults } from "./faults.js";
import { Journal } from "./journal.js";
import { Interruption } from "./pauses.js";
import { createServer } from "./server.js";
import { Service } from "./service.js";
import { State } from "./state.js";
import { issueToken } from "./tokens.js";

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
export { manySystems } from "./systems.js";

/** @typedef {import("./systems.js").SystemInput} SystemInput */
/** @typedef {import("./systems.js").AuthnMethod} AuthnMethod */
/** @typedef {import("./match.js").Match} Match */
/** @typedef {import("./faults.js").Fault} Fault */

/**
 * @typedef {object} TapisOptions
 * @property {number} [port]  0 for any free port
 * @property {string} [host]
 * @property {string} [tenant]  the tenant for which this base URL stands
 * @property {string[]} [tenants]  all tenants whose tokens can be verified
 * @property {import("./accounts.js").Account[]} [accounts]  who may get tokens by password; admins are tenant admins
 * @property {import("./authenticator/clients.js").ClientInput[]} [clients]  registered at the Authenticator
 * @property {boolean} [tls]
 * @property {boolean} [http2]  implies TLS; HTTP/1.1 stays possible
 */

/** @type {import("./accounts.js").Account[]} */
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

export class Tapis {
  #state;
  #service;
  #journal = new Journal();
  #faults = new Faults();
  #interruption = new Interruption();
  #latency = { milliseconds: 0, preflights: false };
  /** @type {import("./server.js").App | undefined} */
  #app;

  /** Where the server is, such as `http://127.0.0.1:40123`. */
  origin = "";

  /** @param {ConstructorParameters<typeof State>[0]} options */
  constructor(options) {
    this.#state = new State(options);
    this.#service = new Service(this.#state, () => this.origin);
    /** Where people sign in: its clients, device codes and sessions, and people who are played. */
    this.authenticator = new Authenticator(this.#state);
  }

  /** @param {{ port: number, host: string, tls: boolean, http2: boolean }} options */
  async listen({ port, host, tls, http2 }) {
    const parts = {
      service: this.#service,
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
    this.#state.clear();
    this.setSystems(systems);
  }

  // ---- Tokens

  /**
   * A token as Tapis issues it; ann's access token for this tenant if nothing else is said.
   * @param {import("./tokens.js").TokenRequest} [request]
   */
  issueToken(request = {}) {
    return issueToken(`${this.origin}/v3/tokens`, {
      username: "ann",
      tenant: this.#state.tenant,
      ...request,
    });
  }

  /** @param {string} token */
  revokeToken(token) {
    this.#state.revokedTokens.add(token);
  }

  /** Whether that token was revoked, by whomever. @param {string} token */
  isRevoked(token) {
    return this.#state.revokedTokens.has(token);
  }

  // ---- Systems, credentials and how the deployment behaves

  /** @param {SystemInput[]} systems */
  setSystems(systems) {
    this.#state.setSystems(systems);
  }

  /** Adds a system, or replaces the one with its id. @param {SystemInput} system */
  addSystem(system) {
    this.#state.addSystem(system);
  }

  /**
   * Stores a credential, as if it had been created before. A secret that is not `accepted` is refused by the host.
   * @param {string} systemId
   * @param {string} username
   * @param {AuthnMethod} [method]
   * @param {{ accepted?: boolean, loginUser?: string | null, tenant?: string }} [details]
   */
  setCredential(systemId, username, method = "TMS_KEYS", details = {}) {
    const { accepted = true, loginUser = null, tenant = this.#state.tenant } = details;
    const stored = this.#state.credential(tenant, systemId, username);
    const methods = { ...stored?.methods, [method]: { accepted } };
    this.#state.setCredential(tenant, systemId, username, { loginUser, methods });
  }

  /**
   * What is stored, by method, or null. A TMS key carries its `keyNumber` and `fingerprint`.
   * @param {string} systemId
   * @param {string} username
   * @param {string} [tenant]
   */
  credential(systemId, username, tenant = this.#state.tenant) {
    return this.#state.credential(tenant, systemId, username) ?? null;
  }

  /** Every key that TMS has minted, also those that Tapis then did not store. */
  get mintedKeys() {
    return this.#state.mintedKeys;
  }

  /** Changes how the deployment behaves, until the next reset. @param {Partial<import("./state.js").Behaviour>} behaviour */
  behave(behaviour) {
    Object.assign(this.#state.behaviour, behaviour);
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
