// How the scripts are used: each says so when asked, and does nothing else; and what scripts/serve does not take.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPTS = fileURLToPath(new URL("../../scripts/", import.meta.url));
const NAMES = (await readdir(SCRIPTS, { withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map(({ name }) => name);

/** The scripts in a project of their own, where whatever they begin with tells. @type {string} */
let project;
before(async () => {
  project = await mkdtemp(join(tmpdir(), "usage-"));
  await mkdir(join(project, "scripts/lib"), { recursive: true });
  for (const file of [...NAMES, "lib/common.sh", "lib/wasm.sh"])
    await cp(join(SCRIPTS, file), join(project, "scripts", file));
  const begins =
    'for each in need need_wasm_toolchain; do eval "$each() { echo begins; exit 9; }"; done';
  await writeFile(join(project, "scripts/lib/install.sh"), begins);
});
after(() => rm(project, { recursive: true, force: true }));

/** From elsewhere. @param {string} name @param {...string} parameters */
function run(name, ...parameters) {
  const { status, stdout, stderr } = spawnSync(join("scripts", name), parameters, {
    cwd: project,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("what its first comment says is the help of", () => {
  for (const name of NAMES) {
    test(`scripts/${name}`, async () => {
      const [, ...lines] = (await readFile(join(SCRIPTS, name), "utf8")).split("\n");
      const comment = lines.slice(
        0,
        lines.findIndex((line) => !line.startsWith("#")),
      );
      assert.ok(comment.length > 0);
      const stdout = comment.map((line) => `${line.replace(/^# ?/, "")}\n`).join("");
      for (const parameters of [["--help"], ["-h"], ["9", "--help"]])
        assert.deepEqual(run(name, ...parameters), { status: 0, stdout, stderr: "" });
    });
  }
});

test("a help that is asked of a suite's runner is not the script's", () => {
  assert.doesNotMatch(run("test", "unit", "--", "--help").stdout, /Ends with a line/);
});

describe("scripts/serve", () => {
  const USAGE = "Usage: scripts/serve [PAGE_PORT [TAPIS_PORT]]";
  /** @type {[parameters: string[], says: string][]} */
  const misuses = [
    [["abc", "def"], "Not a port: abc"],
    [["8000", "def"], "Not a port: def"],
    [["--debug", "8000", "65536"], "Not a port: 65536"],
    [["--port"], "Not a port: --port"],
    [["-1"], "Not a port: -1"],
    [[""], "Not a port: "],
    [["1", "2", "3"], "Too many arguments"],
  ];
  for (const [parameters, says] of misuses) {
    test(`says in a line, before anything is installed: ${says}`, () => {
      assert.deepEqual(run("serve", ...parameters), {
        status: 2,
        stdout: "",
        stderr: `${says}. ${USAGE}\n`,
      });
    });
  }

  for (const parameters of [[], ["0"], ["08000", "65535"], ["--debug", "9000", "9010"]]) {
    test(`takes ${JSON.stringify(parameters)}`, () => {
      const { status, stdout } = run("serve", ...parameters);
      assert.deepEqual({ status, stdout }, { status: 9, stdout: "begins\n" });
    });
  }
});
