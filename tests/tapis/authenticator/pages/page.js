// A whole page of the Authenticator, and a redirect to another one.

import { Markup, html } from "./html.js";
import { POLICY, STYLE } from "./style.js";

/** @typedef {import("../../answers.js").Answer} Answer */

const style = new Markup(`<style>${STYLE}</style>`);

/**
 * @param {string} heading
 * @param {Markup} content
 * @param {{ status?: number, headers?: Record<string, string> }} [options]
 * @returns {Answer}
 */
export function page(heading, content, { status = 200, headers = {} } = {}) {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading} – local Tapis</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <header>
          <p class="hint">
            Sign-in of a local Tapis. The people are made up and have no passwords here.
          </p>
        </header>
        <main>
          <h1>${heading}</h1>
          ${content}
        </main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      ...headers,
    },
    body: text,
  };
}

/**
 * @param {string} text
 * @param {number} status
 */
export function errorPage(text, status) {
  return page("This did not work", html`<p class="error">${text}</p>`, { status });
}

/**
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
export function redirect(path, parameters = {}, headers = {}) {
  const query = new URLSearchParams(parameters).toString();
  return {
    status: 302,
    headers: { location: query ? `${path}?${query}` : path, ...headers },
    body: "",
  };
}
