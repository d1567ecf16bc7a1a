// A machine without apt-get, such as a Mac with Homebrew: what is on its PATH is used, and what is not is named. A clean build
// in another folder gives the same bytes: whoever has the source can check what a site serves.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import {
  access,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { assertSameFiles, filesOf } from "../site/files.js";

const execute = promisify(execFile);
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** What every system has. */
const SYSTEM = [
  ...[
    "bash",
    "sh",
    "env",
    "basename",
    "cat",
    "cp",
    "dirname",
    "mkdir",
    "mv",
    "rm",
    "touch",
    "uname",
  ],
  ...["python3"], // Emscripten's
];
/** What somebody installs to build this. */
const TOOLS = ["cmake", "ninja", "em++", "node", "npm"];
/** Emscripten's other programs, and those of Binaryen that it calls. */
const PARTS_OF_EMSCRIPTEN = /^(em|wasm-)/;

/** @type {string} a copy of the project */
let project;
/** @type {string} where the machine's own nlohmann/json.hpp is below */
let jsonFolder;

before(async () => {
  project = await mkdtemp(join(tmpdir(), "no-apt-"));
  for (const part of ["CMakeLists.txt", "CMakePresets.json", "LICENSE", "scripts", "wasm"])
    await copy(part);
  for (const part of ["web", "tests/site", "tests/tapis", "tests/package.json"]) await copy(part);
  await copy("tests/package-lock.json");
  for (const folder of ["web", "tests"])
    await symlink(join(PROJECT, folder, "node_modules"), join(project, folder, "node_modules"));
  const cache = await readFile(join(PROJECT, "build/wasm/CMakeCache.txt"), "utf8");
  jsonFolder = cache.match(/^NLOHMANN_JSON_INCLUDE_DIR:PATH=(.*)$/m)?.[1] ?? "";
});

after(() => rm(project, { recursive: true, force: true }));

/** @param {string} part of the project */
async function copy(part) {
  await cp(join(PROJECT, part), join(project, part), {
    recursive: true,
    preserveTimestamps: true, // npm's packages are newer than their lock file
    filter: (path) => !/node_modules|web\/dist/.test(path.slice(PROJECT.length)),
  });
}

/** @param {string} name @returns {Promise<string>} where the machine has it */
async function find(name) {
  if (name === "node") return process.execPath;
  if (name === "python3")
    // Not a version manager's script, which wants more on the PATH.
    return (await execute("python3", ["-c", "import sys; print(sys.executable)"])).stdout.trim();
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new Error(`${name} is not on the PATH.`);
}

/**
 * @param {string} name
 * @param {string[]} tools
 * @returns {Promise<string>} a folder that has these and nothing else
 */
async function folderOf(name, tools) {
  const folder = join(project, name);
  await mkdir(folder);
  for (const tool of tools) await symlink(await find(tool), join(folder, tool));
  return folder;
}

/**
 * Runs a script of the copy.
 *
 * @param {string[]} command
 * @param {{ PATH: string, [name: string]: string }} env
 * @param {(output: string) => string | undefined} [enough] of the output, after which it is stopped: what to ask then
 * @returns {Promise<{ code: number | null, output: string, page: string }>} `page`: the answer
 */
async function run(command, env, enough = () => undefined) {
  const child = spawn(join(project, command[0]), command.slice(1), {
    env: { HOME: project, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let page = "";
  /** @type {Promise<void> | undefined} */
  let asked;
  const ask = async (/** @type {string} */ url) => {
    page = await (await fetch(url)).text();
    child.kill("SIGINT");
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      const url = enough(output);
      if (url) asked ??= ask(url).catch(() => void child.kill());
    });
  }
  const code = await new Promise((done) => child.on("close", done));
  await asked;
  return { code, output, page };
}

test("with the tools on the PATH it builds and serves, with nlohmann/json where a package manager keeps it", async () => {
  const parts = (await readdir(dirname(await find("em++")))).filter(
    (name) => PARTS_OF_EMSCRIPTEN.test(name) && !TOOLS.includes(name),
  );
  const PATH = await folderOf("bin", [...SYSTEM, ...TOOLS, ...parts]);
  const prefix = join(project, "Cellar/nlohmann-json");
  await mkdir(join(prefix, "include"), { recursive: true });
  await symlink(join(jsonFolder, "nlohmann"), join(prefix, "include/nlohmann"));

  const built = await run(["scripts/build"], { PATH, CMAKE_PREFIX_PATH: prefix });
  assert.equal(built.code, 0, `scripts/build said: ${built.output}`);
  assert.match(await readFile(join(project, "dist/index.html"), "utf8"), /<title>/);
  assert.match(
    await readFile(join(project, "build/wasm/CMakeCache.txt"), "utf8"),
    new RegExp(`^NLOHMANN_JSON_INCLUDE_DIR:PATH=${prefix}/include$`, "m"),
  );

  const served = await run(
    ["scripts/serve", "0", "0"],
    { PATH },
    (output) => output.match(/^Open (http:\S+)$/m)?.[1],
  );
  assert.match(served.page, /<title>/, `scripts/serve said: ${served.output}`);
});

test("what it built there, in another folder, has the bytes of the build here", async () => {
  const here = join(project, "built-here");
  const wasm = join(PROJECT, "build/wasm/wasm/browser");
  const bundler = join(PROJECT, "web/build/main.js");
  await execute(process.execPath, [bundler, "--wasm", wasm, "--out", here]);
  assertSameFiles(await filesOf(join(project, "dist")), await filesOf(here));
});

/** @param {string} output @returns {string[]} */
function messages(output) {
  return output.split("\n").filter((line) => line.startsWith("Failed: "));
}

for (const script of ["scripts/build", "scripts/serve"]) {
  test(`${script} without any of them names all in one message`, async () => {
    const PATH = await folderOf(`empty-${script.slice(-5)}`, SYSTEM);
    const { code, output } = await run([script], { PATH });
    assert.equal(code, 1);
    assert.deepEqual(messages(output), [
      "Failed: these are missing, and there is no apt-get to install them: cmake, ninja, em++, node, npm",
    ]);
  });
}

test("a library that cmake does not find is named with the rest", async () => {
  const PATH = await folderOf("without-json", [...SYSTEM, "ninja", "node", "npm"]);
  await writeFile(join(PATH, "cmake"), '#!/bin/sh\n[ "$1" != -P ]\n', { mode: 0o755 });
  const { code, output } = await run(["scripts/build"], { PATH });
  assert.equal(code, 1);
  assert.deepEqual(messages(output), [
    "Failed: these are missing, and there is no apt-get to install them: em++, nlohmann/json",
  ]);
});
