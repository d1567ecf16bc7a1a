// Two builds of a site give the same bytes: whoever has the source can check what is served. That a clean compile in another
// folder does, too, is tests/toolchains/no-apt.test.js.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { buildSite, buildSiteAnew } from "../site/build.js";
import { assertSameFiles, filesOf } from "../site/files.js";

const LIST = {
  apiOrigin: "https://designsafe.tapis.io",
  hostOrigins: ["https://portal.example.org"],
};

/** @type {Record<string, string>} the files of a clean build */
let clean;
before(async () => {
  clean = await filesOf(await buildSiteAnew({ name: "deploy/first", ...LIST }));
  assert.ok(Object.keys(clean).length > 20);
});

test("a second clean build gives the same bytes", async () => {
  const again = await buildSiteAnew({ name: "deploy/second", ...LIST });
  assertSameFiles(await filesOf(again), clean);
});

test("the site that other tests use, bundled once for all, has the bytes of a clean build", async () => {
  const bundled = await buildSite({ name: "deploy/bundled", ...LIST });
  assertSameFiles(await filesOf(bundled), clean);
});
