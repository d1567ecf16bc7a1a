// What the browser itself says of a page's JavaScript heap, after it has collected garbage: a snapshot of every object
// and every string that is left.

/** @typedef {import("@playwright/test").CDPSession} CDPSession */

/**
 * @typedef {object} Heap
 * @property {string} text the whole snapshot, strings and all
 * @property {(name: string) => number} count of the objects of a class
 */

/**
 * @param {CDPSession} browser
 * @returns {Promise<Heap>}
 */
export async function heapSnapshot(browser) {
  /** @type {string[]} */
  const chunks = [];
  const keep = (/** @type {{ chunk: string }} */ { chunk }) => chunks.push(chunk);
  browser.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await browser.send("HeapProfiler.collectGarbage");
  await browser.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  browser.off("HeapProfiler.addHeapSnapshotChunk", keep);
  const text = chunks.join("");
  return { text, count: (name) => countOf(JSON.parse(text), name) };
}

/**
 * A snapshot's nodes are one long list of numbers, so many for each node; a name is a number of a string.
 *
 * @param {{ snapshot: { meta: { node_fields: string[] } }, nodes: number[], strings: string[] }} snapshot
 * @param {string} name
 */
function countOf({ snapshot, nodes, strings }, name) {
  const { node_fields: fields } = snapshot.meta;
  const nameField = fields.indexOf("name");
  const wanted = strings.indexOf(name);
  return nodes.filter((value, index) => index % fields.length === nameField && value === wanted)
    .length;
}
