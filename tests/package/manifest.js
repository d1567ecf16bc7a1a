#!/usr/bin/env node
// Makes web/custom-elements.json, with which editors know <tms-credentials>, from its declaration:
//   node tests/package/manifest.js [--check]    --check: changes nothing, and fails where it is not current

import { readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

// @ts-expect-error -- its types name neither
import { create, ts } from "@custom-elements-manifest/analyzer/index.js";
import { format } from "prettier";

const DECLARATION = new URL("../../web/tms-credentials-element.d.ts", import.meta.url);
const MANIFEST = fileURLToPath(new URL("../../web/custom-elements.json", import.meta.url));
const CLASS = { name: "TmsCredentialsElement", module: "dist/tms-credentials-element.js" };
const DEFINITION = "dist/tms-credentials-define.js";

/** @returns {Promise<string>} */
async function manifest() {
  const text = await readFile(DECLARATION, "utf8");
  const source = ts.createSourceFile(CLASS.module, text, ts.ScriptTarget.ES2020, true);
  const { schemaVersion, modules } = create({ modules: [source] });
  const [{ declarations, exports }] = modules;
  const definition = {
    kind: "javascript-module",
    path: DEFINITION,
    exports: [{ kind: "custom-element-definition", name: "tms-credentials", declaration: CLASS }],
  };
  const element = {
    kind: "javascript-module",
    path: CLASS.module,
    declarations: declarations.filter((/** @type {any} */ { name }) => name === CLASS.name),
    exports: exports.filter((/** @type {any} */ { name }) => name === CLASS.name),
  };
  const whole = { schemaVersion, readme: "README.md", modules: [element, definition] };
  return format(JSON.stringify(whole), { parser: "json", printWidth: 100 });
}

const made = await manifest();
if (!argv.includes("--check")) await writeFile(MANIFEST, made);
else if ((await readFile(MANIFEST, "utf8")) !== made) {
  console.error(
    "web/custom-elements.json is not current: node tests/package/manifest.js makes it.",
  );
  process.exitCode = 1;
}
