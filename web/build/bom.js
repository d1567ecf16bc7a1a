// Writes the bill of materials of a release to stdout, as CycloneDX JSON: what is shipped, as licenses.js has it, and what
// makes it. SOURCE_DATE_EPOCH is its time, and nothing in it is by chance.
//   node web/build/bom.js --toolchain FILE    FILE: toolchain.json beside the module (scripts/lib/debian-module.sh)

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";
import * as Serialize from "@cyclonedx/cyclonedx-library/Serialize";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";

import { PARTS } from "./licenses.js";

const { values } = parseArgs({ options: { toolchain: { type: "string" } } });
/** @type {Record<string, string>} */
const toolchain = JSON.parse(await readFile(values.toolchain ?? "", "utf8"));
const ours = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

/** Without Debian's own part. @param {string} name of a package */
const upstream = (name) => toolchain[name].replace(/[-+~].*$/, "");

/** The parts of Emscripten have its version. @type {Record<string, { version: string, purl: string }>} */
const ORIGINS = {
  preact: npm("preact"),
  "nlohmann-json": debian("nlohmann-json3-dev"),
  emscripten: debian("emscripten"),
  musl: debian("emscripten"),
  "llvm-runtimes": debian("emscripten"),
};

/** @param {string} name */
function npm(name) {
  const version = ours.devDependencies[name];
  return { version, purl: `pkg:npm/${name}@${version}` };
}

/** @param {string} name */
function debian(name) {
  const version = encodeURIComponent(toolchain[name]);
  return {
    version: upstream(name),
    purl: `pkg:deb/debian/${name}@${version}?distro=${toolchain.debian}`,
  };
}

/**
 * @param {string} name
 * @param {{ version: string, purl?: string }} origin
 * @param {{ license?: string, copyright?: string, description?: string, scope?: Enums.ComponentScope }} about
 */
function component(name, { version, purl }, { license, copyright, description, scope }) {
  const made = new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: `${name}@${version}`,
    version,
    purl,
    copyright,
    description,
    scope,
  });
  if (license?.includes(" ")) made.licenses.add(new Models.LicenseExpression(license));
  else if (license) made.licenses.add(new Models.SpdxLicense(license));
  return made;
}

const root = component(ours.name, ours, {
  license: ours.license,
  description: ours.description,
});
const bom = new Models.Bom();
bom.metadata.component = root;
bom.metadata.timestamp = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
for (const { name, title, files, license, copyright } of PARTS) {
  const made = component(name, ORIGINS[name], {
    license,
    copyright: copyright.filter((line) => line.startsWith("Copyright")).join("\n"),
    description: `${title}, in ${files}`,
    scope: Enums.ComponentScope.Required,
  });
  bom.components.add(made);
  root.dependencies.add(made.bomRef);
}
for (const name of ["esbuild", "terser"])
  bom.components.add(
    component(name, npm(name), {
      description: "Makes the scripts, and is not in them",
      scope: Enums.ComponentScope.Excluded,
    }),
  );

const format = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
const text = new Serialize.JsonSerializer(format).serialize(bom, { sortLists: true, space: 2 });
process.stdout.write(`${text}\n`);
