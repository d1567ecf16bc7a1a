import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createController } from "../../../web/page/controller.js";
import { ASK_EVERY_MS, createSignIn } from "../../../web/page/sign-in/sign-in-controller.js";
import { INITIAL_STATE, reduce } from "../../../web/page/state.js";
import { createStore } from "../../../web/page/ui/store.js";
import { createFakeClient, FakeTapisError } from "../fake-client.js";
import { createSettableClock } from "../settable-clock.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SETTINGS = {
  clientId: "page",
  baseUrl: "https://designsafe.tapis.io",
  allowedOrigins: ["https://designsafe.tapis.io"],
};
const TOKEN = "eyJ.jdoe.sig";

/** @type {(() => void)[]} */
let cleanUp = [];
beforeEach(() => {
  cleanUp = [];
  mock.timers.enable({ apis: ["setInterval"] });
});
afterEach(() => {
  cleanUp.forEach((each) => each());
  mock.timers.reset();
});

/** Until everything that was only waiting for its turn has had it. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A window, seen and with the focus at first. */
function createFakeView() {
  const looks = { visible: true, focused: true };
  const page = Object.assign(new EventTarget(), { hasFocus: () => looks.visible && looks.focused });
  Object.defineProperty(page, "visibilityState", {
    get: () => (looks.visible ? "visible" : "hidden"),
  });
  const view = Object.assign(new EventTarget(), { document: page });
  return {
    view: /** @type {Window} */ (/** @type {unknown} */ (view)),
    /** @param {Partial<typeof looks>} now @param {string} [event] of the window, or of the document */
    look(now, event) {
      Object.assign(looks, now);
      const target = event === "visibilitychange" ? page : view;
      if (event) target.dispatchEvent(new Event(event));
      return nextTurn();
    },
  };
}

/** @param {Parameters<typeof createFakeClient>[0]} [options] */
function open(options) {
  const { clock, passes, truth } = createSettableClock();
  const fake = createFakeClient({ now: truth, ...options });
  const store = createStore(reduce, INITIAL_STATE);
  const { view, look } = createFakeView();
  const controller = createController({
    client: fake.client,
    apiOrigins: SETTINGS.allowedOrigins,
    store,
    clock,
    makeSignIn: (parts) => createSignIn(SETTINGS, parts, view),
  });
  cleanUp.push(controller.dispose);
  /** Time passes, and the page's timers ring. @param {number} milliseconds */
  async function watches(milliseconds) {
    for (let left = milliseconds; left > 0; left -= SECOND) {
      passes(SECOND);
      mock.timers.tick(SECOND);
      await nextTurn();
    }
  }
  const polls = () => fake.calls.filter(({ name }) => name === "poll").length;
  const shown = () => /** @type {any} */ (store.get().signIn);
  return { fake, store, controller, look, passes, watches, polls, shown };
}

/** @param {Parameters<typeof open>[0]} [options] */
async function openWithCode(options) {
  const page = open(options);
  await page.controller.signIn();
  return page;
}

test("a person who signs in is shown the code, where to type it, and how long it holds", async () => {
  const { fake, controller, shown, watches } = open();
  const started = controller.signIn();
  assert.deepEqual(shown(), { stage: "starting" });
  await started;
  assert.deepEqual(fake.calls, [{ name: "startSignIn", ...SETTINGS }]);
  assert.deepEqual(shown(), {
    stage: "code",
    userCode: "KbRsTuVx",
    verificationUrl: "https://designsafe.tapis.io/v3/oauth2/device?client_id=page",
    timeLeft: "10:00",
    asking: false,
    answer: "",
    failure: null,
  });
  await watches(61 * SECOND);
  assert.equal(shown().timeLeft, "8:59");
});

/**
 * What happens, and how often it is asked until then.
 *
 * @typedef {Awaited<ReturnType<typeof openWithCode>>} Page
 * @type {Record<string, [happens: (page: Page) => unknown, polls: number][]>}
 */
const WHEN = {
  "when the code is there": [[() => nextTurn(), 0]],
  "every five seconds while the page has the focus": [
    [({ watches }) => watches(ASK_EVERY_MS - SECOND), 0],
    [({ watches }) => watches(SECOND), 1],
    [({ watches }) => watches(ASK_EVERY_MS), 2],
    [({ watches }) => watches(MINUTE), 14],
  ],
  "never while it is hidden": [
    [({ look }) => look({ visible: false, focused: false }, "visibilitychange"), 0],
    [({ watches }) => watches(2 * MINUTE), 0],
  ],
  "never while another window has the focus": [
    [({ look }) => look({ focused: false }), 0],
    [({ watches }) => watches(2 * MINUTE), 0],
  ],
  "when the window gets the focus back": [
    [({ look }) => look({ focused: false }), 0],
    [({ watches }) => watches(MINUTE), 0],
    [({ look }) => look({ focused: true }, "focus"), 1],
    [({ watches }) => watches(ASK_EVERY_MS - SECOND), 1],
    [({ watches }) => watches(SECOND), 2],
  ],
  "when its tab is shown again": [
    [({ look }) => look({ visible: false, focused: false }, "visibilitychange"), 0],
    [({ look }) => look({ visible: true, focused: true }, "visibilitychange"), 1],
  ],
  "not when its tab is shown and another window has the focus": [
    [({ look }) => look({ visible: false, focused: false }, "visibilitychange"), 0],
    [({ look }) => look({ visible: true }, "visibilitychange"), 0],
  ],
  "once, when a tab that is shown again gets the focus as well": [
    [({ look }) => look({ visible: false, focused: false }, "visibilitychange"), 0],
    [
      ({ fake, look }) => {
        fake.person.answer = new Promise(() => {});
        void look({ visible: true, focused: true }, "visibilitychange");
        return look({}, "focus");
      },
      1,
    ],
  ],
  "when the person says that they have finished, wherever the focus is": [
    [({ look }) => look({ focused: false }), 0],
    [({ controller }) => controller.finishSignIn(), 1],
  ],
  "never after it was cancelled": [
    [({ controller }) => controller.cancelSignIn(), 0],
    [({ watches }) => watches(MINUTE), 0],
    [({ look }) => look({}, "focus"), 0],
    [({ controller }) => controller.finishSignIn(), 0],
  ],
  "never after somebody connected with a token": [
    [({ controller }) => controller.connect(TOKEN), 0],
    [({ watches }) => watches(MINUTE), 0],
  ],
};

describe("Tapis is asked whether the person has finished", () => {
  for (const [name, steps] of Object.entries(WHEN)) {
    test(name, async () => {
      const page = await openWithCode();
      for (const [number, [happens, polls]] of steps.entries()) {
        await happens(page);
        await nextTurn();
        assert.equal(page.polls(), polls, `after ${number + 1}`);
      }
    });
  }
});

describe("what comes of it", () => {
  test("not finished is said to who asked for it, and stays until they ask again", async () => {
    const { controller, watches, shown } = await openWithCode();
    await watches(ASK_EVERY_MS);
    assert.equal(shown().answer, "");
    controller.finishSignIn();
    assert.equal(shown().asking, true);
    await nextTurn();
    assert.deepEqual([shown().asking, shown().answer], [false, "not-finished"]);
    await watches(ASK_EVERY_MS);
    assert.equal(shown().answer, "not-finished");
  });

  test("a session, with the systems", async () => {
    const { fake, controller, store, shown, polls, watches } = await openWithCode();
    fake.person.hasFinished = true;
    controller.finishSignIn();
    await nextTurn();
    assert.equal(store.get().session?.username, "jdoe");
    assert.equal(shown(), null);
    assert.equal(fake.calls.at(-1)?.name, "list");
    await watches(MINUTE);
    assert.equal(polls(), 1, "nobody asks again");
  });

  test("a failure on the way ends nothing, and is gone when the next answer comes", async () => {
    const { fake, controller, watches, shown, store } = await openWithCode();
    fake.person.error = new FakeTapisError({ code: "network_error", message: "No answer." });
    controller.finishSignIn();
    await nextTurn();
    assert.equal(shown().stage, "code");
    assert.equal(shown().failure.code, "network_error");
    fake.person.error = undefined;
    await watches(ASK_EVERY_MS);
    assert.equal(shown().failure, null);
    fake.person.hasFinished = true;
    await watches(ASK_EVERY_MS);
    assert.equal(store.get().session?.username, "jdoe");
  });

  for (const code of /** @type {const} */ (["sign_in_expired", "sign_in_refused"])) {
    test(`${code} is the end, from which one can start again`, async () => {
      const { fake, controller, watches, shown, polls } = await openWithCode();
      fake.person.error = new FakeTapisError({ code, message: "It is over." });
      await watches(ASK_EVERY_MS);
      assert.equal(shown().stage, "ended");
      assert.equal(shown().failure.code, code);
      await watches(MINUTE);
      assert.equal(polls(), 1);
      fake.person.error = undefined;
      await controller.signIn();
      assert.equal(shown().stage, "code");
    });
  }

  test("a client that is not known is told at once", async () => {
    const signInError = new FakeTapisError({ code: "sign_in_refused", message: "Invalid client." });
    const { shown } = await openWithCode({ signInError });
    assert.deepEqual([shown().stage, shown().failure.code], ["ended", "sign_in_refused"]);
  });

  test("a module that cannot be loaded is told, too", async () => {
    const { shown } = await openWithCode({ signInError: new Error("no module") });
    assert.deepEqual([shown().stage, shown().failure.code], ["ended", "module_not_loaded"]);
  });

  test("a token that comes after all was cancelled is revoked", async () => {
    const { fake, controller, store } = await openWithCode();
    let answer = () => {};
    fake.person.answer = new Promise((resolve) => (answer = resolve));
    fake.person.hasFinished = true;
    controller.finishSignIn();
    controller.cancelSignIn();
    answer();
    await nextTurn();
    assert.equal(store.get().session, null);
    assert.equal(fake.calls.at(-1)?.name, "signOut");
  });
});

describe("who was away for eleven minutes", () => {
  test("and has finished is signed in: Tapis is asked before anything is called over", async () => {
    const { fake, look, passes, store } = await openWithCode();
    await look({ focused: false });
    passes(11 * MINUTE);
    fake.person.hasFinished = true;
    await look({ focused: true }, "focus");
    assert.equal(store.get().session?.username, "jdoe");
  });

  test("and has not finished is told that the code has ended, after one question", async () => {
    const { look, watches, passes, polls, shown } = await openWithCode();
    await look({ focused: false });
    passes(11 * MINUTE);
    await watches(SECOND);
    assert.deepEqual([shown().stage, shown().timeLeft], ["code", "0:00"]);
    await look({ focused: true }, "focus");
    assert.deepEqual([shown().stage, shown().failure.code], ["ended", "sign_in_expired"]);
    await watches(MINUTE);
    assert.equal(polls(), 1);
  });

  test("while Tapis cannot be reached is not told that all is over", async () => {
    const { fake, passes, look, shown } = await openWithCode();
    passes(11 * MINUTE);
    fake.person.error = new FakeTapisError({ code: "timeout", message: "No answer in time." });
    await look({}, "focus");
    assert.deepEqual([shown().stage, shown().failure.code], ["code", "timeout"]);
  });
});

for (const [name, codeHoldsMs] of /** @type {const} */ ([
  ["has ended already", -MINUTE],
  ["ends in an hour", 60 * MINUTE],
])) {
  test(`a code that ${name} by this clock holds for ten minutes: the clock may be wrong`, async () => {
    const { shown } = await openWithCode({ codeHoldsMs });
    assert.equal(shown().timeLeft, "10:00");
  });
}

test("whose a token is that Tapis has just given out is in no doubt, though Tapis is silent then", async () => {
  const listError = new FakeTapisError({ code: "network_error", message: "No connection." });
  const { fake, controller, store } = await openWithCode({ listError });
  fake.person.hasFinished = true;
  controller.finishSignIn();
  await nextTurn();
  assert.equal(store.get().listing.failure?.code, "network_error");
  assert.equal(store.get().session?.unconfirmed, false);

  await controller.signIn();
  controller.finishSignIn();
  await nextTurn();
  await controller.listSystems();
  assert.equal(store.get().session?.unconfirmed, false, "after a renewal as well");
});

describe("while a session is open", () => {
  /** @param {string} username */
  async function signInAgain(username) {
    const page = open({ lifetimeMs: 30 * MINUTE });
    await page.controller.signIn();
    Object.assign(page.fake.person, { hasFinished: true });
    page.controller.finishSignIn();
    await nextTurn();
    page.controller.enterSystem("stampede3");
    await page.controller.run("check", "stampede3");
    page.fake.person.username = username;
    await page.controller.signIn();
    assert.equal(page.store.get().session?.username, "jdoe", "it goes on");
    page.controller.finishSignIn();
    await nextTurn();
    return page;
  }
  /** @param {Page} page @param {string} name */
  const times = ({ fake }, name) => fake.calls.filter((call) => call.name === name).length;

  test("the same person goes on with a new token, and what is shown stays", async () => {
    const page = await signInAgain("jdoe");
    const { store, fake, watches } = page;
    assert.equal(times(page, "list"), 1);
    assert.ok(store.get().operations.has("stampede3"));
    assert.equal(store.get().signIn, null);
    await watches(SECOND);
    assert.deepEqual(
      fake.connections.map(({ closed }) => closed),
      [true, false],
    );
    assert.equal(times(page, "signOut"), 1, "the token before is revoked");
  });

  test("another person begins anew, and the token before is revoked", async () => {
    const page = await signInAgain("ann");
    const { store, fake } = page;
    assert.equal(store.get().session?.username, "ann");
    assert.equal(times(page, "list"), 2);
    assert.equal(fake.connections[0].closed, true);
    assert.equal(times(page, "signOut"), 1);
  });
});
