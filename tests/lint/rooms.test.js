// That the lint of rooms is content with web/ and wasm/ as they are, and with nothing that goes the wrong way.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { TREES, wrongImports } from "./rooms.js";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const LINT = fileURLToPath(new URL("rooms.js", import.meta.url));

for (const [folder, tree] of Object.entries(TREES)) {
  test(`the rooms of ${folder}/ import one way only`, () => {
    assert.deepEqual(wrongImports(join(PROJECT, folder), tree), []);
  });

  test(`no room of ${folder}/ may import from one that stands below it in the table`, () => {
    const names = Object.keys(tree.rooms);
    for (const [room, others] of Object.entries(tree.rooms)) {
      for (const other of others) {
        const its = tree.rooms[other] ? other : dirname(other);
        assert.ok(names.indexOf(its) < names.indexOf(room), `${room} before ${other}`);
      }
    }
  });
}

describe("what is added and found", () => {
  /** @type {string} */
  let project;
  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), "rooms-"));
    const made = ["node_modules", "dist"];
    const filter = (/** @type {string} */ path) => !made.includes(basename(path));
    for (const folder of Object.keys(TREES))
      await cp(join(PROJECT, folder), join(project, folder), { recursive: true, filter });
  });
  afterEach(() => rm(project, { recursive: true }));

  /** @param {string} folder */
  const wrongIn = (folder) => wrongImports(join(project, folder), TREES[folder]);

  for (const [what, file, text, target] of [
    [
      "an import",
      "page/ui/button.jsx",
      'import "../operations/batch.js";',
      "page/operations/batch.js",
    ],
    [
      "one between siblings",
      "page/session/state.js",
      'import {\n a } from\n "../systems/state.js";',
      "page/systems/state.js",
    ],
    [
      "one when it is needed",
      "page/time/clock.js",
      'const a = () => import("../../tms.js");',
      "tms.js",
    ],
    [
      "what is handed on",
      "page/activity/log-export.js",
      'export * from "../app.jsx";',
      "page/app.jsx",
    ],
    [
      "a type in a comment",
      "page/operations/batch.js",
      '/** @type {import("../state.js").State} */',
      "page/state.js",
    ],
    [
      "one that is imported in a comment",
      "page/operations/batch.js",
      '/** @import { State } from "../state.js" */',
      "page/state.js",
    ],
    ["a style sheet", "page/ui/theme.css", '@import "../app.css";', "page/app.css"],
    ["what is in no room", "embed/height.js", 'import "../docs/height.js";', "docs/height.js"],
    [
      "more of the embed than its messages",
      "host/host.js",
      'import "../embed/height.js";',
      "embed/height.js",
    ],
    [
      "a header of a later room",
      "core/base/text.h",
      '#include "core/tapis/error.h"',
      "core/tapis/error.h",
    ],
    [
      "one in a source, by another way",
      "core/calls/get_system.cc",
      ' # include "core/calls/../operations/setup.h"',
      "core/operations/setup.h",
    ],
    [
      "what carries the core out",
      "core/operation/operation.h",
      '#include "driver/driver.h"',
      "driver/driver.h",
    ],
    [
      "what only a browser has",
      "driver/driver.cc",
      '#include "browser/decimal.h"',
      "browser/decimal.h",
    ],
  ]) {
    test(`${what}: ${target} in ${file}`, async () => {
      const folder = /\.(cc|h)$/.test(file) ? "wasm" : "web";
      await appendFile(join(project, folder, file), `${text}\n`);
      assert.deepEqual(wrongIn(folder), [`${file} must not import ${target}`]);
    });
  }

  test("a folder that is no room yet", async () => {
    await mkdir(join(project, "web/page/cellar"));
    await writeFile(join(project, "web/page/cellar/wine.js"), "");
    assert.match(wrongIn("web").join(), /^page\/cellar\/ is no room/);
  });

  test("and each is a line of a program that fails", async () => {
    await promisify(execFile)(process.execPath, [LINT, project]);
    await appendFile(join(project, "web/page/ui/button.jsx"), 'import "../app.jsx";\n');
    await assert.rejects(promisify(execFile)(process.execPath, [LINT, project]), {
      code: 1,
      stderr: "page/ui/button.jsx must not import page/app.jsx\n",
    });
  });
});
