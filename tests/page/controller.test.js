import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createController } from "../../web/page/controller.js";
import { INITIAL_STATE, reduce } from "../../web/page/state.js";
import { createStore } from "../../web/page/ui/store.js";
import { createFakeClient, FakeTapisError } from "./fake-client.js";
import { createSettableClock } from "./settable-clock.js";
import { systemSummary } from "./system-summary.js";

const API_ORIGINS = ["https://designsafe.tapis.io"];
const TOKEN = "eyJ.jdoe.sig";

/** @type {(() => void)[]} */
let cleanUp = [];
beforeEach(() => (cleanUp = []));
afterEach(() => cleanUp.forEach((each) => each()));

/** @param {Parameters<typeof createFakeClient>[0]} [options] */
function open(options) {
  const fake = createFakeClient(options);
  const store = createStore(reduce, INITIAL_STATE);
  const controller = createController({
    client: fake.client,
    apiOrigins: API_ORIGINS,
    store,
  });
  cleanUp.push(controller.dispose);
  return { fake, store, controller };
}

describe("what the deployment wants verified", () => {
  const systems = [
    { hasCredentials: true },
    { id: "frontera", hasCredentials: false },
    { id: "ls6", hasCredentials: null },
    { id: "old", hasCredentials: true, defaultAuthnMethod: "PKI_KEYS" },
    { id: "vista", hasCredentials: true },
  ].map(systemSummary);

  test("is checked once it is listed: what it names and where something is stored", async () => {
    const fake = createFakeClient({ systems });
    const store = createStore(reduce, INITIAL_STATE);
    const controller = createController({
      client: fake.client,
      apiOrigins: API_ORIGINS,
      store,
      systemsToVerify: () => ["stampede3", "frontera", "ls6", "old", "gone"],
    });
    cleanUp.push(controller.dispose);
    await controller.connect(TOKEN);
    while (store.get().batch?.phase !== "ended") await nextTurn();
    const checks = () => fake.calls.filter(({ name }) => name === "check");
    assert.deepEqual(checks(), [{ name: "check", systemId: "stampede3" }]);

    await controller.connect(TOKEN);
    await nextTurn();
    assert.equal(checks().length, 1, "what was tried in this visit is not tried again");
  });
});

/** @param {Parameters<typeof createFakeClient>[0]} [options] */
async function openConnected(options) {
  const page = open(options);
  await page.controller.connect(TOKEN);
  page.controller.enterSystem(" stampede3 ");
  return page;
}

/** Until everything that was only waiting for its turn has had it. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** @param {Awaited<ReturnType<typeof openConnected>>["store"]} store */
const operationIn = (store) => store.get().operations.get("stampede3");

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
    cleanUp.push(controller.dispose);
    await controller.connect(TOKEN);
    await controller.runBatch("setup", IDS);
    assert.equal(store.get().batch?.failure?.message, "Too many.");
    assert.equal(store.get().operations.size, 0);
    await controller.run("check", "a");
    assert.equal(store.get().operations.get("a")?.result?.status, "missing");
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

describe("a wrong clock", () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;

  /**
   * A session on a computer whose clock is wrong.
   *
   * @param {number} ahead
   * @param {Parameters<typeof createFakeClient>[0]} [options]
   * @param {boolean} [hosted]
   */
  async function openWrong(ahead, options, hosted = false) {
    mock.timers.enable({ apis: ["setInterval"] });
    cleanUp.push(() => mock.timers.reset());
    const scene = createSettableClock({ ahead });
    const fake = createFakeClient({ now: scene.truth, ...options });
    const store = createStore(reduce, INITIAL_STATE);
    const refreshed = mock.fn();
    /** @type {string[]} */
    const asked = [];
    const controller = createController({
      client: fake.client,
      apiOrigins: API_ORIGINS,
      store,
      clock: scene.clock,
      refreshTime: refreshed,
      ...(hosted && {
        source: async (/** @type {string} */ reason) => {
          asked.push(reason);
          return { token: TOKEN };
        },
      }),
    });
    cleanUp.push(controller.dispose);
    if (hosted) controller.reconnect();
    else await controller.connect(TOKEN);
    await nextTurn();
    mock.timers.tick(1000);
    return { ...scene, fake, store, controller, refreshed, asked };
  }

  for (const ahead of [24 * HOUR, 7 * 24 * HOUR]) {
    test(`${ahead / HOUR} hours ahead ends nothing, and is told from what Tapis took`, async () => {
      const { fake, store, controller } = await openWrong(ahead);
      assert.equal(store.get().session?.username, "jdoe");
      assert.equal(store.get().clockError?.direction, "ahead");
      assert.equal(store.get().clockError?.by, ahead - 4 * HOUR);
      await controller.run("check", "stampede3");
      assert.equal(operationIn(store)?.result?.status, "missing");
      assert.equal(fake.connections[0].closed, false);
    });
  }

  for (const act of /** @type {const} */ (["run", "runBatch"])) {
    test(`three hours behind is told when Tapis says that the token has expired (${act})`, async () => {
      const error = new FakeTapisError({ code: "token_expired", message: "Get a new one." });
      const { fake, store, controller, passes } = await openWrong(-3 * HOUR, { error });
      fake.client.setupTmsCredentials = () => Promise.reject(error);
      passes(4 * HOUR);
      await (act === "run" ? controller.run("check", "a") : controller.runBatch("setup", ["a"]));
      assert.equal(store.get().ended?.failure?.code, "token_expired");
      assert.equal(store.get().ended?.accepted, true);
      assert.equal(store.get().clockError?.direction, "behind");
      assert.equal(store.get().clockError?.by, 3 * HOUR);
    });
  }

  test("is told when already the list is answered so", async () => {
    const listError = new FakeTapisError({ code: "token_expired", message: "Get a new one." });
    const { store } = await openWrong(-3 * HOUR, { listError, lifetimeMs: -MINUTE });
    assert.equal(store.get().ended?.accepted, false);
    assert.match(JSON.stringify(store.get().clockError), /behind/);
  });

  test("is not concluded from a token that another one may have taken the place of", async () => {
    const { clock, store, controller, fake } = await openWrong(0);
    controller.disconnect();
    const through = createController({
      client: fake.client,
      apiOrigins: API_ORIGINS,
      store,
      clock,
      source: async () => ({ transport: /** @type {any} */ ({}) }),
    });
    cleanUp.push(through.dispose);
    fake.client.connectTapis = async () => ({
      ...fake.connections[0],
      expiresAt: new Date(clock.wall() - HOUR),
    });
    through.reconnect();
    await nextTurn();
    assert.equal(store.get().session?.accepted, true);
    assert.equal(clock.error(), null);
  });

  test("that is set ahead while the page is open ends nothing, and the server is asked", async () => {
    const { clock, truth, isSet, store, refreshed, fake } = await openWrong(0);
    clock.noteServerTime(truth(), 0);
    mock.timers.tick(1000);
    assert.equal(refreshed.mock.callCount(), 0);
    isSet(24 * HOUR);
    mock.timers.tick(1000);
    assert.equal(refreshed.mock.callCount(), 1);
    assert.equal(store.get().session?.pastEnd, true);
    assert.equal(fake.connections[0].closed, false);
    clock.noteServerTime(truth(), 0);
    mock.timers.tick(1000);
    assert.equal(store.get().session?.pastEnd, false);
    assert.equal(store.get().clockError?.exact, true);
  });

  test("has a host asked once, and no more than that when it gives the same token", async () => {
    const { asked, passes } = await openWrong(24 * HOUR, {}, true);
    for (let minute = 0; minute < 200; minute += 1) {
      passes(MINUTE);
      mock.timers.tick(1000);
      await nextTurn();
    }
    assert.deepEqual(asked, ["start"]);
  });

  test("has a host asked for another token when Tapis says that this one has expired", async () => {
    const listError = new FakeTapisError({ code: "token_expired", message: "Get a new one." });
    const { asked, store } = await openWrong(-3 * HOUR, { listError, lifetimeMs: -MINUTE }, true);
    await nextTurn();
    assert.deepEqual(asked, ["start", "rejected"]);
    assert.equal(store.get().session, null);
  });
});

test("a set-up in which nothing but the list heard of the expired token ends the session", async () => {
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
