// What the build is asked for: one line about what cannot be.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

/** @param {string} path below web/ */
const web = (path) => fileURLToPath(new URL(`../../../web/${path}`, import.meta.url));
const { version } = JSON.parse(await readFile(web("package.json"), "utf8"));

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "options-"));
  await copyFile(web("config.json"), join(folder, "good.json"));
  await writeFile(join(folder, "bad.json"), "{}");
});
after(() => rm(folder, { recursive: true, force: true }));

/** @param {...string} args */
function check(...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [web("build/main.js"), "--check", ...args],
    { encoding: "utf8", cwd: tmpdir() },
  );
  assert.equal(stdout, "");
  return [status, stderr];
}

test("what can be is let through, a list from wherever the caller is, too", () => {
  assert.deepEqual(check(), [0, ""]);
  assert.deepEqual(check("--from", folder, "--config", "good.json"), [0, ""]);
  assert.deepEqual(check("--config", join(folder, "good.json")), [0, ""]);
  assert.deepEqual(check("--version-folders", `0.0.1,${version}`), [0, ""]);
});

/** @type {[args: string[], status: number, line: RegExp][]} */
const REFUSED = [
  [["--confg", "x"], 2, /^Unknown option '--confg'.*\.\n$/],
  [["--config"], 2, /^Option '--config <value>' argument missing\.\n$/],
  [["--config", "--debug"], 2, /^Option '--config'.* argument is ambiguous\.\n$/],
  [["stray"], 2, /^Unexpected argument 'stray'.*\.\n$/],
  [["--config", "nowhere.json"], 1, /^\/.*nowhere\.json cannot be used\. ENOENT.*\n$/],
  [["--version-folders", "v1"], 2, /^--version-folders wants .*"v1" is none\.\n$/],
  [
    ["--version-folders", "9.9.9"],
    2,
    /This is version \d+\.\d+\.\d+, which is not in the list\.\n$/,
  ],
];

for (const [args, status, line] of REFUSED) {
  test(`${args.join(" ")} is refused in one line`, () => {
    const [ended, text] = check(...args);
    assert.equal(ended, status);
    assert.match(String(text), line);
  });
}

test("a list that cannot be is refused by the name of the entry", () => {
  const [status, line] = check("--from", folder, "--config", "bad.json");
  assert.equal(status, 1);
  assert.match(String(line), /^\/.*bad\.json cannot be used\. title is missing\.\n$/);
});

test("without a module, or a place for the site, nothing is built", () => {
  const { status, stderr } = spawnSync(process.execPath, [web("build/main.js")], {
    encoding: "utf8",
  });
  assert.deepEqual([status, stderr.split("\n").length], [2, 2]);
});
