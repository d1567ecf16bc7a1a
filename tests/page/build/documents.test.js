import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** @param {string} document of web/ @returns {Promise<string | undefined>} */
async function purposeIn(document) {
  const text = await readFile(new URL(`../../../web/${document}`, import.meta.url), "utf8");
  return /<p class="page-purpose">.*?<\/p>/s.exec(text)?.[0];
}

test("the page and its demo say the same of what they are for", async () => {
  const purpose = await purposeIn("index.html");
  assert.match(purpose ?? "", /Trust Manager System/);
  assert.equal(await purposeIn("demo/alone.html"), purpose);
});
