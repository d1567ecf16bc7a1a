// Where a person finds help with a failure: the deployment's own links, for whatever shows one.

import { createContext } from "preact";

/** @typedef {{ label: string, href: string }} HelpLink */

/**
 * By the code of the error that they help with; `ticket` is where to write to.
 *
 * @typedef {Partial<Record<string, HelpLink | readonly HelpLink[]>>} HelpLinks
 */

export const HelpLinks = createContext(/** @type {HelpLinks} */ ({}));

/**
 * @param {HelpLinks} help
 * @param {string} code of an error
 * @returns {HelpLink[]}
 */
export function linksFor(help, code) {
  return [help[code] ?? []].flat();
}
