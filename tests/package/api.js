#!/usr/bin/env node
// Makes web/docs/api/, the reference of what the package exports, from its declarations, with TypeDoc:
//   node tests/package/api.js [--check]    --check: changes nothing, and fails where it is not current

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

import { format } from "prettier";
import { Application } from "typedoc";

/** @param {string} path below web/ */
const web = (path) => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
const DECLARATIONS = ["tms", "tms-credentials-element", "host", "react", "preact"];
const OUT = web("docs/api");

/** @param {string} out the folder to write to */
async function writeReference(out) {
  const options = {
    name: "tms-credentials",
    entryPoints: DECLARATIONS.map((name) => web(`${name}.d.ts`)),
    tsconfig: fileURLToPath(new URL("api.tsconfig.json", import.meta.url)),
    plugin: ["typedoc-plugin-markdown"],
    out,
    router: "module",
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    treatWarningsAsErrors: true,
    logLevel: /** @type {const} */ ("Warn"),
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error("TypeDoc could not read the declarations.");
  await app.generateOutputs(project);
  for (const file of await readdir(out)) {
    const path = join(out, file);
    await writeFile(path, await format(await readFile(path, "utf8"), { parser: "markdown" }));
  }
}

/** @param {string} folder */
async function pagesOf(folder) {
  const files = (await readdir(folder).catch(() => /** @type {string[]} */ ([]))).sort();
  return Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), "utf8")]));
}

if (argv.includes("--check")) {
  const folder = await mkdtemp(join(tmpdir(), "api-"));
  try {
    await writeReference(folder);
    if (JSON.stringify(await pagesOf(folder)) !== JSON.stringify(await pagesOf(OUT))) {
      console.error("web/docs/api is not current: node tests/package/api.js makes it.");
      process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
} else {
  await rm(OUT, { recursive: true, force: true });
  await writeReference(OUT);
}
