// Starts the standalone page: reads config.json, loads the module, then shows the page; or says what
// is missing, with a way to try again.

import { render } from "preact";

import { ConfigError, loadConfig } from "./config.js";
import { hasWebAssembly, WITHOUT_WEBASSEMBLY } from "./connecting.js";
import { ConnectView } from "./connect-view.jsx";
import { LoadFailure } from "./load-failure.jsx";
import { mount } from "./mount.jsx";
import { PageHeader } from "./page-header.jsx";
import { viewOf } from "./view.js";

/**
 * @param {Document} page
 * @param {import("./app.jsx").Entry} [Entry]
 */
export async function start(page, Entry = ConnectView) {
  const header = /** @type {HTMLElement} */ (page.getElementById("header"));
  const main = /** @type {HTMLElement} */ (page.getElementById("main"));
  try {
    const [config, client] = await Promise.all([
      loadConfig(new URL("config.json", page.baseURI)),
      import("../tms.js"),
    ]);
    if (!hasWebAssembly()) throw new Error(WITHOUT_WEBASSEMBLY);
    page.title = `${config.title} · ${config.organization}`;
    header.replaceChildren();
    render(<PageHeader config={config} />, header);
    mount(main, { client, view: viewOf(config), apiOrigins: config.apiOrigins, Entry });
  } catch (error) {
    main.replaceChildren();
    const misconfigured = error instanceof ConfigError ? error.message : "";
    render(
      <LoadFailure misconfigured={misconfigured} onRetry={() => page.location.reload()} />,
      main,
    );
  }
}
