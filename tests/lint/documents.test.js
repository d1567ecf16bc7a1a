// What the documents name is there: each file that they link, and each step of the guide's walks, `file: function`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const GUIDE = ".github/CONTRIBUTING.md";

const LINK = /\]\(([^)#\s]+)[^)]*\)/g;
const STEP = /`(?<file>[\w/.-]+\.(?:jsx?|cc|h)): (?<name>[\w:.]+)`/g;

/** @param {string} path below the project */
const read = (path) => readFileSync(join(PROJECT, path), "utf8");

const files = execFileSync("git", ["ls-files"], { cwd: PROJECT, encoding: "utf8" }).split("\n");

test("every link between documents leads somewhere", () => {
  const lost = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [...read(file).matchAll(LINK)]
        .map(([, target]) => target)
        .filter((target) => !/^\w+:/.test(target))
        .filter((target) => !existsSync(join(PROJECT, dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
  assert.deepEqual(lost, []);
});

test("every step of the guide is in the file that it names", () => {
  const steps = [...read(GUIDE).matchAll(STEP)].map(({ groups = {} }) => groups);
  assert.ok(steps.length > 30);
  const lost = steps.filter(({ file, name }) => {
    const last = name.split(/::|\./).at(-1);
    const meant = files.filter((path) => `/${path}`.endsWith(`/${file}`));
    return !meant.some((path) => new RegExp(`\\b${last}\\b`).test(read(path)));
  });
  assert.deepEqual(lost, []);
});
