// Why a file of the site is not in use, as far as it can be told: it is asked for once more, past every cache, so that what
// was wrong in one is gone for the next try. What is said then was seen; where nothing was, nothing is said.

const ANSWERS_WITHIN_MS = 10_000;

/** @typedef {{ url: string | URL, integrity?: string }} Part `integrity`: the hash that its loader was built with */

/**
 * @param {Part} part
 * @returns {Promise<string>} in sentences; empty if it comes now, and nothing is wrong with it that could be seen
 */
export async function troubleWith({ url, integrity }) {
  const file = new URL(url).pathname.replace(/.*\//, "");
  try {
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    const response = await fetch(url, { cache: "reload", signal });
    if (!response.ok)
      return `${file} was kept back: the answer was HTTP ${response.status}. If it stays like this, please tell those who run this page.`;
    if (/^text\/html/i.test(response.headers.get("Content-Type") ?? ""))
      return `A web page came in place of ${file}. If your network has a page to sign in at, sign in there first; or ${file} is missing on this site. If it stays like this, please tell those who run this page.`;
    const bytes = await response.arrayBuffer();
    if (!integrity || (await isIntact(bytes, integrity))) return "";
    return `${file} was changed: it came, but is not the one that this page was built with, and was not used. A proxy, a security program or an extension may have rewritten it. If it is the same in another network, please tell those who run this page.`;
  } catch {
    if (!navigator.onLine) return "This browser is offline.";
    return `${file} did not come: the connection fails, or something blocks it, such as an extension or your network. Check your connection.`;
  }
}

/**
 * Outside of a secure context a page cannot make a hash; then nothing is held against a file.
 *
 * @param {ArrayBuffer} bytes
 * @param {string} integrity
 */
async function isIntact(bytes, integrity) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return true;
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return integrity === `sha256-${btoa(String.fromCharCode(...hash))}`;
}

export const NOT_LOADED = "A part of this page could not be loaded";

export const COMES_NOW =
  "It comes now, so try again. If that does not help, something in this browser may refuse it, such as an extension: try another browser, and tell those who run this page.";
