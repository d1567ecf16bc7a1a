// The demo program, as a newcomer starts it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, codeOf } from "../tapis/test-client.js";
import { parsePort, startOnFreePort } from "./ports.js";
import { startDemo, stop } from "./started-demo.js";

const PROGRAM = fileURLToPath(new URL("demo.js", import.meta.url));

/** @type {string} */
let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "demo-"));
  await writeFile(join(root, "index.html"), "<!doctype html><title>Home</title>");
});
after(() => rm(root, { recursive: true }));

/** @param {...string} flags */
const start = (...flags) => startDemo("--root", root, ...flags);

describe("The demo", () => {
  test("serves the page and a Tapis on two origins, with people whose tokens do what they say", async () => {
    const { child, output, page, tapis } = await start("--page-port", "0", "--tapis-port", "0");
    try {
      assert.notEqual(page, tapis);
      assert.match(output, new RegExp(`Open ${page}/`));
      assert.match((await ask(page, "GET", "/")).text, /<title>Home/);
      const { json: people } = await ask(page, "GET", "/demo/people.json");
      /** @type {Record<string, string>} */
      const answers = {};
      for (const { name, description, username, token } of people) {
        assert.ok(description.length > 0);
        assert.equal(username, name.toLowerCase());
        answers[name] = codeOf(await ask(tapis, "GET", "/v3/systems?listType=ALL", { token }));
      }
      assert.deepEqual(answers, {
        Ann: "TAPIS_FOUND",
        Bob: "TAPIS_FOUND",
        Carol: "TAPIS_FOUND",
        Dave: "TAPIS_SECURITY_JWT_EXPIRED",
        Erin: "Token",
        Fay: "TAPIS_FOUND",
        Gil: "TAPIS_FOUND",
        Hana: "TAPIS_FOUND",
      });
    } finally {
      await stop(child);
    }
  });

  test("shows a system for each thing that can happen", async () => {
    const { child, page, tapis } = await start("--page-port", "0", "--tapis-port", "0");
    try {
      const { json: people } = await ask(page, "GET", "/demo/people.json");
      const { token } = people[0];
      /** @param {string} system */
      const check = async (system) => {
        const path = `/v3/systems/credential/${system}/user/ann/check`;
        const reply = await ask(tapis, "POST", path, { token });
        return /SYSLIB_\w+|SYSAPI_CRED_OK/.exec(reply.json.message)?.[0];
      };
      assert.equal(await check("designsafe.storage.default"), "SYSAPI_CRED_OK");
      assert.equal(await check("frontera"), "SYSLIB_CRED_NOT_FOUND");
      assert.equal(await check("ls6"), "SYSLIB_CRED_VALID_FAIL");
      assert.equal(await check("cloud.data"), "SYSLIB_CRED_CONN_FAIL");
      assert.equal(await check("wma-dcv-01"), "SYSLIB_UNAUTH");
      const list = await ask(tapis, "GET", "/v3/systems?listType=ALL&select=dtnSystemId", {
        token,
      });
      const dtn = new Map(
        list.json.result.map((/** @type {any} */ row) => [row.id, row.dtnSystemId]),
      );
      assert.equal(dtn.get("frontera"), "designsafe.storage.default");
      assert.ok(dtn.has("designsafe.storage.default"), "the node is itself listed");
    } finally {
      await stop(child);
    }
  });

  test("says of its people what is so: where credentials of theirs work, and where not", async () => {
    const { child, page, tapis } = await start("--page-port", "0", "--tapis-port", "0");
    try {
      const { json: people } = await ask(page, "GET", "/demo/people.json");
      const path = "/v3/systems?listType=ALL";
      const list = await ask(tapis, "GET", path, { token: people[0].token });
      /** @type {Record<string, Record<string, string[]>>} */
      const found = {};
      for (const { username, token } of people.slice(0, 2)) {
        found[username] = { works: [], refused: [], silent: [] };
        for (const { id } of list.json.result) {
          const check = `/v3/systems/credential/${id}/user/${username}/check`;
          const { message } = (await ask(tapis, "POST", check, { token })).json;
          if (message.includes("SYSAPI_CRED_OK")) found[username].works.push(id);
          if (message.includes("SYSLIB_CRED_VALID_FAIL")) found[username].refused.push(id);
          if (message.includes("SYSLIB_CRED_CONN_FAIL")) found[username].silent.push(id);
        }
      }
      const [ann, bob] = people;
      assert.equal(found.ann.works.length, 2);
      assert.deepEqual([found.ann.refused, found.ann.silent], [["ls6"], ["cloud.data"]]);
      assert.match(ann.description, /work on two.*ls6 the host no longer.*cloud\.data does not/);
      assert.deepEqual(found.bob, { works: [], refused: [], silent: ["cloud.data"] });
      assert.match(bob.description, /on cloud\.data alone, whose host does not answer/);
    } finally {
      await stop(child);
    }
  });

  test("says so when a port is taken, and takes the next free one", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (blocker.address());
    const { child, output, tapis } = await start("--page-port", "0", "--tapis-port", `${port}`);
    try {
      assert.match(output, new RegExp(`Port ${port} is taken; trying ${port + 1}\\.`));
      assert.match(output, new RegExp(`The page must be built for ${tapis}`));
      assert.notEqual(tapis, `http://127.0.0.1:${port}`);
    } finally {
      await stop(child);
      blocker.close();
    }
  });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    test(`ends cleanly on ${signal}`, async () => {
      const { child } = await start("--page-port", "0", "--tapis-port", "0");
      assert.equal(await stop(child, signal), 0);
    });
  }
});

test("without a page to serve, the demo says how it is called", async () => {
  const child = spawn(process.execPath, [PROGRAM]);
  let output = "";
  child.stderr.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  assert.equal(code, 2);
  assert.match(output, /--wasm FOLDER/);
});

test("ports are tried one after the other, for as long as they are taken and no longer", async () => {
  /** @type {number[]} */
  const tried = [];
  const startsAt = (/** @type {number} */ free, code = "EADDRINUSE") =>
    startOnFreePort(8000, async (port) => {
      tried.push(port);
      if (port < free) throw Object.assign(new Error(code), { code });
      return port;
    });
  assert.equal(await startsAt(8002), 8002);
  assert.deepEqual(tried, [8000, 8001, 8002]);
  await assert.rejects(startsAt(9000), /Ports 8000 to 8019 are all taken/);
  await assert.rejects(startsAt(8002, "EACCES"), /EACCES/);
});

test("a port is a number up to 65535", () => {
  assert.equal(parsePort("8010"), 8010);
  for (const text of ["-1", "65536", "http", ""])
    assert.throws(() => parsePort(text), /Not a port/);
});
