// The embed's end of the handshake. It says hello to whoever frames it and takes one port from one host: the parent
// window, from an origin on the deployment's list, with the nonce of the hello. After that it listens to no window.

import { makeHello, readFromHost, readPortOffer } from "./messages.js";

/**
 * @typedef {object} HostLink
 * @property {string} origin of the host
 * @property {(message: import("./messages.js").FromEmbed) => void} send
 * @property {() => void} close says bye
 */

/**
 * @param {object} options
 * @param {Window} options.frame the embed's own window
 * @param {readonly string[]} options.hostOrigins who may host it
 * @param {(message: import("./messages.js").FromHost) => void} options.onMessage
 * @param {AbortSignal} options.signal ends the waiting
 * @returns {Promise<HostLink>} once a host has answered
 */
export function linkToHost({ frame, hostOrigins, onMessage, signal }) {
  const hello = makeHello();
  const listening = new AbortController();
  signal.addEventListener("abort", () => listening.abort(), { signal: listening.signal });
  return new Promise((resolve) => {
    frame.addEventListener(
      "message",
      ({ source, origin, data, ports }) => {
        if (source !== frame.parent || !hostOrigins.includes(origin)) return;
        if (readPortOffer(data)?.nonce !== hello.nonce || ports.length !== 1) return;
        listening.abort();
        resolve(openLink(ports[0], origin, onMessage));
      },
      { signal: listening.signal },
    );
    // To anybody, for it holds no secret: who the parent is comes out only in the answer.
    frame.parent.postMessage(hello, "*");
  });
}

/**
 * @param {MessagePort} port
 * @param {string} origin
 * @param {(message: import("./messages.js").FromHost) => void} onMessage
 * @returns {HostLink}
 */
function openLink(port, origin, onMessage) {
  port.onmessage = ({ data, ports }) => {
    const message = ports.length === 0 ? readFromHost(data) : null;
    if (message) onMessage(message);
  };
  return {
    origin,
    send: (message) => port.postMessage(message),
    close() {
      port.postMessage({ type: "bye" });
      port.close();
    },
  };
}
