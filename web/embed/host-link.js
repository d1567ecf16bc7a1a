// The embed's end of the handshake. It says hello to whoever frames it and takes one port from one host: the parent
// window, from an origin on the deployment's list, with the nonce of the hello. After that it listens to no window.

import { makeHello, readFromHost, readPortOffer } from "./messages.js";

/**
 * @typedef {object} HostLink
 * @property {string} origin of the host
 * @property {(message: import("./messages.js").FromEmbed) => void} send
 * @property {(listener: (message: import("./messages.js").FromHost) => void) => void} listen what came before is told, too
 * @property {() => void} close says bye
 */

/**
 * @param {Window} frame the embed's own window
 * @param {readonly string[]} hostOrigins who may host it
 * @returns {Promise<HostLink>} once a host has answered
 */
export function linkToHost(frame, hostOrigins) {
  const hello = makeHello();
  return new Promise((resolve) => {
    /** @param {MessageEvent} event */
    function onMessage({ source, origin, data, ports }) {
      if (source !== frame.parent || !hostOrigins.includes(origin)) return;
      if (readPortOffer(data)?.nonce !== hello.nonce || ports.length !== 1) return;
      frame.removeEventListener("message", onMessage);
      resolve(openLink(ports[0], origin));
    }
    frame.addEventListener("message", onMessage);
    // To anybody, for it holds no secret: who the parent is comes out only in the answer.
    frame.parent.postMessage(hello, "*");
  });
}

/**
 * @param {MessagePort} port
 * @param {string} origin
 * @returns {HostLink}
 */
function openLink(port, origin) {
  return {
    origin,
    send: (message) => port.postMessage(message),
    listen(listener) {
      // Setting it starts the port, which has kept what came before.
      port.onmessage = ({ data, ports }) => {
        const message = ports.length === 0 ? readFromHost(data) : null;
        if (message) listener(message);
      };
    },
    close() {
      port.postMessage({ type: "bye" });
      port.close();
    },
  };
}
