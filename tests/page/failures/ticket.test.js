import assert from "node:assert/strict";
import { test } from "node:test";

import { makeFailure } from "../../../web/page/failures/failure.js";
import { ticketText } from "../../../web/page/failures/ticket.js";

const FAILURE = {
  ...makeFailure("credential_refused", "stampede3 refused the new key."),
  httpStatus: 401,
  tapisCode: "SYSLIB_CRED_VALID_FAIL",
  serverMessage: "SYSLIB_CRED_VALID_FAIL Host: stampede3",
};
const ANN = { username: "ann", tenant: "designsafe" };
const WHERE = { at: Date.UTC(2026, 4, 1, 12), version: "1.2.3", browser: "Mozilla/5.0 (X11)" };

test("a ticket names the system, the moment, the request and what was answered", () => {
  const path = "/v3/systems/credential/stampede3/user/ann?createTmsKeys=true";
  const attempt = {
    tried: "establish credentials",
    systemId: "stampede3",
    request: { method: "POST", path },
  };
  const text = ticketText({ failure: FAILURE, attempt, user: ANN, ...WHERE });
  const time = text.match(/^Time: (\S+) \((\d\d:\d\d:\d\d \S+)\)$/m);
  assert.equal(time?.[1], "2026-05-01T12:00:00.000Z");
  assert.equal(
    text.replace(/^Time: .*\n/m, ""),
    [
      "User: ann, tenant: designsafe",
      "What I tried: establish credentials on stampede3",
      "System: stampede3",
      "Request: POST /v3/systems/credential/stampede3/user/ann?createTmsKeys=true",
      "Error code: credential_refused",
      "HTTP status: 401",
      "Tapis code: SYSLIB_CRED_VALID_FAIL",
      "Tapis said: SYSLIB_CRED_VALID_FAIL Host: stampede3",
      "The page said: stampede3 refused the new key.",
      "Page: TMS credentials 1.2.3",
      "Browser: Mozilla/5.0 (X11)",
      "",
    ].join("\n"),
  );
});

test("a ticket about no system leaves out what it does not know", () => {
  const failure = makeFailure("network_error", "No connection.");
  const text = ticketText({ failure, attempt: {}, user: null, ...WHERE });
  assert.deepEqual(text.match(/^[^:\n]+/gm), [
    "Time",
    "Error code",
    "HTTP status",
    "The page said",
    "Page",
    "Browser",
  ]);
});

test("a ticket says what was tried, on a system or not", () => {
  /** @param {import("../../../web/page/failures/ticket.js").Attempt} attempt */
  const tried = (attempt) =>
    ticketText({ failure: FAILURE, attempt, user: ANN, ...WHERE }).match(
      /^What I tried: (.*)$/m,
    )?.[1];
  assert.equal(tried({}), undefined);
  assert.equal(tried({ tried: "list my systems" }), "list my systems");
  assert.equal(tried({ tried: "check credentials", systemId: "ls6" }), "check credentials on ls6");
});
