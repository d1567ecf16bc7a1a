// Who is signed in at the Authenticator, in which browser: a cookie for its own pages, which no other call looks at.

import { LETTERS_AND_DIGITS, randomText } from "../random-text.js";

const COOKIE = "session";

/**
 * @typedef {object} Session
 * @property {string} id
 * @property {string} username
 * @property {string | null} webappToken  the one that the Token Web App shows
 */

export class Sessions {
  /** @type {Map<string, Session>} */
  #sessions = new Map();

  get all() {
    return [...this.#sessions.values()];
  }

  /**
   * @param {string} username
   * @returns {Session}
   */
  start(username) {
    const session = { id: randomText(32, LETTERS_AND_DIGITS), username, webappToken: null };
    this.#sessions.set(session.id, session);
    return session;
  }

  /**
   * @param {Record<string, string | string[] | undefined>} headers
   * @returns {Session | undefined}
   */
  of({ cookie = "" }) {
    const pairs = String(cookie)
      .split(";")
      .map((pair) => pair.trim().split("="));
    const ids = pairs.filter(([name]) => name === COOKIE).map(([, id]) => id);
    return ids.map((id) => this.#sessions.get(id)).find((session) => session !== undefined);
  }

  /** @param {Session} session */
  end({ id }) {
    this.#sessions.delete(id);
  }

  clear() {
    this.#sessions.clear();
  }
}

/** @param {Session} session */
export function cookieOf({ id }) {
  return { name: COOKIE, value: id };
}

/**
 * @param {Session} session
 * @param {string} origin
 */
export function setCookie(session, origin) {
  return { "set-cookie": `${COOKIE}=${session.id}; ${attributes(origin)}` };
}

/** @param {string} origin */
export function dropCookie(origin) {
  return { "set-cookie": `${COOKIE}=; Max-Age=0; ${attributes(origin)}` };
}

/** For the whole origin, so that a client which sends cookies where it should not is seen. @param {string} origin */
function attributes(origin) {
  return `Path=/; HttpOnly; SameSite=Lax${origin.startsWith("https:") ? "; Secure" : ""}`;
}
