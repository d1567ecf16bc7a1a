// Lists of systems and single systems, as far as clients depend on their details.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { manySystems, startTapis } from "../index.js";
import { ask, codeOf } from "../test-client.js";

/** @type {import("../index.js").Tapis} */
let tapis;
/** @type {string} */
let token;
before(async () => {
  tapis = await startTapis();
  token = await tapis.issueToken();
});
beforeEach(() => tapis.reset());
after(() => tapis.close());

/**
 * @param {string} query
 * @param {string} [by]
 */
const list = async (query, by = token) =>
  (await ask(tapis.origin, "GET", `/v3/systems?${query}`, { token: by })).json;

/** @param {string} query */
const ids = async (query) => (await list(query)).result.map((/** @type {any} */ { id }) => id);

/** @param {string} path */
const get = (path) => ask(tapis.origin, "GET", `/v3/systems/${path}`, { token });

describe("The list type", () => {
  beforeEach(() => {
    tapis.setSystems([
      { id: "public" },
      { id: "own", owner: "ann", isPublic: false },
      { id: "shared", isPublic: false, sharedWithUsers: ["ann"] },
      { id: "readable", isPublic: false, readers: ["ann"] },
      { id: "hidden", isPublic: false },
      { id: "gone", deleted: true },
      { id: "elsewhere", tenant: "portals" },
    ]);
  });

  for (const [query, expected] of /** @type {[string, string[]][]} */ ([
    ["", ["own"]],
    ["listType=OWNED", ["own"]],
    ["listType=shared_public", ["public"]],
    ["listType=SHARED_DIRECT", ["shared"]],
    ["listType=READ_PERM", ["readable"]],
    ["listType=MINE", ["own", "shared"]],
    ["listType=All", ["public", "own", "shared", "readable"]],
    ["listType=ALL&showDeleted=true", ["public", "own", "shared", "readable", "gone"]],
  ])) {
    test(`${query || "that is not given"} lists ${expected.join(", ")}`, async () => {
      assert.deepEqual(await ids(query), expected);
    });
  }

  test("ALL shows a tenant administrator everything in the tenant", async () => {
    const { result } = await list("listType=ALL", await tapis.issueToken({ username: "admin" }));
    assert.equal(result.length, 5);
  });
});

describe("The selection", () => {
  beforeEach(() => tapis.setSystems([{ id: "stampede3", attributes: { rootDir: "/scratch" } }]));

  test("of a list is the summary, with booleans as strings and without hasCredentials", async () => {
    const { result } = await list("listType=ALL");
    assert.deepEqual(result, [
      {
        id: "stampede3",
        systemType: "LINUX",
        owner: "wma_prtl",
        host: "stampede3.tacc.utexas.edu",
        effectiveUserId: "ann",
        defaultAuthnMethod: "TMS_KEYS",
        canExec: "true",
        parentId: null,
      },
    ]);
  });

  test("allAttributes has JSON booleans and every attribute in order", async () => {
    const { result } = await list("listType=ALL&select=allAttributes");
    const expected =
      "isPublic isDynamicEffectiveUser hasCredentials sharedWithUsers tenant id description systemType owner host " +
      "enabled effectiveUserId defaultAuthnMethod authnCredential bucketName rootDir port useProxy proxyHost " +
      "proxyPort dtnSystemId canExec canRunBatch enableCmdPrefix mpiCmd jobRuntimes jobWorkingDir jobEnvVariables " +
      "jobMaxJobs jobMaxJobsPerUser batchScheduler batchLogicalQueues batchDefaultLogicalQueue " +
      "batchSchedulerProfile jobCapabilities tags notes importRefId uuid allowChildren parentId deleted created updated";
    assert.equal(Object.keys(result[0]).join(" "), expected);
    assert.equal(result[0].canExec, true);
    assert.equal(result[0].hasCredentials, false);
    assert.equal(result[0].rootDir, "/scratch");
  });

  test("of named attributes has these and the id, with booleans as strings", async () => {
    const { result } = await list("listType=ALL&select=canExec,hasCredentials");
    assert.deepEqual(result, [{ hasCredentials: "false", id: "stampede3", canExec: "true" }]);
  });

  test("of a single system is allAttributes", async () => {
    const { json } = await get("stampede3");
    assert.equal(json.result.isDynamicEffectiveUser, true);
    assert.equal((await get("stampede3?select=enabled")).json.result.enabled, "true");
  });
});

describe("A page", () => {
  beforeEach(() => tapis.setSystems(manySystems(250)));

  test("has 100 systems unless a limit is given; -1 lifts it", async () => {
    assert.equal((await ids("listType=ALL")).length, 100);
    assert.equal((await ids("listType=ALL&limit=7")).length, 7);
    assert.equal((await ids("listType=ALL&limit=-1")).length, 250);
  });

  test("is described by the metadata, the total only on request", async () => {
    const page = await list("listType=ALL&limit=50&skip=240&orderBy=id(asc)&computeTotal=true");
    assert.deepEqual(page.metadata, {
      recordCount: 10,
      recordLimit: 50,
      recordsSkipped: 240,
      orderBy: "id(asc)",
      startAfter: null,
      totalCount: 250,
    });
    const rest = await list("listType=ALL&orderBy=id(asc)&startAfter=sys-00199&computeTotal=true");
    assert.equal(rest.metadata.totalCount, 50, "the rows before startAfter do not count");
    assert.equal((await list("listType=ALL")).metadata.totalCount, -1);
    assert.ok(page.message.startsWith("TAPIS_FOUND Systems found: 10 systems"));
  });

  test("after page with startAfter gives every system once, in both directions", async () => {
    for (const direction of ["asc", "desc"]) {
      /** @type {string[]} */
      const seen = [];
      for (let page = await ids(`listType=ALL&orderBy=id(${direction})`); page.length > 0;) {
        seen.push(...page);
        page = await ids(`listType=ALL&orderBy=id(${direction})&startAfter=${seen.at(-1)}`);
      }
      const all = manySystems(250).map(({ id }) => id);
      assert.deepEqual(seen, direction === "asc" ? all : all.reverse());
    }
  });

  test("of ten thousand systems comes whole", async () => {
    tapis.setSystems(manySystems(10_000));
    assert.equal((await ids("listType=ALL&limit=-1&select=allAttributes")).length, 10_000);
  });
});

describe("The search", () => {
  beforeEach(() =>
    tapis.setSystems([
      { id: "a1", canExec: false, attributes: { port: 22 } },
      { id: "a2", enabled: false, attributes: { port: 443 } },
      { id: "b1", attributes: { port: 2222 } },
    ]),
  );

  for (const [search, expected] of /** @type {[string, string[]][]} */ ([
    ["(canExec.eq.true)~(enabled.eq.true)", ["b1"]],
    ["(id.neq.a1)", ["a2", "b1"]],
    ["(id.like.a*)", ["a1", "a2"]],
    ["(id.nlike.!1)", ["a2"]],
    ["(id.in.a1,b1)", ["a1", "b1"]],
    ["(id.nin.a1,b1)", ["a2"]],
    ["(port.gt.22)", ["a2", "b1"]],
    ["(port.gte.443)~(port.lt.2222)", ["a2"]],
    ["(port.lte.22)", ["a1"]],
    ["(port.between.100,500)", ["a2"]],
    ["(port.nbetween.100,500)", ["a1", "b1"]],
  ])) {
    test(`${search} finds ${expected.join(", ")}`, async () => {
      assert.deepEqual(await ids(`listType=ALL&search=${encodeURIComponent(search)}`), expected);
    });
  }
});

describe("hasCredentials", () => {
  const reported = async () => (await get("stampede3")).json.result.hasCredentials;
  beforeEach(() => tapis.setSystems([{ id: "stampede3" }]));

  test("tells whether a secret for the default method is stored, not whether the host takes it", async () => {
    assert.equal(await reported(), false);
    tapis.setCredential("stampede3", "ann", "PASSWORD");
    assert.equal(await reported(), false);
    tapis.setCredential("stampede3", "ann", "TMS_KEYS", { accepted: false });
    assert.equal(await reported(), true);
  });

  test("can leave one person's TMS keys out, and no other secret, although they are good", async () => {
    tapis.behave({ situations: { ann: { lagging: true } } });
    tapis.setCredential("stampede3", "ann");
    assert.equal(await reported(), false);
    const check = "/v3/systems/credential/stampede3/user/ann/check";
    assert.equal(codeOf(await ask(tapis.origin, "POST", check, { token })), "SYSAPI_CRED_OK");
    tapis.addSystem({ id: "stampede3", defaultAuthnMethod: "PASSWORD" });
    tapis.setCredential("stampede3", "ann", "PASSWORD");
    assert.equal(await reported(), true);
    tapis.behave({ situations: { bob: { lagging: true } } });
    tapis.addSystem({ id: "stampede3" });
    tapis.setCredential("stampede3", "ann");
    assert.equal(await reported(), true);
  });

  test("can be wrong, or absent from one system or from all", async () => {
    tapis.addSystem({ id: "stampede3", hasCredentials: true });
    assert.equal(await reported(), true);
    tapis.addSystem({ id: "stampede3", hasCredentials: null });
    assert.equal(await reported(), undefined);
    tapis.addSystem({ id: "stampede3" });
    tapis.behave({ hasCredentials: "absent" });
    assert.equal(await reported(), undefined);
  });

  test("as a filter: false thins out a page that was cut before, true lifts the limit", async () => {
    tapis.setSystems(manySystems(10));
    for (const id of ["sys-00000", "sys-00001", "sys-00008"]) tapis.setCredential(id, "ann");
    assert.deepEqual(await ids("listType=ALL&limit=3&hasCredentials=false"), ["sys-00002"]);
    assert.equal((await ids("listType=ALL&limit=2&hasCredentials=true")).length, 3);
    const { metadata } = await list("listType=ALL&hasCredentials=true&computeTotal=true");
    assert.equal(metadata.totalCount, 10);
  });
});

describe("A single system", () => {
  test("that is missing or deleted is a 404 by reason phrase", async () => {
    tapis.setSystems([{ id: "gone", deleted: true }]);
    for (const id of ["gone", "never-there"]) {
      const reply = await get(id);
      assert.equal(reply.status, 404);
      assert.equal(reply.json.status, "Not Found");
      assert.equal(codeOf(reply), "SYSAPI_NOT_FOUND");
    }
  });

  test("that the caller may not see is a 403", async () => {
    tapis.setSystems([{ id: "hidden", isPublic: false }]);
    const reply = await get("hidden");
    assert.equal(reply.status, 403);
    assert.equal(reply.json.status, "Forbidden");
    assert.equal(codeOf(reply), "SYSLIB_UNAUTH");
  });

  test("asked for with a bad authnMethod is a 400", async () => {
    tapis.setSystems([{ id: "stampede3" }]);
    const reply = await get("stampede3?authnMethod=TMS_Keys");
    assert.equal(reply.status, 400);
    assert.equal(reply.json.status, "Bad Request");
    assert.equal(codeOf(reply), "SYSAPI_ACCMETHOD_ENUM_ERROR");
  });

  test("resolves its effective user: the caller, the mapped login user, or the static account", async () => {
    tapis.setSystems([
      { id: "dynamic" },
      { id: "mapped" },
      { id: "static", effectiveUserId: "service1" },
      { id: "of-its-owner", owner: "wma", isDynamicEffectiveUser: false },
    ]);
    tapis.setCredential("mapped", "ann", "PKI_KEYS", { loginUser: "ann_tacc" });
    const effectiveUser = async (/** @type {string} */ id) =>
      (await get(id)).json.result.effectiveUserId;
    assert.equal(await effectiveUser("dynamic"), "ann");
    assert.equal(await effectiveUser("mapped"), "ann_tacc");
    assert.equal(await effectiveUser("static"), "service1");
    assert.equal(await effectiveUser("of-its-owner"), "wma");
    assert.equal((await get("static")).json.result.isDynamicEffectiveUser, false);
  });
});
