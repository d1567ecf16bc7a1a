// Subresource Integrity: each file that loads others says which bytes it was built with, and browsers refuse all others.
// A document names its scripts and style sheets, and tms.js names tms.wasm. A preloaded module is the one that is
// imported later, so its hash holds for both.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";

/** @param {string | Uint8Array} content */
export function integrityOf(content) {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/**
 * @param {string} html
 * @param {(path: string) => Promise<string | Uint8Array>} read a file by its path, relative to the document
 * @returns {Promise<string>} with the hash of every script, style sheet and module that the document loads
 */
export async function withIntegrity(html, read) {
  const parts = html.split(/(<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]*)/);
  const marked = parts.map(async (part, index) => {
    const path = index % 2 === 1 && /(?:src|href)="([^"]+)"/.exec(part)?.[1];
    if (!path) return part;
    // The slash of an element without content stays at its end.
    const [, start, slash] = /** @type {RegExpExecArray} */ (/^(.*?)(\s*\/?)$/s.exec(part));
    return `${start} integrity="${integrityOf(await read(path))}"${slash}`;
  });
  return (await Promise.all(marked)).join("");
}

/**
 * @param {string} folder of the built site
 * @param {string} document its path in there
 * @returns {(path: string) => Promise<Uint8Array>}
 */
export function readerBeside(folder, document) {
  return (path) => readFile(posix.join(folder, posix.dirname(document), path));
}
