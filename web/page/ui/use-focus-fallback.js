// Buttons come and go with what they can do. Where one goes that had the focus, something near takes
// it, so that a person is not thrown to the top of the page.

import { useLayoutEffect } from "preact/hooks";

/**
 * @param {{ current: HTMLElement | null }} around what holds the buttons
 * @param {() => HTMLElement | null | undefined} successor
 */
export function useFocusFallback(around, successor) {
  const focused = around.current?.matches(":focus-within") ?? false;
  useLayoutEffect(() => {
    if (focused && !around.current?.matches(":focus-within")) successor()?.focus();
  });
}
