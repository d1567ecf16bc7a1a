import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { hostEventsOf } from "../../web/page/host-events.js";
import { makeFailure } from "../../web/page/failures/failure.js";

const at = 0;
const systemId = "frontera";

describe("a host is told", () => {
  test("who is connected", () => {
    const session = { username: "ann", tenant: "designsafe", baseUrl: "https://t", expiresAt: 1 };
    assert.deepEqual(hostEventsOf({ type: "connected", session, now: 0, error: null }), [
      { name: "ready", detail: session },
    ]);
  });

  test("of credentials that are there now, or gone", () => {
    for (const [status, name] of /** @type {const} */ ([
      ["created", "established"],
      ["exists", "established"],
      ["revoked", "revoked"],
      ["absent", "revoked"],
    ])) {
      const result = { status, message: "" };
      assert.deepEqual(hostEventsOf({ type: "operation-succeeded", systemId, result, at }), [
        { name, detail: { systemId, status } },
      ]);
    }
  });

  test("of each end in a batch, but for what was cancelled", () => {
    const ends = [
      { systemId: "a", at, result: /** @type {const} */ ({ status: "created", message: "" }) },
      { systemId: "b", at, failure: makeFailure("forbidden", "Not allowed.") },
      { systemId: "c", at, failure: makeFailure("cancelled", "Cancelled.") },
    ];
    assert.deepEqual(hostEventsOf({ type: "batch-settled", ends }), [
      { name: "established", detail: { systemId: "a", status: "created" } },
      { name: "error", detail: { systemId: "b", code: "forbidden", message: "Not allowed." } },
    ]);
  });

  test("nothing of what a check found, nor of anything else", () => {
    const result = /** @type {const} */ ({ status: "valid", message: "" });
    assert.deepEqual(hostEventsOf({ type: "operation-succeeded", systemId, result, at }), []);
    assert.deepEqual(hostEventsOf({ type: "disconnected" }), []);
  });
});
