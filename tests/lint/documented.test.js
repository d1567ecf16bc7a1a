import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DECLARATIONS, HEADERS, undocumented, undocumentedHeader } from "./documented.js";

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

test("every header of the core says what it is for, and its functions what they do", () => {
  assert.ok(HEADERS.length > 30);
  for (const file of HEADERS)
    assert.deepEqual(undocumentedHeader(file, readFileSync(file, "utf8")), []);
});

test("what a header does not say is found", () => {
  const text = [
    "#pragma once",
    "int a(int b);",
    "// C.",
    "std::optional<Error> c(",
    "    std::string_view d);",
    "// Error: invalid_argument.",
    "Result<int> e();",
    "constexpr bool f() { return true; }",
    "",
  ].join("\n");
  assert.deepEqual(undocumentedHeader("x.h", text), [
    "x.h does not open with what it is for",
    "x.h: a() says nothing of itself",
    "x.h: c() does not say in which errors it ends",
  ]);
});
