// What is said of a file that is not in use, after it was asked for once more.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, mock, test } from "node:test";

import { integrityOf } from "../../web/build/integrity.js";
import { troubleWith } from "../../web/load-trouble.js";

const CONTENT = "export const answer = 42;";
const INTEGRITY = integrityOf(CONTENT);

/** @type {(response: import("node:http").ServerResponse) => void} */
let answer;
const server = createServer((_, response) => answer(response));
/** @type {URL} */
let url;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  url = new URL(`http://127.0.0.1:${port}/folder/part.js?version=1`);
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beOnline(true);
afterEach(() => {
  mock.restoreAll();
  beOnline(true);
});

/** @param {boolean} onLine */
function beOnline(onLine) {
  Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true });
}

/**
 * @param {string} body
 * @param {string} [type]
 */
function give(body, type = "text/javascript") {
  answer = (response) => response.writeHead(200, { "Content-Type": type }).end(body);
}

test("the right file has no trouble, with its hash or without", async () => {
  give(CONTENT);
  assert.equal(await troubleWith({ url, integrity: INTEGRITY }), "");
  assert.equal(await troubleWith({ url: url.href }), "");
});

test("other bytes are a change, and the file is named without its folder", async () => {
  give(`${CONTENT} `);
  assert.match(await troubleWith({ url, integrity: INTEGRITY }), /^part\.js was changed: it came/);
});

test("where no hash is known, or none can be made, no change is claimed", async () => {
  give(`${CONTENT} `);
  assert.equal(await troubleWith({ url }), "");
  mock.getter(globalThis, "crypto", () => ({}));
  assert.equal(await troubleWith({ url, integrity: INTEGRITY }), "");
});

for (const status of [403, 404, 500, 511])
  test(`an HTTP ${status} is told, and no change, whatever came with it`, async () => {
    answer = (response) =>
      response.writeHead(status, { "Content-Type": "text/html" }).end("<p>Sorry</p>");
    const trouble = await troubleWith({ url, integrity: INTEGRITY });
    assert.match(trouble, new RegExp(`^part\\.js was kept back: the answer was HTTP ${status}\\.`));
    assert.doesNotMatch(trouble, /changed|web page/);
  });

test("a web page in its place is told as one", async () => {
  give("<!doctype html><title>Sign in</title>", "text/HTML; charset=utf-8");
  assert.match(
    await troubleWith({ url, integrity: INTEGRITY }),
    /^A web page came in place of part\.js\. .*sign in there first; or part\.js is missing on this site\./,
  );
});

test("no answer, and half of one, is no change", async () => {
  for (const broken of [
    (/** @type {import("node:http").ServerResponse} */ response) => response.destroy(),
    (/** @type {import("node:http").ServerResponse} */ response) => {
      response.writeHead(200, { "Content-Length": "1000" }).write(CONTENT);
      setImmediate(() => response.destroy());
    },
  ]) {
    answer = broken;
    assert.match(await troubleWith({ url, integrity: INTEGRITY }), /^part\.js did not come: /);
  }
});

test("a browser that is offline says just that", async () => {
  answer = (response) => response.destroy();
  beOnline(false);
  assert.equal(await troubleWith({ url }), "This browser is offline.");
});

test("it is asked for past every cache, and not for ever", async () => {
  const asked = mock.method(globalThis, "fetch", async () => new Response(CONTENT));
  await troubleWith({ url });
  const [, options] = asked.mock.calls[0].arguments;
  assert.equal(options?.cache, "reload");
  assert.ok(options?.signal instanceof AbortSignal);
});
