// A call from a page with a policy of its own, in whatever engine.

/**
 * Runs inside the page.
 *
 * @param {object} options
 * @param {string} options.call
 * @param {string} options.systemId
 * @param {string} options.baseUrl
 * @param {string} options.token
 * @param {string} options.policy that the page has from here on
 * @param {string} [options.alsoAsks] what another script of the page asks for at the same time
 * @returns {Promise<{ code: string, message: string }>} the error
 */
export async function callUnderPolicy({ call, systemId, baseUrl, token, policy, alsoAsks }) {
  const path = "/tms.js";
  const tms = await import(path);
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = policy;
  document.head.append(meta);
  const tapis = await tms.connectTapis({ token, baseUrl });
  /** @type {Record<string, () => Promise<any>>} */
  const calls = {
    checkTmsCredentials: () => tms.checkTmsCredentials(tapis, systemId),
    establishTmsCredentials: () => tms.establishTmsCredentials(tapis, systemId),
    listSystems: () => tms.listSystems(tapis),
    setupTmsCredentials: async () => {
      const [{ error }] = await tms.setupTmsCredentials(tapis, [systemId]);
      throw error;
    },
    startSignIn: () => tms.startSignIn({ clientId: "tms-credentials", baseUrl }),
  };
  const asked = calls[call]();
  if (alsoAsks) fetch(alsoAsks).catch(() => {});
  return asked.catch((/** @type {any} */ { code, message }) => ({ code, message }));
}
