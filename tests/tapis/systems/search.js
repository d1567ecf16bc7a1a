// The `search` parameter of lists: conditions `(attribute.operator.value)` joined by `~`, all of which must hold.

/** @typedef {{ attribute: string, operator: string, value: string }} Condition */

/** @type {Record<string, (actual: string, wanted: string) => boolean>} */
const OPERATORS = {
  eq: (actual, wanted) => actual === wanted,
  neq: (actual, wanted) => actual !== wanted,
  gt: (actual, wanted) => compare(actual, wanted) > 0,
  gte: (actual, wanted) => compare(actual, wanted) >= 0,
  lt: (actual, wanted) => compare(actual, wanted) < 0,
  lte: (actual, wanted) => compare(actual, wanted) <= 0,
  in: (actual, wanted) => wanted.split(",").includes(actual),
  nin: (actual, wanted) => !wanted.split(",").includes(actual),
  like: (actual, wanted) => wildcard(wanted).test(actual),
  nlike: (actual, wanted) => !wildcard(wanted).test(actual),
  between: (actual, wanted) => isBetween(actual, wanted),
  nbetween: (actual, wanted) => !isBetween(actual, wanted),
};

/**
 * @param {string} text
 * @returns {Condition[] | null} null if the text is no search expression
 */
export function parseSearch(text) {
  /** @type {Condition[]} */
  const conditions = [];
  for (const part of text.split(")~(").join(")\n(").split("\n")) {
    const match = /^\(?([A-Za-z]\w*)\.([a-z]+)\.([^()]*)\)?$/i.exec(part.trim());
    const operator = match?.[2].toLowerCase() ?? "";
    if (!match || !(operator in OPERATORS)) return null;
    conditions.push({ attribute: match[1], operator, value: match[3] });
  }
  return conditions;
}

/**
 * @param {Pick<Condition, "operator" | "value">} test
 * @param {unknown} actual  value of the condition's attribute
 */
export function holds({ operator, value }, actual) {
  return OPERATORS[operator](String(actual), value);
}

/**
 * @param {string} left
 * @param {string} right
 */
function compare(left, right) {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? left.localeCompare(right) : difference;
}

/**
 * @param {string} actual
 * @param {string} range
 */
function isBetween(actual, range) {
  const [low, high] = range.split(",");
  return compare(actual, low) >= 0 && compare(actual, high) <= 0;
}

/** @param {string} pattern  with `*` for any text and `!` for any character */
function wildcard(pattern) {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("!", ".")}$`);
}
