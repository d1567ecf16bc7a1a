// Asks before credentials are removed.

import { ConfirmDialog } from "../ui/confirm-dialog.jsx";

/**
 * @param {object} props
 * @param {string} props.systemId
 * @param {(confirmed: boolean) => void} props.onClose
 */
export function RevokeDialog({ systemId, onClose }) {
  return (
    <ConfirmDialog
      title={`Revoke your credentials on ${systemId}?`}
      confirm="Revoke credentials"
      look="danger"
      onClose={onClose}
    >
      <p>
        Jobs and file transfers on <strong>{systemId}</strong> stop working for you until
        credentials are established again.
      </p>
      <p>
        This is rarely needed: it is for clean-up, or when a key may have been misused. Hosts may
        accept the old key for a while.
      </p>
    </ConfirmDialog>
  );
}
