// Where the person is: here, in another tab, or somewhere else. In Playwright every page believes that it has the focus,
// and a Chromium without windows knows no other.

/** Inside the page, in every engine: its window has lost the focus. */
export function loseFocus() {
  document.hasFocus = () => false;
  dispatchEvent(new Event("blur"));
}

/** Inside the page: and has it again. */
export function regainFocus() {
  document.hasFocus = () => true;
  dispatchEvent(new Event("focus"));
}

/** Inside the page: hidden, though with the focus, or to be seen again. @param {string} state */
export function setVisibility(state) {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}
