// What MDN's HTTP Observatory, the scanner that administrators ask, thinks of the site as nginx serves it over TLS.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { buildSite } from "../site/build.js";
import { throwAwayCertificate } from "../tapis/wire/certificate.js";
import { startNginx } from "./nginx.js";

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL("observatory.js", import.meta.url));

/** @type {Awaited<ReturnType<typeof startNginx>>} */
let nginx;
before(async () => {
  const root = await buildSite({
    name: "deploy/observatory",
    apiOrigin: "https://designsafe.tapis.io",
    hostOrigins: ["https://www.designsafe-ci.org"],
  });
  nginx = await startNginx({ root, tls: await throwAwayCertificate() });
});
after(() => nginx?.close());

/** @param {string} path */
async function score(path) {
  const { stdout } = await run(process.execPath, [PROGRAM, `127.0.0.1:${nginx.port}${path}`], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: nginx.certificate },
  });
  return JSON.parse(stdout);
}

describe("The Observatory", () => {
  for (const path of ["/", "/embed/"]) {
    test(`gives ${path} the best grade, at least 100 points, and finds no fault`, async () => {
      const { scan, tests } = await score(path);
      assert.equal(scan.statusCode, 200);
      assert.ok(scan.score >= 100, `${scan.score} points`);
      assert.equal(scan.grade, "A+");
      const faults = Object.entries(tests).filter(([, { pass }]) => !pass);
      assert.deepEqual(faults, []);
    });
  }
});
