// Starts the embed. It works only inside a page that the deployment's list names, and has no other way in: the token
// comes from that page, over the link, and stays in memory.

import { loadConfig, viewOf } from "../page/config.js";
import { judgeGivenTokens } from "../page/given-token.js";
import { showLoadFailure } from "../page/load-failure.jsx";
import { mount } from "../page/mount.jsx";
import { HostedView } from "../page/session/hosted-view.jsx";
import { createClock } from "../page/time/clock.js";
import { createServerTime } from "../page/time/server-time.js";
import { render } from "../page/ui/render.js";
import { reportHeight } from "./height.js";
import { linkToHost } from "./host-link.js";
import { createHostToken } from "./host-token.js";
import { Refusal } from "./refusal.jsx";

const HOST_ANSWERS_WITHIN_MS = 20_000;

/** @param {Window} frame the embed's own window */
export async function startEmbed(frame) {
  const page = frame.document;
  page.documentElement.dataset.begun = ""; // for load-watch.js
  const main = /** @type {HTMLElement} */ (page.getElementById("main"));
  const standalone = new URL("..", page.baseURI).href;
  main.replaceChildren();

  /** @param {import("./refusal.jsx").RefusalReason} reason */
  const refuse = (reason) => render(<Refusal reason={reason} standalone={standalone} />, main);

  if (frame.parent === frame) return refuse("no-host");
  const address = new URL("../config.json", page.baseURI);
  try {
    const clock = createClock();
    const serverTime = createServerTime(clock, address);
    const [config, client] = await Promise.all([
      loadConfig(address, serverTime.readDate),
      import("../tms.js"),
    ]);
    if (!everyAncestorIsHost(frame, config.hostOrigins)) return refuse("foreign-host");
    const noAnswer = setTimeout(() => refuse("silent-host"), HOST_ANSWERS_WITHIN_MS);
    const link = await linkToHost(frame, config.hostOrigins);
    clearTimeout(noAnswer);
    const time = { clock, refreshTime: serverTime.refresh };
    showInside(frame, main, { config, client, link, standalone, time });
  } catch (error) {
    await showLoadFailure(main, error, address);
  }
}

/**
 * Where no header could forbid the frame, this does; and the handshake once more. "null" is an ancestor that the browser
 * does not tell, which Firefox does for a frame without referrer: then the handshake alone decides.
 *
 * @param {Window} frame
 * @param {readonly string[]} hostOrigins
 */
function everyAncestorIsHost({ location: { ancestorOrigins } }, hostOrigins) {
  const known = Array.from(ancestorOrigins ?? []).filter((origin) => origin !== "null");
  return known.every((origin) => hostOrigins.includes(origin));
}

/**
 * @param {Window} frame
 * @param {HTMLElement} main
 * @param {object} parts
 * @param {import("../page/config.js").Config} parts.config
 * @param {import("../page/operations/client.js").Client} parts.client
 * @param {import("./host-link.js").HostLink} parts.link
 * @param {string} parts.standalone
 * @param {{ clock: import("../page/time/clock.js").Clock, refreshTime: () => void }} parts.time
 */
function showInside(frame, main, { config, client, link, standalone, time }) {
  const hostToken = createHostToken(link.send);
  // Whatever was shown while nobody answered.
  render(null, main);
  const embed = mount(main, {
    client: judgeGivenTokens(client),
    view: { ...viewOf(config), host: { origin: link.origin, standalone } },
    apiOrigins: config.apiOrigins,
    DisconnectedView: HostedView,
    source: hostToken.ask,
    ...time,
    onHostEvent: ({ name, detail }) => {
      if (name === "revoked" || (name === "established" && detail.status === "created"))
        link.send({ type: "changed" });
    },
  });
  link.listen((message) => {
    if (message.type !== "settings") return hostToken.answer(message);
    const { systems, theme, system = "" } = message;
    frame.document.body.dataset.theme = theme;
    embed.show({ theme, ...(systems.length > 0 && { systems }) });
    embed.showSystem(system);
  });
  const stopReporting = reportHeight(frame.document.body, link.send);

  frame.addEventListener("pagehide", () => {
    stopReporting();
    embed.unmount();
    link.close();
  });
  // Brought back by the Back button, it has neither a link nor a token.
  frame.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) frame.location.reload();
  });
}
