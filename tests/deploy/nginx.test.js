// dist/ served by nginx with the configuration that the build made: every file, every header, each once.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { parseConfig } from "../../web/page/config.js";
import { headerRules, headersOfUnknownPaths } from "../../web/build/headers.js";
import { nginxFile } from "../../web/build/nginx.js";
import { buildSite } from "../site/build.js";
import { startNginx } from "./nginx.js";

const CONFIG = parseConfig(
  JSON.parse(await readFile(new URL("../../web/config.json", import.meta.url), "utf8")),
);
const { apiOrigins, hostOrigins } = CONFIG;
const [everything, ...rules] = headerRules(CONFIG);
const UNKNOWN = headersOfUnknownPaths(CONFIG);
/** For the hosts that read _headers and _nginx.conf. */
const NOT_SERVED = ["/_headers", "/_nginx.conf"];
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  ts: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  json: "application/json; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
};

/** @type {string} */
let root;
/** @type {Awaited<ReturnType<typeof startNginx>>} */
let nginx;
before(async () => {
  root = await buildSite({ name: "deploy/nginx", apiOrigin: apiOrigins[0], hostOrigins });
  nginx = await startNginx({ root });
});
after(() => nginx?.close());

/**
 * @param {string} path
 * @param {string} [method]
 * @returns {Promise<{ status?: number, headers: NodeJS.Dict<string[]>, body: Buffer }>} every value of every header
 */
function ask(path, method = "GET") {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: nginx.port, path, method }, async (reply) => {
      const chunks = await reply.toArray();
      resolve({
        status: reply.statusCode,
        headers: reply.headersDistinct,
        body: Buffer.concat(chunks),
      });
    });
    asked.on("error", reject).end();
  });
}

/** What a server says about itself and the file. */
const OWN = [
  "accept-ranges",
  "connection",
  "content-length",
  "content-type",
  "date",
  "etag",
  "last-modified",
  "location",
  "server",
];

/**
 * @param {NodeJS.Dict<string[]>} headers
 * @param {Record<string, string>} expected
 * @param {string} path
 */
function assertExactly(headers, expected, path) {
  const policies = Object.entries(headers).filter(([name]) => !OWN.includes(name));
  assert.deepEqual(
    Object.fromEntries(policies),
    Object.fromEntries(
      Object.entries(expected).map(([name, value]) => [name.toLowerCase(), [value]]),
    ),
    path,
  );
}

/** @returns {Promise<string[]>} */
async function filesOfTheSite() {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
}

describe("nginx with the generated configuration", () => {
  test("serves every file of the site as it is, as what it is, with the headers of its rule, each once", async () => {
    const served = (await filesOfTheSite()).filter((path) => !NOT_SERVED.includes(path));
    assert.ok(served.length > 15);
    for (const path of served) {
      const rule = rules.find((each) => each.path === path);
      assert.ok(rule, `${path} has a rule`);
      const { status, headers, body } = await ask(path);
      assert.equal(status, 200, path);
      assert.deepEqual(body, await readFile(join(root, path)), path);
      const extension = /** @type {keyof typeof TYPES} */ (path.split(".").at(-1));
      assert.deepEqual(headers["content-type"], [TYPES[extension]], path);
      assertExactly(headers, { ...everything.headers, ...rule.headers }, path);
    }
  });

  test("has a file for every rule but those of hosts that drop the .html", async () => {
    for (const { path } of rules) {
      const isAlias = /\/[^/.]+$/.test(path);
      assert.equal((await ask(path)).status, isAlias ? 404 : 200, path);
    }
  });

  test("serves the documents at their folders", async () => {
    for (const path of ["/", "/embed/"]) {
      const { headers, body } = await ask(path);
      assert.deepEqual(body, await readFile(join(root, path, "index.html")));
      const rule = rules.find((each) => each.path === path);
      assertExactly(headers, { ...everything.headers, ...rule?.headers }, path);
    }
    const { status, headers } = await ask("/embed");
    assert.equal(status, 301);
    assert.deepEqual(headers.location, ["/embed/"]);
    assertExactly(headers, UNKNOWN, "/embed");
  });

  test("lets the deployment's hosts frame the embed, and nobody frame anything else", async () => {
    const embed = await ask("/embed/");
    const policy = String(embed.headers["content-security-policy"]);
    assert.ok(policy.endsWith(`frame-ancestors ${hostOrigins.join(" ")}`));
    assert.equal(embed.headers["x-frame-options"], undefined);
    for (const path of ["/", "/index.html", "/host.js", "/nothing"]) {
      const { headers } = await ask(path);
      assert.match(String(headers["content-security-policy"]), /frame-ancestors 'none'/, path);
      assert.deepEqual(headers["x-frame-options"], ["DENY"], path);
    }
  });

  test("answers 404 with the strict headers for what is not there, and for what is not for visitors", async () => {
    for (const path of [
      "/nothing",
      "/embed/nothing",
      "/a/b/",
      "/index",
      "/.git/config",
      ...NOT_SERVED,
    ]) {
      const { status, headers, body } = await ask(path);
      assert.equal(status, 404, path);
      assertExactly(headers, UNKNOWN, path);
      assert.deepEqual(body, await readFile(join(root, "404.html")));
    }
  });

  test("refuses to change anything, with the headers of the path", async () => {
    const { status, headers } = await ask("/tms.js", "POST");
    assert.equal(status, 405);
    const rule = rules.find(({ path }) => path === "/tms.js");
    assertExactly(headers, { ...everything.headers, ...rule?.headers }, "/tms.js");
  });

  test("does not tell which version it is", async () => {
    assert.deepEqual((await ask("/")).headers.server, ["nginx"]);
  });

  test("complains about nothing", () => {
    assert.equal(nginx.complaints().replace(/.*\[notice\].*\n/g, ""), "");
  });
});

test("a value that nginx would read as something else is refused", () => {
  for (const value of ['a "b"', "a$b", "a\\b", "a\nb"]) {
    const all = ["/*", "/x.js"].map((path) => ({ path, headers: { A: value } }));
    assert.throws(() => nginxFile(all, {}), /nginx would change this value of A/);
  }
});
