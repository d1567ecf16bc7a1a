import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DECLARATIONS, undocumented } from "./documented.js";

test("all that is public is documented", () => {
  for (const file of DECLARATIONS) {
    const text = readFileSync(file, "utf8");
    assert.match(text, /^export /m);
    assert.deepEqual(undocumented(file, text), []);
  }
});

test("what says nothing of itself is found", () => {
  const text =
    '/** A comment. */\nexport type A = "a";\n\nexport interface B {\n  /** C. */\n  c: A;\n}\n';
  assert.deepEqual(undocumented("x.d.ts", text), ["x.d.ts: B says nothing of itself"]);
});

test("a function that names no errors is found", () => {
  const text =
    "/** @throws TypeError */\nexport function a(): void;\n/** B. */\nexport function b(): void;\n";
  assert.deepEqual(undocumented("x.d.ts", text), [
    "x.d.ts: b does not say in which errors it ends: @throws",
  ]);
});
