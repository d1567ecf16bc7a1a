import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  noteStep,
  progressText,
  settle,
  startBatch,
  summaryOf,
} from "../../../web/page/operations/batch.js";
import { makeFailure } from "../../../web/page/failures/failure.js";
import { fail, startOperation, succeed } from "../../../web/page/operations/operation.js";

/** @typedef {import("../../../web/page/operations/operation.js").Status} Status */

/** @param {string} id @param {Status} status */
const done = (id, status) => succeed(startOperation("establish", id), { status, message: "" });
/** @param {string} id @param {string} code */
const failed = (id, code) =>
  fail(startOperation("establish", id), {
    ...makeFailure(code, ""),
    retryable: ["timeout", "host_unreachable"].includes(code),
  });
/** @param {import("../../../web/page/operations/operation.js").Operation[]} operations */
const after = (...operations) =>
  settle(
    startBatch(
      "setup",
      operations.map(({ systemId }) => systemId),
    ),
    operations,
  );

/** @type {import("../../../web/tms.js").StepEvent} */
const CREATING = {
  step: "create",
  systemId: "frontera",
  message: "",
  attempt: 1,
  waitMs: 0,
  request: { method: "POST", path: "" },
  response: null,
};

describe("the progress of a batch", () => {
  test("tells how many are done and what was begun last", () => {
    const batch = settle(startBatch("setup", ["ls6", "frontera"]), [done("ls6", "exists")]);
    assert.equal(progressText(batch), "1 of 2");
    assert.equal(progressText(noteStep(batch, CREATING)), "1 of 2 · creating on frontera");
  });

  test("is not moved by what happens elsewhere", () => {
    const batch = startBatch("setup", ["ls6"]);
    assert.equal(noteStep(batch, CREATING), batch);
    assert.equal(settle(batch, [done("frontera", "exists")]), batch);
  });
});

describe("the summary of a batch", () => {
  test("counts what is ready, created and failed, and names what failed and why", () => {
    const summary = summaryOf(
      after(
        done("a", "exists"),
        done("b", "exists"),
        done("c", "created"),
        failed("ls6", "host_unreachable"),
        failed("vista", "timeout"),
      ),
    );
    assert.equal(
      summary.text,
      "2 ready, 1 created, 2 failed: 1 host not answering: ls6; 1: no answer in time: vista",
    );
    assert.equal(summary.tone, "attention");
    assert.deepEqual(summary.again, ["ls6", "vista"]);
  });

  test("of a verification counts a refusal as a failure, and a missing credential as none", () => {
    const summary = summaryOf(
      after(done("a", "valid"), done("b", "missing"), done("c", "refused")),
    );
    assert.equal(summary.text, "1 verified, 1 not set up, 1 failed: 1 refused by the host: c");
    assert.deepEqual(summary.again, ["c"]);
  });

  test("offers to try again only what may go better", () => {
    const { again } = summaryOf(
      after(failed("a", "forbidden"), done("b", "unsupported"), failed("c", "timeout")),
    );
    assert.deepEqual(again, ["c"]);
  });

  test("offers to keep trying where a host refused a new key, and nowhere else", () => {
    const byHost = failed("ls6", "credential_refused");
    const { failure } = byHost;
    const summary = summaryOf(
      after(
        { ...byHost, failure: failure && { ...failure, tapisCode: "SYSLIB_CRED_VALID_FAIL" } },
        failed("frontera", "credential_refused"),
        failed("vista", "host_unreachable"),
      ),
    );
    assert.deepEqual(summary.later, ["ls6"]);
    assert.deepEqual(summary.again, ["vista"]);
    assert.match(
      summary.text,
      /1: the host refused the new key: ls6; 1: a new key was refused: frontera;/,
    );
  });

  test("after a cancel tells what was not done, which is no failure", () => {
    const summary = summaryOf(after(done("a", "created"), failed("b", "cancelled")));
    assert.equal(summary.text, "1 created, 1 not set up, cancelled");
    assert.equal(summary.tone, "neutral");
    assert.deepEqual(summary.again, ["b"]);
  });

  test("names each cause once, the most frequent first, with what helps", () => {
    const noKey = (/** @type {string} */ id) => {
      const operation = failed(id, "credential_refused");
      const tapisCode = "SYSLIB_CRED_TMS_KEYS_HTTP_ERR";
      return { ...operation, failure: operation.failure && { ...operation.failure, tapisCode } };
    };
    const summary = summaryOf(
      after(
        failed("a", "forbidden"),
        done("u1", "unreachable"),
        noKey("b"),
        noKey("c"),
        noKey("d"),
        failed("u2", "host_unreachable"),
      ),
    );
    assert.equal(
      summary.text,
      "6 failed: 3: TMS made no key: b, c, d; 2 hosts not answering: u2, u1; 1 not allowed: a",
    );
    assert.deepEqual(
      summary.causes.map(({ next, helpCode }) => [next, helpCode]),
      [
        ["A row, unfolded, says what to check.", "credential_refused"],
        ["", "host_unreachable"],
        ["Ask the owner of the system.", "forbidden"],
      ],
    );
  });

  test("names ten systems for a cause, or all eleven, and counts the others", () => {
    const textOf = (/** @type {number} */ number) => {
      const ids = Array.from({ length: number }, (_, index) => `s${index}`);
      return summaryOf(after(...ids.map((id) => failed(id, "forbidden")))).text;
    };
    assert.match(textOf(11), /^11 failed: 11 not allowed: s0, .*, s9, s10$/);
    assert.match(textOf(12), /^12 failed: 12 not allowed: s0, .*, s9 and 2 more$/);
  });

  test("is good if all went well", () => {
    assert.equal(summaryOf(after(done("a", "created"))).tone, "good");
  });
});
