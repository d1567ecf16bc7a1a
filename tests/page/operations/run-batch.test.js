import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createController } from "../../../web/page/controller.js";
import { forEachAtMost } from "../../../web/page/operations/run-batch.js";
import { INITIAL_STATE, reduce } from "../../../web/page/state.js";
import { createStore } from "../../../web/page/ui/store.js";
import { createFakeClient, FakeTapisError } from "../fake-client.js";
import { API_ORIGINS, atTheEnd, nextTurn, openConnected, TOKEN } from "../open-controller.js";

describe("a batch", () => {
  const IDS = ["a", "b", "c", "d", "e", "f", "g", "h"];

  test("sets up all systems but those on which something runs", async () => {
    const { fake, store, controller } = await openConnected();
    const single = controller.run("check", "c");
    await Promise.all([controller.runBatch("setup", IDS), single]);
    assert.deepEqual(
      fake.calls.find(({ name }) => name === "setup")?.systemIds,
      IDS.filter((id) => id !== "c"),
    );
    assert.equal(store.get().batch?.phase, "ended");
    assert.equal(store.get().announcement, "7 created");
    assert.equal(store.get().operations.get("h")?.result?.status, "created");
  });

  test("verifies six systems at a time", async () => {
    const { fake, store, controller } = await openConnected();
    const running = controller.runBatch("verify", IDS);
    assert.equal(fake.calls.filter(({ name }) => name === "check").length, 6);
    assert.equal(store.get().operations.get("h")?.phase, "queued");
    await running;
    assert.equal(fake.calls.filter(({ name }) => name === "check").length, 8);
  });

  test("is started once, and keeps its systems to itself", async () => {
    const { fake, store, controller } = await openConnected();
    const running = controller.runBatch("setup", IDS);
    await controller.runBatch("setup", IDS);
    await controller.run("check", "a");
    assert.match(store.get().alert, /under way on a/);
    await running;
    assert.equal(fake.calls.filter(({ name }) => name === "setup").length, 1);
    assert.ok(!fake.calls.some(({ name }) => name === "check"));
  });

  test("that is cancelled starts nothing more and tells what was not done", async () => {
    const { fake, store, controller } = await openConnected({ latencyMs: 60_000 });
    const running = controller.runBatch("verify", IDS);
    controller.cancelBatch();
    assert.equal(store.get().batch?.phase, "cancelling");
    await running;
    assert.equal(store.get().announcement, "8 not verified, cancelled");
    assert.equal(store.get().batch?.settled.length, 8);
    assert.equal(fake.calls.filter(({ name }) => name === "check").length, 8);
  });

  test("whose token is rejected ends the session and asks nothing more", async () => {
    const error = new FakeTapisError({ code: "token_rejected", message: "Get a new one." });
    const { fake, store, controller } = await openConnected({ error });
    await controller.runBatch("verify", IDS);
    assert.equal(store.get().ended?.failure?.message, "Get a new one.");
    assert.equal(fake.connections[0].closed, true);
    assert.equal(fake.calls.filter(({ name }) => name === "check").length, 6);
    assert.equal(store.get().operations.get("h")?.failure?.code, "cancelled");
  });

  test("whose token is rejected lets end what has begun, and keeps its summary", async () => {
    const { fake, store, controller } = await openConnected({ latencyMs: 5 });
    const refusal = new FakeTapisError({ code: "token_rejected", message: "Get a new one." });
    fake.client.setupTmsCredentials = async (_tapis, [first, second], _username, options) => {
      options?.onProgress?.({
        done: 1,
        total: 2,
        result: { systemId: first, status: "failed", error: refusal },
      });
      await nextTurn();
      assert.equal(store.get().session?.username, "jdoe", "the session lasts as long as the batch");
      options?.onProgress?.({
        done: 2,
        total: 2,
        result: { systemId: second, status: "created", error: null },
      });
      return [];
    };
    await controller.runBatch("setup", ["a", "b"]);
    assert.equal(store.get().ended?.failure?.message, "Get a new one.");
    assert.equal(store.get().batch?.phase, "ended");
    assert.equal(store.get().operations.get("b")?.result?.status, "created");
  });

  test("is not cancelled by the cancel of one of its systems", async () => {
    const { store, controller } = await openConnected({ latencyMs: 5 });
    const running = controller.runBatch("setup", IDS);
    controller.cancel("a");
    await running;
    assert.equal(store.get().announcement, "8 created");
  });

  test("of thousands is cancelled in a few changes of the page", async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `s${index}`);
    const { store, controller } = await openConnected({ latencyMs: 5 });
    const running = controller.runBatch("verify", many);
    let changes = 0;
    store.subscribe(() => (changes += 1));
    controller.cancelBatch();
    await running;
    assert.equal(store.get().batch?.settled.length, 5000);
    assert.ok(changes < 20, `${changes} changes`);
  });

  test("that cannot be started says why, and leaves no system at work", async () => {
    const fake = createFakeClient();
    const refusal = new FakeTapisError({ code: "invalid_argument", message: "Too many." });
    const client = { ...fake.client, setupTmsCredentials: () => Promise.reject(refusal) };
    const store = createStore(reduce, INITIAL_STATE);
    const controller = createController({ client, apiOrigins: API_ORIGINS, store });
    atTheEnd(controller.dispose);
    await controller.connect(TOKEN);
    await controller.runBatch("setup", IDS);
    assert.equal(store.get().batch?.failure?.message, "Too many.");
    assert.equal(store.get().operations.size, 0);
    await controller.run("check", "a");
    assert.equal(store.get().operations.get("a")?.result?.status, "missing");
  });

  test("in which nothing but the list heard of the expired token ends the session", async () => {
    const { fake, store, controller } = await openConnected();
    const error = new FakeTapisError({ code: "token_expired", message: "Get a new one." });
    fake.client.setupTmsCredentials = async (_tapis, systemIds, _username, options) => {
      for (const systemId of systemIds)
        options?.onProgress?.({
          done: 1,
          total: 1,
          result: { systemId, status: "cancelled", error },
        });
      return [];
    };
    await controller.runBatch("setup", ["a", "b"]);
    assert.equal(store.get().ended?.failure?.code, "token_expired");
    assert.equal(store.get().operations.get("a")?.failure?.code, "cancelled");
  });
});

test("a pool never works on more than its limit, and on everything", async () => {
  let underWay = 0;
  let most = 0;
  /** @type {number[]} */
  const worked = [];
  await forEachAtMost(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 7 - item));
    worked.push(item);
    underWay -= 1;
  });
  assert.equal(most, 3);
  assert.deepEqual(worked.sort(), [1, 2, 3, 4, 5, 6, 7]);
});
