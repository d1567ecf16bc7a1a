// Where a person finds help with a failure, for whatever shows one: the deployment's own links; and who it is that needs it.

import { createContext } from "preact";

/** @typedef {{ label: string, href: string }} HelpLink */

/**
 * By the code of the error that they help with; `ticket` is where to write to.
 *
 * @typedef {Partial<Record<string, HelpLink | readonly HelpLink[]>>} HelpLinks
 */

/** Null: nobody knows. */
export const WhoAsks = createContext(/** @type {import("./ticket.js").Who | null} */ (null));

export const HelpLinks = createContext(/** @type {HelpLinks} */ ({}));

/**
 * @param {HelpLinks} help
 * @param {string} code of an error
 * @returns {HelpLink[]}
 */
export function linksFor(help, code) {
  return [help[code] ?? []].flat();
}
