// setupTmsCredentials in a page, over HTTP/2 as Tapis's gateway speaks it: over HTTP/1.1 a browser would open six
// connections at most, and hide how many requests are wanted at the same time.

import { manySystems } from "../../../tapis/index.js";
import { expect, SYSTEM, test } from "../one-page.js";
import { fastest } from "./fastest.js";

/** @typedef {import("../../../tapis/index.js").Tapis} Tapis */
/** @typedef {import("../../../tapis/index.js").SystemInput} SystemInput */
/** @typedef {import("../../../tapis/wire/journal.js").JournalEntry} JournalEntry */

test.use({ http2: true, ignoreHTTPSErrors: true });

const LATENCY_MS = 100;

test("20 missing systems at the same time take two waves: under three latencies", async ({
  tapis,
  page,
  call,
}) => {
  const token = await tapis.issueToken();
  const withMissing = async (/** @type {(ids: string[]) => Promise<number>} */ run) => {
    const ids = prepare(tapis, manySystems(20));
    tapis.latency(LATENCY_MS);
    return run(ids);
  };
  // Where the bare requests alone need longer than three latencies, the machine is too slow to tell.
  const bare = () =>
    withMissing((ids) => page.evaluate(twoBareWaves, { origin: tapis.origin, token, ids }));
  const floor = Math.min(await bare(), await bare(), await bare());
  const limit = Math.max(3 * LATENCY_MS, 1.3 * floor);

  const milliseconds = await fastest(limit, () =>
    withMissing(async (ids) => {
      const report = await call("setupTmsCredentials", [ids], { options: { concurrency: 20 } });
      expect(statuses(report.result)).toEqual(Array(20).fill("created"));
      return report.milliseconds;
    }),
  );

  const description = `${Math.round(milliseconds)}, bare requests ${Math.round(floor)}`;
  test.info().annotations.push({ type: "milliseconds", description });
  expect(milliseconds).toBeLessThan(limit);
});

for (const concurrency of [undefined, 1, 6, 32]) {
  const expected = concurrency ?? 6;
  test(`never more than ${expected} systems are changed at a time${concurrency ? "" : " by default"}, while 32 are checked`, async ({
    tapis,
    call,
  }) => {
    for (const isListed of [true, false]) {
      const ids = prepare(tapis, manySystems(40));
      tapis.latency(expected === 1 ? 30 : 400); // long enough for a busy machine to send as many as may be under way
      if (expected === 1) tapis.order({ call: "checkUserCredential", times: 40 }, { latency: 400 });
      if (!isListed)
        tapis.order({ call: "getSystems" }, { status: 400, body: "SEARCH_LIST_ERROR" });

      const { result } = await call("setupTmsCredentials", [ids], { options: { concurrency } });

      expect(statuses(result)).toEqual(ids.map(() => "created"));
      expect(tapis.maxInFlight("createUserCredential")).toBe(expected);
      expect(tapis.maxInFlight("checkUserCredential")).toBe(32);
      expect(tapis.maxInFlight("getSystem")).toBeLessThanOrEqual(32);
      expect(tapis.requestsOf("getSystem")).toHaveLength(isListed ? 0 : ids.length);
      expect(tapis.requestsOf("getSystems")).toHaveLength(1);
    }
  });
}

test("the states of all are known early, where creates take their time one after the other", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, manySystems(40));
  const missing = [3, 17, 29, 38].map((index) => ids[index]);
  for (const id of ids) if (!missing.includes(id)) tapis.setCredential(id, "ann");
  tapis.behave({ createMs: 1000 });

  const { result, progress } = await call("setupTmsCredentials", [ids], {
    options: { concurrency: 1 },
  });

  expect(statuses(result)).toEqual(ids.map((id) => (missing.includes(id) ? "created" : "exists")));
  // What is ready does not wait for what is created; and that is created in the order asked, but for the first, for which
  // no other answer is waited for.
  const told = progress.map((each) => each.result.systemId);
  const [first, ...later] = told.slice(-4);
  expect(later).toEqual(missing.filter((id) => id !== first));
  expect(told.slice(0, -4).sort()).toEqual(ids.filter((id) => !missing.includes(id)));
  const creates = tapis.requestsOf("createUserCredential");
  for (const check of tapis.requestsOf("checkUserCredential"))
    expect(check.endedAt).toBeLessThan(Number(creates[1].startedAt));
});

test("many systems are asked for with several lists, a few at a time", async ({ tapis, call }) => {
  const ids = prepare(tapis, manySystems(1500)); // of nine characters and a comma: 409 to a search

  const { result } = await call("setupTmsCredentials", [ids], { options: { concurrency: 32 } });

  expect(new Set(statuses(result))).toEqual(new Set(["created"]));
  const lists = tapis.requestsOf("getSystems");
  const named = lists.flatMap(({ query }) => String(query.search).slice(7, -1).split(","));
  expect(named.sort()).toEqual(ids);
  expect(lists).toHaveLength(4);
  for (const { query } of lists) expect(String(query.search).length).toBeLessThan(4096 + 10);
  expect(tapis.requestsOf("getSystem")).toEqual([]);
  expect(tapis.requests).toHaveLength(4 + 2 * 1500);
});

/**
 * What can become of a system: how it is, what is ordered, and how it ends.
 *
 * @type {{ name: string, system?: Partial<SystemInput>, order?: (tapis: Tapis, system: string) => void,
 *   status?: string, code?: string, says?: string }[]}
 */
const FATES = [
  { name: "missing", status: "created" },
  {
    name: "good",
    order: (tapis, system) => tapis.setCredential(system, "ann"),
    status: "exists",
  },
  {
    name: "stored, refused by the host",
    order: (tapis, system) => tapis.setCredential(system, "ann", "TMS_KEYS", { accepted: false }),
    status: "created",
  },
  { name: "new key refused", system: { hostBehaviour: "refuses" }, code: "credential_refused" },
  {
    name: "stored, host does not answer",
    system: { hostBehaviour: "unreachable" },
    order: (tapis, system) => tapis.setCredential(system, "ann"),
    code: "host_unreachable",
  },
  { name: "other method", system: { defaultAuthnMethod: "PKI_KEYS" }, says: "PKI_KEYS" },
  {
    name: "type that cannot be verified",
    system: { hostBehaviour: "unsupported" },
    order: (tapis, system) => tapis.setCredential(system, "ann"),
    code: "authn_method_unsupported",
  },
  { name: "static account", system: { isDynamicEffectiveUser: false }, code: "credential_refused" },
  { name: "forbidden", system: { forbidden: true }, code: "forbidden" },
  { name: "deleted", system: { deleted: true }, code: "system_not_found" },
  { name: "TMS does not answer", system: { tms: "unreachable" }, code: "tms_unavailable" },
  { name: "TMS fails", system: { tms: "http-error" }, code: "tms_unavailable" },
  { name: "TMS refuses", system: { tms: "refuses" }, code: "credential_refused" },
  { name: "TMS answers nothing", system: { tms: "no-body" }, code: "tms_unavailable" },
  { name: "TMS answers half", system: { tms: "empty-field" }, code: "tms_unavailable" },
  {
    name: "busy, then well",
    order: (tapis, system) =>
      tapis.order({ call: "checkUserCredential", system, times: 2 }, { status: 503, body: "" }),
    status: "created",
  },
  {
    name: "busy for ever",
    order: (tapis, system) =>
      tapis.order({ call: "checkUserCredential", system, times: 3 }, { status: 502, body: "" }),
    code: "service_unavailable",
  },
  {
    name: "an empty 500 for ever",
    system: { attributes: { defaultAuthnMethod: null } }, // so that the list does not tell it
    order: (tapis, system) =>
      tapis.order({ call: "getSystem", system, times: 3 }, { status: 500, body: "" }),
    code: "server_error",
  },
  {
    name: "something else answers",
    order: (tapis, system) =>
      tapis.order({ call: "checkUserCredential", system }, { status: 200, body: "<html>" }),
    code: "invalid_response",
  },
  {
    name: "created, answer lost",
    order: (tapis, system) =>
      tapis.order({ call: "createUserCredential", system }, { act: true, drop: "after-headers" }),
    status: "created",
  },
  {
    name: "create lost",
    order: (tapis, system) =>
      tapis.order({ call: "createUserCredential", system }, { drop: "after-headers" }),
    code: "network_error",
  },
];

test("of 100 systems that fail in every way each result is right, in order, and none is lost", async ({
  tapis,
  call,
}) => {
  const fates = Array.from({ length: 100 }, (_, index) => FATES[index % FATES.length]);
  const ids = prepare(
    tapis,
    manySystems(100).map((system, index) => ({ ...system, ...fates[index].system })),
  );
  fates.forEach(({ order }, index) => order?.(tapis, ids[index]));

  const { result, progress } = await call("setupTmsCredentials", [ids], {
    options: { concurrency: 20 },
  });

  expect(result.map((/** @type {any} */ { systemId }) => systemId)).toEqual(ids);
  fates.forEach(({ name, status = "failed", code, says }, index) => {
    const { error, ...rest } = result[index];
    expect(rest.status, `${name} (${ids[index]}: ${error?.code})`).toBe(status);
    if (status !== "failed") return expect(error, name).toBeNull();
    expect(error.systemId, name).toBe(ids[index]);
    expect(error.code, name).toBe(code ?? "authn_method_unsupported");
    expect(error.message, name).toContain(says ?? "");
    return undefined;
  });
  expect(progress.map(({ done, total }) => [done, total])).toEqual(
    ids.map((_, index) => [index + 1, 100]),
  );
  const byId = (/** @type {any} */ left, /** @type {any} */ right) =>
    left.systemId < right.systemId ? -1 : 1;
  expect(progress.map((told) => told.result).sort(byId)).toEqual(result);
  const createdAt = result.filter((/** @type {any} */ { status }) => status === "created");
  for (const { systemId } of createdAt) expect(tapis.credential(systemId, "ann")).not.toBeNull();
});

test("definitions that a listing has told are not asked for again", async ({ tapis, call }) => {
  const ids = prepare(tapis, [
    ...manySystems(10),
    { id: "other", defaultAuthnMethod: /** @type {const} */ ("PASSWORD") },
  ]);

  const { result } = await call("setupTmsCredentials", [ids], { listFirst: true });

  expect(statuses(result)).toEqual([...Array(10).fill("created"), "failed"]);
  expect(result[10].error.message).toContain("PASSWORD");
  expect(tapis.requestsOf("getSystems")).toHaveLength(1);
  expect(tapis.requestsOf("getSystem")).toEqual([]);
});

test("definitions that are not known are asked for with one request, in the first wave", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, [
    ...manySystems(40),
    { id: "other", defaultAuthnMethod: /** @type {const} */ ("PASSWORD") },
  ]);
  tapis.latency(200);

  const { result } = await call("setupTmsCredentials", [ids], { options: { concurrency: 20 } });

  expect(statuses(result)).toEqual([...Array(40).fill("created"), "failed"]);
  expect(result[40].error.message).toContain("PASSWORD");
  const [list, ...others] = tapis.requestsOf("getSystems");
  expect(others).toEqual([]);
  expect(list.query.search).toBe(`(id.in.${ids.join(",")})`);
  expect(list.startedAt).toBeLessThan(Number(tapis.requestsOf("checkUserCredential")[0].endedAt));
  expect(tapis.requestsOf("getSystem")).toEqual([]);
  expect(tapis.requests).toHaveLength(1 + 41 + 40);
});

for (const [name, fault] of /** @type {const} */ ([
  ["does not know searches", { status: 400, body: "SEARCH_LIST_ERROR" }],
  ["is busy", { status: 503, body: "" }],
  [
    "lists nothing",
    { status: 200, body: { result: [], status: "success", message: "", metadata: null } },
  ],
  ["is a page of something else", { status: 200, body: "<html>" }],
  ["breaks off", { drop: "after-headers" }],
  ["takes longer than anybody should wait", { hang: true }],
])) {
  test(`where the list ${name}, each system's own definition is asked for`, async ({
    tapis,
    call,
  }) => {
    const ids = prepare(tapis, manySystems(3));
    tapis.order({ call: "getSystems" }, fault);

    const { result } = await call("setupTmsCredentials", [ids]);

    expect(statuses(result)).toEqual(["created", "created", "created"]);
    expect(tapis.requestsOf("getSystems")).toHaveLength(1);
    expect(tapis.requestsOf("getSystem").map(({ system }) => system)).toEqual(ids);
  });
}

test("a definition that the listing has not told is asked for", async ({ tapis, call }) => {
  prepare(tapis, [{ id: "a" }, { id: "b", attributes: { defaultAuthnMethod: null } }]);

  await call("setupTmsCredentials", [["a", "b", "nowhere"]], { listFirst: true });

  const asked = tapis.requestsOf("getSystem").map(({ system }) => system);
  expect(asked.sort()).toEqual(["b", "nowhere"]);
});

test("a system that is asked for twice is established once", async ({ tapis, call }) => {
  prepare(tapis, [{ id: "a" }, { id: "b" }]);

  const { result, progress } = await call("setupTmsCredentials", [["a", "b", "a"]]);

  expect(result).toEqual([
    { systemId: "a", status: "created", error: null },
    { systemId: "b", status: "created", error: null },
    { systemId: "a", status: "created", error: null },
  ]);
  expect(progress.map(({ done }) => done)).toEqual([1, 2, 3]);
  expect(tapis.mintedKeys).toHaveLength(2);
});

test("once the token is revoked the rest is cancelled with that reason", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, manySystems(33));
  const body = { status: "error", message: "Token is revoked.", version: "1", result: null };
  tapis.order(
    { call: "checkUserCredential", system: ids[2] },
    { latency: 1000, status: 500, body },
  );
  for (const id of ids.slice(3))
    tapis.order({ call: "checkUserCredential", system: id }, { hang: true });

  const { result, progress } = await call("setupTmsCredentials", [ids], {
    options: { concurrency: 1 },
  });

  expect(statuses(result)).toEqual([
    "created",
    "created",
    "failed",
    ...Array(30).fill("cancelled"),
  ]);
  for (const { error } of result.slice(2)) expect(error.code).toBe("token_rejected");
  expect(progress.map(({ done }) => done)).toEqual(ids.map((_, index) => index + 1));
  expect(tapis.mintedKeys).toHaveLength(2);
});

test("a token that Tapis does not accept creates nothing anywhere", async ({ tapis, call }) => {
  const ids = prepare(tapis, manySystems(40));
  const token = await tapis.issueToken();
  tapis.revokeToken(token);

  const { result } = await call("setupTmsCredentials", [ids], { token });

  expect(statuses(result).filter((status) => status === "failed")).toHaveLength(1);
  expect(statuses(result).filter((status) => status === "cancelled")).toHaveLength(39);
  for (const { error } of result) expect(error.code).toBe("token_rejected");
  expect(tapis.mintedKeys).toEqual([]);
  expect(systemsOf(tapis.requests).size).toBeLessThanOrEqual(32);
});

test("a set-up goes on until Tapis says that the token has ended, and cancels what is left then", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, manySystems(100));
  const last = { call: "checkUserCredential", system: ids.at(-1) };
  tapis.order(last, { status: 401, body: "TAPIS_SECURITY_JWT_EXPIRED The token has expired." });
  tapis.order({ call: "createUserCredential", times: 6 }, { act: true, latency: 300 });

  const { result } = await call("setupTmsCredentials", [ids]);

  const ends = statuses(result);
  expect(ends.filter((status) => status === "created").length).toBeGreaterThanOrEqual(6);
  expect(ends).toContain("cancelled");
  expect(ends.at(-1)).toBe("failed");
  for (const { status, error } of result) {
    if (status !== "created")
      expect(error).toMatchObject({ code: "token_expired", httpStatus: 401 });
  }
});

test("a set-up of many systems is begun with a token that ends soon", async ({ tapis, call }) => {
  const ids = prepare(tapis, manySystems(150));
  const token = await tapis.issueToken({ expiresIn: 60 });

  const { result } = await call("setupTmsCredentials", [ids], { token });

  expect(statuses(result)).toEqual(Array(150).fill("created"));
});

test("abort does not wait for another look at a create whose answer was lost", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, manySystems(2));
  tapis.order({ call: "createUserCredential", system: ids[0] }, { status: 504, body: "" });

  const { result, milliseconds } = await call("setupTmsCredentials", [ids], {
    abortAfterMs: 1_500,
  });

  expect(statuses(result)).toEqual(["cancelled", "created"]);
  expect(result[0].error.message).toContain("may still take effect");
  expect(milliseconds).toBeLessThan(2_900);
});

test("abort lets a create on its way finish, cancels the rest, and the results say which is which", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, manySystems(50));
  tapis.setCredential(ids[0], "ann");
  tapis.order({ call: "createUserCredential", system: ids[1] }, { latency: 3000 });
  tapis.order({ call: "checkUserCredential", system: ids[2] }, { hang: true });
  tapis.order(
    { call: "createUserCredential", system: ids[3] },
    { latency: 3000, status: 500, body: "" },
  );
  // Two come later and wait for their turn. Of the others all that are checked hang there: 32 at a time, which the five
  // above make room for.
  for (const id of ids.slice(4, 6))
    tapis.order({ call: "checkUserCredential", system: id }, { latency: 1200 });
  for (const id of ids.slice(6, 37))
    tapis.order({ call: "checkUserCredential", system: id }, { hang: true });

  const { result, progress } = await call("setupTmsCredentials", [ids], {
    options: { concurrency: 2 },
    abortAfterMs: 2000,
  });

  expect(statuses(result)).toEqual([
    "exists",
    "created",
    "cancelled",
    "failed",
    ...Array(46).fill("cancelled"),
  ]);
  expect(result[2].error).toMatchObject({ code: "cancelled", systemId: ids[2] });
  expect(result[49].error).toMatchObject({ code: "cancelled", systemId: ids[49] });
  expect(progress.map(({ done }) => done)).toEqual(ids.map((_, index) => index + 1));
  await tapis.waitForRequest({ call: "checkUserCredential", system: ids[2], aborted: true });
  expect(tapis.credential(ids[1], "ann")).not.toBeNull();
  expect(systemsOf(tapis.requestsOf("createUserCredential"))).toEqual(new Set([ids[1], ids[3]]));
});

test("no systems have no results", async ({ tapis, call }) => {
  expect(await call("setupTmsCredentials", [[]])).toMatchObject({ result: [], progress: [] });
  expect(tapis.requests).toEqual([]);
});

test("an id that cannot be fails alone", async ({ call }) => {
  const { result } = await call("setupTmsCredentials", [["../x", SYSTEM]]);

  expect(statuses(result)).toEqual(["failed", "created"]);
  expect(result[0]).toMatchObject({ systemId: "../x", error: { code: "invalid_argument" } });
});

for (const concurrency of [0, -1, 33, 1.5, "6", Number.NaN, 2 ** 32 + 6]) {
  test(`a concurrency of ${JSON.stringify(concurrency)} (${concurrency}) is refused with no request`, async ({
    tapis,
    call,
  }) => {
    const { error } = await call("setupTmsCredentials", [[SYSTEM]], { options: { concurrency } });

    expect(error?.code).toBe("invalid_argument");
    expect(error?.message).toContain("1 to 32");
    expect(tapis.requests).toEqual([]);
  });
}

test("a system that waits with patience holds no turn, and gets its key when the host accepts one", async ({
  tapis,
  call,
}) => {
  const ids = prepare(tapis, [{ id: "a" }, { id: "b" }]);
  tapis.behave({ situations: { ann: { keysRefused: 1 } } });

  const { result } = await call("setupTmsCredentials", [ids], {
    options: { concurrency: 1, patienceMs: 3_500 },
  });

  expect(statuses(result)).toEqual(["created", "created"]);
  const creates = tapis.requestsOf("createUserCredential").map(({ system }) => system);
  // Which is checked first, and waits longer, is left to chance; but one has its turn while the other waits.
  expect(creates.slice(0, 2).sort()).toEqual(["a", "b"]);
  expect(creates.slice(2).sort()).toEqual(["a", "b"]);
  expect(tapis.mintedKeys).toHaveLength(4);
});

for (const [name, args] of /** @type {[string, unknown[]][]} */ ([
  ["one id in place of a list", [SYSTEM]],
  ["nothing", []],
  ["a number among the ids", [[SYSTEM, 7]]],
  ["a user name with a slash", [[SYSTEM], "ann/check"]],
  ["a user name that is null", [[], null]],
])) {
  test(`${name} is refused with no request`, async ({ tapis, call }) => {
    expect((await call("setupTmsCredentials", args)).error?.code).toBe("invalid_argument");
    expect(tapis.requests).toEqual([]);
  });
}

/**
 * Sets Tapis back to these systems.
 *
 * @param {Tapis} tapis
 * @param {SystemInput[]} systems
 * @returns {string[]} their ids
 */
function prepare(tapis, systems) {
  tapis.reset(systems);
  return systems.map(({ id }) => id);
}

/**
 * @param {{ status: string }[]} results
 */
function statuses(results) {
  return results.map(({ status }) => status);
}

/**
 * The systems that these requests name in their path; a list names none.
 *
 * @param {JournalEntry[]} requests
 */
function systemsOf(requests) {
  return new Set(requests.flatMap(({ system }) => system ?? []));
}

/**
 * Runs inside the page: the requests of a set-up where all is missing, with nothing around them.
 *
 * @param {{ origin: string, token: string, ids: string[] }} scene
 * @returns {Promise<number>} milliseconds
 */
async function twoBareWaves({ origin, token, ids }) {
  const started = performance.now();
  const ask = async (
    /** @type {string} */ path,
    method = "GET",
    /** @type {string | undefined} */ body = undefined,
  ) => {
    const headers = { "X-Tapis-Token": token, ...(body && { "Content-Type": "application/json" }) };
    await (await fetch(`${origin}/v3/systems${path}`, { method, headers, body })).json();
  };
  const definitions = ask(`?listType=ALL&select=id,defaultAuthnMethod&search=(id.in.${ids})`);
  await Promise.all(
    ids.map(async (id) => {
      await Promise.all([ask(`/credential/${id}/user/ann/check`, "POST"), definitions]);
      await ask(`/credential/${id}/user/ann?createTmsKeys=true`, "POST", "{}");
    }),
  );
  return performance.now() - started;
}
