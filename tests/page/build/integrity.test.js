import assert from "node:assert/strict";
import { test } from "node:test";

import { integrityOf, withIntegrity } from "../../../web/build/integrity.js";

/** @param {string} path */
const read = async (path) => `content of ${path}`;

test("a hash is written as browsers read it", () => {
  assert.equal(
    integrityOf("alert('Hello, world.');"),
    "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=",
  );
});

test("scripts, style sheets and preloaded modules are named with the hash of their content", async () => {
  for (const [element, path] of [
    ['<script type="module" src="page.js"#></script>', "page.js"],
    ['<link rel="stylesheet" href="../style.css"# />', "../style.css"],
    ['<link rel="modulepreload" href="tms.js"#>', "tms.js"],
  ]) {
    const marked = await withIntegrity(`<p>${element.replace("#", "")}</p>`, read);
    const integrity = ` integrity="${integrityOf(`content of ${path}`)}"`;
    assert.equal(marked, `<p>${element.replace("#", integrity)}</p>`);
  }
});

test("everything else stays as it is", async () => {
  const html = '<link rel="icon" href="icon.svg" /><script>text</script><img src="a.png" />';
  assert.equal(await withIntegrity(html, read), html);
});
