// In a frame as high as its content, the middle of the window may be far out of sight. A dialog is then put beside the
// button that opened it, which the person has just seen.

const MARGIN_PX = 16;

/**
 * @param {HTMLDialogElement} dialog
 * @param {() => void} show shows it, which moves the focus
 */
export function placeDialog(dialog, show) {
  const root = /** @type {Document | ShadowRoot} */ (dialog.getRootNode());
  const opener = root.activeElement?.getBoundingClientRect();
  show();
  if (window.parent === window || !opener) return;
  const middle = (opener.top + opener.bottom) / 2;
  const lowest = window.innerHeight - dialog.offsetHeight - MARGIN_PX;
  const top = Math.max(MARGIN_PX, Math.min(middle - dialog.offsetHeight / 2, lowest));
  dialog.style.marginBlockStart = `${Math.round(top)}px`;
}
