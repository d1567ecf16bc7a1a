// What mountTmsCredentials accepts, and a clear error for everything else.

import { THEMES } from "../embed/messages.js";
import { isSystemId } from "../system-id.js";

/**
 * @param {unknown} element
 * @param {import("../host.js").HostOptions} options
 */
export function checkOptions(element, options) {
  const {
    src,
    getToken,
    systems = [],
    theme = "auto",
    system,
    onChange = () => {},
  } = options ?? {};
  const page = globalThis.document;
  const address = src && URL.canParse(src, page.baseURI) ? new URL(src, page.baseURI) : null;
  const isWeb = address?.protocol === "https:" || address?.protocol === "http:";
  const areIds = Array.isArray(systems) && systems.every((id) => typeof id === "string");

  require(element instanceof HTMLElement, "The first argument must be an element of the page.");
  require(isWeb, "src must be the address of the embed: https://credentials.example.org/embed/.");
  require(typeof getToken === "function", "getToken must be a function that gives a Tapis token.");
  require(areIds, "systems must be an array of system ids.");
  require(system === undefined || isSystemId(system), "system must be a Tapis system id.");
  require(THEMES.includes(theme), `theme must be one of ${THEMES.join(", ")}.`);
  require(typeof onChange === "function", "onChange must be a function.");
  return {
    src: /** @type {URL} */ (address),
    getToken,
    systems: [...systems],
    theme,
    system,
    onChange,
  };
}

/**
 * @param {boolean} holds
 * @param {string} message
 */
function require(holds, message) {
  if (!holds) throw new TypeError(message);
}
