#!/usr/bin/env node
// That whatever the public declarations of web/ export says what it is, and each function in which errors it ends:
//   node tests/lint/documented.js [FILE ...]

import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

export const DECLARATIONS = ["tms.d.ts", "host.d.ts", "tms-credentials-element.d.ts"].map((file) =>
  fileURLToPath(new URL(`../../web/${file}`, import.meta.url)),
);

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

if (resolve(argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const files = argv.length > 2 ? argv.slice(2) : DECLARATIONS;
  const missing = files.flatMap((file) => undocumented(basename(file), readFileSync(file, "utf8")));
  for (const line of missing) console.error(line);
  process.exitCode = Math.min(missing.length, 1);
}
