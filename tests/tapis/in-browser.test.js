// The local Tapis inside a page: it answers as the one behind HTTP does, and needs nothing that browsers do not have.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { demoAccounts, demoPeople, setUpDemo } from "./demo-data.js";
import { openLocalTapis } from "./in-browser.js";
import { startTapis } from "./index.js";
import { ask } from "./test-client.js";

/** @typedef {import("tms-credentials").TransportRequest["method"]} Method */

const CREDENTIAL = "/v3/systems/credential";

/** One after the other, since each finds what those before it left. @type {(user: string) => [Method, string, string?][]} */
const requestsOf = (user) => [
  ["GET", "/v3/systems?listType=ALL&select=allAttributes&limit=1000&computeTotal=true"],
  ["GET", "/v3/systems?listType=ALL&limit=2&orderBy=id(desc)"],
  ["GET", "/v3/systems/frontera"],
  ["GET", "/v3/systems/no%20such%20system"],
  ["POST", `${CREDENTIAL}/ls6/user/${user}/check`],
  ["POST", `${CREDENTIAL}/cloud.data/user/${user}/check`],
  ["POST", `${CREDENTIAL}/frontera/user/${user}/check`],
  ["POST", `${CREDENTIAL}/frontera/user/${user}?createTmsKeys=true`, "{}"],
  ["POST", `${CREDENTIAL}/frontera/user/${user}?createTmsKeys=true`, "{}"],
  ["POST", `${CREDENTIAL}/frontera/user/${user}?createTmsKeys=true`, "{}"],
  ["POST", `${CREDENTIAL}/frontera/user/${user}/check`],
  ["POST", `${CREDENTIAL}/frontera/user/${user}?createTmsKeys=true`, "no JSON"],
  ["POST", `${CREDENTIAL}/wma-dcv-01/user/${user}/check`],
  ["DELETE", `${CREDENTIAL}/frontera/user/${user}`],
  ["POST", `${CREDENTIAL}/frontera/user/${user}/check`],
  ["GET", "/v3/nowhere"],
];

/** @type {Awaited<ReturnType<typeof startTapis>>} */
let served;
before(async () => {
  served = await startTapis({ accounts: demoAccounts });
  setUpDemo(served);
});
after(() => served.close());

describe("The local Tapis inside a page", () => {
  const inside = openLocalTapis({ latencyMs: 0 });

  test("has the people of the demo", async () => {
    const expected = await demoPeople(served);
    assert.deepEqual(
      await inside.people(),
      expected.map(({ name, description }) => ({ name, description })),
    );
  });

  for (const { username } of demoAccounts) {
    test(`answers ${username} as over HTTP`, async () => {
      const people = await demoPeople(served);
      const { name, token } = people.find((each) => each.username === username) ?? people[0];
      const transport = await inside.transportOf(name);
      assert.equal(transport.username, username);
      for (const [method, path, body = ""] of requestsOf(username)) {
        const { signal } = new AbortController();
        const { status, body: text } = await transport.send({ method, path, body, signal });
        const type = body === "" ? undefined : { "content-type": "application/json" };
        const reply = await ask(served.origin, method, path, { token, headers: type, body });
        const what = `${method} ${path}`;
        assert.equal(status, reply.status, what);
        assert.equal(withoutUuids(text), withoutUuids(reply.text), what);
      }
    });
  }

  test("says when a person's token ends", async () => {
    const left = async (/** @type {string} */ name) =>
      Number((await inside.transportOf(name)).expiresAt) - Date.now();
    assert.ok(Math.abs((await left("Carol")) - 9 * 60_000) < 5000);
    assert.ok((await left("Dave")) < 0);
  });

  test("does nothing that was cancelled before its turn", async () => {
    const transport = await inside.transportOf("Bob");
    const over = new AbortController();
    const path = `${CREDENTIAL}/vista/user/bob`;
    const create = transport.send({
      method: "POST",
      path: `${path}?createTmsKeys=true`,
      body: "{}",
      signal: over.signal,
    });
    over.abort();
    await assert.rejects(create);
    const { signal } = new AbortController();
    const check = {
      method: /** @type {const} */ ("POST"),
      path: `${path}/check`,
      body: "",
      signal,
    };
    assert.match((await transport.send(check)).body, /SYSLIB_CRED_NOT_FOUND/);
  });

  test("knows nobody else", async () => {
    await assert.rejects(inside.transportOf("Mallory"), /Mallory/);
  });

  test("is made of nothing that is Node.js's alone", async () => {
    const entry = fileURLToPath(new URL("in-browser.js", import.meta.url));
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "browser",
    });
    const files = Object.keys(metafile.inputs);
    assert.ok(files.some((file) => file.endsWith("tapis/service.js")));
    for (const file of files)
      assert.doesNotMatch(file, /fastify|tapis\/(server|deliver|index)\.js/);
  });
});

/** @param {string} text */
function withoutUuids(text) {
  return text.replace(/"uuid": "[^"]+"/g, '"uuid": ""');
}
