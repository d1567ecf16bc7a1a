// A view of anything, rendered by render.js, and strangers who rewrite what it rendered: for rewritten.spec.js, which
// bundles it and calls `tryOut` inside a page.

import { useState } from "preact/hooks";

import { render } from "../../../../web/page/ui/render.js";
import { randomFrom } from "../../../random.js";

/**
 * @typedef {string | null | Spec[] | { tag: string, key?: number, id: number, children: Spec[] }} Spec a text, nothing, a
 *   fragment, an element or (in capitals) a component
 */

const WORDS = ["one", "two", "three", "four on ls6", " ", "", "five", "in stampede3"];
const TAGS = ["p", "span", "strong", "ul", "Own", "Own"];
const MARK = "\u00AD";

/** @type {Map<number, (children: Spec[]) => void>} the components, each of which can be told what to show */
const owners = new Map();

/** @param {{ id: number, children: Spec[] }} props */
function Own({ id, children }) {
  const [own, setOwn] = useState(/** @type {{ of: Spec[], shown: Spec[] } | null} */ (null));
  owners.set(id, (shown) => setOwn({ of: children, shown }));
  return <>{(own && own.of === children ? own.shown : children).map(drawn)}</>;
}

/** @param {Spec} spec @returns {any} */
function drawn(spec) {
  if (spec === null || typeof spec === "string") return spec;
  if (Array.isArray(spec)) return spec.map(drawn);
  const { key, id, children } = spec;
  const Tag = /** @type {any} */ (spec.tag);
  if (spec.tag === "Own") return <Own key={key} id={id} children={children} />;
  return <Tag key={key}>{children.map(drawn)}</Tag>;
}

/**
 * @param {() => number} random from 0 to 1
 * @param {number} depth
 * @returns {Spec}
 */
function invent(random, depth) {
  const pick = Math.floor(random() * 8);
  if (pick === 0) return null;
  if (pick < 4 || depth === 0) return WORDS[Math.floor(random() * WORDS.length)];
  const some = () => Array.from({ length: random() * 5 }, () => invent(random, depth - 1));
  const tag = TAGS[Math.floor(random() * TAGS.length)];
  if (pick === 4) return some();
  if (pick > 5) return { tag, id: random(), children: some() };
  const keys = shuffled(random, [0, 1, 2, 3, 4, 5]).slice(random() * 6);
  const children = keys.map((key) => ({ tag: "p", key, id: random(), children: some() }));
  return { tag, id: random(), children };
}

/**
 * The same, but for a part here and there.
 *
 * @param {() => number} random
 * @param {Spec} spec
 * @returns {Spec}
 */
function change(random, spec) {
  if (random() < 0.15) return invent(random, 2);
  if (spec === null || typeof spec === "string") return spec;
  if (Array.isArray(spec)) return spec.map((each) => change(random, each));
  const children = spec.children.map((each) => change(random, each));
  const isKeyed = children.every((each) => /** @type {any} */ (each)?.key !== undefined);
  return { ...spec, children: isKeyed ? shuffled(random, children) : children };
}

/** @template Item @param {() => number} random @param {Item[]} items */
function shuffled(random, items) {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** @param {Element} root @param {number} kind @returns {any[]} */
function nodesIn(root, kind) {
  const walker = document.createTreeWalker(root, kind);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** What strangers do. @type {Record<string, (random: () => number, root: Element) => void>} */
const STRANGERS = {
  "a translator that replaces texts": (random, root) => {
    for (const text of nodesIn(root, NodeFilter.SHOW_TEXT))
      if (isUntouched(text) && random() < 0.8) text.replaceWith(font(MARK + text.data));
  },
  "a translator that takes texts along": (random, root) => {
    for (const text of nodesIn(root, NodeFilter.SHOW_TEXT)) {
      if (!isUntouched(text) || random() < 0.2) continue;
      const around = font("");
      text.replaceWith(around);
      text.data = MARK + text.data;
      around.append(text);
    }
  },
  "a translator that joins texts": (_random, root) => {
    for (const text of nodesIn(root, NodeFilter.SHOW_TEXT)) {
      const next = text.nextSibling;
      if (!isUntouched(text) || next?.nodeType !== Node.TEXT_NODE || !next.data.trim()) continue;
      text.replaceWith(font(MARK + text.data + next.data));
      next.remove();
    }
  },
  "an extension that adds": (random, root) => {
    for (const element of nodesIn(root, NodeFilter.SHOW_ELEMENT)) {
      if (random() < 0.7 || element.closest("font, x-stranger")) continue;
      const stranger = document.createElement("x-stranger");
      stranger.append("an advertisement");
      element.insertBefore(stranger, element.childNodes[Math.floor(random() * 3)] ?? null);
    }
  },
  "an extension that takes away": (random, root) => {
    for (const element of nodesIn(root, NodeFilter.SHOW_ELEMENT))
      if (random() < 0.15 && !element.matches("font, x-stranger")) element.remove();
  },
};

/** @param {Text} text */
const isUntouched = (text) => text.data.trim() && !text.parentElement?.closest("font, x-stranger");

/** @param {string} text */
function font(text) {
  const outer = document.createElement("font");
  outer.append(document.createElement("font"));
  if (text) outer.firstElementChild?.append(text);
  return outer;
}

/** What is shown, without what strangers added to it. @param {Node} node @returns {string} */
function read(node) {
  if (node.nodeType === Node.TEXT_NODE) return /** @type {Text} */ (node).data.replaceAll(MARK, "");
  const name = node.nodeName.toLowerCase();
  if (name === "x-stranger") return "";
  const inside = [...node.childNodes].map(read).join("");
  return name === "font" ? inside : `<${name}>${inside}</${name}>`;
}

/**
 * Shows one thing after another, with strangers in between, and looks whether it is what a fresh page shows.
 *
 * @param {{ seed: number, rounds: number }} options
 * @returns {Promise<string[]>} what went wrong
 */
export async function tryOut({ seed, rounds }) {
  const random = randomFrom(seed);
  const problems = [];
  let touched = 0;
  for (let round = 0; round < rounds; round += 1) {
    const root = document.createElement("main");
    document.body.replaceChildren(root);
    /** @type {Spec} */
    let spec = { tag: "p", id: 0, children: Array.from({ length: 4 }, () => invent(random, 3)) };
    /** @type {string[]} */
    const did = [];
    /** @param {Spec} due */
    const compare = (due) => {
      const kept = [...owners];
      const fresh = document.createElement("main");
      render(<div>{drawn(due)}</div>, fresh);
      if (read(root) !== read(fresh))
        problems.push(`seed ${seed}, round ${round}: ${did}: ${read(root)} but not ${read(fresh)}`);
      render(null, fresh);
      for (const [id, tell] of kept) owners.set(id, tell);
    };
    try {
      render(<div>{drawn(spec)}</div>, root);
      for (let step = 0; step < 4; step += 1) {
        const [name, meddle] = shuffled(random, Object.entries(STRANGERS))[0];
        did.push(name);
        const before = root.innerHTML;
        meddle(random, root);
        if (root.innerHTML !== before) touched += 1;
        const own = await ownChanges(random);
        // What is taken away comes back with what it is in, when that is rendered.
        if (name !== "an extension that takes away") compare(withOwn(spec, own));
        spec = change(random, spec);
        owners.clear(); // all are rendered anew, and one may be another from now on
        render(<div>{drawn(spec)}</div>, root);
        compare(spec);
      }
      render(null, root);
      if (read(root).includes("<p>"))
        problems.push(`seed ${seed}, round ${round}: something stays`);
    } catch (error) {
      problems.push(`seed ${seed}, round ${round}: ${did}: ${/** @type {Error} */ (error).stack}`);
    }
    owners.clear();
  }
  if (touched < rounds) problems.push(`strangers did something ${touched} times only`);
  return problems;
}

/**
 * A component or two render by themselves, and go back to what they were given when they are given something.
 *
 * @param {() => number} random
 */
async function ownChanges(random) {
  /** @type {Map<number, Spec[]>} */
  const own = new Map();
  for (const [id, tell] of owners) {
    if (random() < 0.7) continue;
    own.set(id, [invent(random, 2)]);
    tell(own.get(id) ?? []);
  }
  await new Promise((over) => queueMicrotask(() => queueMicrotask(() => over(null))));
  return own;
}

/** @param {Spec} spec @param {Map<number, Spec[]>} own @returns {Spec} */
function withOwn(spec, own) {
  if (spec === null || typeof spec === "string") return spec;
  if (Array.isArray(spec)) return spec.map((each) => withOwn(each, own));
  const children = own.get(spec.id) ?? spec.children.map((each) => withOwn(each, own));
  return { ...spec, children };
}

/**
 * A translator may turn the order of a sentence around, and say an element of it twice.
 *
 * @returns {string} what is shown when that element has changed
 */
export function changeCopied() {
  const root = document.createElement("main");
  const sentence = (/** @type {string} */ word) => (
    <p>
      You are <strong>{word}</strong>, it says.
    </p>
  );
  render(sentence("offline"), root);
  const [paragraph] = root.children;
  for (const node of [...paragraph.childNodes].reverse()) paragraph.append(node);
  paragraph.append(/** @type {Element} */ (paragraph.querySelector("strong")).cloneNode(true));
  render(sentence("online"), root);
  return root.textContent ?? "";
}
