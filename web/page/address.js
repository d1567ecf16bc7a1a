// What a link to the page may say: which system it is about, behind `#`. Nothing else of the address is read.

import { isSystemId } from "../system-id.js";

/**
 * @param {string} fragment such as "#system=stampede3"
 * @returns {string} the id; "" unless it names one system, once, by an id that can be
 */
export function systemIn(fragment) {
  const named = fragment
    .slice(1)
    .split("&")
    .filter((part) => part.startsWith(NAME));
  if (named.length !== 1) return "";
  const id = decoded(named[0].slice(NAME.length));
  return isSystemId(id) ? id : "";
}

const NAME = "system=";

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * Reads it, and removes whatever else stands behind `#`: that is nobody's business, and may be a token. The id stays, so that
 * a reload or a bookmark leads to the same system.
 *
 * @param {Window} page
 * @returns {string} as systemIn()
 */
export function takeLinkedSystem({ location, history }) {
  const id = systemIn(location.hash);
  const address = new URL(location.href);
  address.hash = id && NAME + id;
  if (address.href !== location.href) history.replaceState(history.state, "", address);
  return id;
}
