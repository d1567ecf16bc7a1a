// Markup as a template: html`<p>${text}</p>`. Whatever is put in is text and is escaped, unless it is markup itself.

const ENTITIES = /** @type {Record<string, string>} */ ({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
});

export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @typedef {string | number | Markup | Markup[] | null} Insertion  null is nothing */

/**
 * @param {TemplateStringsArray} strings
 * @param {...Insertion} insertions
 */
export function html(strings, ...insertions) {
  return new Markup(String.raw({ raw: strings }, ...insertions.map(written)));
}

/**
 * @param {Insertion} insertion
 * @returns {string}
 */
function written(insertion) {
  if (insertion === null) return "";
  if (insertion instanceof Markup) return insertion.text;
  if (Array.isArray(insertion)) return insertion.map(written).join("");
  return String(insertion).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
