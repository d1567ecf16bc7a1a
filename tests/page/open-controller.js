// The whole controller with a client that is not real, as the tests of its rooms open it.

import { afterEach } from "node:test";

import { createController } from "../../web/page/controller.js";
import { INITIAL_STATE, reduce } from "../../web/page/state.js";
import { createStore } from "../../web/page/ui/store.js";
import { createFakeClient } from "./fake-client.js";

export const API_ORIGINS = ["https://designsafe.tapis.io"];
export const TOKEN = "eyJ.jdoe.sig";

/** @type {(() => void)[]} */
const ends = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** When the test is over. @param {() => void} end */
export const atTheEnd = (end) => void ends.push(end);

/**
 * @param {Parameters<typeof createFakeClient>[0]} [options]
 * @param {Partial<Parameters<typeof createController>[0]>} [more]
 */
export function open(options, more) {
  const fake = createFakeClient(options);
  const store = createStore(reduce, INITIAL_STATE);
  const controller = createController({
    client: fake.client,
    apiOrigins: API_ORIGINS,
    store,
    ...more,
  });
  atTheEnd(controller.dispose);
  return { fake, store, controller };
}

/** @param {Parameters<typeof createFakeClient>[0]} [options] */
export async function openConnected(options) {
  const page = open(options);
  await page.controller.connect(TOKEN);
  page.controller.enterSystem(" stampede3 ");
  return page;
}

/** Until everything that was only waiting for its turn has had it. */
export const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** @param {Awaited<ReturnType<typeof openConnected>>["store"]} store */
export const operationIn = (store) => store.get().operations.get("stampede3");
