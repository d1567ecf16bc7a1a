// Says on which systems credentials will be established, before they are.

import { readyCount } from "../operations/state-counts.js";
import { ConfirmDialog } from "../ui/confirm-dialog.jsx";

/** A longer list helps nobody to decide. */
const MOST_NAMED = 200;

/**
 * @param {object} props
 * @param {readonly string[]} props.systemIds
 * @param {number} props.ready how many of the systems in view are
 * @param {number} props.unverified of these
 * @param {(confirmed: boolean) => void} props.onClose
 */
export function SetupDialog({ systemIds, ready, unverified, onClose }) {
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
      {ready > 0 && (
        <p class="hint">
          {readyCount(ready, unverified).replace(" ", ready === 1 ? " more is " : " more are ")} and{" "}
          {ready === 1 ? "is" : "are"} left alone.
          {unverified > 0 &&
            ` “Verify all” tells whether ${unverified === 1 ? "that one works" : "those work"}.`}
        </p>
      )}
    </ConfirmDialog>
  );
}
