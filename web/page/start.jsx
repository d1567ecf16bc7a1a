// Starts the standalone page: reads config.json, loads the module, then shows the page; or says what
// is missing, with a way to try again.

import { takeLinkedSystem } from "./address.js";
import { loadConfig, viewOf } from "./config.js";
import { showLoadFailure } from "./load-failure.jsx";
import { mount } from "./mount.jsx";
import { PageHeader } from "./page-header.jsx";
import { hasWebAssembly, WITHOUT_WEBASSEMBLY } from "./failures/module-failure.js";
import { ConnectView } from "./session/connect-view.jsx";
import { createSignIn } from "./sign-in/sign-in-controller.js";
import { SignInView } from "./sign-in/sign-in-view.jsx";
import { createClock } from "./time/clock.js";
import { createServerTime } from "./time/server-time.js";
import { render } from "./ui/render.js";

/**
 * What the page is told of its deployment, and of the time.
 *
 * @typedef {object} Deployment
 * @property {Promise<import("./config.js").Config>} config
 * @property {import("./time/clock.js").Clock} [clock]
 * @property {() => void} [refreshTime] tells the clock anew what time it is
 */

/**
 * @param {Document} page
 * @param {import("./session/disconnected-view.js").DisconnectedView} [DisconnectedView]
 * @param {(page: Document) => Deployment} [readDeployment]
 */
export async function start(
  page,
  DisconnectedView = ConnectView,
  readDeployment = fetchDeployment,
) {
  page.documentElement.dataset.begun = ""; // for load-watch.js
  const [top, title, main] = ["page-top", "page-title", "main"].map(
    (id) => /** @type {HTMLElement} */ (page.getElementById(id)),
  );
  const view = /** @type {Window} */ (page.defaultView);
  const address = new URL("config.json", page.baseURI);
  try {
    // Before all else, so that nothing else ever sees what stood there.
    takeLinkedSystem(view);
    const { config: reading, ...time } = readDeployment(page);
    const [config, client] = await Promise.all([reading, import("../tms.js")]);
    if (!hasWebAssembly()) throw new Error(WITHOUT_WEBASSEMBLY);
    page.title = `${config.title} · ${config.organization}`;
    title.textContent = config.title;
    render(<PageHeader config={config} />, top);
    const { apiOrigins } = config;
    const mounted = mount(main, {
      client,
      view: viewOf(config),
      apiOrigins,
      DisconnectedView,
      ...(config.signIn && withSignIn(config.signIn, apiOrigins)),
      ...time,
    });
    // Now, and not what stood there at first: another link may have been followed while the page was loading.
    const showLinkedSystem = () => mounted.showSystem(takeLinkedSystem(view));
    showLinkedSystem();
    view.addEventListener("hashchange", showLinkedSystem);
    view.addEventListener("pagehide", mounted.leave);
    view.addEventListener("beforeunload", (event) => {
      if (mounted.isBusy()) event.preventDefault();
    });
  } catch (error) {
    await showLoadFailure(main, error, address);
  }
}

/** Both from config.json and its answer. @param {Document} page @returns {Deployment} */
function fetchDeployment(page) {
  const address = new URL("config.json", page.baseURI);
  const clock = createClock();
  const serverTime = createServerTime(clock, address);
  const config = loadConfig(address, serverTime.readDate);
  return { config, clock, refreshTime: serverTime.refresh };
}

/**
 * @param {{ clientId: string }} client
 * @param {readonly string[]} apiOrigins people sign in at the first of them
 */
function withSignIn({ clientId }, apiOrigins) {
  const settings = { clientId, baseUrl: apiOrigins[0], allowedOrigins: apiOrigins };
  return {
    /** @type {import("./sign-in/sign-in-controller.js").MakeSignIn} */
    makeSignIn: (parts) => createSignIn(settings, parts),
    RenewalView: SignInView,
  };
}
