// How a release is packed: twice, in two folders with other times and rights, from one built site. Whether builds of the site are
// the same is tests/toolchains/no-apt.test.js.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Ajv } from "ajv";
import addFormats from "ajv-formats";

import { licensesText, PARTS } from "../../web/build/licenses.js";

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const EPOCH = 1_700_000_000;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
/** Of the library that writes the bill of materials: CycloneDX's own. */
const SCHEMAS = join(PROJECT, "web/node_modules/@cyclonedx/cyclonedx-library/res/schema");
const TOOLCHAIN = {
  debian: "trixie",
  emscripten: "3.1.69+dfsg-3",
  "nlohmann-json3-dev": "3.11.3-2",
};

/** @type {string} */
let folder;
/** @type {string} */
let version;
/** @type {Record<string, Buffer>[]} of each release, its files */
let releases;

before(async () => {
  ({ version } = JSON.parse(await readFile(join(PROJECT, "web/package.json"), "utf8")));
  folder = await mkdtemp(join(tmpdir(), "release-"));
  await writeFile(join(folder, "toolchain.json"), JSON.stringify(TOOLCHAIN));
  await run(
    "bash",
    ["-c", "source scripts/lib/common.sh; source scripts/lib/install.sh; need_python_package"],
    { cwd: PROJECT },
  );
  const { stdout } = await run("git", ["ls-files", "scripts", "web"], { cwd: PROJECT });
  releases = await Promise.all([
    packIn(join(folder, "one"), stdout.trim().split("\n"), "022"),
    packIn(join(folder, "another/place"), stdout.trim().split("\n").reverse(), "077"),
  ]);
});
after(() => rm(folder, { recursive: true, force: true }));

/** @param {string} project @param {string[]} files @param {string} umask */
async function packIn(project, files, umask) {
  for (const file of files) {
    await cp(join(PROJECT, file), join(project, file)); // in this order, and with the time of now
    if (umask === "077") await run("chmod", ["go-rwx", join(project, file)]);
  }
  await cp(join(PROJECT, "LICENSE"), join(project, "LICENSE"));
  await cp(join(PROJECT, "dist"), join(project, "dist"), { recursive: true });
  await mkdir(join(project, "build"));
  for (const made of ["web/node_modules", "build/python-package"])
    await symlink(join(PROJECT, made), join(project, made));
  const out = join(project, "release");
  await run(
    "bash",
    [
      "-c",
      `umask ${umask}; exec scripts/lib/pack-release "$@"`,
      "-",
      join(folder, "toolchain.json"),
      COMMIT,
      out,
    ],
    { cwd: project, env: { ...process.env, SOURCE_DATE_EPOCH: String(EPOCH) } },
  );
  const names = (await readdir(out)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(out, name))])),
  );
}

test("has the site, the package, the wheel and the sdist, what is in them, and their sums", () => {
  assert.deepEqual(Object.keys(releases[0]).sort(), [
    "SHA256SUMS",
    "release.json",
    `tms-credentials-${version}.cdx.json`,
    `tms-credentials-${version}.tgz`,
    `tms-credentials-site-${version}.tar.gz`,
    `tms-credentials-site-${version}.zip`,
    `tms_credentials-${version}-py3-none-any.whl`,
    `tms_credentials-${version}.tar.gz`,
  ]);
});

test("two releases of the same have the same bytes", () => {
  const [one, other] = releases;
  assert.deepEqual(Object.keys(one), Object.keys(other));
  for (const [name, content] of Object.entries(one).reverse())
    // the sums last
    assert.ok(content.equals(other[name]), `${name} is not the same`);
});

test("each file has its sum", () => {
  const { SHA256SUMS: sums, ...files } = releases[0];
  const lines = Object.entries(files).map(
    ([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}\n`,
  );
  assert.equal(sums.toString(), lines.join(""));
});

test("says of which commit it is, and what compiled its module", () => {
  const { debian, ...packages } = TOOLCHAIN;
  assert.deepEqual(JSON.parse(releases[0]["release.json"].toString()), {
    name: "tms-credentials",
    version,
    commit: COMMIT,
    module: { "compiled in": `Debian ${debian}`, ...packages },
  });
});

for (const [kind, list] of [
  ["tar.gz", ["tar", "--list", "--verbose", "--numeric-owner", "--utc", "--full-time", "--file"]],
  ["zip", ["python3", "-m", "zipfile", "--list"]],
]) {
  test(`the site as .${kind} has every file of it, of nobody and of the commit's time`, async () => {
    const file = join(folder, `one/release/tms-credentials-site-${version}.${kind}`);
    const { stdout } = await run(list[0], [...list.slice(1), file]);
    const top = `tms-credentials-${version}/`;
    const lines = stdout.split("\n").filter((line) => line.includes(top));
    const inFolder = await readdir(join(folder, "one/dist"), { recursive: true });
    assert.equal(lines.length, inFolder.length + 1);
    for (const line of lines) {
      if (kind === "tar.gz") assert.match(line, /^(drwxr-xr-x|-rw-r--r--) 0\/0 /);
      assert.match(line, /2023-11-14 22:13:20/);
    }
    const unpacked = join(folder, `unpacked-${kind}`);
    await mkdir(unpacked);
    if (kind === "zip") await run("python3", ["-m", "zipfile", "--extract", file, unpacked]);
    else await run("tar", ["--extract", "--file", file, "--directory", unpacked]);
    await run("diff", ["--recursive", join(unpacked, top), join(folder, "one/dist")]);
  });
}

test("the bill of materials has what is shipped, as LICENSES.txt has it", async () => {
  const bom = JSON.parse(releases[0][`tms-credentials-${version}.cdx.json`].toString());
  assert.equal(bom.bomFormat, "CycloneDX");
  assert.equal(bom.metadata.component.version, version);
  assert.equal(bom.serialNumber, undefined);
  const licenses = await licensesText();
  /** @type {{ name: string, scope: string, version: string, licenses: any[], purl: string }[]} */
  const shipped = bom.components.filter(
    (/** @type {{ scope: string }} */ { scope }) => scope === "required",
  );
  assert.deepEqual(shipped.map(({ name }) => name).sort(), PARTS.map(({ name }) => name).sort());
  for (const { name, version: own, licenses: held, purl } of shipped) {
    assert.ok(licenses.includes(PARTS.find((part) => part.name === name)?.title ?? "?"));
    assert.match(own, /^\d+\.\d+\.\d+$/);
    assert.equal(held.length, 1);
    assert.match(purl, /^pkg:(npm|deb)\//);
  }
});

test("the bill of materials is as the schema of CycloneDX 1.6 wants it", async () => {
  const schema = async (/** @type {string} */ name) =>
    JSON.parse(await readFile(join(SCHEMAS, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  // As that library has it. There are no addresses of people in ours.
  for (const format of ["iri-reference", "idn-email"]) ajv.addFormat(format, true);
  for (const name of ["spdx", "jsf-0.82"])
    ajv.addSchema(await schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);

  const bom = JSON.parse(releases[0][`tms-credentials-${version}.cdx.json`].toString());
  assert.equal(bom.specVersion, "1.6");
  ajv.validate(await schema("bom-1.6"), bom);
  assert.equal(ajv.errors, null);
});
