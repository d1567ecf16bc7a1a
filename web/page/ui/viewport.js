// Tells whether an element is in the window, or soon will be. One observer serves all elements: a
// long table has hundreds.

/** @typedef {(entry: IntersectionObserverEntry) => void} Listener */

/** Rows are drawn this far ahead, so that scrolling does not meet empty space. */
const MARGIN = "800px 0px";

/** @type {WeakMap<Element, Listener>} */
const listeners = new WeakMap();
/** @type {IntersectionObserver | undefined} */
let observer;

/**
 * @param {Element} element
 * @param {Listener} listener
 * @returns {() => void} ends it
 */
export function onNearViewport(element, listener) {
  observer ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => listeners.get(entry.target)?.(entry)),
    { rootMargin: MARGIN },
  );
  listeners.set(element, listener);
  observer.observe(element);
  return () => observer?.unobserve(element);
}
