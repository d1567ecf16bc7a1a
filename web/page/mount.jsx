// Puts the component tree into a root, be it an element of a document or a ShadowRoot.

import { render } from "preact";

import { App } from "./app.jsx";
import { createController } from "./controller.js";
import { INITIAL_STATE, reduce } from "./state.js";
import { createStore } from "./store.js";

/**
 * @param {Element | ShadowRoot} root
 * @param {object} options
 * @param {import("./controller.js").Client} options.client
 * @param {import("./config.js").Config} options.config
 * @param {import("preact").ComponentType<{ connect: (token: string) => void }>} [options.ConnectExtra]
 * @returns {() => void} ends everything: the session, running requests, timers, the elements
 */
export function mount(root, { client, config, ConnectExtra }) {
  const store = createStore(reduce, INITIAL_STATE);
  const controller = createController({ client, config, store });
  root.replaceChildren();
  render(
    <App store={store} config={config} controller={controller} ConnectExtra={ConnectExtra} />,
    root,
  );
  return () => {
    controller.dispose();
    render(null, root);
  };
}
