// Puts the component tree into a root, be it an element of a document or a ShadowRoot. The standalone page, the embed
// and the custom element are this, each with its own way in.

import { App } from "./app.jsx";
import { createController } from "./controller.js";
import { hostEventsOf } from "./host-events.js";
import { INITIAL_STATE, reduce } from "./state.js";
import { keepNames } from "./ui/names.js";
import { render } from "./ui/render.js";
import { createStore } from "./ui/store.js";
import { withVisibleText } from "./ui/visible-text.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Action} Action */

/**
 * @typedef {object} Mounted
 * @property {(changes: Partial<import("./app.jsx").View>) => void} show changes what is shown, and how
 * @property {(systemId: string) => void} showSystem as soon as the list is there, once; "" is none
 * @property {() => void} leave the page goes, or may go: a person who signed in is signed out
 * @property {() => boolean} isBusy something is under way that the person would want to see the end of
 * @property {() => void} unmount ends everything: the session, running requests, timers, the elements
 */

/**
 * @param {Element | ShadowRoot} root
 * @param {object} options
 * @param {import("./operations/client.js").Client} options.client
 * @param {import("./app.jsx").View} options.view
 * @param {readonly string[] | null} options.apiOrigins the only Tapis APIs that may be called; null: those that tms.js
 *   trusts
 * @param {import("./session/disconnected-view.js").DisconnectedView} options.DisconnectedView what is shown without a session
 * @param {import("./session/session-controller.js").ConnectionSource} [options.source]
 * @param {import("./sign-in/sign-in-controller.js").MakeSignIn | null} [options.makeSignIn] where people can sign in
 * @param {import("./app.jsx").RenewalView} [options.RenewalView] where they do so while a session is open
 * @param {import("./time/clock.js").Clock} [options.clock]
 * @param {() => void} [options.refreshTime] tells the clock anew what time it is
 * @param {(event: import("./host-events.js").HostEvent) => void} [options.onHostEvent]
 * @returns {Mounted}
 */
export function mount(root, options) {
  const { view, DisconnectedView, RenewalView, source, onHostEvent = () => {}, ...parts } = options;
  // All that is shown comes from the state, and all that others wrote comes into it here. A host is told values as they are.
  const store = createStore((/** @type {State} */ state, /** @type {Action} */ action) => {
    const next = reduce(state, withVisibleText(action));
    keepNames(newNames(next, state));
    return next;
  }, INITIAL_STATE);
  let shown = view;
  const controller = createController({
    ...parts,
    source,
    store: { ...store, dispatch },
    systemsToVerify: () => (shown.verifyOnOpen ? shown.systems : []),
  });

  /** @param {Action} action */
  function dispatch(action) {
    store.dispatch(action);
    hostEventsOf(action).forEach(onHostEvent);
  }

  function draw() {
    render(
      <App
        store={store}
        controller={controller}
        view={shown}
        DisconnectedView={DisconnectedView}
        RenewalView={RenewalView}
      />,
      root,
    );
  }

  root.replaceChildren();
  if (source) controller.reconnect();
  draw();
  return {
    show(changes) {
      shown = { ...shown, ...changes };
      draw();
    },
    showSystem(systemId) {
      if (systemId !== "") controller.askForSystem(systemId);
    },
    leave: controller.leave,
    isBusy: controller.isBusy,
    unmount() {
      controller.dispose();
      render(null, root);
    },
  };
}

/**
 * What is named in a state and was not in the one before.
 *
 * @param {State} state
 * @param {State} before
 */
function* newNames({ listing: { systems }, session, namedSystemId, unlisted }, before) {
  yield* [namedSystemId, unlisted?.systemId];
  if (session !== before.session) yield* [session?.username, session?.tenant];
  if (systems === before.listing.systems) return;
  for (const { id, host, owner } of systems ?? []) yield* [id, host, owner];
}
