// The Authenticator as tests see it: the clients, codes, sessions and tokens that it has, and a person who is played
// without a browser.

import { DEFAULT_DAYS, typeCode } from "./device-codes.js";
import { cookieOf } from "./sessions.js";

export class Authenticator {
  #state;

  /** @param {import("../state.js").State} state */
  constructor(state) {
    this.#state = state;
  }

  /** The clients that are registered. @returns {import("./clients.js").Client[]} */
  get clients() {
    return [...this.#state.authenticator.clients.values()];
  }

  /**
   * Registers a client until the next reset, or replaces the one with its id.
   * @param {import("./clients.js").ClientInput} client
   */
  addClient(client) {
    this.#state.authenticator.addClient(client);
  }

  /** @param {string} clientId */
  removeClient(clientId) {
    this.#state.authenticator.clients.delete(clientId);
  }

  /**
   * The device codes that were asked for and not used up, the oldest first.
   * @returns {import("./device-codes.js").DeviceCode[]}
   */
  get deviceCodes() {
    return this.#state.authenticator.codes.all.map((code) => ({ ...code }));
  }

  /**
   * What a person does who types the code in, up to the page with Connect. Whoever asks from now on gets a token.
   * @param {string} userCode
   * @param {string} [username]
   */
  typeCode(userCode, username = "ann") {
    if (!typeCode(this.#find(userCode), username))
      throw new Error(`The code was typed before: ${userCode}`);
  }

  /**
   * Connect, pressed. It throws where a person sees an error page: the code was not typed, or is used up.
   * @param {string} userCode
   * @param {{ days?: number }} [options]
   */
  connect(userCode, { days = DEFAULT_DAYS } = {}) {
    const code = this.#find(userCode);
    if (code.username === null) throw new Error(`The code was not typed: ${userCode}`);
    Object.assign(code, { days, connected: true });
  }

  /**
   * All that a person does to sign in: types the code and presses Connect.
   * @param {string} userCode
   * @param {string} [username]
   * @param {{ days?: number }} [options]
   */
  approve(userCode, username, options) {
    this.typeCode(userCode, username);
    this.connect(userCode, options);
  }

  /** Ends the time of all device codes that were asked for so far. */
  expireCodes() {
    this.#state.authenticator.codes.expire();
  }

  /**
   * The tokens that were given for device codes, the oldest first: what a test of privacy looks for.
   * @returns {import("./state.js").IssuedTokens[]}
   */
  get issued() {
    return [...this.#state.authenticator.issued];
  }

  /** Who is signed in, a name for each browser. @returns {string[]} */
  get signedIn() {
    return this.#state.authenticator.sessions.all.map(({ username }) => username);
  }

  /**
   * Signs somebody in: the cookie for a browser that is to have the session.
   * @param {string} username
   * @returns {{ name: string, value: string }}
   */
  signIn(username) {
    return cookieOf(this.#state.authenticator.sessions.start(username));
  }

  /** @param {string} userCode */
  #find(userCode) {
    const code = this.#state.authenticator.codes.typed(userCode);
    if (!code) throw new Error(`No such code, or used up: ${userCode}`);
    return code;
  }
}
