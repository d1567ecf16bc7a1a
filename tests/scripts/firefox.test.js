// Where a Firefox is too old for Playwright a later one is installed, in a project of its own where nothing is fetched.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPT = ["common", "install", "firefox"].map((name) => `source scripts/lib/${name}.sh`);

/** @type {string} */
let project;
/** @param {string} path */
const at = (path) => join(project, path);

/** @param {string} name @param {string} script */
async function addProgram(name, script) {
  await writeFile(at(`bin/${name}`), `#!/bin/sh\n${script}\n`);
  await chmod(at(`bin/${name}`), 0o755);
}

/** @param {Record<string, string>} [environment] */
function needRecentFirefox(environment) {
  const PATH = `${at("bin")}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, FIREFOX: "", PATH, ...environment };
  const script = [...SCRIPT, "need_recent_firefox"].join("\n");
  const ran = spawnSync("bash", ["-c", script], { cwd: project, env, encoding: "utf8" });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

/** What apt-get was called with. */
const calls = () => readFile(at("calls"), "utf8").catch(() => "");

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "firefox-"));
  await mkdir(at("scripts/lib"), { recursive: true });
  await mkdir(at("bin"));
  for (const name of ["common", "install", "firefox"])
    await cp(join(PROJECT, `scripts/lib/${name}.sh`), at(`scripts/lib/${name}.sh`));
  await writeFile(at("version"), "140.12.0esr");
  await addProgram("firefox-esr", `echo "Mozilla Firefox $(cat ${at("version")})"`);
  await addProgram("sudo", 'exec "$@"');
  await addProgram(
    "apt-get",
    `case "$1" in indextargets) echo https://mirror.example/debian/; exit ;; esac
echo "$@" >>${at("calls")}
case "$*" in *install*) echo 153.8.0esr >${at("version")} ;; esac`,
  );
});

afterEach(() => rm(project, { recursive: true, force: true }));

test("an old one is replaced by that of the security updates, and the machine's sources stay", async () => {
  const { code, said } = needRecentFirefox();

  assert.equal(code, 0, said);
  const sources = at("build/tools/apt-sources");
  const [update, install] = (await calls()).trim().split("\n");
  assert.equal(update, `-o Dir::Etc::SourceParts=${sources} update -q`);
  assert.match(install, new RegExp(`^-o Dir::Etc::SourceParts=${sources} install .* firefox-esr$`));
  assert.match(
    await readFile(join(sources, "security.list"), "utf8"),
    /^deb https:\/\/mirror\.example\/debian-security \w+-security main\n$/,
  );
});

test("one that will do, or that somebody names, is left alone", async () => {
  assert.equal(needRecentFirefox({ FIREFOX: "/opt/firefox" }).code, 0);
  await writeFile(at("version"), "153.7.0esr");
  assert.equal(needRecentFirefox().code, 0);
  assert.equal(await calls(), "");
});

test("where there is no later one, that is said", async () => {
  await addProgram(
    "apt-get",
    "case $1 in indextargets) echo https://mirror.example/debian ;; esac",
  );
  const still = needRecentFirefox();
  assert.equal(still.code, 1);
  assert.match(still.said, /Firefox 140 is too old for Playwright: install one later than 140/);

  await addProgram("apt-get", "case $1 in indextargets) echo https://mirror.example/other ;; esac");
  const nowhere = needRecentFirefox();
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.said, /add Debian's security updates to the sources of apt/);
});
