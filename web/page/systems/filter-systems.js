// Which systems are in view, and where each stands in the table.

/** @typedef {import("./group-systems.js").GroupedSystem} GroupedSystem */

/**
 * A line of the table. `heading` is set on the first of each group: its group's name stands above it.
 *
 * @typedef {object} TableLine
 * @property {GroupedSystem} entry
 * @property {import("./group-systems.js").Group | null} heading
 * @property {number} rowIndex counts from 1, with the column headings and the groups' names
 */

/**
 * Every word of the text must occur, in any order and any case.
 *
 * @param {readonly GroupedSystem[]} entries
 * @param {{ text: string, showAll: boolean }} filter
 * @returns {{ shown: GroupedSystem[], hidden: number }} `hidden`: those that match and stand behind "Show all"
 */
export function filterSystems(entries, { text, showAll }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = words.length
    ? entries.filter((entry) => words.every((word) => entry.searchText.includes(word)))
    : entries;
  const shown = matching.filter(({ group }) => showAll || group !== "further");
  return { shown, hidden: matching.length - shown.length };
}

/**
 * The system of that id, or the only one that differs from it in the case of letters alone.
 *
 * @param {readonly GroupedSystem[]} entries
 * @param {string} systemId
 */
export function findSystem(entries, systemId) {
  const exact = entries.find(({ system }) => system.id === systemId);
  if (exact) return exact;
  const lower = systemId.toLowerCase();
  const alike = entries.filter(({ system }) => system.id.toLowerCase() === lower);
  return alike.length === 1 ? alike[0] : undefined;
}

/**
 * @param {readonly GroupedSystem[]} shown
 * @returns {{ lines: TableLine[], rowCount: number }}
 */
export function tableLines(shown) {
  let rowIndex = 1;
  const lines = shown.map((entry, index) => {
    const heading = entry.group === shown[index - 1]?.group ? null : entry.group;
    rowIndex += heading ? 2 : 1;
    return { entry, heading, rowIndex };
  });
  return { lines, rowCount: rowIndex };
}
