// Asks before something is done. A native modal dialog: it traps the focus, closes on Escape and
// gives the focus back to the button that opened it. The focus starts on Cancel, and what destroys something
// has to be in view for a moment before it can be pressed.

import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { Button } from "./button.jsx";
import { placeDialog } from "./place-dialog.js";
import { useClickGuard } from "./use-click-guard.js";

/**
 * @param {object} props
 * @param {string} props.title the question
 * @param {string} props.confirm what the button that does it says
 * @param {"primary" | "danger"} props.look
 * @param {(confirmed: boolean) => void} props.onClose
 * @param {import("preact").ComponentChildren} props.children
 */
export function ConfirmDialog({ title, confirm, look, onClose, children }) {
  const id = useId();
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const cancel = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const confirmButton = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const isClickable = useClickGuard(confirmButton, look === "danger");
  const isOver = useRef(false);

  // The dialog's own word that it has closed comes later: whoever opens it again before that would see it close.
  /** @param {boolean} confirmed */
  function close(confirmed) {
    if (isOver.current) return;
    isOver.current = true;
    dialog.current?.close();
    onClose(confirmed);
  }

  useLayoutEffect(() => {
    const shown = /** @type {HTMLDialogElement} */ (dialog.current);
    placeDialog(shown, () => shown.showModal());
    cancel.current?.focus();
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${look}`}
      part="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        close(false);
      }}
      onClose={() => close(false)}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`}>{children}</div>
      <div class="actions actions-end">
        <Button buttonRef={cancel} onClick={() => close(false)}>
          Cancel
        </Button>
        <Button
          look={look}
          buttonRef={confirmButton}
          disabled={!isClickable}
          onClick={() => close(true)}
        >
          {confirm}
        </Button>
      </div>
    </dialog>
  );
}
