// Whatever is rendered is shown, however translators and extensions have rewritten the document: any views and any
// strangers, by chance.

import { fileURLToPath } from "node:url";

import { expect, test } from "@playwright/test";
import { build } from "esbuild";

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Half a second of them. */
const ROUNDS = 150;

test("any view, changed in any way, after any strangers, shows what a fresh one does", async ({
  page,
}) => {
  const { outputFiles } = await build({
    entryPoints: [file("rewritten-view.jsx")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "view",
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [file("../../../../web/node_modules")],
    tsconfigRaw: {}, // that of tests/ knows the types alone
  });
  await page.addScriptTag({ content: outputFiles[0].text });

  for (const seed of [1, 2, Date.now() % 2 ** 32]) {
    const problems = await page.evaluate(
      (options) => /** @type {any} */ (window).view.tryOut(options),
      { seed, rounds: ROUNDS },
    );
    expect(problems.slice(0, 3), `seed ${seed}`).toEqual([]);
  }
  expect(await page.evaluate(() => /** @type {any} */ (window).view.changeCopied())).toBe(
    "You are online, it says.",
  );
});
