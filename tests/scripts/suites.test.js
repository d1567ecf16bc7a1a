// scripts/test in a project of its own, whose suites write down that they ran; and the table of the real ones.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** Each of the first two waits until the other has begun. */
const SUITES = `
SUITES=(left right broken last)
declare -A NEEDS=([left]="native" [right]="wasm node native" [broken]="" [last]="")
declare -A BUILDS=([left]="native" [right]="wasm" [broken]="" [last]="")
declare -A KIND=([left]=computing [right]=browsing [broken]=computing [last]=waiting)
declare -A OF COVERS=([left]="what is left" [right]="what is right" [broken]="nothing" [last]="the rest")
readonly SUITES_WITHOUT_REPORT=(last)
passes() { echo '<testsuites><testcase name="works" classname="it"/></testsuites>' >"$REPORTS/$1.xml"; }
meet() {
  touch "$PROJECT/build/$1-is-here"
  for try in {1..100}; do [[ ! -e $PROJECT/build/$2-is-here ]] || return 0; sleep 0.1; done
  return 1
}
run_left() { [[ -z \${MEET:-} ]] || meet left right || return; echo "left got $*"; passes left; }
run_right() { [[ -z \${MEET:-} ]] || meet right left || return; echo "right got $*"; passes right; }
run_broken() { passes broken; echo "broken speaks"; return 3; }
run_last() { echo "last runs"; }
`;

const INSTALL = `
readonly NATIVE_TOOLS=(c++=g++) WASM_TOOLS=(em++=emscripten) NODE_TOOLS=(node=nodejs)
need() { echo "needs $*"; }
need_recent_node() { :; }
need_npm() { echo "npm in $*"; }
need_wasm_toolchain() { echo "needs a compiler of wasm"; }
`;

/** @type {string} */
let project;
before(async () => {
  project = await mkdtemp(join(tmpdir(), "suites-"));
  await cp(join(PROJECT, "scripts"), join(project, "scripts"), { recursive: true });
  await mkdir(join(project, "tests"));
  for (const file of ["report.js", "package.json"])
    await cp(join(PROJECT, "tests", file), join(project, "tests", file));
  await symlink(join(PROJECT, "tests/node_modules"), join(project, "tests/node_modules"));
  await mkdir(join(project, "bin"));
  await writeFile(join(project, "bin/cmake"), '#!/bin/sh\necho "cmake $*"\n', { mode: 0o755 });
  const parts = { suites: SUITES, install: INSTALL, wasm: 'build_wasm() { echo "builds wasm"; }' };
  for (const [part, text] of Object.entries(parts))
    await writeFile(join(project, `scripts/lib/${part}.sh`), text);
});
afterEach(() => rm(join(project, "build"), { recursive: true, force: true }));
after(() => rm(project, { recursive: true, force: true }));

/** @param {string[]} parameters @param {Record<string, string>} [env] */
function runTests(parameters, env = {}) {
  const { status, stdout, stderr } = spawnSync(join(project, "scripts/test"), parameters, {
    encoding: "utf8",
    env: { ...process.env, CI: "", PATH: `${join(project, "bin")}:${process.env.PATH}`, ...env },
  });
  return { status, stdout, stderr, lines: stdout.trimEnd().split("\n") };
}

/** @param {string} file */
const readReport = (file) => readFile(join(project, "build/reports", file), "utf8");

test("a suite that is named runs alone, with what it needs and no more", () => {
  const { status, stdout, lines } = runTests(["left"]);
  assert.match(stdout, /^left got $/m);
  assert.match(stdout, /^needs c\+\+=g\+\+$/m);
  assert.match(stdout, /^cmake --build --preset native$/m);
  assert.doesNotMatch(stdout, /right|broken|last runs|wasm|npm/);
  assert.equal(lines.at(-2), "Of left only:");
  assert.equal(lines.at(-1), "1 passed, 0 failed");
  assert.equal(status, 0);
});

test("two suites are installed and built for once, and run in the order of their names", () => {
  const { stdout, lines } = runTests(["right", "left"]);
  assert.equal(stdout.match(/^needs em\+\+=emscripten node=nodejs c\+\+=g\+\+$/gm)?.length, 1);
  assert.ok(stdout.indexOf("right got") < stdout.indexOf("left got"));
  assert.equal(lines.at(-1), "2 passed, 0 failed");
});

test("what is behind -- goes to the runner of the one suite", () => {
  assert.match(runTests(["left", "--", "--grep", "a b"]).stdout, /^left got --grep a b$/m);
  for (const parameters of [
    ["left", "right", "--", "x"],
    ["--", "x"],
  ]) {
    const { status, stdout } = runTests(parameters);
    assert.equal(status, 2);
    assert.doesNotMatch(stdout, /got/);
  }
});

test("a listing of a runner leaves no report and no count", async () => {
  const { status, stdout } = runTests(["left", "--", "--list"]);
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /passed/);
});

test("an unknown name is answered with the list, and nothing runs", () => {
  const { status, stdout, stderr } = runTests(["left", "nonsense"]);
  assert.equal(status, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /There is no suite "nonsense"/);
  for (const name of ["left", "right", "broken", "last"])
    assert.match(stderr, new RegExp(`^${name} `, "m"));
});

test("the list tells what each suite covers and how long it took the last time", () => {
  assert.match(runTests(["--list"]).stdout, /^left +what is left$/m);
  runTests(["left"]);
  const { status, stdout } = runTests(["--list"]);
  assert.match(stdout, /^left +\d+ s +what is left$/m);
  assert.match(stdout, /^right +what is right$/m);
  assert.equal(status, 0);
});

test("a whole run goes on after a failure, keeps each suite's log, and ends with seconds and the count", async () => {
  const { status, lines, stdout } = runTests([]);
  assert.equal(status, 1);
  assert.equal(lines.at(-1), "4 passed, 1 failed");
  assert.ok(lines.includes("FAILED: broken: outside its tests"));
  assert.match(stdout, /^last runs$/m);
  assert.match(await readReport("broken.log"), /^broken speaks$/m);
  const table = lines.slice(lines.indexOf("== Results"));
  for (const name of ["installing", "compiling", "left", "right", "broken", "last"])
    assert.equal(table.filter((line) => new RegExp(`^${name} +\\d+$`).test(line)).length, 1, name);
  for (const name of ["left", "right", "broken", "last"])
    assert.match(stdout, new RegExp(`^-- ${name}: \\d+ s$`, "m"));
});

test("in a whole run what needs a browser for long runs beside the rest", () => {
  const { stdout, lines } = runTests([], { MEET: "yes" });
  assert.match(stdout, /^left got $/m);
  assert.match(stdout, /^right got $/m);
  assert.equal(lines.at(-1), "4 passed, 1 failed"); // the broken one
});

// ---- The real ones

/** @param {string} script @returns {string[]} its lines */
function inBash(script) {
  const sources = ["common", "install", "firefox", "wasm", "suites", "run-suites"];
  const all = [...sources.map((name) => `source scripts/lib/${name}.sh`), script].join("\n");
  return execFileSync("bash", ["-c", all], { cwd: PROJECT, encoding: "utf8" })
    .trimEnd()
    .split("\n");
}

test("every suite can be run, is of a known kind, and of what is there", () => {
  assert.deepEqual(
    inBash(`
      for suite in "\${SUITES[@]}"; do
        declare -F "run_$suite" >/dev/null || echo "$suite cannot be run"
        [[ \${KIND[$suite]} =~ ^(computing|waiting|browsing)$ ]] || echo "$suite is of no kind"
        [[ -n \${COVERS[$suite]} ]] || echo "$suite covers nothing"
        for path in \${OF[$suite]}; do [[ -e $path ]] || echo "$suite is of $path, which is not there"; done
      done
      echo end`),
    ["end"],
  );
});

test("each lane begins with its own kind and has every suite", () => {
  const all = inBash('printf "%s\\n" "${SUITES[@]}"');
  for (const [own, ...others] of [
    ["browsing", "computing", "waiting"],
    ["waiting", "browsing", "computing"],
  ]) {
    const lane = inBash(`in_order_of_kinds "${[own, ...others].join(" ")}" "\${SUITES[@]}"`);
    assert.deepEqual([...lane].sort(), [...all].sort());
    const first = inBash(`of_kind ${own} "\${SUITES[@]}"`);
    assert.deepEqual(lane.slice(0, first.length), first);
  }
});

test("every word of what suites need and have built for them is known", () => {
  assert.deepEqual(
    inBash(`
      need() { :; }; need_recent_node() { :; }; need_npm() { :; }; need_wasm_toolchain() { :; }
      need_linters() { :; }; need_nginx() { :; }; build_wasm() { :; }; build_site() { :; }
      cmake() { :; }; node() { :; }; say() { :; }
      mapfile -t words < <(words_of NEEDS "\${SUITES[@]}")
      need_for "\${words[@]}"
      for word in $(words_of BUILDS "\${SUITES[@]}"); do build_for "$word"; done
      echo end`),
    ["end"],
  );
});

test("every file of tests belongs to a suite", () => {
  const files = execFileSync("git", ["ls-files", "tests"], { cwd: PROJECT, encoding: "utf8" })
    .split("\n")
    .filter((file) => /[._](test|spec|fuzz)\.(js|cc)$|\/test_\w+\.py$/.test(file));
  assert.ok(files.length > 100);
  const folders = inBash('for suite in "${SUITES[@]}"; do printf "%s\\n" ${OF[$suite]}; done');
  const lost = files.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
  assert.deepEqual(lost, []);
});

test("Playwright is asked for a report, but for none of a listing", () => {
  assert.deepEqual(
    inBash('report_of e2e; report_of e2e --grep x; echo "[$(report_of e2e --list)]"'),
    [join(PROJECT, "build/reports/e2e"), join(PROJECT, "build/reports/e2e"), "[]"],
  );
});
