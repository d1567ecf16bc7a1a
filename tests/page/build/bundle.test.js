// What a debugger is given: scripts as they were written, with where; and that nobody else is.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { bundleModule, bundleScript, bundleWholeModule } from "../../../web/build/bundle.js";
import { integrityOf } from "../../../web/build/integrity.js";

const WASM = "what Emscripten compiled";
/** As Emscripten writes it, with and without optimization. */
const GLUE = `export default function createModule() {
  return fetch("tms_credentials.wasm", { credentials: 'same-origin' });
}`;

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
  await writeFile(join(folder, "glue.js"), GLUE);
  await writeFile(join(folder, "glue.wasm"), WASM);
});
after(() => rm(folder, { recursive: true }));

/** @param {boolean} debug */
async function bundle(debug) {
  const [glue, wasm, outfile] = ["glue.js", "glue.wasm", "tms.js"].map((name) =>
    join(folder, name),
  );
  await bundleModule({ glue, wasm, outfile, debug });
  await bundleScript("host/host.js", join(folder, "host.js"), debug);
  return Promise.all(["tms.js", "host.js"].map((name) => readFile(join(folder, name), "utf8")));
}

test("a debugger gets scripts as they were written, with source maps in them", async () => {
  for (const text of await bundle(true))
    assert.match(text, /\/\/# sourceMappingURL=data:application\/json;base64,/);
  assert.match(await readFile(join(folder, "tms.js"), "utf8"), /function requireCallback\(name, /);
});

test("everybody else gets the shortest ones", async () => {
  for (const text of await bundle(false)) assert.doesNotMatch(text, /sourceMappingURL|\n\s/);
});

for (const debug of [true, false])
  test(`tms.js takes no other tms.wasm than that of the build, ${debug ? "" : "not "}for a debugger`, async () => {
    const [text] = await bundle(debug);
    assert.match(text, /"tms\.wasm"/);
    assert.ok(text.includes(integrityOf(WASM)));
    assert.doesNotMatch(text, /credentials: ?"same-origin"/);
  });

for (const debug of [true, false])
  test(`the whole tms.js has tms.wasm inside, for whoever would fetch it, ${debug ? "" : "not "}for a debugger`, async () => {
    const [glue, wasm, outfile] = ["glue.js", "glue.wasm", "whole.js"].map((name) =>
      join(folder, name),
    );
    await bundleWholeModule({ glue, wasm, outfile, debug });
    const text = (await readFile(outfile, "utf8")).replace(/\n\/\/# sourceMappingURL.*/, "");
    assert.ok(text.includes(Buffer.from(WASM).toString("base64")));
    assert.match(
      text,
      /new Response\(\w+, ?\{\s*headers: ?\{ ?"Content-Type": ?"application\/wasm"/,
    );
  });
