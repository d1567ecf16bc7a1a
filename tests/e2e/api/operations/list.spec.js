// listSystems in a page: how many requests, and what becomes of each row.

import { manySystems } from "../../../tapis/index.js";
import { expect, SYSTEM, test } from "../one-page.js";

for (const count of [0, 1, 999, 1000]) {
  test(`${count} systems are listed with exactly one request`, async ({ tapis, call }) => {
    tapis.setSystems(manySystems(count));

    const { result, skippedRows } = await call("listSystems");

    expect(result.map((/** @type {any} */ { id }) => id)).toEqual(
      manySystems(count).map(({ id }) => id),
    );
    expect(skippedRows).toBe(0);
    expect(tapis.requests.map(({ call: name, query }) => [name, query.startAfter])).toEqual([
      ["getSystems", undefined],
    ]);
    // The page is shared, so the browser may remember that the request is allowed.
    expect(tapis.preflights.length).toBeLessThanOrEqual(1);
  });
}

for (const [count, requests] of [
  [2500, 3],
  [10_000, 10],
]) {
  test(`${count} systems are listed with ${requests} requests, all but the first at the same time`, async ({
    tapis,
    call,
  }) => {
    tapis.setSystems(manySystems(count));
    tapis.latency(300); // long enough for a busy machine to send them all

    const { result } = await call("listSystems");

    expect(result.map((/** @type {any} */ { id }) => id)).toEqual(
      manySystems(count).map(({ id }) => id),
    );
    const [first, ...others] = tapis.requests;
    expect(first.query).toMatchObject({ limit: "1000", computeTotal: "true" });
    const skipped = others.map(({ query }) => Number(query.skip));
    expect(skipped.sort((left, right) => left - right)).toEqual(
      others.map((_, page) => 999 + 1000 * page),
    );
    expect(others).toHaveLength(requests - 1);
    expect(tapis.maxInFlight("getSystems")).toBe(Math.min(6, requests - 1));
  });
}

test("systems that come and go while a list is read are neither lost nor repeated", async ({
  tapis,
  call,
}) => {
  tapis.setSystems(manySystems(4000));
  // Once the second page has come, and before the others are looked up, an earlier system is gone.
  const isLater = (
    /** @type {import("../../../tapis/wire/journal.js").JournalEntry} */ { query },
  ) => query.skip === "1999" || query.skip === "2999";
  tapis.order(isLater, { latency: 500 }, { times: 2 });
  const change = tapis
    .waitForRequest((entry) => entry.query.skip === "999" && entry.ended)
    .then(() => tapis.setSystems(manySystems(4000).slice(1)));

  const { result } = await call("listSystems");

  await change;
  expect(result.map((/** @type {any} */ { id }) => id)).toEqual(
    manySystems(4000).map(({ id }) => id),
  );
  const asked = (/** @type {string} */ name) =>
    tapis.requests.flatMap(({ query }) => query[name] ?? []);
  expect(asked("skip").sort()).toEqual(["1999", "2999", "999"]);
  expect(asked("startAfter")).toEqual(["sys-01999", "sys-02999", "sys-03999"]);
});

test("the rows come with all attributes and real booleans", async ({ tapis, call }) => {
  tapis.setSystems([
    { id: "ls6", description: "Lonestar6" },
    {
      id: "cloud.data",
      owner: "ann",
      systemType: "S3",
      host: "data.example.org",
      defaultAuthnMethod: "ACCESS_KEY",
      canExec: false,
      enabled: false,
      isDynamicEffectiveUser: false,
      attributes: { dtnSystemId: "ls6" },
    },
  ]);
  tapis.setCredential("ls6", "ann");

  const { result } = await call("listSystems");

  expect(result).toEqual([
    {
      id: "cloud.data",
      host: "data.example.org",
      description: "",
      owner: "ann",
      systemType: "S3",
      canExec: false,
      enabled: false,
      defaultAuthnMethod: "ACCESS_KEY",
      isDynamicEffectiveUser: false,
      dtnSystemId: "ls6",
      hasCredentials: false,
    },
    {
      id: "ls6",
      host: "ls6.tacc.utexas.edu",
      description: "Lonestar6",
      owner: "wma_prtl",
      systemType: "LINUX",
      canExec: true,
      enabled: true,
      defaultAuthnMethod: "TMS_KEYS",
      isDynamicEffectiveUser: true,
      dtnSystemId: "",
      hasCredentials: true,
    },
  ]);
});

test("a service that does not know an attribute is asked once more, for all of them", async ({
  tapis,
  call,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  const body = { result: null, status: "Bad Request", message: "SYSAPI_SELECT", metadata: null };
  tapis.order({ call: "getSystems" }, { status: 400, body });

  const { result } = await call("listSystems");

  expect(result).toMatchObject([
    { id: SYSTEM, canExec: true, enabled: true, hasCredentials: true },
  ]);
  expect(tapis.requests.map(({ query }) => query.select)).toEqual([
    expect.stringContaining("hasCredentials"),
    "allAttributes",
  ]);
});

test("an older deployment that does not report hasCredentials leaves it unknown", async ({
  tapis,
  call,
}) => {
  tapis.behave({ hasCredentials: "absent" });

  expect((await call("listSystems")).result).toMatchObject([{ id: SYSTEM, hasCredentials: null }]);
});

/** @type {[name: string, description: string][]} */
const DESCRIPTIONS = [
  ["markup", `<img src=x onerror="document.title='pwned'"><script>alert(1)</script>&amp;`],
  ["right-to-left marks", "\u202Egnp.exe\u202C \u2067שלום\u2069 \u200F"],
  ["two thousand characters", "é😀".repeat(1000)],
  ["line breaks, quotes and a null character", 'a\r\n\t"b"\\c\0d\'e'],
  ["separators of records and units", "a\x1Eb\x1Fc\x1F\x1E"],
];

for (const [name, description] of DESCRIPTIONS) {
  test(`a description with ${name} comes through as text`, async ({ tapis, call }) => {
    tapis.setSystems([{ id: "a" }, { id: "b", description, owner: description }, { id: "c" }]);

    const { result } = await call("listSystems");

    expect(result.map((/** @type {any} */ row) => [row.id, row.description])).toEqual([
      ["a", ""],
      ["b", description],
      ["c", ""],
    ]);
    expect(result[1].owner).toBe(description);
  });
}

test("rows that cannot be understood are left out and counted", async ({ tapis, call }) => {
  tapis.setSystems([
    { id: "a" },
    { id: "b", attributes: { host: 7 } },
    { id: "c", attributes: { enabled: "perhaps" } },
    { id: "d", attributes: { id: "../d" } },
    { id: "e" },
  ]);

  const { result, skippedRows } = await call("listSystems");

  expect(result.map((/** @type {any} */ { id }) => id)).toEqual(["a", "e"]);
  expect(skippedRows).toBe(3);
});

test("nothing is missing where the last row of a page is left out", async ({ tapis, call }) => {
  const systems = manySystems(2001);
  systems[999].attributes = { host: 7 };
  tapis.setSystems(systems);

  const { result, skippedRows } = await call("listSystems");

  expect(result).toHaveLength(2000);
  expect(result.at(-1).id).toBe("sys-02000");
  expect(skippedRows).toBe(1);
  expect(tapis.requests).toHaveLength(3);
});

test("a page that meets a busy gateway is asked again, and nothing is missing", async ({
  tapis,
  call,
}) => {
  tapis.setSystems(manySystems(1500));
  tapis.order({ call: "getSystems", skip: 1 }, { status: 503, body: "" });

  const { result, steps } = await call("listSystems");

  expect(result).toHaveLength(1500);
  expect(tapis.requests).toHaveLength(3);
  expect(steps.filter(({ response }) => response).map(({ response }) => response?.summary)).toEqual(
    ["1000 found", "HTTP 503", "501 found"],
  );
});

/** @type {[name: string, fault: import("../../../tapis/wire/faults.js").Fault, code: string, times?: number][]} */
const FAILURES = [
  ["403", { status: 403, body: { status: "error", message: "SYSLIB_UNAUTH" } }, "forbidden"],
  ["HTML where JSON is due", { status: 200, body: "<html>Sign in</html>" }, "invalid_response"],
  ["a result that is no list", { status: 200, body: shape({}) }, "invalid_response"],
  ["a page that is cut short", { truncate: 200 }, "invalid_response"],
  ["nine mebibytes", { hugeBody: 9 }, "invalid_response"],
  ["504, again and again", { status: 504, body: "" }, "service_unavailable", 3],
  ["a dropped connection, again and again", { drop: "after-headers" }, "network_error", 3],
  ["an expired token", { status: 401, body: "TAPIS_SECURITY_JWT_EXPIRED x" }, "token_expired"],
];

for (const [name, fault, code, times = 1] of FAILURES) {
  test(`an answer with ${name} ends as ${code}, and the module goes on working`, async ({
    tapis,
    call,
  }) => {
    tapis.order({ call: "getSystems", times }, fault);

    const { error } = await call("listSystems");

    expect(error).toMatchObject({ code, systemId: "" });
    expect((await call("listSystems")).result).toHaveLength(1);
  });
}

test("a service that repeats the same page ends as invalid_response", async ({ tapis, call }) => {
  tapis.setSystems(manySystems(1500));
  const rows = manySystems(1000).map(({ id }) => ({ id }));
  tapis.order({ call: "getSystems", skip: 1, times: 2 }, { status: 200, body: shape(rows, 1500) });

  const { error } = await call("listSystems");

  expect(error?.code).toBe("invalid_response");
  expect(tapis.requests).toHaveLength(3);
});

test("cancel aborts the page that is on its way", async ({ tapis, call }) => {
  tapis.setSystems(manySystems(1500));
  tapis.order({ call: "getSystems", skip: 1 }, { hang: true });

  const { error } = await call("listSystems", [], { abortAfterMs: 1000 });

  expect(error?.code).toBe("cancelled");
  await tapis.waitForRequest({ call: "getSystems", aborted: true });
});

/**
 * The envelope of a list.
 *
 * @param {unknown} result
 * @param {number} [totalCount]
 */
function shape(result, totalCount = -1) {
  return { result, status: "success", message: "TAPIS_FOUND", metadata: { totalCount } };
}
