#!/usr/bin/env node
// That what is public says what it is, and in which errors it ends: the declarations that web/ exports, and the headers of
// the core.
//   node tests/lint/documented.js [FILE ...]

import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

export const DECLARATIONS = ["tms.d.ts", "host.d.ts", "tms-credentials-element.d.ts"].map((file) =>
  fileURLToPath(new URL(`../../web/${file}`, import.meta.url)),
);

const CORE = fileURLToPath(new URL("../../wasm/core", import.meta.url));

export const HEADERS = readdirSync(CORE, { withFileTypes: true })
  .filter((room) => room.isDirectory())
  .flatMap(({ name }) => readdirSync(join(CORE, name)).map((file) => join(CORE, name, file)))
  .filter((file) => file.endsWith(".h"));

const EXPORT = /^(?<comment>\/\*\*(?:(?!\*\/)[^])*\*\/\n)?export (?<kind>\w+) (?<name>\w+)/gm;

/**
 * @param {string} file
 * @param {string} text of a .d.ts
 * @returns {string[]} what is missing, a line each
 */
export function undocumented(file, text) {
  return [...text.matchAll(EXPORT)].flatMap(({ groups: { comment, kind, name } = {} }) => {
    if (!comment) return [`${file}: ${name} says nothing of itself`];
    const isComplete = kind !== "function" || comment.includes("@throws");
    return isComplete ? [] : [`${file}: ${name} does not say in which errors it ends: @throws`];
  });
}

/** A function of a namespace that is declared, or defined in one line, with the comment above it. */
const FUNCTION =
  /^(?<comment>(?:\/\/.*\n)*)(?<type>(?:inline |constexpr )*[\w:][\w:<>&* ,]*?[ &*])(?<name>\w+)\([^;{]*(?:;|\{.*\}$)/gm;

/** What may be an error. */
const MAY_FAIL = /^(?:std::optional<Error>|(?:Result|Reading)<)/;

/**
 * @param {string} file
 * @param {string} text of a header
 * @returns {string[]} what is missing, a line each
 */
export function undocumentedHeader(file, text) {
  const opening = text.startsWith("//") ? [] : [`${file} does not open with what it is for`];
  const functions = [...text.matchAll(FUNCTION)].flatMap(
    ({ groups: { comment, type, name } = {} }) => {
      if (!comment && !/^(?:inline |constexpr )/.test(type))
        return [`${file}: ${name}() says nothing of itself`];
      const isComplete = !MAY_FAIL.test(type) || /\b[Ee]rrors?\b|_[a-z]+|The same/.test(comment);
      return isComplete ? [] : [`${file}: ${name}() does not say in which errors it ends`];
    },
  );
  return [...opening, ...functions];
}

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const files = argv.length > 2 ? argv.slice(2) : [...DECLARATIONS, ...HEADERS];
  const missing = files.flatMap((file) => {
    const find = file.endsWith(".h") ? undocumentedHeader : undocumented;
    return find(basename(file), readFileSync(file, "utf8"));
  });
  for (const line of missing) console.error(line);
  process.exitCode = Math.min(missing.length, 1);
}
