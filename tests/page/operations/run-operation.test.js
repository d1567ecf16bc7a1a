import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { FakeTapisError } from "../fake-client.js";
import { openConnected, operationIn, TOKEN } from "../open-controller.js";

describe("an operation", () => {
  test("goes to the system that was typed, without the blanks around it", async () => {
    const { fake, store, controller } = await openConnected();
    await controller.runNamed("establish");
    assert.deepEqual(fake.calls.at(-1), { name: "establish", systemId: "stampede3", force: false });
    assert.equal(operationIn(store)?.result?.status, "created");
  });

  test("to keep trying is an establish that is patient for as long as the page says", async () => {
    const { fake, controller } = await openConnected();
    await controller.runNamed("persist");
    const call = { name: "establish", systemId: "stampede3", force: false, patienceMs: 300_000 };
    assert.deepEqual(fake.calls.at(-1), call);
  });

  test("to renew is an establish that is forced", async () => {
    const { fake, controller } = await openConnected();
    await controller.runNamed("renew");
    assert.deepEqual(fake.calls.at(-2), { name: "establish", systemId: "stampede3", force: true });
  });

  test("to revoke goes to the system that was named, whatever is typed meanwhile", async () => {
    const { fake, controller } = await openConnected();
    await controller.runNamed("revoke", "ls6");
    assert.deepEqual(fake.calls.at(-1), { name: "revoke", systemId: "ls6" });
  });

  test("to renew ends with a check of the new key, whose word counts", async () => {
    const { fake, store, controller } = await openConnected();
    await controller.run("renew", "stampede3");
    assert.deepEqual(
      fake.calls.slice(-2).map(({ name }) => name),
      ["establish", "check"],
    );
    assert.equal(operationIn(store)?.result?.status, "missing");
  });

  test("on another system runs beside it; on the same one it is declined with a word", async () => {
    const { fake, store, controller } = await openConnected();
    const both = [controller.run("check", "stampede3"), controller.run("check", "ls6")];
    await controller.run("revoke", "ls6");
    assert.match(store.get().alert, /already under way on ls6/);
    await Promise.all(both);
    assert.deepEqual(
      fake.calls.slice(2).map(({ name, systemId }) => `${name} ${systemId}`),
      ["check stampede3", "check ls6"],
    );
  });

  test("is started once by a double click", async () => {
    const { fake, controller } = await openConnected();
    await Promise.all([controller.runNamed("establish"), controller.runNamed("establish")]);
    assert.equal(fake.calls.filter(({ name }) => name === "establish").length, 1);
  });

  test("with no system named is not started", async () => {
    const { fake, store, controller } = await openConnected();
    controller.enterSystem("  ");
    await controller.runNamed("check");
    assert.equal(store.get().systemIdMissing, true);
    assert.ok(!fake.calls.some(({ name }) => name === "check"));
  });

  test("tells its steps as they happen", async () => {
    const { store, controller } = await openConnected();
    const running = controller.runNamed("establish");
    assert.deepEqual(
      operationIn(store)?.steps.map(({ step, response }) => [step, response]),
      [
        ["check", null],
        ["definition", null],
      ],
    );
    await running;
    assert.deepEqual(
      operationIn(store)?.steps.map(({ response }) => response?.summary),
      ["none found", "TMS_KEYS", "done"],
    );
  });

  test("can be cancelled, and another one started after it", async () => {
    const { store, controller } = await openConnected({ latencyMs: 60_000 });
    const running = controller.runNamed("check");
    controller.cancel("stampede3");
    assert.equal(operationIn(store)?.phase, "cancelling");
    await running;
    assert.equal(operationIn(store)?.failure?.code, "cancelled");
    const again = controller.runNamed("check");
    assert.equal(operationIn(store)?.phase, "running");
    controller.cancel("stampede3");
    await again;
  });

  test("that fails in a way nobody foresaw says so and blocks nothing", async () => {
    const error = new RangeError("internal words");
    const { fake, store, controller } = await openConnected({ error });
    await controller.runNamed("check");
    assert.equal(operationIn(store)?.failure?.code, "unexpected");
    assert.ok(!JSON.stringify(store.get()).includes("internal words"));
    await controller.runNamed("check");
    assert.equal(fake.calls.filter(({ name }) => name === "check").length, 2);
  });

  test("whose token is rejected ends the session and wipes the token", async () => {
    const error = new FakeTapisError({ code: "token_rejected", message: "Get a new one." });
    const { fake, store, controller } = await openConnected({ error });
    await controller.runNamed("check");
    assert.equal(store.get().ended?.failure?.message, "Get a new one.");
    assert.equal(fake.connections[0].closed, true);
    await controller.connect(TOKEN);
    assert.equal(store.get().session?.username, "jdoe");
  });
});
