// A browser of the plainest kind: keeps cookies, follows redirects, finds the fields of a form and sends it.

import { tapis } from "../../started-tapis.js";

/**
 * @typedef {object} Visit
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {string} path  where the redirects led to, without the query
 */

export class Browser {
  /** @type {Map<string, string>} */
  cookies = new Map();

  /** @param {string} address */
  open(address) {
    return this.#go(address, { method: "GET" });
  }

  /**
   * Sends the form of a page with its hidden fields, and these.
   * @param {Visit} visit
   * @param {Record<string, string>} fields
   */
  send({ text }, fields) {
    const [, action] = /<form[^>]* action="([^"]*)"/.exec(text) ?? [];
    const hidden = [...text.matchAll(/<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g)];
    const body = new URLSearchParams([
      ...hidden.map(([, name, value]) => [name, value]),
      ...Object.entries(fields),
    ]);
    return this.#go(action, { method: "POST", body });
  }

  /**
   * @param {string} address
   * @param {RequestInit} request
   * @returns {Promise<Visit>}
   */
  async #go(address, request) {
    const url = new URL(address, tapis.origin);
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    /** @type {Record<string, string>} */
    const headers = cookie === "" ? {} : { cookie };
    const response = await fetch(url, { ...request, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get("location");
    if (location !== null) {
      await response.text();
      return this.#go(location, { method: "GET" });
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, path: url.pathname };
  }

  /** @param {string} line */
  #keep(line) {
    const [pair, ...attributes] = line.split("; ");
    const [name, value] = pair.split("=");
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The heading of a page. @param {Visit} visit */
export function headingOf({ text }) {
  return /<h1>([^<]*)<\/h1>/.exec(text)?.[1];
}
