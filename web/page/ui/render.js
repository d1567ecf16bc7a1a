// Renders, and keeps what is shown true in a document that others rewrite: a translator puts elements in place of texts
// and moves what stands between them, an extension adds nodes and takes some away. preact goes on writing into the texts
// that it made, which nobody sees any more, and throws where it wants to insert before one of them.
//
// So, of each element of ours: a text that changes is another node; and whenever its content changes, or an element is
// gone from it, it gets exactly the nodes that preact holds to be in it. What has not changed stays as it was translated.
// All that is rendered comes through here, so no view has to think of it.

import { options, render } from "preact";
// Before this: its effects are to find everything in its place.
import "preact/hooks";

import { markNames } from "./names.js";

export { render };

/**
 * What preact keeps of a thing that it rendered, by the names that its own tools use.
 *
 * @typedef {import("preact").VNode<any> & { __: Rendered | null, __k: (Rendered | null)[] | null, __e: ChildNode | null,
 *   __c: { __P: Content } | null }} Rendered `__`: the parent, `__k`: the children, `__e`: the node, `__c`: the component,
 *   `__P`: what its nodes are in
 *
 * @typedef {Element | ShadowRoot} Content
 */

/** What each element was to contain the last time. @type {WeakMap<Node, ChildNode[]>} */
const contents = new WeakMap();
/** Whose content has changed since the last commit. @type {Set<Node>} */
const changed = new Set();

const hooks =
  /** @type {import("preact").Options & { __c?: (root: Rendered, queue: unknown[]) => void }} */ (
    options
  );
const { vnode: onCreated, diffed: onDiffed, __c: onCommit } = hooks;

hooks.vnode = (vnode) => {
  const { type, props } = /** @type {Rendered} */ (vnode);
  if (type === null) vnode.key = props;
  else markNames(vnode);
  onCreated?.(vnode);
};

hooks.diffed = (vnode) => {
  if (typeof vnode.type === "string") settle(/** @type {Rendered} */ (vnode));
  onDiffed?.(vnode);
};

// A component may be rendered by itself: what it is in, and what that is in, up to the root.
hooks.__c = (root, queue) => {
  for (let each = root; ; each = each.__) {
    if (typeof each.type === "string") settle(each);
    if (each.__) continue;
    const container = /** @type {NonNullable<Rendered["__c"]>} */ (each.__c).__P;
    heedStrangers(container);
    // Who else puts something into the root may have a right to it.
    for (const node of nodesOf(each)) if (!container.contains(node)) container.append(node);
    break;
  }
  changed.clear();
  onCommit?.(root, queue);
};

/** @param {Rendered} vnode */
function settle(vnode) {
  const element = /** @type {Element} */ (vnode.__e);
  const nodes = nodesOf(vnode);
  const before = contents.get(element);
  contents.set(element, nodes);
  if (!before) return heedStrangers(element);
  if (nodes.length !== before.length || nodes.some((node, at) => node !== before[at]))
    changed.add(element);
  else if (!nodes.some((node) => isLost(node, element, nodes))) return;
  for (const node of [...element.childNodes]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => {
    const there = element.childNodes[at];
    if (there !== node) element.insertBefore(node, there ?? null);
  });
}

/**
 * Whether an element was taken away, or has changed beside a copy that a translator made of it.
 *
 * @param {ChildNode} node
 * @param {Element} parent
 * @param {ChildNode[]} own all that the parent is to contain
 */
function isLost(node, parent, own) {
  if (node.nodeType === Node.TEXT_NODE) return false;
  if (!parent.contains(node)) return true;
  const isCopy = (/** @type {Element} */ other) =>
    other.nodeName === node.nodeName && !own.includes(other);
  return changed.has(node) && [...parent.children].some(isCopy);
}

/**
 * @param {Rendered} vnode
 * @returns {ChildNode[]} the nodes right below it
 */
function nodesOf({ __k: children }) {
  return (children ?? []).flatMap((child) => {
    if (!child) return [];
    return typeof child.type === "function"
      ? nodesOf(child)
      : [/** @type {ChildNode} */ (child.__e)];
  });
}

/** preact inserts before nodes of which it believes that they are still where it put them. @param {Content} parent */
function heedStrangers(parent) {
  parent.insertBefore = place;
  if ("moveBefore" in parent) parent.moveBefore = place;
}

/**
 * @template {Node} Placed
 * @this {Content}
 * @param {Placed} node
 * @param {Node | null} next
 * @returns {Placed}
 */
function place(node, next) {
  // In any place: where the content changes, it is put in order.
  const there = next?.parentNode === this ? next : null;
  const proto = /** @type {any} */ (Object.getPrototypeOf(this));
  // A node that is moved and not inserted anew keeps its focus.
  const isMoved = proto.moveBefore && node.isConnected && this.isConnected;
  proto[isMoved ? "moveBefore" : "insertBefore"].call(this, node, there);
  return node;
}
