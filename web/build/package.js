// Puts what npm publishes into web/dist/: the built files that other pages import, not the site around them. npm runs it
// before `npm pack` and `npm publish`, and with --clean after.

import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const FILES = [
  "LICENSES.txt",
  "host.d.ts",
  "host.js",
  "tms-credentials-define.d.ts",
  "tms-credentials-define.js",
  "tms-credentials-element.d.ts",
  "tms-credentials-element.js",
  "tms-credentials.d.ts",
  "tms-credentials.js",
  "tms.d.ts",
  "tms.js",
  "tms.wasm",
];

/** What only the package has, as it is in web/. */
const WRITTEN = ["preact.d.ts", "preact.js", "react.d.ts", "react.js"];

const BUILT = new URL("../../dist/", import.meta.url);
const SOURCES = new URL("../", import.meta.url);
const PACKED = new URL("../dist/", import.meta.url);

const { values } = parseArgs({ options: { clean: { type: "boolean", default: false } } });
await rm(PACKED, { recursive: true, force: true });
if (!values.clean) {
  await mkdir(PACKED);
  for (const file of WRITTEN) await copyFile(new URL(file, SOURCES), new URL(file, PACKED));
  try {
    await Promise.all(FILES.map((file) => copyFile(new URL(file, BUILT), new URL(file, PACKED))));
  } catch (error) {
    console.error(`Run scripts/build first: ${fileURLToPath(BUILT)} is not complete.`);
    throw error;
  }
}
