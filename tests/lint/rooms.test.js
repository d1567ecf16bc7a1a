// That the lint of rooms is content with web/ as it is, and with nothing that goes the wrong way.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { ROOMS, wrongImports } from "./rooms.js";

const WEB = fileURLToPath(new URL("../../web", import.meta.url));
const LINT = fileURLToPath(new URL("rooms.js", import.meta.url));

test("the rooms of web/ import one way only", () => {
  assert.deepEqual(wrongImports(WEB), []);
});

test("no room may import from one that stands below it in the table", () => {
  const names = Object.keys(ROOMS);
  for (const [room, others] of Object.entries(ROOMS)) {
    for (const other of others) {
      const its = ROOMS[other] ? other : dirname(other);
      assert.ok(names.indexOf(its) < names.indexOf(room), `${room} before ${other}`);
    }
  }
});

describe("what is added to web/ and found", () => {
  /** @type {string} */
  let web;
  beforeEach(async () => {
    web = await mkdtemp(join(tmpdir(), "rooms-"));
    const made = ["node_modules", "dist"];
    await cp(WEB, web, { recursive: true, filter: (path) => !made.includes(basename(path)) });
  });
  afterEach(() => rm(web, { recursive: true }));

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
  ]) {
    test(`${what}: ${target} in ${file}`, async () => {
      await appendFile(join(web, file), `${text}\n`);
      assert.deepEqual(wrongImports(web), [`${file} must not import ${target}`]);
    });
  }

  test("a folder that is no room yet", async () => {
    await mkdir(join(web, "page/cellar"));
    await writeFile(join(web, "page/cellar/wine.js"), "");
    assert.match(wrongImports(web).join(), /^page\/cellar\/ is no room/);
  });

  test("and each is a line of a program that fails", async () => {
    await promisify(execFile)(process.execPath, [LINT, web]);
    await appendFile(join(web, "page/ui/button.jsx"), 'import "../app.jsx";\n');
    await assert.rejects(promisify(execFile)(process.execPath, [LINT, web]), {
      code: 1,
      stderr: "page/ui/button.jsx must not import page/app.jsx\n",
    });
  });
});
