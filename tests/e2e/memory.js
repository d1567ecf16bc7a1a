// What a page holds, as the browser itself counts it after a collection of garbage.

import { heapSnapshot } from "./heap.js";

/** @typedef {import("@playwright/test").Page} Page */

/**
 * @typedef {object} Held
 * @property {number} wasmBytes of the module's memory
 * @property {number} heapBytes of the page's JavaScript objects
 * @property {number} requests objects of XMLHttpRequest
 * @property {number} nodes of all documents
 * @property {number} listeners of events
 */

/**
 * Makes the module's memory `window.memory`. The page is loaded anew, so that its module can be found.
 *
 * @param {Page} page
 */
export async function showWasmMemory(page) {
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...source) => {
      const made = await instantiateStreaming(...source);
      const memory = Object.values(made.instance.exports).find(
        (each) => each instanceof WebAssembly.Memory,
      );
      Object.assign(window, { memory });
      return made;
    };
  });
  await page.reload();
}

/**
 * Starts to watch a page. It is loaded anew, so that its module can be found.
 *
 * @param {Page} page
 * @returns {Promise<{ read: () => Promise<Held> }>}
 */
export async function memoryOf(page) {
  await showWasmMemory(page);
  const browser = await page.context().newCDPSession(page);
  await browser.send("Performance.enable");

  return {
    async read() {
      // Not Runtime.queryObjects, which never answers for a page with a WebAssembly module.
      const requests = (await heapSnapshot(browser)).count("XMLHttpRequest");
      const { metrics } = await browser.send("Performance.getMetrics");
      const metric = (/** @type {string} */ wanted) =>
        Number(metrics.find(({ name }) => name === wanted)?.value);
      const wasmBytes = await page.evaluate(
        () =>
          /** @type {{ memory?: WebAssembly.Memory }} */ (window).memory?.buffer.byteLength ?? 0,
      );
      return {
        wasmBytes,
        requests,
        heapBytes: metric("JSHeapUsedSize"),
        nodes: metric("Nodes"),
        listeners: metric("JSEventListeners"),
      };
    },
  };
}
