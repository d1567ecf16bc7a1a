// Writes to stdout what a release is made of:
//   node web/build/release.js --toolchain FILE --commit HASH    FILE: toolchain.json beside the module

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { toolchain: { type: "string", default: "" }, commit: { type: "string", default: "" } },
});
const { name, version } = JSON.parse(
  await readFile(new URL("../package.json", import.meta.url), "utf8"),
);
const { debian, ...packages } = JSON.parse(await readFile(values.toolchain, "utf8"));
const module = { "compiled in": `Debian ${debian}`, ...packages };
console.log(JSON.stringify({ name, version, commit: values.commit, module }, null, 2));
