import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createController } from "../../../web/page/controller.js";
import { INITIAL_STATE, reduce } from "../../../web/page/state.js";
import { createStore } from "../../../web/page/ui/store.js";
import { createFakeClient, FakeTapisError } from "../fake-client.js";
import { API_ORIGINS, nextTurn, open, openConnected, TOKEN } from "../open-controller.js";

describe("connecting", () => {
  test("hands the token to the client, with the deployment's API origins, and keeps no copy", async () => {
    const { fake, store, controller } = open();
    await controller.connect(TOKEN);
    assert.deepEqual(fake.calls, [
      { name: "connect", token: TOKEN, allowedOrigins: API_ORIGINS },
      { name: "list" },
    ]);
    assert.equal(store.get().session?.username, "jdoe");
    assert.ok(!JSON.stringify(store.get()).includes(TOKEN));
  });

  test("with a file takes the token in it", async () => {
    const { fake, controller } = open();
    await controller.connectWithFile(new Blob([JSON.stringify({ access_token: TOKEN })]));
    assert.equal(fake.calls[0].token, TOKEN);
  });

  test("with a file that is too large, or that cannot be read, says so and tries nothing", async () => {
    const { fake, store, controller } = open();
    await controller.connectWithFile(new Blob(["x".repeat(64 * 1024 + 1)]));
    assert.match(store.get().connectFailure?.message ?? "", /too large/);
    const unreadable = new Blob(["x"]);
    unreadable.text = () => Promise.reject(new Error("gone"));
    await controller.connectWithFile(unreadable);
    assert.match(store.get().connectFailure?.message ?? "", /could not be read/);
    assert.deepEqual(fake.calls, []);
  });

  test("with a token of another tenant's API is refused, and its connection is closed", async () => {
    const { fake, store, controller } = open();
    await controller.connect("eyJ.other-tenant");
    assert.equal(store.get().session, null);
    assert.equal(store.get().connectFailure?.code, "wrong_tenant_api");
    assert.match(
      store.get().connectFailure?.message ?? "",
      /belongs to tacc\.tapis\.io.* works with designsafe\.tapis\.io only/,
    );
    assert.equal(fake.connections[0].closed, true);
  });

  test("with a token that has ended by the clock asks Tapis all the same", async () => {
    const { fake, store, controller } = open({ lifetimeMs: -3_600_000 });
    await controller.connect(TOKEN);
    await nextTurn();
    assert.deepEqual(
      fake.calls.map(({ name }) => name),
      ["connect", "list"],
    );
    assert.equal(store.get().session?.username, "jdoe");
  });

  test("when the module cannot be loaded says so, and can be tried again", async () => {
    const { store, controller } = open();
    await controller.connect("no-module");
    assert.equal(store.get().connectFailure?.code, "module_not_loaded");
    await controller.connect(TOKEN);
    assert.equal(store.get().session?.username, "jdoe");
  });

  test("twice at once opens one connection", async () => {
    const { fake, controller } = open();
    await Promise.all([controller.connect(TOKEN), controller.connect(TOKEN)]);
    assert.equal(fake.connections.length, 1);
  });
});

describe("the end of a session", () => {
  test("by disconnecting aborts what runs, wipes the token and tells nothing any more", async () => {
    const { fake, store, controller } = await openConnected({ latencyMs: 20 });
    const running = controller.runNamed("establish");
    controller.disconnect();
    await running;
    assert.equal(fake.connections[0].closed, true);
    assert.equal(store.get().operations.size, 0);
    assert.equal(store.get().ended?.reason, "disconnected");
    assert.equal(fake.stored.size, 0);
  });

  test("by disconnecting hides what comes in late", async () => {
    const fake = createFakeClient();
    /** @type {(error: Error) => void} */
    let failLate = () => {};
    const client = {
      ...fake.client,
      checkTmsCredentials: () => new Promise((_, reject) => (failLate = reject)),
    };
    const store = createStore(reduce, INITIAL_STATE);
    const controller = createController({ client, apiOrigins: API_ORIGINS, store });
    await controller.connect(TOKEN);
    const running = controller.run("check", "stampede3");
    controller.disconnect();
    failLate(new FakeTapisError({ code: "token_rejected", message: "Get a new one." }));
    await running;
    assert.equal(store.get().ended?.reason, "disconnected");
  });

  test("by leaving the page closes the connection, even one that is just being made", async () => {
    const { fake, store, controller } = open();
    const connecting = controller.connect(TOKEN);
    controller.dispose();
    await connecting;
    assert.equal(fake.connections[0].closed, true);
    assert.equal(store.get().session, null);
  });
});
