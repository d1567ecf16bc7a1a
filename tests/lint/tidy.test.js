// What runs clang-tidy, with a program in its place that finds the word "fault" and writes down what it was asked.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const TIDY = fileURLToPath(new URL("tidy.js", import.meta.url));

/** @type {string} */
let root;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tidy-"));
  await write("wasm/a.cc", '#include "core/a.h"\n');
  await write("wasm/b.cc", "#include <vector>\n");
  await write("wasm/core/a.h", "// nothing\n");
  await write(".clang-tidy", "Checks: all\n");
  await compile("native", ["wasm/a.cc", "wasm/b.cc"]);
  await setVersion("22");
});

afterEach(() => rm(root, { recursive: true }));

/** @param {string} file @param {string} text */
async function write(file, text) {
  await mkdir(join(root, file, ".."), { recursive: true });
  await writeFile(join(root, file), text);
}

/** @param {string} build @param {string[]} files @param {string} [flags] */
async function compile(build, files, flags = "") {
  const commands = files.map((file) => ({
    directory: join(root, "build", build),
    command: `true ${flags} -I${join(root, "wasm")} -c ${join(root, file)}`,
    file: join(root, file),
  }));
  await write(`build/${build}/compile_commands.json`, JSON.stringify(commands));
}

/** @param {string} version */
async function setVersion(version) {
  const program = `#!/bin/sh
if [ "$1" = --version ]; then echo ${version}; exit; fi
for file; do :; done
echo "$@" >>"${root}/asked"
echo "1 warning generated." >&2
! grep -H fault "$file"
`;
  await writeFile(join(root, "clang-tidy"), program, { mode: 0o755 });
}

/**
 * @param {...string} builds
 * @returns {Promise<{ code: number, output: string, asked: string[] }>} `asked`: the arguments of each run of clang-tidy
 */
async function tidy(...builds) {
  await writeFile(join(root, "asked"), "");
  const groups = (builds.length > 0 ? builds : ["native"]).flatMap((build) => {
    const [name, ...extra] = build.split(" ");
    return ["--", join(root, "build", name), ...extra];
  });
  const options = ["--clang-tidy", join(root, "clang-tidy"), "--stamps", join(root, "stamps")];
  const { code, output } = await new Promise((done) => {
    execFile(
      process.execPath,
      [TIDY, ...options, "--root", root, ...groups],
      (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    );
  });
  const asked = (await readFile(join(root, "asked"), "utf8")).split("\n").filter(Boolean).sort();
  return { code, output, asked };
}

test("every file is checked, and once it is clean not again", async () => {
  const first = await tidy();
  assert.equal(first.code, 0);
  assert.equal(first.asked.length, 2);
  const second = await tidy();
  assert.equal(second.code, 0);
  assert.deepEqual(second.asked, []);
  assert.match(second.output, /0 clean, 2 unchanged since they were clean, 0 with findings/);
});

test("a finding is shown, fails, and is looked for again", async () => {
  await write("wasm/b.cc", "fault\n");
  for (const time of ["at first", "again"]) {
    const { code, output } = await tidy();
    assert.equal(code, 1, time);
    assert.match(output, /wasm\/b\.cc:fault/);
    assert.doesNotMatch(output, /generated/);
  }
  assert.equal((await tidy()).asked.length, 1, "the other is still clean");
});

for (const [what, change, files] of /** @type {[string, () => Promise<void>, string[]][]} */ ([
  ["the file itself", () => write("wasm/b.cc", "// changed\n"), ["b.cc"]],
  ["a header of it", () => write("wasm/core/a.h", "// changed\n"), ["a.cc"]],
  ["the list of checks", () => write(".clang-tidy", "Checks: some\n"), ["a.cc", "b.cc"]],
  ["a folder's own checks", () => write("wasm/.clang-tidy", "Checks: no\n"), ["a.cc", "b.cc"]],
  ["the flags", () => compile("native", ["wasm/a.cc", "wasm/b.cc"], "-O2"), ["a.cc", "b.cc"]],
  ["clang-tidy", () => setVersion("23"), ["a.cc", "b.cc"]],
])) {
  test(`what depends on ${what} is checked again when that changes`, async () => {
    await tidy();
    await change();
    const { asked } = await tidy();
    assert.deepEqual(
      asked.map((line) => line.replace(/.*\//, "")),
      files,
    );
  });
}

test("a file of several builds is checked as the first compiles it, each build with its arguments", async () => {
  await compile("wasm", ["wasm/b.cc", "wasm/c.cc"]);
  await write("wasm/c.cc", "");
  const { asked } = await tidy("native", "wasm --extra-arg=--sysroot=here");
  assert.equal(asked.length, 3);
  for (const line of asked)
    assert.equal(line.includes("--sysroot=here"), line.endsWith("c.cc"), line);
});

test("a build that adds no file is a failure", async () => {
  await compile("fuzz", ["wasm/b.cc"]);
  const { code, output, asked } = await tidy("native", "fuzz");
  assert.notEqual(code, 0);
  assert.match(output, /build\/fuzz compiles nothing that is not checked yet/);
  assert.deepEqual(asked, []);
});
