import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { FakeTapisError } from "../fake-client.js";
import { nextTurn, open, openConnected, TOKEN } from "../open-controller.js";
import { systemSummary } from "../system-summary.js";

describe("the list of systems", () => {
  test("that cannot be loaded says why, and can be asked for again", async () => {
    const listError = new FakeTapisError({ code: "network_error", message: "No answer." });
    const { fake, store, controller } = await openConnected({ listError });
    await nextTurn();
    assert.equal(store.get().listing.failure?.message, "No answer.");
    assert.equal(store.get().session?.username, "jdoe");
    await Promise.all([controller.listSystems(), controller.listSystems()]);
    assert.equal(fake.calls.filter(({ name }) => name === "list").length, 2);
  });

  test("whose token is rejected ends the session", async () => {
    const listError = new FakeTapisError({ code: "token_rejected", message: "Get a new one." });
    const { fake, store } = await openConnected({ listError });
    await nextTurn();
    assert.equal(store.get().ended?.failure?.message, "Get a new one.");
    assert.equal(fake.connections[0].closed, true);
  });
});

describe("what the deployment wants verified", () => {
  const systems = [
    { hasCredentials: true },
    { id: "frontera", hasCredentials: false },
    { id: "ls6", hasCredentials: null },
    { id: "old", hasCredentials: true, defaultAuthnMethod: "PKI_KEYS" },
    { id: "vista", hasCredentials: true },
  ].map(systemSummary);

  test("is checked once it is listed: what it names and where something is stored", async () => {
    const systemsToVerify = () => ["stampede3", "frontera", "ls6", "old", "gone"];
    const { fake, store, controller } = open({ systems }, { systemsToVerify });
    await controller.connect(TOKEN);
    while (store.get().batch?.phase !== "ended") await nextTurn();
    const checks = () => fake.calls.filter(({ name }) => name === "check");
    assert.deepEqual(checks(), [{ name: "check", systemId: "stampede3" }]);

    await controller.connect(TOKEN);
    await nextTurn();
    assert.equal(checks().length, 1, "what was tried in this visit is not tried again");
  });
});
