// revokeTmsCredentials and checkTmsCredentials in a page.

import { expect, SYSTEM, test } from "../one-page.js";

test("revoke removes the credential with one request", async ({ tapis, call }) => {
  tapis.setCredential(SYSTEM, "ann");

  const { result } = await call("revokeTmsCredentials", [SYSTEM]);

  expect(result).toMatchObject({ systemId: SYSTEM, username: "ann", status: "revoked" });
  expect(tapis.credential(SYSTEM, "ann")).toBeNull();
  expect(tapis.requests.map((request) => request.call)).toEqual(["removeUserCredential"]);
});

test("a removal whose answer is lost ends as revoked", async ({ tapis, call }) => {
  tapis.setCredential(SYSTEM, "ann");
  tapis.order({ call: "removeUserCredential" }, { act: true, drop: "after-headers" });

  const { result } = await call("revokeTmsCredentials", [SYSTEM]);

  expect(result.status).toBe("revoked");
  expect(tapis.requestsOf("removeUserCredential")).toHaveLength(1);
});

test("a lost removal is looked for again, in truth, and what is still stored is said", async ({
  tapis,
  call,
}) => {
  const late = [1_000, 5_000, undefined];
  for (const each of late) {
    const system = `late-${each}`;
    tapis.addSystem({ id: system });
    tapis.setCredential(system, "ann");
    tapis.order(
      { call: "removeUserCredential", system },
      { status: 502, body: "<html>", late: each },
    );
  }

  const reports = await Promise.all(
    late.map((each) => call("revokeTmsCredentials", [`late-${each}`])),
  );

  expect(reports.map(({ result }) => result?.status)).toEqual(["revoked", "revoked", undefined]);
  const { error } = reports[2];
  expect(error).toMatchObject({ code: "service_unavailable", httpStatus: 502 });
  expect(error?.message).toContain("still stored. The removal may still come");
  expect(tapis.credential("late-undefined", "ann")).not.toBeNull();
  expect(tapis.requestsOf("removeUserCredential")).toHaveLength(late.length);
  const looks = (/** @type {number | undefined} */ each) =>
    tapis.requestsOf("checkUserCredential").filter(({ system }) => system === `late-${each}`)
      .length;
  expect(late.map(looks)).toEqual([2, 3, 3]);
});

test("revoke says absent where Tapis says 404 for a system that exists", async ({
  tapis,
  call,
}) => {
  const body = { result: null, status: "error", message: "SYSAPI_NOSYSTEM None.", metadata: null };
  tapis.order({ call: "removeUserCredential" }, { status: 404, body });

  expect((await call("revokeTmsCredentials", [SYSTEM])).result.status).toBe("absent");
});

test("revoke says nothing of the credentials where something else says 404", async ({
  tapis,
  call,
}) => {
  tapis.order({ call: "removeUserCredential" }, { status: 404, body: "{}" });

  expect((await call("revokeTmsCredentials", [SYSTEM])).error?.code).toBe("invalid_response");
});

test("revoke says that an unknown system is unknown", async ({ call }) => {
  const { error } = await call("revokeTmsCredentials", ["nowhere"]);

  expect(error).toMatchObject({ code: "system_not_found", httpStatus: 404, systemId: "nowhere" });
});

/** @type {[state: string, prepare: (tapis: import("../../../tapis/index.js").Tapis) => void][]} */
const STATES = [
  ["missing", () => {}],
  ["valid", (tapis) => tapis.setCredential(SYSTEM, "ann")],
  ["refused", (tapis) => tapis.setCredential(SYSTEM, "ann", "TMS_KEYS", { accepted: false })],
  ["unreachable", (tapis) => putCredentialOn(tapis, "unreachable")],
  ["unsupported", (tapis) => putCredentialOn(tapis, "unsupported")],
];

for (const [state, prepare] of STATES) {
  test(`check reports ${state} and changes nothing`, async ({ tapis, call }) => {
    prepare(tapis);
    const before = JSON.stringify(tapis.credential(SYSTEM, "ann"));

    const { result } = await call("checkTmsCredentials", [SYSTEM]);

    expect(result).toMatchObject({ systemId: SYSTEM, username: "ann", status: state });
    expect(tapis.requests.map((request) => request.call)).toEqual(["checkUserCredential"]);
    expect(JSON.stringify(tapis.credential(SYSTEM, "ann"))).toBe(before);
  });
}

test("what belongs to another user is forbidden", async ({ call }) => {
  const { error } = await call("checkTmsCredentials", [SYSTEM, "bob"]);

  expect(error).toMatchObject({ code: "forbidden", httpStatus: 403, tapisCode: "SYSLIB_UNAUTH" });
});

/**
 * @param {import("../../../tapis/index.js").Tapis} tapis
 * @param {import("../../../tapis/systems/systems.js").HostBehaviour} hostBehaviour
 */
function putCredentialOn(tapis, hostBehaviour) {
  tapis.addSystem({ id: SYSTEM, hostBehaviour });
  tapis.setCredential(SYSTEM, "ann");
}
