// Asks the host for a token, and takes one only when it was asked for.

/** @typedef {import("../page/operations/client.js").ConnectOptions} ConnectOptions */

/** @param {(message: import("./messages.js").FromEmbed) => void} send */
export function createHostToken(send) {
  /** @type {{ resolve: (options: ConnectOptions) => void, reject: (error: Error) => void } | null} */
  let question = null;
  return {
    /**
     * @param {import("./messages.js").Reason} reason
     * @returns {Promise<ConnectOptions>} rejects when the host has none
     */
    ask(reason) {
      return new Promise((resolve, reject) => {
        question = { resolve, reject };
        send({ type: "need-token", reason });
      });
    },

    /** @param {Exclude<import("./messages.js").FromHost, { type: "settings" }>} message */
    answer(message) {
      const asked = question;
      question = null;
      if (message.type === "token")
        asked?.resolve({ token: message.value, baseUrl: message.baseUrl });
      else asked?.reject(new Error("The host has no token."));
    },
  };
}
