// Names stay as they are, whoever translates the page: ids of systems, hosts, users, tenants, codes. "frontera" is not the
// border, nor is "ann" an announcement. They are told by their form, or because a list or a token named them.

import { createElement, Fragment } from "preact";

/** @type {Set<string>} */
const known = new Set();

/** @param {Iterable<string | undefined>} names words for which their form does not speak */
export function keepNames(names) {
  for (const name of names) if (name) known.add(name);
}

/** What may be an id, a host, an address or a code; without what ends its sentence. */
const WORDS = /[\p{L}\d~_.](?:[\p{L}\d~_.:/@-]*[\p{L}\d~_/-])?/gu;
const WORD = new RegExp(`^${WORDS.source}$`, "u");

/** Such as TMS_KEYS and credential_refused, stampede3, ls6.tacc.utexas.edu, https://tapis.io. */
const FORM = /_|:\/\/|^[A-Z\d]*[A-Z][A-Z\d]+$|^\p{L}[\p{L}-]*\d|\p{L}{2}\.\p{L}{2}/u;

/** These are names as a whole, or what was typed into a program. */
const ALWAYS = ["bdi", "code"];

/** These contain text alone. */
const TEXT_ONLY = ["option", "textarea", "title", "style"];

/**
 * Marks the names in the text of an element that is being made.
 *
 * @param {{ type: any, props: any }} vnode
 */
export function markNames({ type, props }) {
  const isElement = typeof type === "string";
  if ((!isElement && type !== Fragment) || props.translate === false) return;
  const { children } = props;
  if (isElement && (ALWAYS.includes(type) || isName(children))) props.translate = false;
  else if (TEXT_ONLY.includes(type)) return;
  else if (typeof children === "string") props.children = apart(children);
  else if (Array.isArray(children))
    props.children = children.map((child) => (typeof child === "string" ? apart(child) : child));
}

/** @param {unknown} word */
function isName(word) {
  return typeof word === "string" && (known.has(word) || (WORD.test(word) && FORM.test(word)));
}

/**
 * @param {string} text
 * @returns {import("preact").ComponentChild} with each name in an element of its own
 */
function apart(text) {
  const parts = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (!isName(word)) continue;
    parts.push(text.slice(from, index), createElement("bdi", null, word));
    from = index + word.length;
  }
  if (from === 0) return text;
  // All of it is another when the text is: a live region tells the whole sentence.
  return createElement(Fragment, { key: text }, ...parts, text.slice(from));
}
