// Runs one operation of one client inside a page, and takes its time there.

/**
 * @typedef {object} PageTask
 * @property {"ours" | "handWritten" | "typescript"} client  the others are globals of the page
 * @property {"establish" | "revoke" | "setUp" | "list"} operation
 * @property {string} baseUrl
 * @property {string} token
 * @property {string} username
 * @property {string[]} systems
 */

/**
 * Inside the page; connecting is not part of it.
 *
 * @param {PageTask} task
 * @returns {Promise<number>} milliseconds
 */
export async function runInPage({ client, operation, baseUrl, token, username, systems }) {
  if (client === "ours") {
    const path = "/tms.js";
    /** @type {typeof import("../../web/tms.js")} */
    const tms = await import(path);
    const tapis = await tms.connectTapis({ token, baseUrl });
    const run = {
      establish: () => tms.establishTmsCredentials(tapis, systems[0], username),
      revoke: () => tms.revokeTmsCredentials(tapis, systems[0], username),
      setUp: () => tms.setupTmsCredentials(tapis, systems, username, { concurrency: 32 }),
      list: () => tms.listSystems(tapis),
    }[operation];
    const started = performance.now();
    await run();
    const milliseconds = performance.now() - started;
    tapis.close();
    return milliseconds;
  }
  const script = /** @type {any} */ (globalThis)[client];
  const connection = script.connect(baseUrl, token);
  const subject = { establish: [systems[0]], revoke: [systems[0]], setUp: [systems], list: [] };
  const started = performance.now();
  await script[operation](connection, ...subject[operation], username);
  return performance.now() - started;
}
