// Says on which systems credentials will be established, before they are.

import { ConfirmDialog } from "../ui/confirm-dialog.jsx";

/** A longer list helps nobody to decide. */
const MOST_NAMED = 200;

/**
 * @param {object} props
 * @param {readonly string[]} props.systemIds
 * @param {number} props.stored on how many systems in view credentials are stored already
 * @param {(confirmed: boolean) => void} props.onClose
 */
export function SetupDialog({ systemIds, stored, onClose }) {
  const systems = systemIds.length === 1 ? "1 system" : `${systemIds.length} systems`;
  const more = systemIds.length - MOST_NAMED;
  return (
    <ConfirmDialog
      title={`Set up ${systems}?`}
      confirm={`Set up ${systems}`}
      look="primary"
      onClose={onClose}
    >
      <p>Each is checked first, and credentials are created where none work:</p>
      <ul class="dialog-list" tabIndex={0} aria-label="Systems to set up">
        {systemIds.slice(0, MOST_NAMED).map((systemId) => (
          <li key={systemId}>{systemId}</li>
        ))}
      </ul>
      {more > 0 && <p>and {more} more.</p>}
      {stored > 0 && (
        <p class="hint">
          {stored === 1 ? "1 more has" : `${stored} more have`} credentials stored and{" "}
          {stored === 1 ? "is" : "are"} left alone. “Verify all” tells whether they work.
        </p>
      )}
    </ConfirmDialog>
  );
}
