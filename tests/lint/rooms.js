#!/usr/bin/env node
// That each room of web/ and wasm/ imports only from those that it may: node tests/lint/rooms.js [FOLDER]
// A type in a comment is an import, too, for whoever reads the file; and so is a style sheet's.

import { readdirSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const LOWER_ROOMS = ["page/ui", "page/time", "page/failures", "page/operations"];

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
  "page/failures": ["page/ui", "page/time", "."],
  "page/operations": ["page/ui", "page/time", "page/failures", "."],
  "page/activity": LOWER_ROOMS,
  "page/sign-in": LOWER_ROOMS,
  "page/session": [...LOWER_ROOMS, "page/sign-in", "."],
  "page/systems": [...LOWER_ROOMS, "."],
  page: [...LOWER_ROOMS, "page/activity", "page/sign-in", "page/session", "page/systems", "."],
  embed: [...LOWER_ROOMS, "page/session", "page", "."],
  element: ["page/ui", "page/session", "page", "."],
  demo: ["page/ui", "page/session", "page", "."],
  host: ["embed/messages.js", "."],
  build: ["page/config.js"],
};

const CORE = ["core/base", "core/tapis", "core/calls", "core/operation", "core/operations"];

/** @type {Record<string, string[]>} */
const WASM_ROOMS = {
  ...Object.fromEntries(CORE.map((room, index) => [room, CORE.slice(0, index)])),
  driver: CORE,
  browser: [...CORE, "driver"],
};

const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g;
const INCLUDE = /^\s*#\s*include\s*"([^"]*)"/gm;

/**
 * The trees of rooms, and how their files name what they import.
 *
 * @typedef {object} Tree
 * @property {Record<string, string[]>} rooms
 * @property {RegExp} files
 * @property {RegExp} imports
 * @property {(room: string, specifier: string) => string} pathOf
 */

/** @type {Record<string, Tree>} */
export const TREES = {
  web: {
    rooms: ROOMS,
    files: /\.(jsx?|css|ts)$/,
    imports: IMPORT,
    pathOf: (room, specifier) => posix.join(room, specifier),
  },
  wasm: {
    rooms: WASM_ROOMS,
    files: /\.(cc|h)$/,
    imports: INCLUDE,
    pathOf: (_room, specifier) => posix.normalize(specifier),
  },
};

/**
 * @param {string} folder that has the rooms
 * @param {Tree} tree
 * @returns {string[]} what is wrong, a line each
 */
export function wrongImports(folder, { rooms, files, imports, pathOf }) {
  return Object.entries(rooms).flatMap(([room, others]) => {
    const entries = readdirSync(posix.join(folder, room), { withFileTypes: true });
    const strange = entries
      .map((entry) => posix.join(room, entry.name))
      .filter((path, index) => room !== "." && entries[index].isDirectory() && !rooms[path])
      .map((path) => `${path}/ is no room: see tests/lint/rooms.js`);
    const wrong = entries
      .filter(({ name }) => files.test(name))
      .flatMap(({ name }) => {
        const text = readFileSync(posix.join(folder, room, name), "utf8");
        return [...text.matchAll(imports)]
          .map(([, specifier]) => pathOf(room, specifier))
          .filter(
            (path) => ![room, ...others].some((each) => [path, posix.dirname(path)].includes(each)),
          )
          .map((path) => `${posix.join(room, name)} must not import ${path}`);
      });
    return [...strange, ...wrong];
  });
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const project = argv[2] ?? fileURLToPath(new URL("../..", import.meta.url));
  const wrong = Object.entries(TREES).flatMap(([folder, tree]) =>
    wrongImports(posix.join(project, folder), tree),
  );
  for (const line of wrong) console.error(line);
  process.exitCode = Math.min(wrong.length, 1);
}
