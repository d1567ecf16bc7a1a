// The list parameters that every Systems request may carry. The filter checks their form and answers a bad one with
// bare text labelled JSON; what they mean is the resource's business.

import { Refusal, bareText } from "../answers.js";
import { parseSearch } from "./search.js";

/**
 * @typedef {object} ListQuery
 * @property {number} limit  -1 for all
 * @property {number} skip
 * @property {string} startAfter
 * @property {string} orderByText  as given, which the metadata repeats
 * @property {{ attribute: string, descending: boolean }[]} orderBy
 * @property {boolean} computeTotal
 * @property {boolean} showDeleted
 * @property {string[] | null} select  null where the resource's own default applies
 * @property {import("./search.js").Condition[]} search
 * @property {boolean | null} hasCredentials
 */

const DEFAULT_LIMIT = 100;

/**
 * @param {Record<string, string | string[] | undefined>} parameters
 * @returns {ListQuery}
 * @throws {Refusal}
 */
export function readListQuery(parameters) {
  const value = (/** @type {string} */ name) => String(parameters[name] ?? "").trim();
  const orderByText = value("orderBy");
  const startAfter = value("startAfter");
  const skip = integer("skip", value("skip"), 0, 0);
  if (startAfter !== "" && orderByText === "") {
    throw bad("TAPIS_QUERY_PARAM_STARTAFTER_NOORDERBY", "startAfter needs orderBy.");
  }
  if (startAfter !== "" && skip > 0) {
    throw bad("TAPIS_QUERY_PARAM_SKIP_STARTAFTER", "skip and startAfter exclude each other.");
  }
  return {
    limit: integer("limit", value("limit"), DEFAULT_LIMIT, -1),
    skip,
    startAfter,
    orderByText,
    orderBy: orderByText === "" ? [] : orderByText.split(",").map(ordering),
    computeTotal: flag("computeTotal", value("computeTotal")) ?? false,
    showDeleted: flag("showDeleted", value("showDeleted")) ?? false,
    select: selection(value("select")),
    search: conditions(value("search")),
    hasCredentials: flag("hasCredentials", value("hasCredentials")),
  };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} byDefault
 * @param {number} least
 */
function integer(name, text, byDefault, least) {
  if (text === "") return byDefault;
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= least) return number;
  throw bad("TAPIS_QUERY_PARAM_NOTINT", `Not a valid integer. Parameter: ${name} Value: ${text}`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function flag(name, text) {
  if (text === "") return null;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw bad("TAPIS_QUERY_PARAM_NOTBOOL", `Not a boolean. Parameter: ${name} Value: ${text}`);
}

/** @param {string} text */
function ordering(text) {
  const match = /^\s*([A-Za-z]\w*)(?:\((asc|desc)\))?\s*$/i.exec(text);
  if (!match) throw bad("TAPIS_QUERY_PARAM_ORDERBY", `orderBy cannot be read: ${text}`);
  return { attribute: match[1], descending: match[2]?.toLowerCase() === "desc" };
}

/** @param {string} text */
function selection(text) {
  if (text === "") return null;
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => /^[A-Za-z][\w.]*$/.test(name))) return names;
  throw bad("SELECT_LIST_ERROR", `select cannot be read: ${text}`);
}

/** @param {string} text */
function conditions(text) {
  if (text === "") return [];
  const parsed = parseSearch(text);
  if (parsed === null) throw bad("SEARCH_LIST_ERROR", `search cannot be read: ${text}`);
  return parsed;
}

/**
 * @param {string} code
 * @param {string} text
 */
function bad(code, text) {
  return new Refusal(bareText(400, `${code} ${text}`));
}
