// The files of a folder, and whether two folders hold the same.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** @typedef {Record<string, string>} Files the content of each, by its path below the folder */

/** @param {string} folder @returns {Promise<Files>} */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map((path) => readFile(path, "base64")));
  return Object.fromEntries(
    paths.map((path, index) => [path.slice(folder.length), contents[index]]),
  );
}

/** @param {Files} files @param {Files} expected */
export function assertSameFiles(files, expected) {
  assert.deepEqual(Object.keys(files).sort(), Object.keys(expected).sort());
  for (const [path, content] of Object.entries(expected))
    assert.ok(files[path] === content, `${path} is not the same`);
}
