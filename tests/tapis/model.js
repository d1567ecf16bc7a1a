// The local Tapis without its HTTP part: what it knows, how it answers, and a small vocabulary to set the scene. It runs
// wherever JavaScript and Web Crypto do: index.js puts a server in front of it, in-browser.js a page.

import { Service } from "./service.js";
import { State } from "./state.js";
import { issueToken } from "./tokens/tokens.js";

/** @typedef {import("./systems/systems.js").SystemInput} SystemInput */
/** @typedef {import("./systems/systems.js").AuthnMethod} AuthnMethod */

export class Model {
  /** Where it is, or says that it is, such as `http://127.0.0.1:40123`. */
  origin = "";

  /** @param {ConstructorParameters<typeof State>[0]} options */
  constructor(options) {
    /** @protected */
    this.state = new State(options);
    /** Answers requests. */
    this.service = new Service(this.state, () => this.origin);
  }

  /**
   * Back to the start: no credentials, no revoked tokens, nobody signed in, the clients of the start, default behaviour,
   * and these systems.
   * @param {SystemInput[]} [systems]
   */
  reset(systems = []) {
    this.state.clear();
    this.setSystems(systems);
  }

  // ---- Tokens

  /**
   * A token as Tapis issues it; ann's access token for this tenant if nothing else is said.
   * @param {import("./tokens/tokens.js").TokenRequest} [request]
   */
  issueToken(request = {}) {
    return issueToken(`${this.origin}/v3/tokens`, {
      username: "ann",
      tenant: this.state.tenant,
      ...request,
    });
  }

  /** @param {string} token */
  revokeToken(token) {
    this.state.revokedTokens.add(token);
  }

  /** Whether that token was revoked, by whomever. @param {string} token */
  isRevoked(token) {
    return this.state.revokedTokens.has(token);
  }

  // ---- Systems, credentials and how the deployment behaves

  /** @param {SystemInput[]} systems */
  setSystems(systems) {
    this.state.setSystems(systems);
  }

  /** Adds a system, or replaces the one with its id. @param {SystemInput} system */
  addSystem(system) {
    this.state.addSystem(system);
  }

  /**
   * Stores a credential, as if it had been created before. A secret that is not `accepted` is refused by the host.
   * @param {string} systemId
   * @param {string} username
   * @param {AuthnMethod} [method]
   * @param {{ accepted?: boolean, loginUser?: string | null, tenant?: string }} [details]
   */
  setCredential(systemId, username, method = "TMS_KEYS", details = {}) {
    const { accepted = true, loginUser = null, tenant = this.state.tenant } = details;
    const stored = this.state.credential(tenant, systemId, username);
    const methods = { ...stored?.methods, [method]: { accepted } };
    this.state.setCredential(tenant, systemId, username, { loginUser, methods });
  }

  /**
   * What is stored, by method, or null. A TMS key carries its `keyNumber` and `fingerprint`.
   * @param {string} systemId
   * @param {string} username
   * @param {string} [tenant]
   */
  credential(systemId, username, tenant = this.state.tenant) {
    return this.state.credential(tenant, systemId, username) ?? null;
  }

  /** Every key that TMS has minted, also those that Tapis then did not store. */
  get mintedKeys() {
    return this.state.mintedKeys;
  }

  /** Changes how the deployment behaves, until the next reset. @param {Partial<import("./state.js").Behaviour>} behaviour */
  behave(behaviour) {
    Object.assign(this.state.behaviour, behaviour);
  }
}
