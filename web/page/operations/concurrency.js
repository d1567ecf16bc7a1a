// Works through a list with a bounded number of things under way at a time.

/**
 * @template Item
 * @param {number} limit
 * @param {Iterable<Item>} items
 * @param {(item: Item) => Promise<void>} work
 */
export async function forEachAtMost(limit, items, work) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
