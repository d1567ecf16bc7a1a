// What the local Tapis knows: tenants, systems, credentials, revoked tokens, who signs in, and how the deployment behaves.
// A reset puts everything back to the start; nothing else in the server keeps state between requests.

import { AuthenticatorState } from "./authenticator/state.js";
import { defineSystem } from "./systems/systems.js";

/** @typedef {import("./systems/systems.js").AuthnMethod} AuthnMethod */

/**
 * One stored secret. A TMS key is told from the key it replaced by its number and made-up fingerprint.
 * @typedef {object} Secret
 * @property {boolean} accepted  whether the host takes it, if the host takes any
 * @property {number} [keyNumber]
 * @property {string} [fingerprint]
 */

/**
 * What Tapis keeps for one user on one system. Methods are stored side by side.
 * @typedef {object} Credential
 * @property {string | null} loginUser
 * @property {Partial<Record<AuthnMethod, Secret>>} methods
 */

/**
 * How it is for one person.
 * @typedef {object} Situation
 * @property {number} [keysRefused]  so many fresh keys each host refuses, as one may that does not know a new account yet
 * @property {import("./systems/tms.js").TmsBehaviour} [tms]  towards this person
 * @property {boolean} [lagging]  the record of what is stored leaves TMS keys out, as after a re-sync of a newer service
 */

/**
 * How the deployment behaves; each system may override `tms`.
 * @typedef {object} Behaviour
 * @property {import("./systems/tms.js").TmsBehaviour} tms
 * @property {string[]} tmsTenants  tenants that may use TMS
 * @property {400 | 500} tmsRefusalStatus  both are documented for the refusals of the library; 500 wraps them
 * @property {"reported" | "absent"} hasCredentials  older deployments do not report the attribute
 * @property {"json" | "html"} revokedAnswer  the two forms in which nginx answers for a revoked token
 * @property {number} createMs  how long a create takes, in milliseconds; where it takes any time, creates and removals
 *   are done one at a time for everybody, as the Systems service does them
 * @property {"ok" | "authorization-fails" | "reads-fail" | "writes-fail" | "removals-fail" | "lookup-fails"} securityKernel
 * @property {string[]} grantTypes  that the tenant allows
 * @property {"http-date" | "iso" | "iso-without-zone"} codeExpiry  how the end of a device code is written, in UTC always
 * @property {Record<string, Situation>} situations  by user name: how it is for some people, on every system
 * @property {string[] | null} people  who may sign in on the Authenticator's pages; null is everybody with an account
 */

/** @returns {Behaviour} */
const defaultBehaviour = () => ({
  tms: "ok",
  tmsTenants: ["designsafe", "portals", "tacc"],
  tmsRefusalStatus: 500,
  hasCredentials: "reported",
  revokedAnswer: "json",
  createMs: 0,
  securityKernel: "ok",
  grantTypes: ["password", "implicit", "authorization_code", "refresh_token", "device_code"],
  codeExpiry: "http-date",
  situations: {},
  people: null,
});

export class State {
  /** @type {Map<string, import("./systems/systems.js").System>} */
  #systems = new Map();
  /** @type {Map<string, Credential>} */
  #credentials = new Map();
  /** @type {Set<string>} */
  revokedTokens = new Set();
  /** @type {import("./systems/tms.js").MintedKey[]} */
  mintedKeys = [];
  behaviour = defaultBehaviour();
  healthChecks = 0;

  /**
   * @param {object} options
   * @param {string} options.tenant  the tenant whose base URL this server stands for
   * @param {string[]} options.tenants  every tenant that the deployment knows
   * @param {import("./tokens/accounts.js").Account[]} options.accounts
   * @param {import("./authenticator/clients.js").ClientInput[]} options.clients  registered from the start
   */
  constructor({ tenant, tenants, accounts, clients }) {
    this.tenant = tenant;
    this.tenants = tenants;
    this.accounts = accounts;
    this.authenticator = new AuthenticatorState(tenant, clients);
  }

  clear() {
    this.#systems.clear();
    this.#credentials.clear();
    this.revokedTokens.clear();
    this.mintedKeys = [];
    this.behaviour = defaultBehaviour();
    this.healthChecks = 0;
    this.authenticator.clear();
  }

  /** @param {import("./systems/systems.js").SystemInput} input */
  addSystem(input) {
    const system = defineSystem(input, input.tenant ?? this.tenant);
    this.#systems.set(`${system.tenant}/${system.id}`, system);
    return system;
  }

  /** @param {import("./systems/systems.js").SystemInput[]} inputs */
  setSystems(inputs) {
    this.#systems.clear();
    for (const input of inputs) this.addSystem(input);
  }

  /**
   * @param {string} tenant
   * @param {string} id
   */
  system(tenant, id) {
    return this.#systems.get(`${tenant}/${id}`);
  }

  /** @param {string} tenant */
  systemsOf(tenant) {
    return [...this.#systems.values()].filter((system) => system.tenant === tenant);
  }

  /**
   * @param {string} tenant
   * @param {string} systemId
   * @param {string} username
   */
  credential(tenant, systemId, username) {
    return this.#credentials.get(`${tenant}/${systemId}/${username}`);
  }

  /**
   * @param {string} tenant
   * @param {string} systemId
   * @param {string} username
   * @param {Credential | null} credential
   */
  setCredential(tenant, systemId, username, credential) {
    const key = `${tenant}/${systemId}/${username}`;
    if (credential) this.#credentials.set(key, credential);
    else this.#credentials.delete(key);
  }

  /**
   * The account on the host that Tapis uses for this user: the mapped login user, the user, or the static account.
   * @param {import("./systems/systems.js").System} system
   * @param {string} username
   */
  effectiveUser(system, username) {
    if (system.effectiveUserId !== "${apiUserId}") return system.effectiveUserId;
    return this.credential(system.tenant, system.id, username)?.loginUser ?? username;
  }

  /** @param {string} username @returns {Situation} */
  situationOf(username) {
    return this.behaviour.situations[username] ?? {};
  }

  /**
   * Whether a secret for the system's current default method is recorded: a database record, no connection test.
   * @param {import("./systems/systems.js").System} system
   * @param {string} username
   * @returns {boolean | null} null where the attribute is not reported
   */
  hasCredentials(system, username) {
    if (system.hasCredentials !== undefined) return system.hasCredentials;
    if (this.behaviour.hasCredentials === "absent") return null;
    const isLagging = this.situationOf(username).lagging ?? false;
    if (isLagging && system.defaultAuthnMethod === "TMS_KEYS") return false;
    const credential = this.credential(system.tenant, system.id, username);
    return credential?.methods[system.defaultAuthnMethod] !== undefined;
  }
}
