// Puts what npm publishes into web/dist/: the built files that other pages import, not the site around them. npm runs it
// before `npm pack` and `npm publish`, and with --clean after.

import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rm } from "node:fs/promises";
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
const DOCUMENTS = new URL("../docs/", import.meta.url);

const { values } = parseArgs({ options: { clean: { type: "boolean", default: false } } });
await rm(PACKED, { recursive: true, force: true });
if (!values.clean) {
  const [missing] = FILES.filter((file) => !existsSync(new URL(file, BUILT)));
  if (missing) {
    console.error(`dist/${existsSync(BUILT) ? missing : ""} is missing: run scripts/build first`);
    process.exit(1);
  }
  await mkdir(PACKED);
  /** @param {string[]} files @param {URL} from */
  const copy = (files, from) =>
    files.map((file) => copyFile(new URL(file, from), new URL(file, PACKED)));
  // npm packs rights as they are, which are this clone's.
  const reference = (await readdir(new URL("api/", DOCUMENTS))).map((file) => `api/${file}`);
  for (const file of ["frameworks.md", ...reference]) await chmod(new URL(file, DOCUMENTS), 0o644);
  await Promise.all([...copy(WRITTEN, SOURCES), ...copy(FILES, BUILT)]);
}
