// Which systems are in view, and where each stands in the table.

/** @typedef {import("./group-systems.js").Entry} Entry */

/**
 * A line of the table. `heading` is set on the first of each group: its group's name stands above it.
 *
 * @typedef {object} Line
 * @property {Entry} entry
 * @property {import("./group-systems.js").Group | null} heading
 * @property {number} rowIndex counts from 1, with the column headings and the groups' names
 */

/**
 * Every word of the text must occur, in any order and any case.
 *
 * @param {readonly Entry[]} entries
 * @param {{ text: string, showAll: boolean }} filter
 * @returns {{ shown: Entry[], hidden: number }} `hidden`: those that match and stand behind "Show all"
 */
export function filterEntries(entries, { text, showAll }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = words.length
    ? entries.filter((entry) => words.every((word) => entry.words.includes(word)))
    : entries;
  const shown = matching.filter(({ group }) => showAll || group !== "further");
  return { shown, hidden: matching.length - shown.length };
}

/**
 * @param {readonly Entry[]} shown
 * @returns {{ lines: Line[], rowCount: number }}
 */
export function layOut(shown) {
  let rowIndex = 1;
  const lines = shown.map((entry, index) => {
    const heading = entry.group === shown[index - 1]?.group ? null : entry.group;
    rowIndex += heading ? 2 : 1;
    return { entry, heading, rowIndex };
  });
  return { lines, rowCount: rowIndex };
}
