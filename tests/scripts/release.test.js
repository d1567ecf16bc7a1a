// What scripts/release refuses, in a project of its own where nothing is compiled; and that there is one version number.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const EMSCRIPTEN = "3.1.69+dfsg-3";

const STUBS = {
  "install.sh": `
readonly NODE_TOOLS=() PYTHON_TOOLS=()
need() { echo "installs $*"; }
need_recent_node() { :; }; need_npm() { :; }; need_python_package() { :; }`,
  "wasm.sh": 'build_site() { echo "builds the site"; }',
  "debian-module.sh": `
compile_in_debian() {
  mkdir -p "$2/module"
  echo "{ \\"debian\\": \\"$1\\", \\"emscripten\\": \\"$THEIR_EMSCRIPTEN\\" }" >"$2/module/toolchain.json"
}`.replaceAll("\\\\", "\\"),
  "pack-release": '#!/bin/sh\necho "packs $* of $SOURCE_DATE_EPOCH"',
};

/** @type {string} */
let project;
/** @param {...string} parameters */
const git = (...parameters) => execFileSync("git", parameters, { cwd: project, encoding: "utf8" });
/** @param {string} path @param {string} text */
const write = (path, text) => writeFile(join(project, path), text);

before(async () => {
  project = await mkdtemp(join(tmpdir(), "release-"));
  await mkdir(join(project, "scripts/lib"), { recursive: true });
  await mkdir(join(project, "web"));
  for (const file of ["scripts/release", "scripts/lib/common.sh", "CMakeLists.txt", ".gitignore"])
    await cp(join(PROJECT, file), join(project, file));
  for (const [file, text] of Object.entries(STUBS))
    await writeFile(join(project, "scripts/lib", file), text, { mode: 0o755 });
  git("init", "--quiet");
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@example.org");
});
after(() => rm(project, { recursive: true, force: true }));

beforeEach(async () => {
  await write("web/package.json", '{\n  "name": "it",\n  "version": "1.2.3",\n  "x": "y"\n}\n');
  await write("CMakeLists.txt", "project(tms_credentials VERSION 1.2.3 LANGUAGES CXX)\n");
  await write("CHANGELOG.md", "# Changelog\n\n## 1.2.3 - 2030-01-01\n\nIt is.\n");
});

function release(emscripten = EMSCRIPTEN) {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "A change");
  return releaseAsItIs(emscripten);
}

function releaseAsItIs(emscripten = EMSCRIPTEN) {
  const { status, stdout, stderr } = spawnSync(join(project, "scripts/release"), [], {
    encoding: "utf8",
    env: { ...process.env, THEIR_EMSCRIPTEN: emscripten },
  });
  return { status, stdout, stderr };
}

/** @param {ReturnType<typeof release>} result @param {RegExp} why */
function assertRefused({ status, stdout, stderr }, why) {
  assert.equal(status, 1);
  assert.match(stderr, why);
  assert.doesNotMatch(stdout, /packs/);
}

test("a clean tree whose version has its changes is packed, with the time of its commit", () => {
  for (const heading of ["## 1.2.3", "## [1.2.3] - 2030-01-01"]) {
    execFileSync("sed", ["-i", `s/^## .*/${heading.replace("[", "\\[")}/`, "CHANGELOG.md"], {
      cwd: project,
    });
    const { status, stdout, stderr } = release();
    assert.equal(status, 0, stderr);
    const [time, commit] = git("log", "-1", "--format=%ct %H").trim().split(" ");
    const toolchain = join(project, "build/release/module/toolchain.json");
    assert.ok(
      stdout.includes(`packs ${toolchain} ${commit} ${join(project, "release")} of ${time}\n`),
      stdout,
    );
  }
});

test("a tree that is not clean is refused, before anything is installed", async () => {
  release();
  await write("new-file", "");
  const untracked = releaseAsItIs();
  assertRefused(untracked, /this tree has changes/);
  assert.equal(untracked.stdout, "");
  await rm(join(project, "new-file"));
  await write("CHANGELOG.md", "## 1.2.3\n\nSomething else.\n");
  assertRefused(releaseAsItIs(), /this tree has changes/);
});

test("a version that the changelog does not have is refused", async () => {
  for (const text of [
    "## Unreleased\n\n1.2.3 is near.\n",
    "## 1.2.30\n",
    "## 1x2.3\n",
    "### 1.2.3\n",
  ]) {
    await write("CHANGELOG.md", text);
    assertRefused(release(), /CHANGELOG.md has no heading for .*1\.2\.3/);
  }
});

test("a version that the build does not have is refused", async () => {
  await write("CMakeLists.txt", "project(tms_credentials VERSION 1.2.2 LANGUAGES CXX)\n");
  assertRefused(release(), /CMakeLists.txt has another version/);
});

test("a module of another Emscripten is refused", () => {
  for (const other of ["3.1.6", "3.1.690-1", "4.0.1+dfsg-1"])
    assertRefused(release(other), /made by Emscripten 3\.1\.69/);
});

test("the version of this project is one number", async () => {
  /** @param {string} path */
  const read = (path) => readFile(join(PROJECT, path), "utf8");
  const { version } = JSON.parse(await read("web/package.json"));
  const lock = JSON.parse(await read("web/package-lock.json"));
  assert.deepEqual([lock.version, lock.packages[""].version], [version, version]);
  const cmake = /^project\(tms_credentials VERSION (\S+) /m.exec(await read("CMakeLists.txt"));
  assert.equal(cmake?.[1], version.replace(/[-+].*/, ""));
  // The wheel's is read from there: tests/jupyter/test_package.py.
  assert.doesNotMatch(await read("web/jupyter/pyproject.toml"), /^version/m);
});
