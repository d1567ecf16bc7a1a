// The `_headers` format: which rules match a path, and what they add up to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { headersFor, parseHeadersFile } from "./headers-file.js";

/**
 * @param {string} text
 * @param {string} path
 */
const headers = (text, path) => headersFor(parseHeadersFile(text), path);

describe("A rule", () => {
  for (const [pattern, matching, others] of /** @type {[string, string[], string[]][]} */ ([
    ["/*", ["/", "/a.js", "/embed/index.html"], []],
    ["/embed/*", ["/embed", "/embed/", "/embed/a/b.js", "/embedded"], ["/", "/x/embed/"]],
    ["/embed/", ["/embed", "/embed/", "/EMBED/"], ["/", "/embedded", "/embed/index.html"]],
    ["/", ["/"], ["/a", "/index.html"]],
    ["/*.wasm", ["/tms.wasm", "/a/tms.wasm"], ["/tms-wasm", "/tms.wasm.br"]],
    ["/:folder/index.html", ["/embed/index.html"], ["/index.html", "/a/b/index.html"]],
    ["/a.js", ["/a.js", "/A.js", "/a.js/"], ["/a-js", "/a.js.map"]],
  ])) {
    test(`for ${pattern} holds for ${matching.join(", ")}`, () => {
      const text = `${pattern}\n  X-Rule: yes\n`;
      for (const path of matching) assert.deepEqual(headers(text, path), { "x-rule": "yes" }, path);
      for (const path of others) assert.deepEqual(headers(text, path), {}, path);
    });
  }

  test("that comes later adds to earlier ones, value by value", () => {
    const text = `/*
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
/embed/*
  x-frame-options: ALLOWALL
  Cache-Control: no-store
`;
    assert.deepEqual(headers(text, "/embed/"), {
      "x-frame-options": "DENY, ALLOWALL",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    assert.deepEqual(headers(text, "/"), {
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
  });

  test("that gives a header twice gives both values", () => {
    const text = "/*\n  Cache-Control: no-store\n  Cache-Control: private\n";
    assert.deepEqual(headers(text, "/"), { "cache-control": "no-store, private" });
  });

  test("keeps colons, commas and semicolons in values", () => {
    const policy = "default-src 'none'; connect-src 'self' http://127.0.0.1:8010";
    const text = `/*\r\n\tContent-Security-Policy: ${policy}\r\n`;
    assert.deepEqual(headers(text, "/"), { "content-security-policy": policy });
  });
});

test("comments and blank lines say nothing", () => {
  assert.deepEqual(parseHeadersFile("# a comment\n\n   # another\n"), []);
});

test("a line that is neither a path nor a header of one is an error that names it", () => {
  for (const text of [
    "  X-Early: yes\n",
    "\nX-Not-Indented: yes\n",
    "/*\n  no header\n",
    "/*\n  /path\n",
  ]) {
    const line = text.split("\n").length - 1;
    assert.throws(() => parseHeadersFile(text), new RegExp(`line ${line}: `));
  }
});
