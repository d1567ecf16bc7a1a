// revokeTmsCredentials and checkTmsCredentials in a page.

import { expect, SYSTEM, test } from "../fixtures.js";

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

test("a removal that never arrived ends as an error that says what is still stored", async ({
  tapis,
  call,
}) => {
  tapis.setCredential(SYSTEM, "ann");
  tapis.order({ call: "removeUserCredential" }, { status: 502, body: "<html>" });

  const { error } = await call("revokeTmsCredentials", [SYSTEM]);

  expect(error).toMatchObject({ code: "service_unavailable", httpStatus: 502 });
  expect(error?.message).toContain("still stored");
  expect(tapis.credential(SYSTEM, "ann")).not.toBeNull();
});

test("revoke says absent where Tapis says 404 for a system that exists", async ({
  tapis,
  call,
}) => {
  tapis.order({ call: "removeUserCredential" }, { status: 404, body: "{}" });

  expect((await call("revokeTmsCredentials", [SYSTEM])).result.status).toBe("absent");
});

test("revoke says that an unknown system is unknown", async ({ call }) => {
  const { error } = await call("revokeTmsCredentials", ["nowhere"]);

  expect(error).toMatchObject({ code: "system_not_found", httpStatus: 404, systemId: "nowhere" });
});

/** @type {[state: string, prepare: (tapis: import("../../tapis/index.js").Tapis) => void][]} */
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
 * @param {import("../../tapis/index.js").Tapis} tapis
 * @param {import("../../tapis/systems.js").HostBehaviour} hostBehaviour
 */
function putCredentialOn(tapis, hostBehaviour) {
  tapis.addSystem({ id: SYSTEM, hostBehaviour });
  tapis.setCredential(SYSTEM, "ann");
}
