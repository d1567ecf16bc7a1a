import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";

import { createController } from "../../../web/page/controller.js";
import { INITIAL_STATE, reduce } from "../../../web/page/state.js";
import { createStore } from "../../../web/page/ui/store.js";
import { createFakeClient, FakeTapisError } from "../fake-client.js";
import { API_ORIGINS, atTheEnd, nextTurn, operationIn, TOKEN } from "../open-controller.js";
import { createSettableClock } from "../settable-clock.js";

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
    atTheEnd(() => mock.timers.reset());
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
    atTheEnd(controller.dispose);
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
    atTheEnd(through.dispose);
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
