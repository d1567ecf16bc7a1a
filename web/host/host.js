// For the page that embeds TMS credentials: makes the iframe, and hands the person's token to the page inside it and to
// nobody else. No dependency; the token is asked for when it is needed and kept nowhere.

import { MAX_TOKEN, readFromEmbed, readHello } from "../embed/messages.js";
import { checkOptions } from "./options.js";

const ANSWER_WITHIN_MS = 20_000;

/** A longer embed scrolls inside its frame. */
const MAX_HEIGHT_PX = 4000;

/** What the page inside needs: scripts, its own origin, and a link that opens in a tab. */
const SANDBOX = "allow-scripts allow-same-origin allow-popups";

/** @type {typeof import("../host.js").mountTmsCredentials} */
export function mountTmsCredentials(element, options) {
  const { src, getToken, systems, theme, system, onChange } = checkOptions(element, options);
  const ending = new AbortController();
  const frame = element.ownerDocument.createElement("iframe");
  /** @type {MessagePort | undefined} */
  let port;

  frame.title = "TMS credentials";
  frame.setAttribute("sandbox", SANDBOX);
  frame.allow = "";
  frame.referrerPolicy = "no-referrer";
  Object.assign(frame.style, { width: "100%", border: "0", display: "block" });

  /** @param {import("../embed/messages.js").FromHost} message */
  const send = (message) => port?.postMessage(message);

  /** @param {import("../embed/messages.js").Reason} reason */
  async function handToken(reason) {
    const asked = port;
    /** @type {import("../embed/messages.js").FromHost} */
    let answer = { type: "no-token" };
    try {
      const token = await getToken(reason);
      const { token: value, baseUrl } = typeof token === "string" ? { token } : token;
      // What is longer is no token, such as a web page; the page inside tells that by its beginning.
      if (typeof value === "string")
        answer = { type: "token", value: value.slice(0, MAX_TOKEN), baseUrl };
    } catch {
      // What was thrown may hold a token, so it is not logged.
      // eslint-disable-next-line no-console -- for whoever builds the page around it
      console.error("getToken failed, so TMS credentials cannot connect.");
    }
    if (asked === port) send(answer);
  }

  /** @param {MessageEvent} event */
  function onPortMessage({ data }) {
    const message = readFromEmbed(data);
    if (message?.type === "need-token") void handToken(message.reason);
    if (message?.type === "height") frame.style.height = `${Math.min(message.px, MAX_HEIGHT_PX)}px`;
    if (message?.type === "changed") onChange();
    if (message?.type === "bye") port?.close();
  }

  // A frame that is moved or reloaded says hello again; the port before is then nobody's.
  /** @param {MessageEvent} event */
  function onHello({ source, origin, data }) {
    const hello = readHello(data);
    if (source !== frame.contentWindow || origin !== src.origin || !hello) return;
    clearTimeout(noAnswer);
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = onPortMessage;
    frame.contentWindow?.postMessage({ type: "tms-port", nonce: hello.nonce }, src.origin, [
      channel.port2,
    ]);
    // An embed that is older than this file knows no `system`, and reads what it knows alone.
    send({ type: "settings", systems, theme, ...(system && { system }) });
  }

  const noAnswer = setTimeout(() => {
    // eslint-disable-next-line no-console -- for whoever builds the page around it
    console.error(whatToCheck(src));
    element.replaceChildren(failure(element.ownerDocument, src));
  }, ANSWER_WITHIN_MS);

  // First the ear, then the page: its hello may come at any moment from now on.
  addEventListener("message", onHello, { signal: ending.signal });
  frame.src = src.href;
  element.replaceChildren(frame);

  return {
    unmount() {
      ending.abort();
      clearTimeout(noAnswer);
      port?.close();
      port = undefined;
      element.replaceChildren();
    },
  };
}

/**
 * @param {Document} page
 * @param {URL} src
 */
function failure(page, src) {
  const text = page.createElement("p");
  text.setAttribute("role", "alert");
  text.textContent = `TMS credentials could not be shown: ${src} did not answer. Reload this page to try again. If it stays, tell whoever runs this site.`;
  return text;
}

/**
 * A browser does not tell a page why a frame of another origin stays silent.
 *
 * @param {URL} src
 */
function whatToCheck(src) {
  const { origin } = globalThis.location;
  const named =
    src.origin === origin
      ? "that it is the deployment's address and not one of this site's own"
      : `that ${origin} is among the hostOrigins of its config.json`;
  return `TMS credentials: ${src} did not answer. Check that it ends in /embed/, that it opens in a tab, that frame-src of this page's Content-Security-Policy allows ${src.origin}, and ${named}.`;
}
