// All that a person can ask for, put together from the rooms: the session, one operation, many of them, the list.

import { createBatchRunner } from "./operations/run-batch.js";
import { createOperationRunner } from "./operations/run-operation.js";
import { createRunningSystems } from "./operations/running-systems.js";
import { createSessionController } from "./session/session-controller.js";
import { createSystemsController } from "./systems/systems-controller.js";
import { createClock } from "./time/clock.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Action} Action */
/** @typedef {ReturnType<typeof createController>} Controller */

/**
 * @param {object} options
 * @param {import("./operations/client.js").Client} options.client
 * @param {readonly string[] | null} options.apiOrigins the only Tapis APIs that may be called; null: those that tms.js trusts
 * @param {import("./ui/store.js").Store<State, Action>} options.store
 * @param {import("./session/session-controller.js").ConnectionSource} [options.source]
 * @param {import("./sign-in/sign-in-controller.js").MakeSignIn | null} [options.makeSignIn] where people can sign in
 * @param {() => readonly string[]} [options.systemsToVerify] their ids, as soon as a list says that something is stored
 * @param {import("./time/clock.js").Clock} [options.clock]
 * @param {() => void} [options.refreshTime] tells the clock anew what time it is, where that is in doubt
 */
export function createController(options) {
  const { client, store, systemsToVerify = () => [], clock = createClock() } = options;
  const running = createRunningSystems();
  const { accessSession, ...session } = createSessionController({
    ...options,
    clock,
    isIdle: () => running.isEmpty() && !store.get().listing.loading,
    onOpen: () => void open(),
    onEnd: running.abortAll,
  });
  const work = { client, store, accessSession, running, now: clock.wall };
  const operation = createOperationRunner(work);
  const batch = createBatchRunner(work);
  const systems = createSystemsController({
    ...work,
    run: operation.run,
    runBatch: batch.runBatch,
  });

  async function open() {
    await systems.listSystems();
    await systems.verifyStored(systemsToVerify());
  }

  const isBusy = () => !running.isEmpty();
  return { ...session, isBusy, ...operation, ...batch, ...systems };
}
