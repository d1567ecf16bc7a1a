// What scripts/build does with its arguments and with the dist/ that is there, in a project of its own where nothing is compiled.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

const STUBS = {
  "scripts/lib/install.sh": "need_wasm_toolchain() { :; }; need_npm() { :; }",
  "bin/em-config": "#!/bin/sh\necho /emscripten",
  "bin/cmake": "#!/bin/sh\necho compiles",
  // Refuses --wrong at once, and breaks in the middle where it is told so.
  "web/build/main.js": `
const { mkdirSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
if (args.includes("--wrong")) {
  console.error("There is no --wrong.");
  process.exit(2);
}
if (!args.includes("--check")) {
  const out = args[args.indexOf("--out") + 1];
  mkdirSync(out);
  writeFileSync(out + "/built", args.join(" "));
  if (args.includes("--breaks")) process.exit(1);
}`,
};

/** @type {string} */
let project;
/** @param {string} path */
const read = (path) => readFile(join(project, path), "utf8").catch(() => null);

before(async () => {
  project = await mkdtemp(join(tmpdir(), "build-"));
  for (const file of ["scripts/build", "scripts/lib/common.sh", "scripts/lib/wasm.sh"])
    await cp(join(PROJECT, file), join(project, file));
  for (const [file, text] of Object.entries(STUBS)) {
    await mkdir(join(project, file, ".."), { recursive: true });
    await writeFile(join(project, file), text, { mode: 0o755 });
  }
  await mkdir(join(project, "elsewhere"));
});
after(() => rm(project, { recursive: true, force: true }));

beforeEach(async () => {
  await rm(join(project, "dist"), { recursive: true, force: true });
  await mkdir(join(project, "dist"));
  await writeFile(join(project, "dist/from-before"), "");
});

/** @param {...string} args */
function build(...args) {
  const { status, stdout, stderr } = spawnSync(join(project, "scripts/build"), args, {
    encoding: "utf8",
    cwd: join(project, "elsewhere"),
    env: { ...process.env, PATH: `${join(project, "bin")}${delimiter}${process.env.PATH}` },
  });
  return { status, stdout, stderr };
}

test("what is built takes the place of what was there", async () => {
  const { status, stderr } = build("--config", "list.json");

  assert.deepEqual([status, stderr], [0, ""]);
  assert.equal(await read("dist/from-before"), null);
  assert.ok(await read("dist/built"));
  assert.equal(await read("dist.new/built"), null);
});

test("the caller's paths are seen from where the caller is", async () => {
  build("--config", "list.json");

  const args = (await read("dist/built")) ?? "";
  assert.ok(args.includes(`--from ${join(project, "elsewhere")} --config list.json`), args);
});

test("an argument that cannot be is told in one line, before anything is compiled", async () => {
  const { status, stdout, stderr } = build("--wrong");

  assert.deepEqual([status, stdout, stderr], [2, "", "There is no --wrong.\n"]);
  assert.equal(await read("dist/from-before"), "");
});

test("a build that fails leaves what was there, and nothing beside it", async () => {
  const { status, stdout, stderr } = build("--breaks");

  assert.equal(status, 1);
  assert.ok(stdout.includes("compiles"));
  assert.ok(stderr.includes("the site could not be built, and dist is as it was"), stderr);
  assert.equal(await read("dist/from-before"), "");
  assert.equal(await read("dist/built"), null);
  assert.equal(await read("dist.new/built"), null);
});
