// Asks before credentials are removed. A native modal dialog: it traps the focus, closes on Escape
// and gives the focus back to the button that opened it.

import { useEffect, useId, useRef } from "preact/hooks";

import { Button } from "./button.jsx";

const CONFIRMED = "revoke";

/**
 * @param {object} props
 * @param {string} props.systemId
 * @param {(confirmed: boolean) => void} props.onClose
 */
export function RevokeDialog({ systemId, onClose }) {
  const id = useId();
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const cancel = useRef(/** @type {HTMLButtonElement | null} */ (null));

  useEffect(() => {
    dialog.current?.showModal();
    cancel.current?.focus();
  }, []);

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={(event) => onClose(event.currentTarget.returnValue === CONFIRMED)}
    >
      <h2 id={`${id}-title`}>Revoke your credentials on {systemId}?</h2>
      <div id={`${id}-text`}>
        <p>
          Jobs and file transfers on <strong>{systemId}</strong> stop working for you until
          credentials are established again.
        </p>
        <p>
          This is rarely needed: it is for clean-up, or when a key may have been misused. Hosts may
          accept the old key for a while.
        </p>
      </div>
      <div class="actions actions-end">
        <Button buttonRef={cancel} onClick={() => dialog.current?.close()}>
          Cancel
        </Button>
        <Button look="danger" onClick={() => dialog.current?.close(CONFIRMED)}>
          Revoke credentials
        </Button>
      </div>
    </dialog>
  );
}
