// A button that destroys something works only when it has been in view for a moment: a page around this one could
// bring it under the pointer just before a click that was meant for something else.

import { useEffect, useState } from "preact/hooks";

const IN_VIEW_MS = 500;

/** Not all of it: fractions of a pixel count. */
const MOST_OF_IT = 0.9;

/**
 * @param {{ current: HTMLElement | null }} button
 * @param {boolean} destroys others can be clicked at once
 * @returns {boolean}
 */
export function useClickGuard(button, destroys) {
  const [isClickable, setClickable] = useState(!destroys);
  useEffect(() => {
    if (!destroys || !button.current) return;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const observer = new IntersectionObserver(
      ([{ intersectionRatio }]) => {
        clearTimeout(timer);
        setClickable(false);
        if (intersectionRatio >= MOST_OF_IT)
          timer = setTimeout(() => setClickable(true), IN_VIEW_MS);
      },
      { threshold: MOST_OF_IT },
    );
    observer.observe(button.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [button, destroys]);
  return isClickable;
}
