// What the Authenticator knows: clients, device codes, sessions in browsers, and the tokens that it gave.

import { defineClient } from "./clients.js";
import { DeviceCodes } from "./device-codes.js";
import { Sessions } from "./sessions.js";

/**
 * What somebody got who asked with a device code.
 * @typedef {object} IssuedTokens
 * @property {string} clientId
 * @property {string} username
 * @property {number} days  that the access token lives
 * @property {string} accessToken
 * @property {string} refreshToken
 */

export class AuthenticatorState {
  #tenant;
  #firstClients;
  /** @type {Map<string, import("./clients.js").Client>} by client id */
  clients = new Map();
  codes = new DeviceCodes();
  sessions = new Sessions();
  /** @type {IssuedTokens[]} */
  issued = [];

  /**
   * @param {string} tenant
   * @param {import("./clients.js").ClientInput[]} clients  that a reset brings back
   */
  constructor(tenant, clients) {
    this.#tenant = tenant;
    this.#firstClients = clients;
    this.clear();
  }

  clear() {
    this.clients.clear();
    for (const client of this.#firstClients) this.addClient(client);
    this.codes.clear();
    this.sessions.clear();
    this.issued = [];
  }

  /** @param {import("./clients.js").ClientInput} input */
  addClient(input) {
    const client = defineClient(input, this.#tenant);
    this.clients.set(client.clientId, client);
    return client;
  }
}
