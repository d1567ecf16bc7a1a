// Brings what has just come below the window's edge into view. What is above it, a person has scrolled past.

/** @param {HTMLElement} element */
export function scrollUpTo(element) {
  if (element.getBoundingClientRect().bottom <= innerHeight) return;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: isStill ? "instant" : "smooth" });
}
