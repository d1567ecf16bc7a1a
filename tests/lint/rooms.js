#!/usr/bin/env node
// That each room of web/ imports only from those that it may: node tests/lint/rooms.js [FOLDER]
// A type in a comment is an import, too, for whoever reads the file; and so is a style sheet's.

import { readdirSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const LOWER_ROOMS = ["page/ui", "page/time", "page/operations"];

/**
 * The rooms, and what each may import beside its own files: rooms, or single files. "." are the public faces, such as tms.js
 * and host.d.ts. One way only: no room is named before it stands here itself.
 *
 * @type {Record<string, string[]>}
 */
export const ROOMS = {
  ".": [],
  "page/ui": [],
  "page/time": [],
  "page/operations": ["page/ui", "page/time", "."],
  "page/activity": LOWER_ROOMS,
  "page/session": [...LOWER_ROOMS, "."],
  "page/systems": [...LOWER_ROOMS, "."],
  page: [...LOWER_ROOMS, "page/activity", "page/session", "page/systems", "."],
  embed: [...LOWER_ROOMS, "page/session", "page", "."],
  element: ["page/session", "page", "."],
  demo: ["page/ui", "page/session", "page"],
  host: ["embed/messages.js", "."],
  build: ["page/config.js"],
};

const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g;

/**
 * @param {string} web the folder
 * @returns {string[]} what is wrong, a line each
 */
export function wrongImports(web) {
  return Object.entries(ROOMS).flatMap(([room, others]) => {
    const entries = readdirSync(posix.join(web, room), { withFileTypes: true });
    const strange = entries
      .map((entry) => posix.join(room, entry.name))
      .filter((path, index) => room !== "." && entries[index].isDirectory() && !ROOMS[path])
      .map((path) => `${path}/ is no room: see ROOMS in tests/lint/rooms.js`);
    const files = entries.filter(({ name }) => /\.(jsx?|css|ts)$/.test(name));
    const wrong = files.flatMap(({ name }) => {
      const text = readFileSync(posix.join(web, room, name), "utf8");
      return [...text.matchAll(IMPORT)]
        .map(([, specifier]) => posix.join(room, specifier))
        .filter(
          (path) => ![room, ...others].some((each) => [path, posix.dirname(path)].includes(each)),
        )
        .map((path) => `${posix.join(room, name)} must not import ${path}`);
    });
    return [...strange, ...wrong];
  });
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const wrong = wrongImports(argv[2] ?? fileURLToPath(new URL("../../web", import.meta.url)));
  for (const line of wrong) console.error(line);
  process.exitCode = Math.min(wrong.length, 1);
}
