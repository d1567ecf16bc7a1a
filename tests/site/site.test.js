// The site server: files, their types and exactly the headers that the site's own `_headers` file orders.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { ask } from "../tapis/test-client.js";
import { startSite } from "./index.js";

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "site-"));
  await mkdir(join(root, "embed"));
  const script = "export {};\n".repeat(100);
  const files = {
    _headers: "/*\n  X-Frame-Options: DENY\n/embed/*\n  X-Embed: yes\n",
    "index.html": "<!doctype html><title>Home</title>",
    "embed/index.html": "<!doctype html><title>Embed</title>",
    "tms.js": script,
    "tms.js.br": brotliCompressSync(script),
    "tms.wasm": "\0asm",
    "config.json": "{}",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  site = await startSite({ root, extraRoutes: { "/demo/people.json": () => [{ name: "Ann" }] } });
});
after(async () => {
  await site.close();
  await rm(root, { recursive: true });
});

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
const get = (path, headers) => ask(site.origin, "GET", path, { headers });

describe("The site server", () => {
  for (const [path, type] of [
    ["/", "text/html"],
    ["/tms.js", "text/javascript"],
    ["/tms.wasm", "application/wasm"],
    ["/config.json", "application/json"],
  ]) {
    test(`serves ${path} as ${type}`, async () => {
      const reply = await get(path);
      assert.equal(reply.status, 200);
      assert.equal(reply.headers["content-type"]?.split(";")[0], type);
    });
  }

  test("serves index.html for a folder, and sends a folder without slash to the one with", async () => {
    assert.match((await get("/embed/")).text, /<title>Embed/);
    const reply = await get("/embed");
    assert.ok([301, 302].includes(reply.status));
    assert.equal(new URL(reply.headers.location ?? "", site.origin).pathname, "/embed/");
  });

  test("sends the headers of the matching rules with files, folders, errors and extra routes", async () => {
    for (const path of ["/", "/tms.js?v=1", "/nothing", "/demo/people.json"]) {
      assert.equal((await get(path)).headers["x-frame-options"], "DENY", path);
      assert.equal((await get(path)).headers["x-embed"], undefined, path);
    }
    for (const path of ["/embed/", "/embed/index.html", "/embed/nothing"]) {
      assert.equal((await get(path)).headers["x-frame-options"], "DENY", path);
      assert.equal((await get(path)).headers["x-embed"], "yes", path);
    }
  });

  test("adds no policy of its own", async () => {
    const names = Object.keys((await get("/")).headers);
    const own = [
      "accept-ranges",
      "connection",
      "content-length",
      "content-type",
      "date",
      "etag",
      "last-modified",
    ];
    assert.deepEqual(names.filter((name) => !own.includes(name)).sort(), ["x-frame-options"]);
  });

  test("sends the precompressed file to those who take it, under the type of the original", async () => {
    const packed = await get("/tms.js", { "accept-encoding": "gzip, br" });
    assert.equal(packed.headers["content-encoding"], "br");
    assert.equal(packed.headers["content-type"]?.split(";")[0], "text/javascript");
    assert.equal(packed.headers["x-frame-options"], "DENY");
    assert.equal((await get("/tms.js")).headers["content-encoding"], undefined);
  });

  test("answers 404 for what is not there, and for the rules themselves", async () => {
    for (const path of ["/nothing", "/embed/nothing.js", "/_headers"]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });

  test("never leaves its folder", async () => {
    const outside = await mkdtemp(`${root}-outside-`);
    await writeFile(join(outside, "secret.txt"), "secret");
    for (const up of ["..", "%2e%2e", "..%2f."]) {
      const reply = await get(`/${up}/${basename(outside)}/secret.txt`);
      assert.ok([400, 403, 404].includes(reply.status), `${up}: ${reply.status}`);
    }
    await rm(outside, { recursive: true });
  });

  test("answers extra routes as JSON", async () => {
    assert.deepEqual((await get("/demo/people.json")).json, [{ name: "Ann" }]);
  });

  test("serves a folder that has no rules without extra headers", async () => {
    const plain = await startSite({ root: join(root, "embed") });
    const { status, headers } = await ask(plain.origin, "GET", "/");
    await plain.close();
    assert.equal(status, 200);
    assert.equal(headers["x-frame-options"], undefined);
  });
});
