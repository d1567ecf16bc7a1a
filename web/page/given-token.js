// What a page gives as a token and is none: whoever looks at it has no field for another one, so it is told as the page's.

/** @typedef {import("./operations/client.js").Client} Client */

/**
 * @param {Client} client
 * @returns {Client} the same, but for what it says of such a token: of what kind it is, and nothing of what is in it
 */
export function judgeGivenTokens(client) {
  return {
    ...client,
    async connectTapis(options) {
      try {
        return await client.connectTapis(options);
      } catch (error) {
        const { code } = /** @type {{ code?: string }} */ (error);
        if (code !== "token_malformed") throw error;
        const message = `This page did not give a Tapis access token (${kindOf(String(options.token ?? ""))}). Please tell those who run this page.`;
        throw new client.TapisError({ code, message });
      }
    },
  };
}

/** @param {string} text that is no access token */
function kindOf(text) {
  const plain = text.trim();
  if (plain === "") return "it is empty";
  if (plain.startsWith("<")) return "it is a web page";
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(plain) ? "it is another token" : "it is not a token";
}
